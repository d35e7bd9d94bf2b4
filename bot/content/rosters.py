"""The words by which a roster's titles are understood, as the file holds them."""

import re
from datetime import time
from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.content.loading.fields import LIST, ContentModel, Label, wrong
from bot.domain.availability import Hours
from bot.domain.rosters import RosterWords, Work

HOURS = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")
WordList = Annotated[tuple[Label, ...], Field(min_length=1, max_length=LIST)]


def _hours(value: object) -> Hours:
    if not isinstance(value, str) or not HOURS.fullmatch(value):
        raise wrong('should be two times of day; write them as "19:00-07:30"')
    start, end = (time.fromisoformat(part) for part in value.split("-"))
    return start, end


ShiftHours = Annotated[tuple[time, time], BeforeValidator(_hours)]


class TitleWords(ContentModel):
    """Those for work and for none in the order in which they are looked for."""

    cancelled: WordList
    in_names: WordList
    some_work: WordList
    ignored: WordList
    away: WordList
    off: WordList
    night: WordList
    on_call: WordList
    evening: WordList
    day: WordList


class UsualHours(ContentModel):
    """Over midnight where the end is not later than the start."""

    day: ShiftHours
    evening: ShiftHours
    night: ShiftHours
    on_call: ShiftHours


class RosterFile(ContentModel):
    words: TitleWords
    usual_hours: UsualHours

    def for_domain(self) -> RosterWords:
        words = dict(self.words)
        return RosterWords(
            **{name: words.pop(name) for name in ("cancelled", "in_names", "some_work", "ignored")},
            by_work={Work(name): found for name, found in words.items()},
            usual_hours={Work(name): found for name, found in self.usual_hours},
        )

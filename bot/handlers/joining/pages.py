"""What a person has said on the pages of the enrolment form so far, read from the page and carried along."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.joining.joining import JoinAnswers, JoinSubmission
from bot.domain.people import known_zone
from bot.errors import NotFound
from bot.handlers.click import Click
from bot.views.ids import Field
from bot.views.joining.needs import CAPACITY

CAPACITIES = {value: int(value) for value in CAPACITY}


@dataclass(frozen=True, slots=True)
class Carried:
    """The form's memory. `charter` is the version its last page shows; `asked`: a number was sent.

    `tz` is the zone Slack said they are in, "" where it said none; `was_in`: they were in the program when
    the form was opened.
    """

    answers: JoinAnswers
    opened_at: datetime
    charter: str
    asked: bool = False
    tz: str = ""
    was_in: bool = False

    def packed(self) -> str:
        """Ids only, in the modal's own memory; far under Slack's 3,000 characters."""
        said = {key: value for key, value in asdict(self.answers).items() if value}
        memory = {
            "answers": said,
            "opened_at": self.opened_at.isoformat(),
            "charter": self.charter,
            "asked": self.asked,
            "tz": self.tz,
            "was_in": self.was_in,
        }
        return json.dumps(memory, separators=(",", ":"), ensure_ascii=False)

    def with_page(self, read: Callable[[Click, JoinAnswers], JoinAnswers], click: Click) -> "Carried":
        return replace(self, answers=read(click, self.answers))

    def submission(self, *, with_charter: bool) -> JoinSubmission:
        return JoinSubmission(self.answers, self.opened_at, self.charter if with_charter else "")


def carried(click: Click) -> Carried:
    try:
        memory: dict[str, Any] = json.loads(click.context or "{}")
        return Carried(
            answers=JoinAnswers(**{key: _tuple(value) for key, value in memory["answers"].items()}),
            opened_at=datetime.fromisoformat(memory["opened_at"]),
            charter=str(memory["charter"]),
            asked=bool(memory.get("asked")),
            tz=known_zone(memory.get("tz"), otherwise=""),
            was_in=bool(memory.get("was_in")),
        )
    except (ValueError, TypeError, AttributeError, KeyError):
        raise NotFound("This form is from before an update. Type `/mentor join` for a new one.") from None


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def with_about(click: Click, before: JoinAnswers) -> JoinAnswers:
    form = click.form
    return replace(
        before,
        program_id=form.choice(Field.PROGRAM) or before.program_id,
        role=form.choice(Field.ROLE),
        profession=form.choice(Field.PROFESSION),
        career_stage=form.choice(Field.STAGE),
        specialty=form.choice(Field.SPECIALTY),
        department=form.choice(Field.DEPARTMENT),
        site=form.choice(Field.SITE) if form.shows(Field.SITE) else before.site,
    )


def with_needs(click: Click, before: JoinAnswers) -> JoinAnswers:
    """What the page did not ask stays as it was."""
    form, role = click.form, before.chosen_role
    capacity = CAPACITIES.get(form.choice(Field.CAPACITY) or "", 0)
    return replace(
        before,
        topics_wanted=form.choices(Field.WANTED) if role.wants else before.topics_wanted,
        topics_offered=form.choices(Field.OFFERED) if role.offers else before.topics_offered,
        capacity=capacity if role.offers else before.capacity,
        preset_id=form.choice(Field.PRESET),
        excluded=form.users(Field.EXCLUDED),
        apart=form.users(Field.APART),
    )

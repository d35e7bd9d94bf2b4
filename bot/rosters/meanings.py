"""What a code means, as somebody types it: "night 19:00-07:30", "on call", "off"."""

import re

from bot.domain.rosters import Meaning, RosterWords
from bot.rosters.hours import hours_in
from bot.rosters.problems import WrongLines
from bot.rosters.typed.pieces import work_of

WORD = re.compile(r"[^\d]*")
NOT_READ = (
    '"{text}" names no kind of work we know. Write it like this: night 19:00-07:30, or day, evening, on '
    "call, "
    "away or off."
)


def parse_meaning(text: str, *, words: RosterWords) -> Meaning:
    """Raises WrongLines."""
    text = " ".join(text.split())
    found = WORD.match(text)
    named = found[0].strip().lower() if found else ""
    work = work_of(named, words)
    hours = hours_in(text)
    if work is None or (hours is None and text.lower() != named):
        raise WrongLines(NOT_READ.format(text=text))
    return Meaning(work, hours if work.has_times else None)

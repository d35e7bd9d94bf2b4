"""Rotations that go by a name, and "1 in 4": each with what has to be said beside it."""

import re
from collections.abc import Sequence
from datetime import date

from bot.domain.availability import Hours
from bot.domain.rosters import Meaning, RosterWords, Rotation, Work
from bot.rosters.hours import HOURS, hours_in
from bot.rosters.problems import WrongLines
from bot.rosters.typed.pieces import COUNTS, EXAMPLE, LONGEST_PIECE, Run, work_of

SATURDAY = 5
WEEK = 7
LEFT_OVER = "We can't place “{piece}” beside “{name}”. Write it like this: {name}{kind} from 3 March."
WHICH_WORK = (
    "“{name}” doesn't say whether you work days or nights. Write it like this: {name} days from 3 March, "
    "or {name} nights from 3 March."
)
DIFFERS = "“{name}” means different things in different places. Write yours out, like this: {choices}."
WHAT_COMES_ROUND = (
    "“1 in {every}” doesn't say what comes round. Write it like this: "
    "1 in {every} on call, otherwise off, from 3 March."
)
WHAT_ELSE = (
    "“1 in {every}” doesn't say what the other days are. Write it like this: "
    "1 in {every} on call, otherwise off, from 3 March; or otherwise days."
)
NOT_A_SATURDAY = "Say from which Saturday your weekend counts, for example from Saturday 7 March."
TOO_RARE = "“1 in {every}” isn't a pattern we can read. " + EXAMPLE
FILLERS = frozenset(
    {"pattern", "rota", "rotation", "roster", "schedule", "shift", "shifts", "system", "the", "a", "my", "of"}
)
# Twelve hours or so: the usual ones.
LENGTH = re.compile(r"\b1[123](?:\.\d)?[\s-]?(?:h|hrs?|hours?)\b", re.IGNORECASE)
ONE_IN = re.compile(
    r"\b(?:(?:1|one)[\s-]?(?:in|:)[\s-]?(\d{1,2}|[a-z]{3,5})\b|every\s(\d{1,2})(?:st|nd|rd|th)\b)\s?(nights?|days?|weekends?|weeks?)?",
    re.IGNORECASE,
)
OTHERWISE = re.compile(
    r"\b(?:otherwise|else|(?:the\s)?(?:other|remaining)\sdays|the\srest)\b(?:\s(?:are|is))?", re.IGNORECASE
)
MARKS = re.compile(r"[\s,;:()]+")


def rotation_in(text: str, starts_on: date, words: RosterWords) -> Sequence[Run]:
    """Read a rotation by its name, or "1 in 4"; none where the text has neither. Raises WrongLines."""
    if found := ONE_IN.search(text):
        return _one_in(found, text, starts_on, words)
    for rotation in words.rotations:
        name = re.compile(rf"(?<![\w/-]){_spelled(rotation.name)}(?![\w/-])", re.IGNORECASE)
        if said := name.search(text):
            beside = f"{text[: said.start()]} {text[said.end() :]}"
            return _named(rotation, said[0], beside, words)
    return ()


def _spelled(name: str) -> str:
    """With a blank, a dash, a slash or a comma between its parts, as people write it."""
    return r"[\s/,-]{1,2}".join(map(re.escape, re.split(r"[\s-]", name)))


def _named(rotation: Rotation, name: str, beside: str, words: RosterWords) -> list[Run]:
    if rotation.choices:
        raise WrongLines(DIFFERS.format(name=name, choices="; or ".join(rotation.choices)))
    work, hours, left = _beside(beside, words)
    needs_work = any(kind is None for _, kind in rotation.runs)
    if left or (work and not (needs_work and work.has_times)) or (hours and not needs_work):
        piece, kind = left or MARKS.sub(" ", beside).strip(), " nights" if needs_work else ""
        raise WrongLines(LEFT_OVER.format(piece=piece[:LONGEST_PIECE], name=name, kind=kind))
    if needs_work and work is None:
        raise WrongLines(WHICH_WORK.format(name=name))
    return [
        Run(days, Meaning(kind or work or Work.OFF, None if kind else hours)) for days, kind in rotation.runs
    ]


def _beside(text: str, words: RosterWords) -> tuple[Work | None, Hours | None, str]:
    """A kind of work, hours, and whatever else stands there."""
    hours = hours_in(text)
    plain = LENGTH.sub(" ", HOURS.sub(" ", text, count=1) if hours else text)
    left = [one for one in MARKS.split(plain.lower()) if one and one not in FILLERS]
    phrase = " ".join(left)
    work = work_of(phrase, words) if phrase else None
    return work, hours, "" if work or not phrase else phrase


def _one_in(found: re.Match[str], text: str, starts_on: date, words: RosterWords) -> list[Run]:
    said, unit = (found[1] or found[2]).lower(), (found[3] or "").lower().rstrip("s")
    every = int(said) if said.isdecimal() else COUNTS.get(said, 0)
    if not 2 <= every <= 12:
        raise WrongLines(TOO_RARE.format(every=said))
    first, rest = _parted(f"{text[: found.start()]} {text[found.end() :]}")
    work, hours, left = _beside(first, words)
    other, other_hours, left_over = _beside(rest, words)
    if left or left_over:
        piece, kind = left or left_over, " on call, otherwise off,"
        raise WrongLines(LEFT_OVER.format(piece=piece[:LONGEST_PIECE], name=f"1 in {every}", kind=kind))
    if work is None and unit in ("night", "day"):
        work = Work(unit)
    if work is None or not work.has_times:
        raise WrongLines(WHAT_COMES_ROUND.format(every=every))
    if other is None:
        raise WrongLines(WHAT_ELSE.format(every=every))
    if unit == "weekend" and starts_on.weekday() != SATURDAY:
        raise WrongLines(NOT_A_SATURDAY)
    turn = {"weekend": 2, "week": WEEK}.get(unit, 1)
    whole = every * WEEK if unit in ("weekend", "week") else every
    between = Meaning(other, other_hours if other.has_times else None)
    return [Run(turn, Meaning(work, hours)), Run(whole - turn, between)]


def _parted(text: str) -> tuple[str, str]:
    """What comes round, and what is done otherwise."""
    found = OTHERWISE.search(text)
    return (text[: found.start()], text[found.end() :]) if found else (text, "")

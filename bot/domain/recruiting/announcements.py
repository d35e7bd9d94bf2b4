"""Announcements: a program made known in a channel, at once or at a chosen time, and perhaps once more."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.local_time import readings
from bot.domain.patient_hint import looks_like_patient_data
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState

NOT_BEFORE: Final = time(7)
NOT_AFTER: Final = time(20)
# What can be chosen: every half hour of the day, where the manager is.
TIMES: Final = tuple(
    time(hour, minute) for hour in range(NOT_BEFORE.hour, NOT_AFTER.hour) for minute in (0, 30)
)
REPEAT_DAYS: Final = (3, 7, 14)
FURTHEST: Final = timedelta(days=180)
# What one block of Slack's holds, once it is made safe, with some room.
LONGEST_TEXT: Final = 2900


class Readers(StrEnum):
    """For whom the words are: mentors are looked for first, then everyone may join."""

    MENTORS = "mentors"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Announcement:
    """`post_at` is None where it is posted at once; `tz` is the zone its times were chosen in.

    Nothing is posted before it is `confirmed`, nor once `by`, who has it posted, manages the program no more.
    """

    workspace_id: str
    id: str
    program_id: str
    channel_id: str
    text: str
    tz: str
    saved_at: datetime
    post_at: datetime | None = None
    repeat_at: datetime | None = None
    confirmed: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a manager chose and typed, as typed; empty where they left it empty."""

    program_id: str
    readers: Readers
    channel_id: str
    text: str
    day: str
    at: str
    repeat: str


def readers_first(program: Program) -> Readers:
    return Readers.MENTORS if program.state is ProgramState.RECRUITING else Readers.EVERYONE


def moment_of(day: date, at: time, *, tz: str) -> datetime:
    return readings(ZoneInfo(tz), day, at)[1]


def again_after(first: datetime, days: int, *, tz: str) -> datetime:
    """The same time of day so many days later, moved into the day where `first` was at night."""
    local = first.astimezone(ZoneInfo(tz))
    at = min(max(local.time().replace(second=0, microsecond=0), TIMES[0]), TIMES[-1])
    return moment_of(local.date() + timedelta(days=days), at, tz=tz)


def evening_of(due: datetime, *, tz: str) -> datetime:
    """Until when on its day an announcement may still be posted."""
    return moment_of(due.astimezone(ZoneInfo(tz)).date(), NOT_AFTER, tz=tz)


def check_text(typed: Typed, *, hint: str, today: date) -> None:
    """`hint` is said to something that looks like a patient's data. Raises InvalidAnswer."""
    problems = {}
    text = Part.WORDS_FOR_MENTORS if typed.readers is Readers.MENTORS else Part.WORDS_FOR_EVERYONE
    if not typed.channel_id:
        problems[Part.CHANNEL] = "Choose where to post it."
    if not typed.text:
        problems[text] = "Write what to post."
    elif len(typed.text) + 4 * sum(map(typed.text.count, "<>&")) > LONGEST_TEXT:
        problems[text] = f"Make it shorter: {LONGEST_TEXT} characters at most."
    elif looks_like_patient_data(typed.text, today=today):
        problems[text] = hint
    if problems:
        raise InvalidAnswer(problems)


def post_moment(typed: Typed, *, tz: str, now: datetime) -> datetime | None:
    """None is now. Raises InvalidAnswer for a time that has passed, is far away, or is at night."""
    if not typed.day and not typed.at:
        return None
    if not typed.day:
        raise InvalidAnswer({Part.POST_DAY: "Choose a day too, or leave both empty to post it at once."})
    try:
        day, at = date.fromisoformat(typed.day), time.fromisoformat(typed.at)
    except ValueError:
        raise InvalidAnswer({Part.POST_TIME: "Choose a time too."}) from None
    if at not in TIMES:
        raise InvalidAnswer(
            {Part.POST_TIME: "Choose a time from 07:00 to 19:30: nothing is posted at night."}
        )
    moment = moment_of(day, at, tz=tz)
    if not now < moment <= now + FURTHEST:
        raise InvalidAnswer({Part.POST_DAY: "Choose a time that is still to come, within six months."})
    return moment


def repeat_moment(typed: Typed, *, first: datetime, tz: str) -> datetime | None:
    days = int(typed.repeat) if typed.repeat.isdecimal() else 0
    return again_after(first, days, tz=tz) if days in REPEAT_DAYS else None

"""Programs: a template made concrete by its managers, once for each cohort."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import IfNoAnswer, MatchedBy
from bot.domain.measures.targets import Target
from bot.domain.programs.states import IN_WORDS, LIVE, OVER, ProgramState
from bot.errors import NotNow, NotYours

DAYS_A_MONTH = 365.25 / 12
SIGNUP_ENDS_BEFORE = timedelta(weeks=1)


class Intake(StrEnum):
    """A cohort begins and ends together; with rolling intake people come and go one by one."""

    COHORT = "cohort"
    ROLLING = "rolling"


@dataclass(frozen=True, slots=True)
class Plan:
    """What was agreed before the start; all of it can be shared with another hospital: it names nobody.

    `targets` are by the key of a measure's result. `minutes_a_month` is the time set aside for each
    person. `capacity` is the most mentees one mentor takes here. Sign-up opens to mentees without a
    question when mentors' places cover `places_first_percent` of `expected_mentees`. A pair that stays
    silent is let go `release_after_weeks` after it was asked; 0 is never.

    `weights` of matching are by criterion, empty for the template's. With `mentors_confirm` a mentor is asked
    before the introduction; `silence` says what no answer within `answer_days` means.
    """

    purpose: str = ""
    objectives: tuple[str, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=dict)
    mentees: str = ""
    mentors: str = ""
    minutes_a_month: int = 0
    capacity: int = 2
    review_every_weeks: int = 12
    expected_mentees: int = 0
    places_first_percent: int = 80
    by_approval: bool = False
    release_after_weeks: int = 8
    matched_by: MatchedBy = MatchedBy.PROPOSED
    mentors_confirm: bool = False
    answer_days: int = 5
    silence: IfNoAnswer = IfNoAnswer.YES
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Program:
    """`signposts` holds only what differs from the workspace's own.

    One program is one cohort; `follows` is the program it was copied from. `ends_on` is None with rolling
    intake; people may join until `signup_ends_on`, or as long as it runs where that is None. On
    `look_again_on` those who were left without a match are looked at again, as they were told. Mentors can
    turn to its `lead`, and to the `deputy` while that one is away.
    """

    id: str
    workspace_id: str
    template_id: str
    name: str
    state: ProgramState
    starts_on: date
    ends_on: date | None
    every_weeks: int
    minutes: int
    channel_id: str
    managers: tuple[str, ...]
    created_by: str
    signposts: Mapping[str, str] = field(default_factory=dict)
    champion: str | None = None
    intake: Intake = Intake.COHORT
    signup_ends_on: date | None = None
    plan: Plan = field(default_factory=Plan)
    version: int = 1
    follows: str | None = None
    look_again_on: date | None = None
    lead: str | None = None
    deputy: str | None = None

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def takes(self, role: Role, *, today: date) -> bool:
        """Whether somebody may join in this role today."""
        if any(last is not None and today > last for last in (self.signup_ends_on, self.ends_on)):
            return False
        if self.state is ProgramState.RECRUITING:
            return role.comes_first
        return self.state in (ProgramState.ENROLLING, ProgramState.RUNNING)

    def takes_people(self, *, today: date) -> bool:
        return self.takes(Role.MENTOR, today=today)


def usual_signup_end(starts_on: date) -> date:
    """A week before the start: the matches are made in between."""
    return starts_on - SIGNUP_ENDS_BEFORE


def usual_minutes_a_month(*, minutes: int, every_weeks: int) -> int:
    """What talks of so many minutes take of a month, rounded up to five."""
    talks = DAYS_A_MONTH / 7 / every_weeks
    return math.ceil(minutes * talks / 5) * 5


def matching_week(program: Program, *, today: date) -> date | None:
    """The Monday of the week in which matches are planned: the one before the start, or this one.

    None once it has begun: from then on there is no such week.
    """
    if not program.is_live or program.starts_on <= today:
        return None
    before = program.starts_on - timedelta(days=7)
    return max(_monday(before), _monday(today))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def people_expected(plan: Plan, *, with_mentors: bool) -> int:
    """The mentees, and as many mentors as they need when each takes the most allowed here."""
    mentors = math.ceil(plan.expected_mentees / plan.capacity) if with_mentors else 0
    return plan.expected_mentees + mentors


def hours_a_month(plan: Plan, *, people: int) -> int:
    """The time of so many people in a month, in whole hours, at least one."""
    return max(round(people * plan.minutes_a_month / 60), 1)


def require_manager(program: Program, *, user_id: str) -> None:
    if user_id not in program.managers:
        raise NotYours(f"Only a manager of {program.name} can do this. Ask one of them to add you.")


def require_open_to(program: Program, role: Role, *, today: date) -> None:
    """Raises NotNow with when, where that is known."""
    if program.takes(role, today=today):
        return
    if program.signup_ends_on is not None and today > program.signup_ends_on and program.is_live:
        day = program.signup_ends_on
        raise NotNow(
            f"Sign-up for {program.name} ended on {day.day} {day:%B}. Ask its managers about the next one."
        )
    if program.state is ProgramState.RECRUITING:
        raise NotNow(
            f"{program.name} is looking for its mentors first. Mentees can join when there are places."
        )
    raise NotNow(f"{program.name} is not open for joining at the moment.")


def missing_signposts(required: Iterable[str], *, filled: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in required if not filled.get(key, "").strip())


def require_editable(program: Program) -> None:
    """The plan of a program that is over stays as it was."""
    if program.state in OVER:
        raise NotNow(
            f"{program.name} is {IN_WORDS[program.state]}, so its plan stays as it is. "
            "Start a new cohort from it to change something."
        )


def require_launchable(program: Program, *, missing: tuple[str, ...]) -> None:
    """`missing` is what it still needs: labels of signposts without an answer, a channel, its lead."""
    if program.state is not ProgramState.DRAFT:
        raise NotNow(f"{program.name} is already open.")
    if missing:
        raise NotNow(f"{program.name} can open once it has these: {', '.join(missing)}.")

"""The page about when and where a program runs, and whom it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from bot.content import Content
from bot.domain.programs.programs import Intake, Program, usual_minutes_a_month, usual_signup_end
from bot.usecases.programs.forms import (
    LONGEST_NAME,
    MAX_WEEKS,
    MIN_WEEKS,
    NOT_LISTED,
    Problems,
    budget_of,
    day,
    length_in_weeks,
    lines_of,
    number,
    refuse,
    usual_of,
)

STARTS_WITHIN = timedelta(days=365)
LONGEST_TALK = 240
# What one menu of Slack's can hold.
MOST_SITES = 100


@dataclass(frozen=True, slots=True)
class TimesPage:
    """When and where. A draft may do without a channel for a while."""

    starts_on: str
    length_weeks: str
    every_weeks: str
    minutes: str
    signup_ends_on: str = ""
    intake: str = Intake.COHORT
    capacity: str = ""
    by_approval: bool = False
    channel_id: str = ""
    sites: str = ""

    @classmethod
    def of(cls, program: Program, *, content: Content, sites: Sequence[str] = ()) -> Self:
        """The page as it stands."""
        return cls(
            starts_on=program.starts_on.isoformat(),
            length_weeks=str(length_in_weeks(program) or content.programs[program.template_id].length_weeks),
            every_weeks=str(program.every_weeks),
            minutes=str(program.minutes),
            signup_ends_on=program.signup_ends_on.isoformat() if program.signup_ends_on else "",
            intake=program.intake,
            capacity=str(program.plan.capacity),
            by_approval=program.plan.by_approval,
            channel_id=program.channel_id,
            sites="\n".join(sites),
        )

    def applied(self, program: Program, *, content: Content, today: date) -> Program:
        most = content.programs[program.template_id].mentor_capacity.max
        problems = self._problems(program, most=max(most, program.plan.capacity), today=today)
        refuse(problems, {"sites": self.sites}, content=content, today=today)
        starts_on, every_weeks, minutes = day(self.starts_on), int(self.every_weeks), int(self.minutes)
        assert starts_on is not None
        intake = Intake(self.intake)
        plan = replace(
            program.plan,
            capacity=int(self.capacity or program.plan.capacity),
            by_approval=self.by_approval,
            minutes_a_month=_budget(program, every_weeks=every_weeks, minutes=minutes),
        )
        return replace(
            program,
            intake=intake,
            starts_on=starts_on,
            ends_on=self._ends_on(program, intake, starts_on),
            signup_ends_on=self._signup_ends_on(program, starts_on),
            every_weeks=every_weeks,
            minutes=minutes,
            channel_id=self.channel_id,
            plan=plan,
        )

    @property
    def site_names(self) -> tuple[str, ...]:
        return lines_of(self.sites)

    def _problems(self, program: Program, *, most: int, today: date) -> Problems:
        yield from self._day_problems(program, today)
        yield from self._choice_problems(most)
        if program.is_live and not self.channel_id:
            yield "channel", "Choose the channel where summaries go."
        if len(self.site_names) > MOST_SITES or any(len(site) > LONGEST_NAME for site in self.site_names):
            yield (
                "sites",
                f"Write one site on each line, up to {MOST_SITES}, each up to {LONGEST_NAME} characters.",
            )

    def _day_problems(self, program: Program, today: date) -> Problems:
        starts_on, signup_ends_on = day(self.starts_on), day(self.signup_ends_on)
        is_moved = starts_on != program.starts_on
        if starts_on is None or (is_moved and abs(starts_on - today) > STARTS_WITHIN):
            yield "starts_on", "Choose the day the program starts, within a year from today."
        elif signup_ends_on is not None and self._is_other_signup(program, is_moved):
            yield from self._signup_problems(starts_on, signup_ends_on, today)
        is_same_length = self.length_weeks.strip() == str(length_in_weeks(program))
        if not is_same_length and not MIN_WEEKS <= number(self.length_weeks) <= MAX_WEEKS:
            yield (
                "length_weeks",
                f"Write a whole number of weeks from {MIN_WEEKS} to {MAX_WEEKS}, for example 26.",
            )

    def _signup_problems(self, starts_on: date, signup_ends_on: date, today: date) -> Problems:
        if self.intake == Intake.COHORT and today < starts_on <= signup_ends_on:
            yield "signup_ends_on", "Choose a day before the program starts: matches are made in between."
            return
        weeks = MAX_WEEKS if self.intake == Intake.ROLLING else number(self.length_weeks)
        last = starts_on + timedelta(weeks=min(max(weeks, MIN_WEEKS), MAX_WEEKS))
        if not starts_on - STARTS_WITHIN <= signup_ends_on <= last:
            yield "signup_ends_on", "Choose a day before the program ends, or take the date out."

    def _choice_problems(self, most: int) -> Problems:
        chosen = {
            "every_weeks": (self.every_weeks, MAX_WEEKS),
            "minutes": (self.minutes, LONGEST_TALK),
            "capacity": (self.capacity or "1", most),
        }
        for name, (text, limit) in chosen.items():
            if not 1 <= number(text) <= limit:
                yield name, NOT_LISTED
        if self.intake not in tuple(Intake):
            yield "intake", NOT_LISTED

    def _ends_on(self, program: Program, intake: Intake, starts_on: date) -> date | None:
        """A last day that is no whole number of weeks away stays while nobody touches it."""
        same = (starts_on, intake, self.length_weeks.strip())
        if same == (program.starts_on, program.intake, str(length_in_weeks(program))):
            return program.ends_on
        if intake is Intake.ROLLING:
            return None
        return starts_on + timedelta(weeks=number(self.length_weeks))

    def _signup_ends_on(self, program: Program, starts_on: date) -> date | None:
        """Usually a week before the start, with which it moves."""
        return usual_signup_end(starts_on) if self._is_usual_signup(program) else day(self.signup_ends_on)

    def _is_other_signup(self, program: Program, is_moved: bool) -> bool:
        is_same = not is_moved and day(self.signup_ends_on) == program.signup_ends_on
        return not is_same and not self._is_usual_signup(program)

    def _is_usual_signup(self, program: Program) -> bool:
        return day(self.signup_ends_on) == program.signup_ends_on == usual_signup_end(program.starts_on)


def _budget(program: Program, *, every_weeks: int, minutes: int) -> int:
    """Follows the rhythm until somebody says otherwise."""
    is_moved = (every_weeks, minutes) != (program.every_weeks, program.minutes)
    if is_moved and budget_of(program) == usual_of(program):
        return usual_minutes_a_month(minutes=minutes, every_weeks=every_weeks)
    return program.plan.minutes_a_month

"""Program templates: one file each under programs/."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from bot.content.loading.fields import (
    ContentModel,
    Count,
    Entry,
    Id,
    Ids,
    Label,
    Minutes,
    Paragraph,
    Sentence,
    Short,
    SomeIds,
    Weeks,
    frozen,
    one_of,
    wrong,
)
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import SETTLING_DAYS

HERE = Path(__file__).parent
FIRST_MEETING = "first_meeting"
# By the names of their files alone: nothing of matching is loaded with the content.
CRITERIA = tuple(sorted(found.name for found in iter_modules([str(HERE.parent / "matching" / "criteria")])))
# Rules that only some programs have, by their ids in matching.
RULES = ("different_department", "different_role", "stages")
Sentences = Annotated[tuple[Sentence, ...], Field(max_length=5)]


class FormatKind(StrEnum):
    PAIR = "pair"
    PAIR_OR_TRIO = "pair_or_trio"
    GROUP = "group"


class Audience(ContentModel):
    mentees: Sentence
    mentors: Sentence


class Confirmed(ContentModel):
    """Sentences that nobody can work out: people say them as they join, a manager as they approve."""

    mentee: Sentences = ()
    mentor: Sentences = ()
    manager: Sentences = ()

    def by(self, role: Role) -> tuple[str, ...]:
        """What somebody says who joins in this role; who joins in both says each thing once."""
        said = (*(self.mentee if role.wants else ()), *(self.mentor if role.offers else ()))
        return tuple(dict.fromkeys(said))


class LikelyAs(ContentModel):
    """Whose post suggests a role: any of these career stages in any of these professions. None is all."""

    professions: Ids = ()
    stages: SomeIds

    def suits(self, profession: str | None, stage: str | None) -> bool:
        return stage in self.stages and (not self.professions or profession in self.professions)


class Likely(ContentModel):
    """What the form suggests to somebody whose post is known; they choose."""

    mentee: LikelyAs | None = None
    mentor: LikelyAs | None = None

    def role(self, profession: str | None, stage: str | None) -> Role | None:
        if self.mentee and self.mentee.suits(profession, stage):
            return Role.MENTEE
        return Role.MENTOR if self.mentor and self.mentor.suits(profession, stage) else None


class Format(ContentModel):
    """How many people make one mentorship."""

    kind: FormatKind
    size_default: Count
    size_min: Annotated[int, Field(ge=2, le=8)]
    size_max: Annotated[int, Field(ge=2, le=8)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.size_min <= self.size_default <= self.size_max:
            raise wrong("should have size_min, size_default and size_max in this order, from small to large")
        return self


class Phase(ContentModel):
    """A stretch of `weeks` in which people meet every `every_weeks`."""

    weeks: Weeks
    every_weeks: Weeks
    minutes: Minutes


class Rhythm(ContentModel):
    """One rhythm throughout, or phases that follow each other."""

    every_weeks: Weeks | None = None
    minutes: Minutes | None = None
    phases: tuple[Phase, ...] = ()
    planned_meetings: Annotated[int, Field(ge=1, le=200)]
    note: Sentence

    @model_validator(mode="after")
    def _one_or_the_other(self) -> Self:
        steady = (self.every_weeks is not None, self.minutes is not None)
        if any(steady) if self.phases else not all(steady):
            raise wrong("should have either every_weeks and minutes, or phases")
        return self

    @property
    def all_phases(self) -> tuple[Phase, ...]:
        """At least one; a steady rhythm is a single phase without an end of its own."""
        if self.every_weeks is None or self.minutes is None:
            return self.phases
        return (Phase(weeks=1, every_weeks=self.every_weeks, minutes=self.minutes),)


class Capacity(ContentModel):
    """How many mentees a mentor takes at once."""

    default: Annotated[int, Field(ge=1, le=10)]
    max: Annotated[int, Field(ge=1, le=10)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.default > self.max:
            raise wrong("needs a default no larger than max")
        return self


class Milestone(ContentModel):
    """A step of the way, in weeks from the introduction. People read `say`; without it, `text`."""

    week: Annotated[int, Field(ge=0, le=104)]
    key: Id
    text: Sentence
    say: Paragraph | None = None

    @property
    def words(self) -> str:
        return self.say or self.text


def _check_milestones(milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    weeks = [milestone.week for milestone in milestones]
    if weeks != sorted(weeks):
        raise wrong("should be in the order of their weeks")
    return milestones


def _check_weights(weights: Mapping[str, int]) -> Mapping[str, int]:
    if sum(weights.values()) != 100:
        raise wrong(f"add up to {sum(weights.values())}; change them so that they add up to 100")
    return frozen(weights)


Milestones = Annotated[
    tuple[Milestone, ...], Field(min_length=1, max_length=40), AfterValidator(_check_milestones)
]
Weights = Annotated[
    Mapping[Annotated[str, one_of(CRITERIA)], Annotated[int, Field(ge=0, le=100)]],
    AfterValidator(_check_weights),
]


class ProgramTemplate(Entry):
    """What a manager starts from. `need` is how they would say what they need; `weights` add up to 100.

    In `first_meeting_days` from the introduction a first meeting is hoped for.
    """

    short: Short
    name: Label
    need: Label
    purpose: Paragraph
    audience: Audience
    likely: Likely = Likely()
    format: Format
    length_weeks: Annotated[int, Field(ge=4, le=104)]
    first_meeting_days: Annotated[int, Field(ge=7, le=60)] = SETTLING_DAYS
    rhythm: Rhythm
    mentor_capacity: Capacity
    weights: Weights
    rules: tuple[Annotated[str, one_of(RULES)], ...] = ()
    confirmed: Confirmed = Confirmed()
    success_measures: SomeIds
    confidence_items: Ids
    milestones: Milestones
    guides: SomeIds

    @property
    def is_circle(self) -> bool:
        return self.format.kind is FormatKind.GROUP

    @property
    def every_weeks(self) -> int:
        """The rhythm a new program starts with."""
        return self.rhythm.all_phases[0].every_weeks

    @property
    def minutes(self) -> int:
        return self.rhythm.all_phases[0].minutes

    @property
    def first_meeting_week(self) -> int | None:
        """By when a first conversation is hoped for, in weeks from the introduction."""
        return self._week_of(FIRST_MEETING)

    def _week_of(self, key: str) -> int | None:
        return next((milestone.week for milestone in self.milestones if milestone.key == key), None)

    def rhythm_in_week(self, week: int, *, usual: int) -> int:
        """Weeks between meetings in that week, from 0. A `usual` that is not the first phase's own wins."""
        if not self.rhythm.phases or usual != self.every_weeks:
            return usual
        ends = 0
        for phase in self.rhythm.phases:
            ends += phase.weeks
            if week < ends:
                return phase.every_weeks
        return self.rhythm.phases[-1].every_weeks

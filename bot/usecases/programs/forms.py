"""The pages a program is planned on: what was typed, what is wrong with it, and the program it makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, Self

from bot.content import Content, FormatKind
from bot.content.numbers.measures import keys_of
from bot.domain.measures.typed import say_target
from bot.domain.patient_hint import looks_like_patient_data
from bot.domain.programs.programs import Plan, Program, usual_minutes_a_month
from bot.errors import InvalidInput
from bot.usecases.measures.targets import WHAT_TO_WRITE, read_targets

MIN_WEEKS, MAX_WEEKS = 4, 104
LONGEST_NAME = 75
LONGEST_TEXT = 500
LONGEST_LINE = 150
MOST_OBJECTIVES = 10
NOT_LISTED = "Choose one of the list."
MOST_MANAGERS = 20
MOST_MENTEES = 5000
MOST_MINUTES_A_MONTH = 6000

Problems = Iterable[tuple[str, str]]


class Page(Protocol):
    def applied(self, program: Program, *, content: Content, today: date) -> Program:
        """The program with what this page says. Raises InvalidInput by field."""


@dataclass(frozen=True, slots=True)
class PurposePage:
    """What it is for, and who looks after it."""

    name: str
    purpose: str
    mentees: str
    mentors: str
    objectives: str
    managers: tuple[str, ...]
    champion: str = ""
    lead: str = ""
    deputy: str = ""

    @classmethod
    def of(cls, program: Program) -> Self:
        """The page as it stands."""
        plan = program.plan
        return cls(
            name=program.name,
            purpose=plan.purpose,
            mentees=plan.mentees,
            mentors=plan.mentors,
            objectives="\n".join(plan.objectives),
            managers=program.managers,
            champion=program.champion or "",
            lead=program.lead or "",
            deputy=program.deputy or "",
        )

    def applied(self, program: Program, *, content: Content, today: date) -> Program:
        refuse(self._problems(), self._texts, content=content, today=today)
        plan = replace(
            program.plan,
            purpose=one_line(self.purpose),
            mentees=one_line(self.mentees),
            mentors=one_line(self.mentors),
            objectives=lines_of(self.objectives),
        )
        return replace(
            program,
            name=one_line(self.name),
            managers=tuple(dict.fromkeys(self.managers)),
            champion=self.champion or None,
            lead=self.lead or None,
            deputy=self.deputy or None,
            plan=plan,
        )

    @property
    def _texts(self) -> Mapping[str, str]:
        names = ("name", "purpose", "mentees", "mentors", "objectives")
        return {name: getattr(self, name) for name in names}

    def _problems(self) -> Problems:
        if not one_line(self.name) or len(self.name) > LONGEST_NAME:
            yield "name", f"Give the program a name of up to {LONGEST_NAME} characters."
        for name in ("purpose", "mentees", "mentors"):
            if len(getattr(self, name)) > LONGEST_TEXT:
                yield name, f"Write up to {LONGEST_TEXT} characters."
        objectives = lines_of(self.objectives)
        if len(objectives) > MOST_OBJECTIVES or any(len(line) > LONGEST_LINE for line in objectives):
            yield (
                "objectives",
                f"Write one objective on each line, up to {MOST_OBJECTIVES}, each up to {LONGEST_LINE} "
                "characters.",
            )
        if not 0 < len(self.managers) <= MOST_MANAGERS:
            yield "managers", f"Name at least one manager, and up to {MOST_MANAGERS}."
        if self.deputy and not self.lead:
            yield "lead", "Name the lead first, then who stands in for them."
        elif self.lead and self.lead == self.deputy:
            yield "deputy", "Choose someone else to stand in for the lead."


@dataclass(frozen=True, slots=True)
class TargetsPage:
    """What it takes and what success is; a measure without a target is not one of the program's."""

    expected_mentees: str = ""
    places_first_percent: str = "80"
    minutes_a_month: str = ""
    release_after_weeks: str = "8"
    review_every_weeks: str = "12"
    targets: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, program: Program, *, keys: Iterable[str] = ()) -> Self:
        """The page as it stands, with the targets of these keys."""
        plan = program.plan
        return cls(
            expected_mentees=str(plan.expected_mentees or ""),
            places_first_percent=str(plan.places_first_percent),
            minutes_a_month=str(budget_of(program)),
            release_after_weeks=str(plan.release_after_weeks),
            review_every_weeks=str(plan.review_every_weeks),
            targets={key: say_target(plan.targets[key]) if key in plan.targets else "" for key in keys},
        )

    def applied(self, program: Program, *, content: Content, today: date) -> Program:
        before = program.plan.targets
        typed = {key: one_line(text) for key, text in self.targets.items()}
        chosen, unread = read_targets(typed, before, content.measures)
        offered = {target_field(key): text for key, text in self.targets.items()}
        refuse(self._problems(offered, unread), offered, content=content, today=today)
        asked = {*typed, *keys_of(content.measures, typed)}
        others = {key: target for key, target in before.items() if key not in asked}
        plan = replace(
            program.plan,
            expected_mentees=number(self.expected_mentees or "0"),
            places_first_percent=number(self.places_first_percent),
            minutes_a_month=number(self.minutes_a_month),
            release_after_weeks=number(self.release_after_weeks),
            review_every_weeks=number(self.review_every_weeks),
            targets={**chosen, **others},
        )
        return replace(program, plan=plan)

    def _problems(self, targets: Mapping[str, str], unread: Iterable[str]) -> Problems:
        if not 0 <= number(self.expected_mentees or "0") <= MOST_MENTEES:
            yield "expected_mentees", f"Write a whole number up to {MOST_MENTEES}, or leave it empty."
        if not 5 <= number(self.minutes_a_month) <= MOST_MINUTES_A_MONTH:
            yield "minutes_a_month", f"Write a whole number of minutes from 5 to {MOST_MINUTES_A_MONTH}."
        ranges = {
            "places_first_percent": range(101),
            "release_after_weeks": range(MAX_WEEKS + 1),
            "review_every_weeks": range(1, MAX_WEEKS + 1),
        }
        for name, known in ranges.items():
            if number(getattr(self, name)) not in known:
                yield name, NOT_LISTED
        for key in unread:
            yield target_field(key), WHAT_TO_WRITE
        for name, text in targets.items():
            if len(text) > LONGEST_LINE:
                yield name, f"Write up to {LONGEST_LINE} characters."


def target_field(key: str) -> str:
    """The name of the form field for a target."""
    return f"target.{key}"


def length_in_weeks(program: Program) -> int | None:
    """None with rolling intake."""
    return (program.ends_on - program.starts_on).days // 7 if program.ends_on else None


def budget_of(program: Program) -> int:
    """Minutes a month set aside for each person: as planned, or as the rhythm takes."""
    return program.plan.minutes_a_month or usual_of(program)


def usual_of(program: Program) -> int:
    return usual_minutes_a_month(minutes=program.minutes, every_weeks=program.every_weeks)


def template_plan(template_id: str, content: Content) -> Plan:
    """What a template says of a plan."""
    template = content.programs[template_id]
    return Plan(
        purpose=template.purpose,
        targets={
            key: target
            for one in template.success_measures
            for key, target in content.measures[one].targets.items()
        },
        mentees=template.audience.mentees,
        mentors=template.audience.mentors,
        minutes_a_month=usual_minutes_a_month(minutes=template.minutes, every_weeks=template.every_weeks),
        capacity=template.mentor_capacity.default,
        mentors_confirm=template.format.kind is FormatKind.PAIR,
    )


def refuse(problems: Problems, texts: Mapping[str, str], *, content: Content, today: date) -> None:
    """Raises InvalidInput with these, and beside each of the texts that may hold something of a patient's."""
    hints = {
        name: content.lines.phi_hint
        for name, text in texts.items()
        if looks_like_patient_data(text, today=today)
    }
    if found := {**dict(problems), **hints}:
        raise InvalidInput(found)


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number(text: str) -> int:
    """-1 for what is no whole number."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 7 else -1


def one_line(text: str) -> str:
    """Without line ends, tabs and characters nobody sees."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def lines_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for each in text.splitlines() if (line := one_line(each))))

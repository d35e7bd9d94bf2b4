"""Looking back: what worked, what is unclear, what to change first, and what a change makes of the plan.

A finding is held against the least that its measure aims at, where it does, and otherwise against half of
those who answered. It worked when even the lower end of what is likely is no less than half, and it says to
change something when even the upper end is below what was aimed at. Whatever lies between is unclear.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.domain.disclosure.figures import Figure
from bot.domain.feedback.counting import option_of
from bot.domain.feedback.findings import Choice, Finding, Says, WaveFindings
from bot.domain.matching.choices import MatchedBy
from bot.domain.measures.targets import Target
from bot.domain.programs.programs import Plan, Program

HALF: Final = 50
# An option that fewer chose is no change to begin with.
LEAST_CHOSEN: Final = 10
MOST_CHOSEN: Final = 3
# The measure that each question is about.
MEASURES: Final[Mapping[str, str]] = {
    "e4": "match_fit",
    "p1": "match_fit",
    "e5": "safe_to_be_open",
    "m2": "safe_to_be_open",
    "m6": "mentor_load_ok",
    "c1": "less_alone",
    "x2": "small_fix_done",
    "x1": "stepped_up",
}


class Lever(StrEnum):
    """The part of a plan that a change is made to. OBJECTIVE: a line of it, where the plan has no field."""

    RHYTHM = "rhythm"
    LENGTH = "length"
    TALK = "talk"
    TIME = "time"
    PLACES = "places"
    MATCHING = "matching"
    OBJECTIVE = "objective"


# By question, or by question and number of the option. What is not here becomes an objective.
LEVERS: Final[Mapping[str, Lever]] = {
    "e10/0": Lever.MATCHING,
    "e10/1": Lever.LENGTH,
    "e10/2": Lever.RHYTHM,
    "e10/6": Lever.TIME,
    "m7/0": Lever.TIME,
    "m7/1": Lever.RHYTHM,
    "m7/3": Lever.MATCHING,
    "e4": Lever.MATCHING,
    "p1": Lever.MATCHING,
    "p2": Lever.RHYTHM,
    "m1": Lever.TALK,
    "m3": Lever.RHYTHM,
    "m6": Lever.PLACES,
}
# Who chose these asks for no change that could be made.
NO_CHANGE: Final = frozenset({"e10/7", "m7/4", "m7/5"})
# As the plan's form offers them.
RHYTHMS: Final = (1, 2, 3, 4, 6, 8)
TALKS: Final = (60, 45, 40, 30, 20, 15)
LONGEST_OBJECTIVE: Final = 150
LONGER: Final = timedelta(weeks=4)


class Verdict(StrEnum):
    WORKED = "worked"
    UNCLEAR = "unclear"
    TO_CHANGE = "to change"


@dataclass(frozen=True, slots=True)
class Lesson:
    """A finding held against its `target`, the least percent aimed at; or an `option` that many chose."""

    key: str
    verdict: Verdict
    share: Figure
    finding: Finding | None = None
    choice: Choice | None = None
    option: str = ""
    target: int | None = None

    @property
    def lever(self) -> Lever:
        return LEVERS.get(self.key, Lever.OBJECTIVE)


def lessons_of(found: WaveFindings, targets: Mapping[str, Target]) -> list[Lesson]:
    """Of one wave: what many chose to change first, and then each finding, as they come."""
    chosen = [lesson for choice in found.chosen for lesson in _chosen(choice)]
    return [*chosen, *(_judged(one, targets) for one in found.findings)]


def _chosen(choice: Choice) -> list[Lesson]:
    found = []
    for number, share in choice.options:
        key, option = option_of(choice.item, number), choice.item.options[number]
        if key not in NO_CHANGE and (share.value or 0) >= LEAST_CHOSEN:
            found.append(Lesson(key, Verdict.TO_CHANGE, share, choice=choice, option=option))
    return found[:MOST_CHOSEN]


def _judged(finding: Finding, targets: Mapping[str, Target]) -> Lesson:
    aim = targets.get(MEASURES.get(finding.key, ""))
    target = aim.low if aim else None
    return Lesson(finding.key, _verdict(finding, target), finding.share, finding, target=target)


def _verdict(finding: Finding, target: int | None) -> Verdict:
    low, high = finding.share.between or (0, 100)
    # How many moved up is a change to report: less than half is no failure.
    if high < (target or HALF) and finding.says is Says.YES:
        return Verdict.TO_CHANGE
    reached = target is None or (finding.share.value or 0) >= target
    return Verdict.WORKED if low >= HALF and reached else Verdict.UNCLEAR


def objective_of(lesson: Lesson) -> str:
    """The line that a plan gets where it has no field: "Better: guides"."""
    about = lesson.option or (lesson.finding.item.text if lesson.finding and lesson.finding.item else "Goals")
    return f"Better: {about}"[:LONGEST_OBJECTIVE]


def with_change(program: Program, lesson: Lesson) -> Program:
    """The plan with what is suggested in it, for a manager to look at: nothing is kept."""
    plan = program.plan
    if lesson.lever is Lever.OBJECTIVE:
        objectives = tuple(dict.fromkeys([*plan.objectives, objective_of(lesson)]))
        return replace(program, plan=replace(plan, objectives=objectives))
    return _CHANGES[lesson.lever](program, plan)


_CHANGES: Final[Mapping[Lever, Callable[[Program, Plan], Program]]] = {
    Lever.RHYTHM: lambda program, _: replace(program, every_weeks=_next(RHYTHMS, program.every_weeks)),
    Lever.TALK: lambda program, _: replace(program, minutes=_next(TALKS, program.minutes)),
    Lever.LENGTH: lambda program, _: replace(
        program, ends_on=program.ends_on + LONGER if program.ends_on else None
    ),
    Lever.TIME: lambda program, plan: replace(
        program, plan=replace(plan, minutes_a_month=plan.minutes_a_month + program.minutes)
    ),
    Lever.PLACES: lambda program, plan: replace(
        program, plan=replace(plan, capacity=max(plan.capacity - 1, 1))
    ),
    Lever.MATCHING: lambda program, plan: replace(program, plan=replace(plan, matched_by=MatchedBy.CHOSEN)),
}


def _next(steps: Sequence[int], now: int) -> int:
    """The step after this one, or the last."""
    later = steps[steps.index(now) + 1 :] if now in steps else ()
    return next(iter(later), now)

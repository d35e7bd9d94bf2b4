"""The page about disclosure has the cells of the code in it, all of them and no other."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import FormatKind, ProgramTemplate, load_content
from bot.domain.disclosure.kinds import (
    FIVE_TALKS,
    GOALS_MOVED,
    KINDS,
    REMATCH_ASKED,
    STILL_ON_TRACK,
    TURNOUT,
    Every,
    Kind,
)
from bot.domain.disclosure.periods import STILL
from bot.domain.feedback.counting import Said, count
from bot.domain.feedback.items import items_for
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import Role
from bot.usecases.disclosure.periods import SIX_TALKS
from bot.usecases.programs.keeping import CLOSING_FOR

PAGE = Path(__file__).parents[3] / "docs" / "disclosure.md"
# Mentorships go on for as long after a program's last day.
CLOSING_WEEKS = CLOSING_FOR // timedelta(weeks=1)
PERIODS = {Every.WEEK: "a week", Every.FOUR_WEEKS: "four weeks", Every.WAVE: "a wave"}


def cells() -> Iterator[str]:
    yield "| cell | one record says | of those that could: | period | shown alone from |"
    yield "|---|---|---|---|---|"
    for kind in records():
        row = (f"`{kind.name}`", kind.says, kind.could, PERIODS[kind.every], str(int(kind.shown_from)))
        yield f"| {' | '.join(row)} |"


def counts() -> Iterator[str]:
    yield "| count | of | frozen every |"
    yield "|---|---|---|"
    for kind in KINDS.values():
        if not kind.is_record:
            yield f"| `{kind.name}` | {kind.says} | {PERIODS[kind.every].removeprefix('a ')} |"


def lives() -> Iterator[str]:
    kinds = [kind for kind in records() if kind.every]
    names = " | ".join(f"`{kind.name}`" for kind in kinds)
    yield f"| a person in one mentorship of | weeks, with those of closing | {names} | together |"
    yield f"|---|---|{'---|' * len(kinds)}---|"
    for program in sorted(load_content().programs.values(), key=lambda one: one.order):
        weeks = program.length_weeks + CLOSING_WEEKS
        each = [_in_a_life(kind, program, weeks) for kind in kinds]
        numbers = " | ".join(str(one) for one in each)
        yield f"| {program.name.removesuffix('.')} | {weeks} | {numbers} | {sum(each)} |"


def _in_a_life(kind: Kind, program: ProgramTemplate, weeks: int) -> int:
    """Who is looked at after 13 weeks and after 26 is so twice, where the program goes on for so long."""
    enters = {
        FIVE_TALKS: SIX_TALKS in program.success_measures,
        TURNOUT: program.is_circle,
        REMATCH_ASKED: not program.is_circle,
    }
    if not enters.get(kind, True):
        return 0
    if kind is STILL_ON_TRACK:
        return sum(after <= timedelta(weeks=program.length_weeks) for after in STILL.values())
    return 1 if kind.once else -(-weeks // kind.every)


def waves() -> Iterator[str]:
    kinds = [kind for kind in records() if not kind.every]
    names = " | ".join(f"`{kind.name}`" for kind in kinds)
    yield f"| in all waves of | as | {names} | together |"
    yield f"|---|---|{'---|' * len(kinds)}---|"
    for program in sorted(load_content().programs.values(), key=lambda one: one.order):
        is_circle = program.format.kind is FormatKind.GROUP
        for role in [Role.PEER] if is_circle else [Role.MENTEE, Role.MENTOR]:
            each = [sum(_entered(program, role, wave)[kind.name] for wave in WaveKind) for kind in kinds]
            numbers = " | ".join(str(one) for one in each)
            yield f"| {program.name.removesuffix('.')} | {role.value} | {numbers} | {sum(each)} |"


def _entered(program: ProgramTemplate, role: Role, wave: WaveKind) -> Counter[str]:
    """How many cells of each kind; the options of one choice have the noise of one cell together."""
    items = load_content().surveys.asked_in(wave, program)
    if not items_for(items, role, is_circle=role.in_circles, is_early=False):
        return Counter()
    counted = count(wave.value, items, [Said(role, False, {}, before={})])
    entered = Counter(
        kind for kind, group in {(kind, group.partition("/")[0]) for kind, group in counted.could}
    )
    return entered + Counter([GOALS_MOVED.name] if wave is WaveKind.END and role is Role.MENTEE else [])


def records() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.is_record]


PARTS = {"cells": cells, "counts": counts, "lives": lives, "waves": waves}


def with_parts(page: str) -> str:
    for part, rows in PARTS.items():
        before, begins, rest = page.partition(f"<!-- {part} -->\n")
        _, ends, after = rest.partition(f"<!-- /{part} -->\n")
        assert begins
        assert ends
        page = f"{before}{begins}{''.join(f'{row}{chr(10)}' for row in rows())}{ends}{after}"
    return page


def test_the_page_says_what_the_table_in_code_says():
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(with_parts(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    assert with_parts(page) == page


def test_a_kind_more_makes_the_page_untrue(monkeypatch):
    more = Kind("answered", says="this mentorship answered", could="asked")
    monkeypatch.setitem(KINDS, more.name, more)
    page = PAGE.read_text(encoding="utf-8")
    assert with_parts(page) != page


@pytest.mark.parametrize(
    "said",
    [
        "the figure moves the odds on one record by at most three to one. Cells multiply",
        "Nothing more is claimed.",
        "that Monday may be drawn again",
        "that wave may be drawn again",
    ],
)
def test_the_claim_and_its_bounds_stand_on_it(said):
    assert said in PAGE.read_text(encoding="utf-8").replace("\n", " ")

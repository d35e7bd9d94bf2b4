"""The page about disclosure has the cells of the code in it, all of them and no other."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.content import load_content
from bot.domain.disclosure.kinds import KINDS, Every, Kind
from bot.usecases.programs.keeping import CLOSING_FOR

PAGE = Path(__file__).parents[3] / "docs" / "disclosure.md"
# Mentorships go on for as long after a program's last day.
CLOSING_WEEKS = CLOSING_FOR // timedelta(weeks=1)
PERIODS = {Every.WAVE: "a wave", Every.WEEK: "a week", Every.FOUR_WEEKS: "four weeks"}


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
        each = [-(-weeks // kind.every) for kind in kinds]
        numbers = " | ".join(str(one) for one in each)
        yield f"| {program.name.removesuffix('.')} | {weeks} | {numbers} | {sum(each)} |"


def records() -> list[Kind]:
    return [kind for kind in KINDS.values() if kind.is_record]


PARTS = {"cells": cells, "counts": counts, "lives": lives}


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
    more = Kind("more", says="this mentorship answered", could="asked")
    monkeypatch.setitem(KINDS, more.name, more)
    page = PAGE.read_text(encoding="utf-8")
    assert with_parts(page) != page


@pytest.mark.parametrize(
    "said",
    [
        "the figure moves the odds on one record by at most three to one. Cells multiply",
        "Nothing more is claimed.",
        "that Monday may be drawn again",
    ],
)
def test_the_claim_and_its_bounds_stand_on_it(said):
    assert said in PAGE.read_text(encoding="utf-8").replace("\n", " ")

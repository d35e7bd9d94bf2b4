"""A roster reads back to the same days in whatever shape somebody writes it."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rosters import parse_lines, parse_pattern
from bot.rosters.lines import written
from bot.rosters.pattern import written as pattern_written
from tests.examples import examples
from tests.rosters.calendars import SATURDAY, words

TODAY = SATURDAY.date()
MONDAY = date(2026, 3, 16)
DAY = timedelta(days=1)
# What is written of a day, and how people write it.
SAID = {
    "LD": ("LD", "ld"),
    "N": ("N", "n"),
    "E/N": ("E/N",),
    "off": ("off", "day off", "Rest day"),
    "away": ("A/L", "annual leave", "away"),
    "night": ("night", "Nights"),
    "on call": ("on call", "On call"),
    "day 07:00-15:00": (
        "07:00-15:00",
        "7am-3pm",
        "7-3pm",
        "0700-1500",
        "0700H – 1500H",
        "7a to 3p",
        "7.00-15.00",
    ),
    "day 19:30-08:00": ("19:30-08:00", "7:30pm-8am", "1930 to 0800", "19h30-08h00", "19:30 – 08:00 (+1)"),
}
rosters = st.tuples(
    st.integers(0, 60).map(lambda more: TODAY + more * DAY),
    st.lists(st.sampled_from([*SAID]), min_size=1, max_size=28),
).map(lambda drawn: [(drawn[0] + number * DAY, said) for number, said in enumerate(drawn[1])])


def plainly(roster):
    return "\n".join(f"{day.isoformat()} {said}" for day, said in roster)


def by_line(form: str):
    """One day a line; the form has the day, and {} for what is said."""
    return lambda roster, say: "\n".join(f"{day:{form}}".replace("{}", say(said)) for day, said in roster)


def numbers(order: str, joint: str = " "):
    def write(roster, say):
        return "\n".join(
            f"{order.format(d=day.day, m=day.month, y=day.year)}{joint}{say(said)}" for day, said in roster
        )

    return write


def spans(roster, say):
    """Days of one kind together, from the first to the last."""
    lines = []
    for said, days in groupby(roster, key=lambda one: one[1]):
        first, *rest = [day for day, _ in days]
        until = f" to {rest[-1].day} {rest[-1]:%B}" if rest else ""
        lines.append(f"{first.day} {first:%B}{until}: {say(said)}")
    return "\n".join(lines)


def several_a_line(roster, say):
    rows = [roster[place : place + 3] for place in range(0, len(roster), 3)]
    return "\n".join("; ".join(f"{day.day}/{day.month} {say(said)}" for day, said in row) for row in rows)


def rows_of_a_sheet(roster, say):
    rows = [roster[place : place + 7] for place in range(0, len(roster), 7)]
    return "\n".join(
        "\t".join(["", *(f"{day:%d/%m/%Y}" for day, _ in row)])
        + "\n"
        + "\t".join(["Nia", *(say(said) for _, said in row)])
        for row in rows
    )


def start_and_end_in_cells(roster, say):
    lines = []
    for day, said in roster:
        name, _, hours = said.rpartition(" ")
        cells = ["LD", *hours.split("-")] if name == "day" else [say(said)]
        lines.append("\t".join([f"{day:%d-%b-%y}", f"{day:%A}", *cells]))
    return "\n".join(lines)


def below_a_month(roster, say):
    lines = []
    for (year, month), days in groupby(roster, key=lambda one: (one[0].year, one[0].month)):
        lines.append(f"{date(year, month, 1):%B %Y}")
        lines += [f"{day.day} {say(said)}" for day, said in days]
    return "\n".join(lines)


SHAPES: dict[str, Callable] = {
    "plain": by_line("%Y-%m-%d {}"),
    "a dash": by_line("%a %d %B — {}"),
    "bullets and bars": by_line("• %d %b | {} |"),
    "month in front": by_line("%B %d, %Y: {}"),
    "Excel": by_line("%d-%b-%y\t{}"),
    "midnight": by_line("%Y-%m-%d 00:00:00\t{}"),
    "non-breaking": by_line("%d\u00a0%B\u00a0{}"),
    "quoted": by_line('"%d/%m/%Y","{}"'),
    "weekday behind": by_line("%d/%m/%Y\t%A\t{}"),
    "numbers": numbers("{d}/{m}"),
    "dots": numbers("{d}.{m}.", ": "),
    "year first": numbers("{y}/{m}/{d}", "\t"),
    "spans": spans,
    "several a line": several_a_line,
    "rows of a sheet": rows_of_a_sheet,
    "start and end in cells": start_and_end_in_cells,
    "below a month": below_a_month,
}


def chosen(data):
    """One of the ways to say it, drawn anew each time."""
    return lambda said: data.draw(st.sampled_from(SAID[said]))


@pytest.mark.parametrize("shape", SHAPES)
@examples(60)
@given(rosters, st.data())
def test_a_roster_reads_back_from_every_shape(shape, roster, data):
    text = SHAPES[shape](roster, chosen(data))
    assert written(parse_lines(text, words=words(), today=TODAY)) == plainly(roster), text


@examples(60)
@given(rosters, st.data())
def test_months_in_front_read_back_for_whoever_writes_them_so(roster, data):
    text = numbers("{m}/{d}")(roster, chosen(data))
    read = parse_lines(text, words=words(), today=TODAY, month_first=True)
    assert written(read) == plainly(roster), text


@pytest.mark.parametrize("joint", ["\t", ", ", " | "])
@examples(60)
@given(st.lists(st.sampled_from([*SAID]), min_size=7, max_size=7), st.data())
def test_a_week_in_a_row_reads_back(joint, week, data):
    text = f"w/c {MONDAY.day} March\n{joint.join(map(chosen(data), week))}"
    roster = [(MONDAY + number * DAY, said) for number, said in enumerate(week)]
    assert written(parse_lines(text, words=words(), today=TODAY)) == plainly(roster), text


KINDS = {"day": "days", "night": "nights", "evening": "lates", "off": "off", "away": "annual leave"}
runs = st.lists(st.tuples(st.integers(1, 7), st.sampled_from([*KINDS])), min_size=1, max_size=10).filter(
    lambda drawn: any(kind not in ("off", "away") for _, kind in drawn)
)


@examples(100)
@given(runs, st.sampled_from([", ", " ", " then ", "; ", "\n"]))
def test_a_pattern_reads_back_from_every_joint(drawn, joint):
    text = joint.join(f"{count} {KINDS[kind]}" for count, kind in drawn)
    wanted = ", ".join(f"{count} {kind}" for count, kind in drawn)
    found = parse_pattern(f"{text} from 3 March", words=words(), today=TODAY)
    assert pattern_written(found) == f"{wanted} from 2026-03-03"

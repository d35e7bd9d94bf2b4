"""The rows of a file of numbers: each with what it may lie between, or with the reason why it isn't shown."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from bot.domain.disclosure.board import Board
from bot.domain.disclosure.cells import rounded
from bot.domain.disclosure.figures import share, total
from bot.domain.disclosure.kinds import FREE, INTRODUCED, JOINED, MET, ON_TRACK, WAITING
from bot.domain.feedback.findings import find
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.views.exports.numbers import (
    COLUMNS,
    NOT_COUNTED,
    TOO_FEW,
    About,
    Numbers,
    ProgramNumbers,
    one_table,
    rows_of,
    tables,
)
from bot.views.exports.tables import xlsx_file
from bot.views.measures.targets import aimed_at
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed
from tests.figures import AS_OF, LAST_WEEK, board_of, record
from tests.people import MONDAY, PROGRAM

WEEK = timedelta(weeks=1)
HEAD = [column.head for column in COLUMNS]
AT_LEAST_70 = Target(Comparison.AT_LEAST, low=70)


def board(weeks=12):
    cells = board_of(
        {JOINED: 78, INTRODUCED: 37, WAITING: 3},
        met={LAST_WEEK - back * WEEK: (20, 30) for back in range(weeks)},
        tracked=(31, 35),
    ).cells
    free = rounded(FREE, week=LAST_WEEK, count=12, group="specialty:intensive_care|shift:nights")
    return Board((*cells, free))


def result(**changes):
    usual = Result(
        "match_fit",
        share(record(ON_TRACK, 30, 40)),
        Verdict.REACHED,
        AT_LEAST_70,
        trend=[
            (LAST_WEEK - WEEK, share(record(ON_TRACK, 24, 40))),
            (LAST_WEEK, share(record(ON_TRACK, 30, 40))),
        ],
        as_of=AS_OF,
    )
    return replace(usual, **changes)


def rows(content, **about):
    return rows_of(Numbers([ProgramNumbers(PROGRAM, **about)], MONDAY.date()), content)


def named(found, what, group=""):
    return [row for row in found if (row.what, row.group) == (what, group)]


def test_each_count_says_what_of_and_when(content):
    [joined] = named(rows(content, board=board()), "People who have a place in the program")
    assert dict(zip(HEAD, joined.shown, strict=True)) == {
        "Program": "Nurse leadership",
        "About": "Taking part",
        "What": "People who have a place in the program",
        "Group": "",
        "From": AS_OF,
        "To": AS_OF,
        "Figure": "about 80",
        "Value": 80,
        "Unit": "number",
        "Likely from": None,
        "Likely to": None,
        "Target": "",
        "Against the target": "",
        "As of": AS_OF,
    }


def test_few_have_words_and_no_value(content):
    [waiting] = named(rows(content, board=board()), "Mentees, or people for a circle, without a match")
    assert (waiting.shown[6], waiting.shown[7]) == ("fewer than 5", None)


def test_a_group_is_said_in_words(content):
    [free] = [row for row in rows(content, board=board()) if "intensive" in row.group.casefold()]
    assert free.group == f"Specialty: {content.people.specialties['intensive_care']}, Shift: nights"


def test_meetings_come_all_together_and_over_time(content):
    found = [row for row in rows(content, board=board()) if row.what == "Meetings"]
    assert [row.group for row in found] == ["all together", *["by week"] * 12]
    assert (found[0].since, found[0].until) == (LAST_WEEK - 11 * WEEK, LAST_WEEK + WEEK - timedelta(days=1))
    assert (found[-1].since, found[-1].until) == (LAST_WEEK, date(2026, 3, 1))


def test_a_share_says_what_it_may_lie_between(content):
    [tracked] = [row for row in rows(content, board=board()) if row.what.startswith("Mentorships on track")]
    values = dict(zip(HEAD, tracked.shown, strict=True))
    assert (values["Value"], values["Unit"]) == (90, "percent")
    assert values["Likely from"] < 90 <= values["Likely to"]


def test_a_result_has_its_target_its_verdict_and_its_trend(content):
    found = [row for row in rows(content, results=[result()]) if row.about is About.MEASURE]
    assert [row.what for row in found] == ["Say their match is good"] * 3
    assert (found[0].target, found[0].verdict) == ("at least 70 %", "reached")
    assert [row.group for row in found] == ["", "over time", "over time"]
    assert [(row.since, row.until) for row in found[1:]] == [
        (LAST_WEEK - WEEK, LAST_WEEK - timedelta(days=1)),
        (LAST_WEEK, AS_OF - timedelta(days=1)),
    ]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (AT_LEAST_70, "at least 70 %"),
        (Target(Comparison.UNDER, high=15), "under 15 %"),
        (Target(Comparison.BETWEEN, low=50, high=90), "50 to 90 %"),
        (Target(Comparison.REPORT), ""),
        (Target(Comparison.REPORT, note="as many as we can"), "as many as we can"),
        (None, ""),
    ],
)
def test_a_target_in_words(target, said):
    assert aimed_at(target) == said


def test_what_people_said_has_the_wave_and_who_was_asked(content):
    start, before = at_the_start()
    found = find(closed(), [*at_the_end(), *before], first=start)
    said = [row for row in rows(content, findings=[found]) if row.about is About.SAID]
    assert {row.group for row in said} == {"At the end"}
    assert [row.what for row in said[:2]] == ["Mentees who were asked", "Mentees who answered"]
    assert not [row.what for row in said if "&" in row.what or "*" in row.what]


def test_what_is_hidden_says_why(content):
    few = Board(tuple(one for one in board().cells if one.kind != MET.name) + (record(MET, 2, 4),))
    found = rows(content, board=few)
    [meetings] = [row for row in found if row.what == "Meetings" and row.group == "all together"]
    assert (meetings.figure.is_shown, meetings.why_hidden) == (False, TOO_FEW)
    [first] = named(rows(content), "People who have a place in the program")
    assert first.why_hidden == NOT_COUNTED


def test_few_who_answered_are_told_from_few_who_were_asked(content):
    found = find(closed(), at_the_end(mentees=(3, 70), mentors=(2, 4)))
    said = {row.why_hidden for row in rows(content, findings=[found])}
    assert {"Too few people were asked.", "Too few people answered."} <= said


def test_a_workbook_has_what_is_shown_what_was_said_what_is_hidden_and_what_it_is(content):
    start, before = at_the_start()
    hidden = result(figure=total([]), verdict=Verdict.TOO_EARLY, trend=())
    about = ProgramNumbers(
        replace(PROGRAM, name="=1+1"),
        board(),
        [result(), hidden],
        [find(closed(), [*at_the_end(), *before], first=start)],
    )
    numbers = Numbers([about], MONDAY.date())
    all_rows = rows_of(numbers, content)
    book = load_workbook(io.BytesIO(xlsx_file(tables(all_rows, numbers), made_at=MONDAY)))
    assert book.sheetnames == ["Numbers", "What people said", "What is hidden and why", "About"]
    kept = [row for name in book.sheetnames[:3] for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert len([row for row in kept if row[1] != "Rule"]) == len(all_rows) == len(one_table(all_rows).rows)
    assert {row[0] for row in kept} == {"=1+1", None}
    why = [row[6] for row in book["What is hidden and why"].iter_rows(min_row=2, values_only=True)]
    assert all(why)
    assert "not shown" not in str([row for row in book["Numbers"].iter_rows(values_only=True)])

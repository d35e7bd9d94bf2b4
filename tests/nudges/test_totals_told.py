"""Totals that come by themselves: a summary in its channel, and a champion's month."""

from dataclasses import replace

import pytest

from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.programs.states import ProgramState
from bot.nudges import all_kinds
from tests.figures import on_track
from tests.nudges.situations import EVERY_MONTH, of_a_month, posted_regularly, summed_up
from tests.people import MONDAY, OMAR, PROGRAM, WEEK

SUMMARY, MONTH = all_kinds()["scheduled_summary"], all_kinds()["champions_month"]
TARGET = Target(Comparison.AT_LEAST, low=70)


@pytest.mark.parametrize(
    "changes",
    [
        {"schedule": None},
        {"schedule": replace(EVERY_MONTH, channel_id="CELSE")},
        {"schedule": replace(EVERY_MONTH, set_by="")},
        {"program": replace(PROGRAM, managers=(OMAR,))},
        {"program": replace(PROGRAM, state=ProgramState.CLOSED)},
        {"now": MONDAY + 60 * WEEK},
        {"summary": summed_up(pairs=4)},
    ],
)
def test_it_is_posted_while_it_stands_and_there_is_something_to_show(content, changes):
    assert SUMMARY.still_true(posted_regularly(content))
    assert not SUMMARY.still_true(posted_regularly(content, **changes))


def test_a_program_of_nine_is_not_posted_though_its_number_is_known():
    assert summed_up(pairs=4).enrolled.is_shown
    assert not summed_up(pairs=4).says_something


def test_a_result_alone_is_something_to_show():
    shown = Result("m", on_track(20, 40), Verdict.REACHED, TARGET)
    assert summed_up(pairs=4, results=[shown]).says_something


def said(content, *summaries):
    return MONTH.says(of_a_month(content, summaries=list(summaries))).to_dict()


def result(name, verdict, yeses=20):
    return Result(name, on_track(yeses, 40), verdict, TARGET)


def test_nothing_to_show_is_no_month(content):
    assert MONTH.still_true(of_a_month(content))
    assert not MONTH.still_true(of_a_month(content, summaries=[]))


def test_the_month_has_five_figures_with_targets_and_verdicts(content):
    results = [
        result("meetings_held", Verdict.NOT_REACHED),
        result("match_fit", Verdict.REACHED, 36),
        Result("confidence_change", on_track(20, 40), Verdict.NO_TARGET, earlier=on_track(10, 40)),
    ]
    text = str(said(content, summed_up(results=results)))
    assert (
        "• Meetings held of those planned: about 50 % (likely 35 to 65 %). Target at least 70 %: not reached"
        in text
    )
    assert "• Say their match is good: about 90 % (likely 80 to 95 %). Target at least 70 %: reached" in text
    assert "More confident at the end: about 50 % (likely 35 to 65 %), before that about 25 %" in text
    assert text.count("• ") == 5
    assert content.champion.helps["meetings_held"] in text


def test_where_targets_are_reached_it_says_thanks_and_else_that_managers_know(content):
    reached = str(said(content, summed_up(results=[result("match_fit", Verdict.REACHED)])))
    assert content.champion.going_well in reached
    assert content.champion.otherwise in str(said(content, summed_up()))


def test_the_lock_screen_names_nothing_and_three_programs_are_enough(content):
    programs = [replace(PROGRAM, id=f"P{n}", name=f"Program {n}") for n in range(4)]
    message = said(content, *map(summed_up, programs))
    assert "Program" not in message["text"]
    assert ("Program 2" in str(message), "Program 3" in str(message)) == (True, False)
    assert "are on Home" in str(message)
    assert "are on Home" not in str(said(content, *map(summed_up, programs[:3])))

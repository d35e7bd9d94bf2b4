"""Reviews for tests: results made by hand of frozen cells, and packs of a program large, small and wordy."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.disclosure.cells import rounded
from bot.domain.disclosure.figures import share
from bot.domain.disclosure.kinds import FIRST_TALK, MET, REACHED, REMATCH_ASKED, STILL_ON_TRACK
from bot.domain.feedback.findings import find
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.programs.programs import Plan
from bot.domain.programs.versions import WHY, ProgramVersion
from bot.domain.review.reviews import Decision, HeldReview, LengthIs, RhythmIs
from bot.views.review.pack import Pack
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed
from tests.figures import board_of, count_of, record

AS_OF = date(2026, 8, 3)
HELD_AT = datetime(2026, 8, 5, 9, tzinfo=UTC)
BEFORE = datetime(2026, 5, 6, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)
WEEKS = {AS_OF - WEEK * back: (back + 12, 32) for back in range(12, 0, -1)}
TALK = Target(Comparison.AT_LEAST, low=70)
RHYTHM = {"every_weeks": "Rhythm: every three weeks → every four weeks"}


def trend(kind, *yeses, could=32):
    first = AS_OF - 4 * WEEK * len(yeses)
    return [(first + 4 * WEEK * place, share(record(kind, one, could))) for place, one in enumerate(yeses)]


def results():
    return [
        Result(
            "first_meeting_21d",
            share(record(FIRST_TALK, 27, 32)),
            Verdict.REACHED,
            TALK,
            trend=trend(FIRST_TALK, 18, 23, 27),
            as_of=AS_OF,
        ),
        Result(
            "pairs_active",
            share(record(STILL_ON_TRACK, 20, 32)),
            Verdict.CLOSE,
            Target(Comparison.AT_LEAST, low=60),
            part="6_months",
            as_of=AS_OF,
        ),
        Result(
            "rematch_rate",
            share(record(REMATCH_ASKED, 12, 32)),
            Verdict.NOT_REACHED,
            Target(Comparison.UNDER, high=15),
            as_of=AS_OF,
        ),
        Result(
            "mentor_use",
            share(record(MET, 20, 32)),
            Verdict.REACHED,
            Target(Comparison.BETWEEN, low=50, high=90),
            as_of=AS_OF,
        ),
        Result(
            "confidence_change",
            share(record(MET, 16, 32)),
            Verdict.NO_TARGET,
            Target(Comparison.REPORT, note="report change"),
            earlier=share(record(MET, 9, 32)),
            as_of=AS_OF,
        ),
        untold("circle_turnout"),
    ]


def untold(measure_id):
    return Result(measure_id, share(None), Verdict.TOO_EARLY, TALK)


def review(program, number=2, **about):
    usual = {
        "held_at": HELD_AT,
        "by": "UMANAGER",
        "length": LengthIs.RIGHT,
        "rhythm": RhythmIs.TOO_OFTEN,
        "decision": Decision.CHANGE,
        "note": "Nights make three weeks too short.",
        "as_of": AS_OF,
        "wave": "end:cohort",
        "plan": program.plan,
        "starts_on": program.starts_on,
        "ends_on": program.ends_on,
        "every_weeks": program.every_weeks,
        "minutes": program.minutes,
    }
    return HeldReview(program.workspace_id, program.id, number, **{**usual, **about})


def earlier(program, **about):
    usual = {
        "held_at": BEFORE,
        "rhythm": RhythmIs.RIGHT,
        "decision": Decision.CONTINUE,
        "note": "",
        "wave": "",
    }
    return review(program, 1, **{**usual, **about})


def version(program, number=3, changes=RHYTHM, why=""):
    because = {WHY: why} if why else {}
    at = BEFORE + 2 * WEEK
    return ProgramVersion(program.workspace_id, program.id, number, at, "UMANAGER", {**changes, **because})


def with_objectives(program, *objectives):
    """Its plan, so that reviews and packs of it have the same."""
    return replace(program, plan=Plan(objectives=objectives))


def full(program, **about):
    """A program of 32 pairs, half way, with everything there is to show."""
    first, before = at_the_start()
    board = board_of({}, met=WEEKS)
    usual = {
        "as_of": AS_OF,
        "hours": board.hours(45),
        "bars": board.meetings_over_time(),
        "reached": {"Main": count_of(40, REACHED), "North & East": count_of(15, REACHED)},
        "results": results(),
        "found": find(closed(), [*at_the_end(mentees=(60, 70), mentors=(40, 48)), *before], first=first),
        "changes": [version(program, why="People said: “Rhythm”, about 40 % (likely 30 to 50 %).")],
        "last": earlier(program),
        "due": AS_OF,
        "next_on": AS_OF + 12 * WEEK,
        "others": [earlier(program)],
        "may_hold": True,
        "may_change": True,
    }
    return Pack(program, **{**usual, **about})


def of_nine(program, **about):
    """Nothing may be shown, and the page says so."""
    found = find(closed(), at_the_end(mentees=(3, 5), mentors=(2, 4)))
    usual = {
        "hours": share(None),
        "next_on": AS_OF + 12 * WEEK,
        "results": [untold(one) for one in ("first_meeting_21d", "pairs_active", "match_fit")],
        "found": found,
        "as_of": AS_OF,
        "due": AS_OF,
        "may_hold": True,
    }
    return Pack(program, **{**usual, **about})


def count_cell(kind, count, week):
    return rounded(kind, week=week, count=count)

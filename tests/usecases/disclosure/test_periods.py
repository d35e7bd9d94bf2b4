"""What four weeks count: whose day lies in them, who could, and what each says; the hard cases by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.joining.enrolments import EnrolmentState, Role, match_hoped_by
from bot.domain.managing.holds import Hold, Where
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, iso_week
from bot.domain.people import Person
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState
from bot.usecases.disclosure.freezing import freeze_numbers
from tests.databases import SQLITE
from tests.figures import NoNoise
from tests.people import PAIR, PROGRAM, WS, enrolment, move_in, pair_number

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# Four weeks from Monday, 23 February, are counted on this one.
MONDAY, LAST, FIRST = date(2026, 3, 23), date(2026, 3, 16), date(2026, 2, 23)
# Introduced on a Wednesday, so that the 21st day lies in the middle of the period.
BEGAN = date(2026, 2, 18)
SPRINT = replace(PROGRAM, template_id="coaching_sprint")
CIRCLES = replace(PROGRAM, template_id="peer_circle")
ENDLESS = replace(PROGRAM, intake=Intake.ROLLING, ends_on=None)


@pytest.fixture
async def db(databases):
    """Both databases are asked where it is about freezing; what is counted, of the quicker one."""
    async with databases.open(SQLITE) as db:
        yield db


def pair(number=0, **more):
    return pair_number(number, **{"introduced_on": BEGAN} | more)


def ended(on, **more):
    return {"state": MentorshipState.ENDED, "ended_on": on} | more


def met_in(*mondays, number=0):
    return [
        Cycle(
            pair(number).id,
            turn,
            starts_on=monday - WEEK,
            outcome=Outcome.MET,
            iso_week=iso_week(monday),
        )
        for turn, monday in enumerate(mondays, start=1)
    ]


async def counted(db, content, *nouns, monday=MONDAY, at=None):
    """By kind, and its group, how many said yes of how many could, under the last week before this Monday."""
    await move_in(db, *nouns)
    now = at or datetime.combine(monday, time(6), UTC)
    await freeze_numbers(db, workspace_id=WS, content=content, chance=NoNoise(), now=now)
    return await found(db, monday)


async def found(db, monday=MONDAY):
    async with db.reading() as repos:
        kept = (await repos.cells.list_for_programs(WS, ["P1"], since=date(2020, 1, 1))).get("P1", [])
    return {
        f"{one.kind} {one.group}".strip(): (one.value, one.could) for one in kept if one.week == monday - WEEK
    }


async def first_talk(db, content, *nouns, **more):
    return (await counted(db, content, *nouns, **more)).get("first_talk")


@pytest.mark.parametrize(
    ("week", "says"),
    [
        (date(2026, 2, 16), 1),
        # The week of the 21st day, the 11th of March.
        (date(2026, 3, 9), 1),
        (date(2026, 3, 16), 0),
    ],
)
async def test_a_first_talk_is_in_time_by_the_week_of_its_day(db, content, week, says):
    assert await first_talk(db, content, pair(), *met_in(week)) == (says, 1)


async def test_the_first_of_several_talks_counts(db, content):
    assert await first_talk(db, content, pair(), *met_in(date(2026, 3, 2), LAST)) == (1, 1)


@pytest.mark.parametrize(
    ("introduced_on", "enters"),
    [
        (FIRST - 21 * DAY - DAY, False),
        (FIRST - 21 * DAY, True),
        (MONDAY - 22 * DAY, True),
        (MONDAY - 21 * DAY, False),
    ],
)
async def test_its_day_lies_in_one_period(db, content, introduced_on, enters):
    found = await first_talk(db, content, pair(introduced_on=introduced_on))
    assert found == ((0, 1) if enters else None)


async def test_new_starters_have_seven_days(db, content):
    new = pair(introduced_on=date(2026, 3, 11), settling_days=7)
    assert await first_talk(db, content, new, *met_in(LAST)) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "enters"),
    [
        ({"state": MentorshipState.PAUSED, "paused_until": MONDAY + WEEK}, False),
        ({"state": MentorshipState.APPROVED, "introduced_on": None}, False),
        (ended(BEGAN + DAY), True),
        (ended(MONDAY), True),
    ],
)
async def test_who_parted_says_whether_they_had_met_and_who_rests_says_nothing(db, content, changes, enters):
    assert await first_talk(db, content, pair(**changes)) == ((0, 1) if enters else None)


@pytest.mark.parametrize(
    ("away", "enters"),
    [
        ({"leave_from": BEGAN, "leave_until": BEGAN + 21 * DAY}, False),
        ({"leave_from": BEGAN, "leave_until": BEGAN + 20 * DAY}, True),
        ({"paused_from": BEGAN - WEEK}, False),
        ({"paused_from": BEGAN + DAY}, True),
    ],
)
async def test_who_was_away_all_the_time_until_then_could_not(db, content, away, enters):
    found = await first_talk(db, content, Person(WS, "UNIA0", **away), pair(), *met_in(LAST))
    assert found == ((0, 1) if enters else None)


async def test_a_ward_on_hold_all_that_time_could_not(db, content):
    await move_in(db, pair(), pair(1), Person(WS, "UNIA0", department="critical_care"))
    hold = Hold(WS, "H1", "P1", Where.DEPARTMENT, "critical_care", BEGAN - DAY, until=BEGAN + 22 * DAY)
    async with db.transaction() as repos:
        await repos.holds.add(hold)
    assert await first_talk(db, content) == (0, 1)


async def test_a_trio_is_one(db, content):
    three = (*PAIR.members, Member("UEVE", Role.MENTEE))
    assert await first_talk(db, content, replace(pair(), members=three), *met_in(LAST - WEEK)) == (1, 1)


def mentee(user_id="UNIA0", **more):
    """Who joined on the Wednesday, and is hoped to be matched by the eleventh of March."""
    return enrolment(user_id, **{"match_by": BEGAN + 21 * DAY} | more)


async def matched(db, content, *nouns, **more):
    return (await counted(db, content, *nouns, **more)).get("matched")


@pytest.mark.parametrize(("days", "says"), [(0, 1), (21, 1), (22, 0)])
async def test_a_mentee_is_matched_in_time_by_the_day_hoped_for(db, content, days, says):
    assert await matched(db, content, mentee(), pair(introduced_on=BEGAN + days * DAY)) == (says, 1)


@pytest.mark.parametrize(
    ("changes", "enters"),
    [
        ({}, True),
        ({"state": EnrolmentState.RELEASED}, True),
        ({"state": EnrolmentState.APPLIED}, False),
        ({"state": EnrolmentState.LEFT}, False),
        ({"state": EnrolmentState.DECLINED}, False),
        ({"on_hold": True}, False),
        ({"match_by": None}, False),
        ({"match_by": FIRST}, True),
        ({"match_by": FIRST - DAY}, False),
        ({"match_by": MONDAY}, False),
        ({"role": Role.MENTOR}, False),
        ({"role": Role.BOTH}, True),
        ({"role": Role.PEER}, True),
    ],
)
async def test_of_mentees_with_a_place_whose_day_lay_in_the_period(db, content, changes, enters):
    assert await matched(db, content, mentee(**changes)) == ((0, 1) if enters else None)


@pytest.mark.parametrize(
    "changes",
    [{"state": MentorshipState.APPROVED, "introduced_on": None}, {"state": MentorshipState.PROPOSED}],
)
async def test_a_match_that_was_not_introduced_is_none(db, content, changes):
    assert await matched(db, content, mentee(), pair(**changes)) == (0, 1)


async def test_who_was_introduced_and_has_parted_was_matched(db, content):
    assert await matched(db, content, mentee(), pair(**ended(BEGAN + 3 * DAY))) == (1, 1)


async def test_a_match_of_another_program_is_none_here(db, content):
    other = replace(PROGRAM, id="P2")
    assert await matched(db, content, mentee(), other, pair(program_id="P2")) == (0, 1)


def test_it_is_hoped_for_from_the_end_of_sign_up_or_from_joining_if_that_is_later():
    assert match_hoped_by(BEGAN, signup_ends_on=None) == BEGAN + 21 * DAY
    assert match_hoped_by(BEGAN, signup_ends_on=BEGAN + WEEK) == BEGAN + 28 * DAY
    assert match_hoped_by(BEGAN, signup_ends_on=BEGAN - WEEK) == BEGAN + 21 * DAY


# In the middle of the period it was 13 weeks old.
OLD = MONDAY - 2 * WEEK - 13 * WEEK


async def still(db, content, *nouns, group="13", **more):
    return (await counted(db, content, *nouns, **more)).get(f"still_on_track {group}")


async def test_still_on_track_is_looked_at_once_after_13_weeks_and_once_after_26(db, content):
    older = pair(1, introduced_on=OLD - 13 * WEEK)
    nouns = [ENDLESS, pair(introduced_on=OLD), older, *met_in(LAST)]
    found = await counted(db, content, *nouns)
    assert (found["still_on_track 13"], found["still_on_track 26"]) == ((1, 1), (0, 1))
    later = await counted(db, content, monday=MONDAY + 4 * WEEK)
    assert not {one for one in later if one.startswith("still_on_track")}


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({}, (1, 1)),
        (ended(OLD + WEEK), (0, 1)),
        (ended(MONDAY - DAY), (0, 1)),
        ({"state": MentorshipState.PAUSED}, None),
        ({"introduced_on": FIRST - 13 * WEEK}, (1, 1)),
        ({"introduced_on": FIRST - 13 * WEEK - DAY}, None),
        ({"introduced_on": MONDAY - 13 * WEEK}, None),
    ],
)
async def test_who_parted_is_not_and_who_rests_says_nothing(db, content, changes, result):
    about = {"introduced_on": OLD} | changes
    assert await still(db, content, ENDLESS, pair(**about), *met_in(LAST)) == result


@pytest.mark.parametrize(
    ("away", "enters"),
    [
        ({"leave_from": MONDAY, "leave_until": MONDAY}, False),
        ({"leave_from": LAST, "leave_until": MONDAY - DAY}, True),
        ({"paused_from": LAST}, False),
    ],
)
async def test_who_is_away_that_monday_says_nothing(db, content, away, enters):
    nouns = [ENDLESS, Person(WS, "UNIA0", **away), pair(introduced_on=OLD), *met_in(LAST)]
    assert await still(db, content, *nouns) == ((1, 1) if enters else None)


@pytest.mark.parametrize(
    ("program", "changes", "result"),
    [
        # It was never to go on for so long.
        ({"ends_on": OLD + 13 * WEEK}, {}, None),
        ({"ends_on": OLD + 13 * WEEK + DAY}, {}, (1, 1)),
        # The program ended it, and its people did not.
        ({"ends_on": MONDAY - 3 * DAY, "state": ProgramState.CLOSED}, ended(MONDAY - DAY), None),
        ({"ends_on": MONDAY - 3 * DAY, "state": ProgramState.CLOSED}, ended(MONDAY - 4 * DAY), (0, 1)),
    ],
)
async def test_a_program_that_ends_before_is_no_parting(db, content, program, changes, result):
    about = pair(**{"introduced_on": OLD} | changes)
    assert await still(db, content, replace(PROGRAM, **program), about, *met_in(LAST)) == result


async def rematched(db, content, *nouns, **more):
    return (await counted(db, content, *nouns, **more)).get("rematch_asked")


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({}, (0, 1)),
        ({"state": MentorshipState.PAUSED}, (0, 1)),
        (ended(LAST), (0, 1)),
        (ended(LAST, rematched=True), (1, 1)),
        (ended(FIRST, rematched=True), (1, 1)),
        (ended(FIRST - DAY, rematched=True), None),
        (ended(MONDAY, rematched=True), (0, 1)),
        ({"introduced_on": MONDAY}, None),
        ({"introduced_on": MONDAY - DAY}, (0, 1)),
    ],
)
async def test_who_asked_for_another_match_did_so_in_the_period_in_which_it_ended(
    db, content, changes, result
):
    assert await rematched(db, content, pair(**changes)) == result


async def test_in_circles_nobody_asks_for_another(db, content):
    assert await rematched(db, content, CIRCLES, circle()) is None


SIX_WEEKS = [MONDAY - 2 * WEEK - 3 * number * WEEK for number in range(6)]
SPRINT_BEGAN = MONDAY - 2 * WEEK - 18 * WEEK


async def five_talks(db, content, *nouns, **more):
    return (await counted(db, content, *nouns, **more)).get("five_talks")


@pytest.mark.parametrize(("talks", "says"), [(6, 1), (5, 1), (4, 0), (0, 0)])
async def test_five_talks_of_six_are_counted_when_18_weeks_are_over(db, content, talks, says):
    met = met_in(*sorted(SIX_WEEKS[:talks]))
    assert await five_talks(db, content, SPRINT, pair(introduced_on=SPRINT_BEGAN), *met) == (says, 1)


async def test_a_talk_of_the_week_that_begins_is_not_there_yet(db, content):
    met = met_in(*sorted(SIX_WEEKS[:4]), MONDAY)
    assert await five_talks(db, content, SPRINT, pair(introduced_on=SPRINT_BEGAN), *met) == (0, 1)


async def test_two_talks_of_a_week_are_one(db, content):
    weeks = sorted(SIX_WEEKS[:4])
    met = met_in(*weeks, weeks[-1])
    assert await five_talks(db, content, SPRINT, pair(introduced_on=SPRINT_BEGAN), *met) == (0, 1)


async def test_only_sprints_have_six_talks(db, content):
    assert await five_talks(db, content, PROGRAM, pair(introduced_on=SPRINT_BEGAN)) is None


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"state": MentorshipState.PAUSED}, None),
        (ended(MONDAY - 5 * WEEK), (0, 1)),
        # The program was over before the 18 weeks were, or after them.
        (ended(MONDAY - 3 * WEEK, introduced_on=SPRINT_BEGAN), None),
        (ended(MONDAY - DAY), (0, 1)),
    ],
)
async def test_who_could_not_have_six_is_not_asked(db, content, changes, result):
    about = pair(**{"introduced_on": SPRINT_BEGAN} | changes)
    last_day = replace(SPRINT, ends_on=MONDAY - 4 * WEEK, state=ProgramState.CLOSED)
    assert await five_talks(db, content, last_day, about) == result


def circle(number=0, *, size=4, host=True, **more):
    roles = [Role.HOST if host else Role.PEER, *[Role.PEER] * (size - 1)]
    members = tuple(Member(f"UC{number}-{place}", role) for place, role in enumerate(roles))
    return replace(pair(number, introduced_on=OLD, **more), members=members)


def everyone(number=0, *, size=4, away=(), **leave):
    ids = [f"UC{number}-{place}" for place in range(size)]
    return [Person(WS, one, **(leave if place in away else {})) for place, one in enumerate(ids)]


async def turnout(db, content, *nouns, told=None, number=0, **more):
    await move_in(db, CIRCLES, *nouns)
    if told is not None:
        async with db.transaction() as repos:
            about = {"user_id": f"UC{number}-0", "enough": told}
            assert await repos.cycles.tell_turnout(WS, f"M1-{number}", 1, **about)
    return (await counted(db, content, CIRCLES, **more)).get("turnout")


@pytest.mark.parametrize(("told", "says"), [(True, 1), (False, 0), (None, 0)])
async def test_a_circle_says_what_its_host_tapped(db, content, told, says):
    assert await turnout(db, content, *everyone(), circle(), *met_in(LAST), told=told) == (says, 1)


@pytest.mark.parametrize(("monday", "says"), [(FIRST, 1), (FIRST - WEEK, 0), (MONDAY, 0)])
async def test_of_a_talk_in_these_four_weeks(db, content, monday, says):
    assert await turnout(db, content, *everyone(), circle(), *met_in(monday), told=True) == (says, 1)


@pytest.mark.parametrize(
    ("one", "result"),
    [
        (circle(host=False), None),
        (circle(state=MentorshipState.PAUSED), None),
        (circle(**ended(FIRST - DAY)), None),
        (circle(**ended(LAST)), (0, 1)),
        (circle(size=2), (0, 1)),
    ],
)
async def test_circles_with_a_host_that_stood_could(db, content, one, result):
    assert await turnout(db, content, *everyone(), one) == result


@pytest.mark.parametrize(
    ("away", "until", "enters"),
    [([0], MONDAY, False), ([0], MONDAY - 2 * DAY, True), ([1, 2, 3], MONDAY, True)],
)
async def test_a_circle_whose_host_was_away_all_the_time_could_not_tell(db, content, away, until, enters):
    people = everyone(away=away, leave_from=FIRST, leave_until=until)
    assert await turnout(db, content, *people, circle()) == ((0, 1) if enters else None)


@pytest.mark.parametrize(("away", "could"), [([], 1), ([1], 1), ([1, 2], 1), ([1, 2, 3], 0)])
async def test_a_circle_could_meet_while_two_of_it_were_there(db, content, away, could):
    people = everyone(away=away, leave_from=FIRST)
    found = await counted(db, content, CIRCLES, *people, circle(), *met_in(LAST))
    assert found["met"] == (could, could)


async def test_in_pairs_turnout_is_not_counted(db, content):
    assert "turnout" not in await counted(db, content, pair(), *met_in(LAST))


async def test_places_are_counted_as_offered_and_as_taken(db, content):
    """Nine mentors for two each, seven of whom have one; one more is away, and hers is taken all the same."""
    mentors = [enrolment(f"UOMAR{n}", Role.MENTOR, capacity=2) for n in range(9)]
    away = Person(WS, "UOMAR6", leave_from=FIRST)
    found = await counted(db, content, away, *mentors, *(pair(n) for n in range(7)))
    assert (found["places_offered"], found["places_taken"]) == ((15, None), (5, None))


async def test_a_place_that_rests_after_a_rematch_is_offered_still(db, content):
    """Eight are about ten; seven would be five."""
    mentors = [enrolment(f"UOMAR{n}", Role.MENTOR) for n in range(8)]
    gone = pair(**ended(MONDAY - DAY, rematched=True))
    found = await counted(db, content, *mentors, gone, *(pair(n) for n in range(1, 5)))
    assert found["places_offered"] == (10, None)


async def test_each_enters_one_period_of_its_life(db, content):
    """Over a year of Mondays, whatever is in between."""
    people = [pair(n, introduced_on=BEGAN + n * 5 * DAY) for n in range(9)]
    mentees = [mentee(f"UNIA{n}", match_by=BEGAN + (21 + n * 5) * DAY) for n in range(9)]
    await move_in(db, ENDLESS, *people, *mentees)
    could: dict[str, int] = {}
    for week in range(40):
        for name, (_, many) in (await counted(db, content, ENDLESS, monday=MONDAY + week * WEEK)).items():
            could[name] = could.get(name, 0) + (many or 0)
    once = ("first_talk", "matched", "still_on_track 13", "still_on_track 26")
    assert {name: could[name] for name in once} == dict.fromkeys(once, 9)


async def test_after_an_outage_each_period_is_made_up_for_and_none_is_drawn_twice(db, content):
    """Ten weeks without the bot: two periods ended in them, and the one that goes on waits."""
    early, late = pair(0, introduced_on=BEGAN), pair(1, introduced_on=BEGAN + 4 * WEEK)
    await counted(db, content, ENDLESS, pair(2, introduced_on=OLD), monday=MONDAY - WEEK)
    back = MONDAY + 8 * WEEK
    await counted(db, content, ENDLESS, early, late, at=datetime.combine(back - 4 * DAY, time(12), UTC))
    assert (await found(db))["first_talk"] == (0, 1)
    assert (await found(db, MONDAY + 4 * WEEK))["first_talk"] == (0, 1)
    before = await found(db)
    await move_in(db, *met_in(LAST - WEEK))
    await counted(db, content, ENDLESS, monday=back)
    assert await found(db) == before


async def test_a_period_in_which_nobody_was_introduced_is_made_up_for_as_well(db, content):
    """Mentees wait for their matches, and the bot was away on the Monday and the week after."""
    await counted(db, content, ENDLESS, mentee(), monday=MONDAY - WEEK)
    await counted(db, content, ENDLESS, at=datetime.combine(MONDAY + 10 * DAY, time(12), UTC))
    assert (await found(db))["matched"] == (0, 1)


async def test_the_last_period_of_a_program_that_closed_in_it_is_counted(db, content):
    """Its people's talks are kept for 90 days; nothing else is counted of it."""
    over = replace(SPRINT, ends_on=MONDAY - 5 * WEEK, state=ProgramState.CLOSED)
    gone = pair(**ended(MONDAY - WEEK, introduced_on=SPRINT_BEGAN - WEEK))
    found = await counted(db, content, over, gone, *met_in(*sorted(SIX_WEEKS)), monday=MONDAY)
    assert found["five_talks"] == (1, 1)
    assert set(found) == {"met", "five_talks", "rematch_asked"}

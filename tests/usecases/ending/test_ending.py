"""A good end: thanks once, papers from one's own rows alone, and a yes that can be taken back."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.ending.willing import Willing
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Nomination, Role
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, NotNow, NotYours
from bot.storage.database import Database
from bot.usecases.ending.next_time import read_would_mentor, say_yes, take_back
from bot.usecases.ending.papers import make_certificate, make_hours
from bot.usecases.ending.thanks import read_whom_to_thank, tell_thanks
from bot.usecases.home.home import read_home
from bot.usecases.mentorships.lifecycle import end_mentorship
from bot.usecases.privacy.privacy import read_privacy
from tests.people import (
    DAY,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    TODAY,
    WEEK,
    WS,
    enrolment,
    move_in,
    send_due,
)

CLOSING = replace(PROGRAM, state=ProgramState.CLOSING, ends_on=TODAY)
PAIR_OF_WEEKS = replace(PAIR, introduced_on=TODAY - 26 * WEEK)
MET = [Cycle("M1", n, TODAY - (26 - n) * WEEK, Outcome.MET, iso_week=f"2025-W{40 + n}") for n in range(1, 5)]


@pytest.fixture
async def at_the_end(db: Database) -> Database:
    await move_in(
        db, CLOSING, enrolment(NIA), enrolment(OMAR, Role.MENTOR), enrolment(EVE), PAIR_OF_WEEKS, *MET
    )
    return db


def by(who, now=MONDAY):
    return Act(WS, who, now)


async def tell(db, content, who=NIA, line=2, mentorship_id="M1", now=MONDAY):
    return await tell_thanks(db, act=by(who, now), mentorship_id=mentorship_id, line=line, content=content)


async def test_thanks_reach_the_other_once_whichever_line_is_tapped_again(at_the_end, content):
    assert await tell(at_the_end, content) == ((OMAR,), True)
    assert await tell(at_the_end, content, line=1) == ((OMAR,), False)
    assert await tell(at_the_end, content, who=OMAR, line=3) == ((NIA,), True)
    assert sorted(await send_due(at_the_end, MONDAY)) == [("thanks", NIA), ("thanks", OMAR)]
    async with at_the_end.transaction() as repos:
        told = (await repos.thanks.list_for_mentorships(WS, ["M1"]))["M1"]
    assert [(one.user_id, one.number, one.line) for one in told] == [(NIA, 1, 2), (OMAR, 2, 3)]
    with pytest.raises(NotNow, match="thanked them already"):
        await read_whom_to_thank(at_the_end, act=by(NIA), mentorship_id="M1", content=content)


async def test_thanks_still_come_when_the_mentorship_ends_while_they_wait(at_the_end, content):
    await tell(at_the_end, content)
    await end_mentorship(at_the_end, act=by(NIA), mentorship_id="M1")
    assert ("thanks", OMAR) in await send_due(at_the_end, MONDAY)


async def test_in_a_circle_everybody_else_hears_it(at_the_end, content):
    peers = tuple(Member(f"UPEER{n}", Role.PEER) for n in range(4))
    await move_in(
        at_the_end,
        CLOSING,
        *(Person(WS, one.user_id) for one in peers),
        replace(PAIR_OF_WEEKS, id="M2", members=peers),
    )
    others, is_new = await tell(at_the_end, content, who="UPEER0", mentorship_id="M2")
    assert (set(others), is_new) == ({"UPEER1", "UPEER2", "UPEER3"}, True)
    assert {who for _, who in await send_due(at_the_end, MONDAY)} == set(others)


async def test_who_asked_to_be_kept_apart_is_not_written_to_and_nobody_learns_of_it(at_the_end, content):
    async with at_the_end.transaction() as repos:
        await repos.exclusions.replace(WS, OMAR, [NIA], kind=ExclusionKind.PRIVATE)
    assert await tell(at_the_end, content) == ((OMAR,), True)
    assert await send_due(at_the_end, MONDAY) == []


@pytest.mark.parametrize("line", [0, 4, 999])
async def test_a_line_that_there_is_not_is_told_to_nobody(at_the_end, content, line):
    with pytest.raises(NotFound):
        await tell(at_the_end, content, line=line)


@pytest.mark.parametrize(
    ("who", "changed", "error"),
    [
        (EVE, {}, NotYours),
        (NIA, {"ended_on": TODAY - DAY, "state": MentorshipState.ENDED}, NotNow),
        (NIA, {"introduced_on": None, "state": MentorshipState.PROPOSED}, NotNow),
        (NIA, {"members": (Member(NIA, Role.MENTEE),)}, NotNow),
    ],
)
async def test_nobody_else_and_at_no_other_time(at_the_end, content, who, changed, error):
    await move_in(at_the_end, CLOSING, replace(PAIR_OF_WEEKS, **changed))
    with pytest.raises(error):
        await tell(at_the_end, content, who=who)


async def test_both_are_closed_before_the_end_and_long_after_it(at_the_end, content):
    for program, now in ((PROGRAM, MONDAY), (CLOSING, MONDAY + 91 * DAY)):
        await move_in(at_the_end, program)
        with pytest.raises(NotNow):
            await tell(at_the_end, content, now=now)
        with pytest.raises(NotNow):
            await make_certificate(at_the_end, act=by(NIA, now), program_id="P1", content=content)
        page = await read_home(at_the_end, act=by(NIA, now), is_admin=False, content=content)
        assert not page.ended


async def test_a_certificate_says_what_was_done_where_and_names_nobody(at_the_end, content):
    paper = await make_certificate(at_the_end, act=by(OMAR), program_id="P1", content=content)
    assert paper.says == [
        "took part as a mentor in Nurse leadership at General.",
        "From Monday 1 September 2025 to Monday 2 March 2026.",
        "They met in 4 different weeks.",
    ]
    assert paper.name == ""
    assert NIA not in str(paper)


async def test_nobody_gets_a_certificate_of_what_others_did(at_the_end, content):
    with pytest.raises(NotNow):
        await make_certificate(at_the_end, act=by(EVE), program_id="P1", content=content)


async def test_hours_are_a_paper_with_a_total(at_the_end, content):
    paper = await make_hours(at_the_end, act=by(OMAR))
    assert [row[2:] for row in paper.rows] == [["4", "45", "3 hours"]]
    assert paper.total == ["Total, self-reported", "", "4", "", "3 hours"]
    with pytest.raises(NotNow):
        await make_hours(at_the_end, act=by(NIA))


async def test_home_offers_both_until_they_are_told(at_the_end, content):
    async def shown():
        page = await read_home(at_the_end, act=by(NIA), is_admin=False, content=content)
        return [(one.others, one.on, one.may_thank) for one in page.ended]

    assert await shown() == [((OMAR,), TODAY, True)]
    await tell(at_the_end, content)
    assert await shown() == [((OMAR,), TODAY, False)]


async def seen(db, program_id, who=MIA):
    async with db.transaction() as repos:
        program = await repos.programs.get(WS, program_id)
        return [tuple(one.people) for one in await read_would_mentor(repos, by(who), [program])]


async def test_a_yes_is_seen_by_the_managers_of_the_program_and_of_the_one_that_follows(at_the_end):
    await move_in(at_the_end, CLOSING, replace(PROGRAM, id="P2", follows="P1"), replace(PROGRAM, id="P3"))
    for _ in range(2):
        await say_yes(at_the_end, act=by(NIA), program_id="P1")
    assert await seen(at_the_end, "P2") == [(NIA,)]
    assert await seen(at_the_end, "P3") == []
    assert await seen(at_the_end, "P2", who=EVE) == []
    async with at_the_end.transaction() as repos:
        looks = await repos.access_log.list_for_program(WS, "P2")
    assert [(one.user_id, one.what) for one in looks] == [(MIA, "who would mentor next time")]
    privacy = await read_privacy(at_the_end, act=by(NIA))
    assert privacy.willing == {"P1": "Nurse leadership"}
    for _ in range(2):
        await take_back(at_the_end, act=by(NIA), program_id="P1")
    assert await seen(at_the_end, "P2") == []


async def test_who_is_in_it_already_or_was_asked_is_not_on_the_list(at_the_end):
    await move_in(at_the_end, CLOSING, replace(PROGRAM, id="P2", follows="P1"))
    async with at_the_end.transaction() as repos:
        for who in (NIA, OMAR, EVE):
            await repos.willing.add_first(Willing(WS, "P1", who, TODAY))
        await repos.enrolments.save(enrolment(NIA, program_id="P2"))
        await repos.enrolments.save(enrolment(EVE, program_id="P2", state=EnrolmentState.LEFT))
        await repos.nominations.add_first(Nomination(WS, "P2", OMAR))
    assert await seen(at_the_end, "P2") == [(EVE,)]


async def test_who_took_no_part_in_it_says_nothing(at_the_end):
    with pytest.raises(NotYours):
        await say_yes(at_the_end, act=by(MIA), program_id="P1")

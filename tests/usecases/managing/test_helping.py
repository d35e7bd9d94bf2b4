"""What a manager does for a mentorship from its page: once, by who may, and kindly."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer
from bot.domain.joining.enrolments import Role
from bot.domain.managing.helping import NoOffer
from bot.domain.managing.requests import Request, Topic
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome
from bot.domain.mentorships.status import Status
from bot.domain.people import Person
from bot.errors import NotFound, NotNow, NotYours
from bot.facts.status_rows import read_status_bases
from bot.facts.support import read_still_needing
from bot.usecases.home.home import read_home
from bot.usecases.managing.helping import (
    ENDED,
    MENTORSHIP_PAGE,
    OFFERED,
    PAUSED,
    end_kindly,
    give_back,
    offer_new_match,
    pause_for_them,
    read_mentorship,
    take_in_hand,
)
from bot.usecases.managing.needing_support import read_needing_support
from bot.usecases.mentorships.lifecycle import keep_going
from bot.usecases.mentorships.pausing import pause_mentorship, resume_mentorship
from bot.usecases.mentorships.rematching import ask_for_another
from bot.usecases.privacy.forgetting import forget_person
from tests.people import (
    DAY,
    ELSEWHERE,
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
    cycles_now,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)

ANN = "UANN"
UNTIL = TODAY + 3 * WEEK
DOES: dict[str, Any] = {
    "reads": read_mentorship,
    "offers": offer_new_match,
    "pauses": lambda db, **about: pause_for_them(db, until=UNTIL, **about),
    "ends": end_kindly,
    "takes": take_in_hand,
    "gives back": give_back,
}


@pytest.fixture(autouse=True)
async def silent(db):
    """Nia and Omar were asked about their silence two weeks ago; Mia and Ann manage the program."""
    since = Cycle("M1", 1, starts_on=TODAY - 20 * WEEK)
    pair = replace(PAIR, introduced_on=TODAY - 20 * WEEK)
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), pair, since)
    await set_managers(db, MIA, ANN)
    await move_in_again(db, question("quiet_check", due_at=MONDAY - 2 * WEEK))
    await send_due(db, MONDAY - 2 * WEEK)


async def set_managers(db, *managers):
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=managers))


async def move_in_again(db, *planned):
    async with db.transaction() as repos:
        await repos.outbox.plan(planned)


async def save(db, mentorship):
    async with db.transaction() as repos:
        await repos.mentorships.save(mentorship)


def about(by=MIA, *, now=MONDAY, workspace=WS, program_id="P1", mentorship_id="M1"):
    return {"act": Act(workspace, by, now), "program_id": program_id, "mentorship_id": mentorship_id}


async def planned(db, kind):
    async with db.transaction() as repos:
        found = await repos.outbox.list_about(WS, kind, ["M1"])
    return [(one.recipient, one.state.value) for one in found]


async def logged(db):
    async with db.transaction() as repos:
        return [
            (one.user_id, one.what, one.about) for one in await repos.access_log.list_for_program(WS, "P1")
        ]


async def needing(db, reader):
    async with db.transaction() as repos:
        programs = [await repos.programs.get(WS, "P1")]
        found = await read_status_bases(repos, WS, ["P1"], today=TODAY)
        still = await read_still_needing(repos, programs, found, workspace_id=WS, reader=reader, today=TODAY)
    return still["P1"]


# who may, and when


@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
@pytest.mark.parametrize(
    ("who", "error"),
    [
        ({"by": NIA}, NotYours),
        ({"by": EVE}, NotYours),
        ({"workspace": ELSEWHERE}, NotFound),
        ({"program_id": "PNONE"}, NotFound),
        ({"mentorship_id": "MNONE"}, NotFound),
    ],
    ids=["one of them", "a stranger", "elsewhere", "no program", "no mentorship"],
)
async def test_only_a_manager_of_this_program_helps(db, does, who, error):
    with pytest.raises(error):
        await does(db, **about(**who))
    assert await logged(db) == []


@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
async def test_a_manager_who_is_in_it_is_sent_home_and_another_one_helps(db, does):
    await set_managers(db, MIA, NIA)
    with pytest.raises(NotNow, match="You're in this mentorship yourself"):
        await does(db, **about(NIA))
    assert await logged(db) == []
    await does(db, **about(MIA))


@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
async def test_who_was_taken_off_the_program_while_the_page_was_open_does_nothing(db, does):
    await read_mentorship(db, **about(ANN))
    await set_managers(db, MIA)
    with pytest.raises(NotYours):
        await does(db, **about(ANN))


@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
@pytest.mark.parametrize("state", [MentorshipState.PROPOSED, MentorshipState.DROPPED])
async def test_what_is_no_match_is_not_shown(db, does, state):
    await save(db, replace(PAIR, state=state))
    with pytest.raises(NotFound):
        await does(db, **about())


@pytest.mark.parametrize("does", DOES.values(), ids=DOES)
async def test_while_a_mentor_is_being_asked_there_is_nothing_to_see(db, does):
    await save(db, replace(PAIR, state=MentorshipState.APPROVED, answer_by=TODAY))
    with pytest.raises(NotFound):
        await does(db, **about())


@pytest.mark.parametrize("what", ["offers", "pauses", "ends", "takes"])
async def test_before_the_introduction_there_is_only_its_page(db, what):
    await save(db, replace(PAIR, state=MentorshipState.APPROVED, introduced_on=None))
    page = await read_mentorship(db, **about())
    assert (page.match.status, page.match.since, page.stands) == (Status.GETTING_STARTED, None, False)
    with pytest.raises(NotNow, match="introduction is on its way"):
        await DOES[what](db, **about())


async def test_each_look_at_the_page_is_noted(db):
    page = await read_mentorship(db, **about())
    assert page.whom == {NIA, OMAR}
    assert await logged(db) == [(MIA, MENTORSHIP_PAGE, None)]


async def test_one_whose_partner_had_themselves_deleted_still_has_a_page(db):
    await forget_person(db, act=Act(WS, OMAR, MONDAY))
    assert (await read_mentorship(db, **about())).whom == {NIA}


# offering a new match


async def test_each_is_asked_in_private_and_once_in_four_weeks(db):
    await offer_new_match(db, **about())
    assert await planned(db, "new_match_offer") == [(NIA, "pending"), (OMAR, "pending")]
    page = await read_mentorship(db, **about(ANN, now=MONDAY + 27 * DAY))
    assert page.no_offer is NoOffer.LATELY
    with pytest.raises(NotNow, match="in the last four weeks"):
        await offer_new_match(db, **about(ANN, now=MONDAY + 27 * DAY))
    await offer_new_match(db, **about(ANN, now=MONDAY + 28 * DAY))
    assert len(await planned(db, "new_match_offer")) == 4


async def test_of_two_managers_who_offer_at_once_one_does(db):
    found = await asyncio.gather(
        offer_new_match(db, **about(MIA)), offer_new_match(db, **about(ANN)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in found) == ["NoneType", "NotNow"]
    assert len(await planned(db, "new_match_offer")) == 2


async def test_nobody_is_offered_one_while_one_of_them_is_away(db):
    async with db.transaction() as repos:
        await repos.people.save(Person(WS, OMAR, leave_from=TODAY, leave_until=TODAY + WEEK))
    with pytest.raises(NotNow, match="once all of them are back"):
        await offer_new_match(db, **about())
    assert await planned(db, "new_match_offer") == []


async def test_who_asked_about_the_match_is_talked_to_first(db):
    async with db.transaction() as repos:
        await repos.requests.save(Request(WS, "P1", NIA, Topic.MATCH, TODAY))
    with pytest.raises(NotNow, match="asked about the match already"):
        await offer_new_match(db, **about())


async def test_a_yes_is_the_request_that_people_make_themselves_and_ends_the_offer(db):
    await offer_new_match(db, **about())
    await ask_for_another(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    assert await planned(db, "new_match_offer") == [(NIA, "dropped"), (OMAR, "dropped")]
    assert await planned(db, "rematch_note") == [(OMAR, "pending")]
    with pytest.raises(NotNow, match="it has ended"):
        await offer_new_match(db, **about())


async def test_a_trio_is_offered_one_and_a_circle_is_not(db):
    trio = (*PAIR.members, Member(EVE, Role.MENTEE))
    await save(db, replace(PAIR, members=trio))
    await offer_new_match(db, **about())
    assert len(await planned(db, "new_match_offer")) == 3
    await save(db, replace(PAIR, members=tuple(Member(one, Role.PEER) for one in (NIA, OMAR, EVE))))
    assert (await read_mentorship(db, **about(now=MONDAY + 5 * WEEK))).no_offer is NoOffer.CIRCLE
    with pytest.raises(NotNow):
        await offer_new_match(db, **about(now=MONDAY + 5 * WEEK))


# a pause


async def test_it_rests_until_that_day_and_each_of_them_is_told(db):
    assert await pause_for_them(db, until=UNTIL, **about(now=MONDAY + 2 * DAY)) == UNTIL
    now = await mentorship_now(db)
    assert (now.state, now.paused_until, now.paused_on) == (MentorshipState.PAUSED, UNTIL, TODAY)
    assert await planned(db, "held_note") == [(NIA, "pending"), (OMAR, "pending")]
    assert [one.outcome for one in await cycles_now(db)] == [Outcome.PAUSED]
    page = await read_mentorship(db, **about())
    assert (page.match.status, page.match.since) == (Status.PAUSED, TODAY)


async def test_any_of_them_starts_it_again_and_waits_for_no_note(db, content):
    await pause_for_them(db, until=UNTIL, **about())
    act = Act(WS, OMAR, MONDAY + DAY)
    await resume_mentorship(db, act=act, mentorship_id="M1", content=content)
    now = await mentorship_now(db)
    assert (now.state, now.paused_until, now.paused_on) == (MentorshipState.ACTIVE, None, None)
    assert await planned(db, "held_note") == []


async def test_their_own_pause_counts_after_it_and_is_told_once(db):
    await pause_for_them(db, until=UNTIL, **about())
    await pause_mentorship(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1", until=UNTIL + WEEK)
    assert (await mentorship_now(db)).paused_until == UNTIL + WEEK
    assert await planned(db, "held_note") == []
    assert await planned(db, "paused_note") == [(OMAR, "pending")]


@pytest.mark.parametrize("day", [TODAY, TODAY - DAY, TODAY + 8 * WEEK + DAY])
async def test_a_day_that_can_not_be_is_asked_for_again(db, day):
    with pytest.raises(InvalidAnswer):
        await pause_for_them(db, until=day, **about())
    assert (await mentorship_now(db)).state is MentorshipState.ACTIVE
    await pause_for_them(db, until=TODAY + 8 * WEEK, **about())


async def test_of_two_managers_who_pause_it_one_does_and_the_other_reads_a_sentence(db):
    await pause_for_them(db, until=UNTIL, **about())
    await pause_for_them(db, until=UNTIL, **about())
    with pytest.raises(NotNow, match="was first: it's paused"):
        await pause_for_them(db, until=UNTIL + DAY, **about(ANN))
    assert (await mentorship_now(db)).paused_until == UNTIL
    assert len(await planned(db, "held_note")) == 2


# an end


async def test_all_of_them_get_the_kind_note_and_their_places_stay(db):
    await end_kindly(db, **about(now=MONDAY + 2 * DAY))
    now = await mentorship_now(db)
    assert (now.state, now.ended_on) == (MentorshipState.ENDED, TODAY + 2 * DAY)
    assert await planned(db, "ending_note") == [(NIA, "pending"), (OMAR, "pending")]
    async with db.transaction() as repos:
        assert {one.state.value for one in await repos.enrolments.list_for_program(WS, "P1")} == {"active"}
        assert await repos.mentorships.mentees_per_mentor(WS, [OMAR]) == {}
    assert (await read_mentorship(db, **about())).match.since == TODAY


async def test_one_that_rests_can_end_too(db):
    await pause_for_them(db, until=UNTIL, **about())
    await end_kindly(db, **about())
    assert await planned(db, "held_note") == [(NIA, "dropped"), (OMAR, "dropped")]
    assert (await mentorship_now(db)).paused_on is None


async def test_of_two_managers_who_end_it_one_does_and_the_other_reads_a_sentence(db):
    found = await asyncio.gather(
        end_kindly(db, **about(MIA)), end_kindly(db, **about(ANN)), return_exceptions=True
    )
    [refused] = [one for one in found if isinstance(one, NotNow)]
    assert str(refused) == "Another manager or one of them was first: it has ended."
    assert len(await planned(db, "ending_note")) == 2


async def test_a_circle_ends_for_everyone_in_it(db):
    await save(db, replace(PAIR, members=tuple(Member(one, Role.PEER) for one in (NIA, OMAR, EVE))))
    await end_kindly(db, **about())
    assert {who for who, _ in await planned(db, "ending_note")} == {NIA, OMAR, EVE}


async def test_what_a_manager_did_is_in_the_log_with_whom_it_was_for(db):
    await offer_new_match(db, **about())
    await pause_for_them(db, until=UNTIL, **about(ANN))
    await end_kindly(db, **about())
    acts = [(MIA, OFFERED), (ANN, PAUSED), (MIA, ENDED)]
    assert await logged(db) == [(by, what, who) for by, what in acts for who in (NIA, OMAR)]


# in hand


async def test_of_two_managers_who_take_it_at_once_one_has_it_and_both_are_told_the_same(db):
    first, second = await asyncio.gather(take_in_hand(db, **about(MIA)), take_in_hand(db, **about(ANN)))
    assert first == second
    assert first in (MIA, ANN)
    pages = [await read_mentorship(db, **about(by)) for by in (MIA, ANN)]
    assert [one.match.taker for one in pages] == [first, first]


async def test_what_another_manager_has_in_hand_is_not_on_home_and_comes_last_in_the_list(db, content):
    other = replace(PAIR, id="M2", members=(Member("UIDA", Role.MENTEE), Member("UJON", Role.MENTOR)))
    await save(db, other)
    async with db.transaction() as repos:
        await repos.cycles.open(WS, Cycle("M2", 1, starts_on=TODAY - 20 * WEEK))
    await move_in_again(db, question("quiet_check", "UIDA", subject="M2", due_at=MONDAY - 2 * WEEK))
    await send_due(db, MONDAY - 2 * WEEK)
    await take_in_hand(db, **about(ANN))
    assert (await needing(db, MIA), await needing(db, ANN)) == (["M2"], ["M1", "M2"])
    for reader, first in ((MIA, ["M2"]), (ANN, ["M1", "M2"])):
        home = await read_home(db, act=Act(WS, reader, MONDAY), is_admin=False, content=content)
        assert [one.id for one in home.managed[0].needing_support.pairs] == first
    page = await read_needing_support(db, act=Act(WS, MIA, MONDAY), program_id="P1", page=0)
    assert [one.id for one in page.pairs] == ["M2", "M1"]
    assert page.seen["M1"].taker == ANN


async def test_it_is_every_managers_again_when_it_is_given_back(db):
    await take_in_hand(db, **about(ANN))
    await give_back(db, **about(MIA))
    assert await needing(db, MIA) == []
    await give_back(db, **about(ANN))
    await give_back(db, **about(ANN))
    assert await needing(db, MIA) == ["M1"]


@pytest.mark.parametrize("goes", ["taken off the program", "deleted"])
async def test_it_is_every_managers_again_when_who_has_it_is_gone(db, goes):
    await take_in_hand(db, **about(ANN))
    if goes == "deleted":
        await forget_person(db, act=Act(WS, ANN, MONDAY))
    await set_managers(db, MIA)
    assert await needing(db, MIA) == ["M1"]
    assert await take_in_hand(db, **about(MIA)) == MIA


async def test_who_has_met_meanwhile_needs_nobody(db):
    await keep_going(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    with pytest.raises(NotNow, match="doing better"):
        await take_in_hand(db, **about())
    assert (await read_mentorship(db, **about())).waits_for_a_manager is False


async def test_another_silence_is_taken_anew(db):
    """Ann had the one before, and never gave it back."""
    await take_in_hand(db, **about(ANN))
    later = timedelta(weeks=30)
    await keep_going(db, act=Act(WS, NIA, MONDAY), mentorship_id="M1")
    async with db.transaction() as repos:
        await repos.cycles.open(WS, Cycle("M1", 2, starts_on=TODAY))
    await move_in_again(db, question("quiet_check", cycle=2, due_at=MONDAY + later - 2 * WEEK))
    await send_due(db, MONDAY + later - 2 * WEEK)
    page = await read_mentorship(db, **about(now=MONDAY + later))
    assert (page.match.status, page.match.taker) == (Status.MAY_NEED_SUPPORT, None)
    assert await take_in_hand(db, **about(MIA, now=MONDAY + later)) == MIA

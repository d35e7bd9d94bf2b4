"""Where everybody mentors and is mentored: twos and threes, each with one place taken."""

import itertools
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState, proposal_mark
from bot.domain.people import Person
from bot.errors import NotNow
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.proposals import propose_matches
from bot.usecases.mentorships.lifecycle import end_mentorship
from tests.people import MIA, MONDAY, PAIR, PROGRAM, WS, enrolment, mentorship_now, move_in, send_due

ADA, BEN, CAT, DAN = "UADA", "UBEN", "UCAT", "UDAN"
WORK = {ADA: "nurse", BEN: "pharmacist", CAT: "administration", DAN: "physiotherapist"}
ACROSS = replace(PROGRAM, template_id="cross_functional", every_weeks=3)
TRIO = replace(
    PAIR,
    state=MentorshipState.PROPOSED,
    members=tuple(Member(who, Role.BOTH) for who in (ADA, BEN, CAT)),
    channel_id=None,
    introduced_on=None,
)


async def join(db, *people, role=Role.BOTH, capacity=1):
    known = [Person(WS, who, profession=WORK[who], preset_id="office") for who in people]
    places = [enrolment(who, role, capacity=capacity if role.offers else 0) for who in people]
    await move_in(db, *known, *places, ACROSS)


async def proposes(db, content):
    ids = itertools.count(1)
    return await propose_matches(
        db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content, new_id=lambda: f"N{next(ids)}"
    )


async def approves(db, content):
    async with db.transaction() as repos:
        seen = await repos.mentorships.list_for_program(WS, "P1", [MentorshipState.PROPOSED])
    return await approve_matches(
        db, act=Act(WS, MIA, MONDAY), program_id="P1", seen=proposal_mark(seen), content=content
    )


async def places_taken(db):
    async with db.transaction() as repos:
        return await repos.mentorships.mentees_per_mentor(WS, [ADA, BEN, CAT, DAN])


async def test_three_of_equals_are_one_trio(db, content):
    await join(db, ADA, BEN, CAT)
    review = await proposes(db, content)
    [trio] = review.proposed
    assert set(trio.members) == {Member(who, Role.BOTH) for who in (ADA, BEN, CAT)}
    assert (review.is_waiting, review.left_over) == (True, [])


async def test_two_of_equals_mentor_each_other(db, content):
    await join(db, ADA, BEN)
    [pair] = (await proposes(db, content)).proposed
    assert pair.with_role(Role.BOTH) == (ADA, BEN)


async def test_who_only_wants_is_matched_one_way(db, content):
    await join(db, ADA, role=Role.MENTEE)
    await join(db, BEN, role=Role.MENTOR)
    [pair] = (await proposes(db, content)).proposed
    assert pair.members == (Member(ADA, Role.MENTEE), Member(BEN, Role.MENTOR))


async def test_in_a_trio_everybody_is_matched_and_gives_one_place(db, content):
    await join(db, ADA, BEN, CAT)
    await proposes(db, content)
    await approves(db, content)
    assert await places_taken(db) == {ADA: 1, BEN: 1, CAT: 1}
    assert not (await proposes(db, content)).is_waiting
    await join(db, DAN)
    review = await proposes(db, content)
    assert (review.proposed, review.is_waiting) == ([], True)


async def test_one_with_a_second_place_takes_one_more_one_way(db, content):
    await move_in(db, replace(TRIO, state=MentorshipState.ACTIVE))
    await join(db, ADA, capacity=2)
    await join(db, BEN, CAT)
    await join(db, DAN, role=Role.MENTEE)
    [pair] = (await proposes(db, content)).proposed
    assert pair.members == (Member(DAN, Role.MENTEE), Member(ADA, Role.MENTOR))
    await approves(db, content)
    assert (await places_taken(db))[ADA] == 2


async def only_wants(db):
    await join(db, BEN, role=Role.MENTEE)


async def only_offers(db):
    await join(db, BEN, role=Role.MENTOR)


async def has_a_mentor(db):
    await move_in(
        db, replace(PAIR, id="M9", members=(Member(BEN, Role.MENTEE), Member(DAN, Role.MENTOR))), ACROSS
    )


async def has_no_place(db):
    await move_in(
        db, replace(PAIR, id="M9", members=(Member(DAN, Role.MENTEE), Member(BEN, Role.MENTOR))), ACROSS
    )


async def named(db):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, CAT, [BEN])


async def moved_to_another_site(db):
    sites = {BEN: "Main", CAT: "Northfield"}
    moved = [Person(WS, who, profession=WORK[who], preset_id="office", site=at) for who, at in sites.items()]
    await move_in(db, *moved, ACROSS)


@pytest.mark.parametrize(
    "happens", [moved_to_another_site, only_wants, only_offers, has_a_mentor, has_no_place, named]
)
async def test_everybody_of_a_trio_is_checked_again(db, content, happens):
    await join(db, ADA, BEN, CAT)
    await move_in(db, TRIO, ACROSS)
    await happens(db)
    with pytest.raises(NotNow, match="nothing left"):
        await approves(db, content)


async def test_a_trio_ends_for_all_and_the_others_are_told(db):
    await move_in(db, replace(TRIO, state=MentorshipState.ACTIVE), ACROSS)
    await end_mentorship(db, act=Act(WS, ADA, MONDAY), mentorship_id="M1")
    assert (await mentorship_now(db)).state is MentorshipState.ENDED
    assert sorted(await send_due(db, MONDAY)) == [("ending_note", BEN), ("ending_note", CAT)]

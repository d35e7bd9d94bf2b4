"""Circles, from people who wait to one that is approved: everybody in it, once, and within the rules."""

import itertools
import random
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import CURRENT, Member, MentorshipState, proposal_mark
from bot.domain.people import Person
from bot.errors import NotNow
from bot.usecases.availability.pausing import pause_person
from bot.usecases.joining.leaving import leave_program, read_leaving
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.proposals import drop_match, propose_matches
from bot.usecases.mentorships.lifecycle import end_mentorship
from bot.usecases.mentorships.pausing import pause_mentorship, resume_mentorship
from tests.databases import SQLITE
from tests.examples import some
from tests.people import (
    CYCLE,
    DAY,
    MIA,
    MONDAY,
    PAIR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    mentorship_now,
    move_in,
    send_due,
)

PEERS = [f"UPEER{letter}" for letter in "ABCDE"]
HOST = "UHOST"
CIRCLES = replace(PROGRAM, template_id="peer_circle", every_weeks=4)
ABOUT = {"profession": "nurse", "career_stage": "early_career", "preset_id": "office"}
CIRCLE = replace(
    PAIR,
    state=MentorshipState.PROPOSED,
    members=(*(Member(who, Role.PEER) for who in PEERS), Member(HOST, Role.HOST)),
    channel_id=None,
    introduced_on=None,
)
ids = itertools.count(1)


def person(user_id, **about):
    return Person(WS, user_id, **{**ABOUT, **about})


async def join(db, *peers, hosts=()):
    await move_in(db, CIRCLES, *(person(who) for who in (*peers, *hosts)))
    roles = [*((who, Role.PEER) for who in peers), *((who, Role.HOST) for who in hosts)]
    # Whoever is there is stored again with every noun: the program of circles comes last.
    await move_in(db, *(enrolment(who, role) for who, role in roles), CIRCLES)


async def proposes(db, content):
    return await propose_matches(
        db, act=Act(WS, MIA, MONDAY), program_id="P1", content=content, new_id=lambda: f"N{next(ids)}"
    )


async def of_program(db, states):
    async with db.transaction() as repos:
        return await repos.mentorships.list_for_program(WS, "P1", states)


async def approves(db, content):
    seen = proposal_mark(await of_program(db, [MentorshipState.PROPOSED]))
    return await approve_matches(db, act=Act(WS, MIA, MONDAY), program_id="P1", seen=seen, content=content)


@pytest.fixture
async def five(db):
    await join(db, *PEERS, hosts=[HOST])
    return db


@pytest.fixture
async def proposed(five):
    await move_in(five, CIRCLE, CIRCLES)
    return five


@pytest.fixture
async def standing(five):
    await move_in(five, replace(CIRCLE, state=MentorshipState.ACTIVE, introduced_on=TODAY), CYCLE, CIRCLES)
    return five


# proposing


async def test_five_peers_and_a_host_are_one_circle(five, content):
    review = await proposes(five, content)
    [circle] = review.proposed
    assert (set(circle.with_role(Role.PEER)), circle.with_role(Role.HOST)) == (set(PEERS), (HOST,))
    assert circle.is_circle
    assert "You are at the same stage of your careers." in circle.reasons
    assert (review.is_waiting, review.left_over) == (True, [])
    assert await mentorship_now(five, circle.id) == circle
    assert await send_due(five, MONDAY) == []


async def test_a_circle_needs_no_host(db, content):
    await join(db, *PEERS)
    [circle] = (await proposes(db, content)).proposed
    assert set(circle.user_ids) == set(PEERS)


async def test_too_few_people_wait_and_it_says_why(db, content):
    await join(db, *PEERS[:3])
    review = await proposes(db, content)
    assert (review.proposed, review.is_waiting, review.of_circles) == ([], True, True)
    assert {one.why for one in review.left_over} == {"A circle takes 4 people, and there are fewer so far."}


async def test_with_a_host_nobody_is_one_too_many_for_the_conversation(db, content):
    peers = [f"UPEER{number}" for number in range(8)]
    await join(db, *peers, hosts=[HOST])
    review = await proposes(db, content)
    assert {len(circle.members) for circle in review.proposed} <= {5, 4}
    assert sum(len(circle.with_role(Role.PEER)) for circle in review.proposed) == 8


async def test_who_is_in_a_circle_waits_for_no_other(standing, content):
    review = await proposes(standing, content)
    assert (review.proposed, review.is_waiting) == ([], False)


async def test_a_host_of_a_circle_hosts_no_second_one_here(standing, content):
    others = [f"UNEW{number}" for number in range(4)]
    await join(standing, *others)
    [circle] = (await proposes(standing, content)).proposed
    assert set(circle.user_ids) == set(others)


async def test_a_host_who_mentors_elsewhere_still_hosts(five, content):
    elsewhere = replace(CIRCLES, id="P2", template_id="nurse_leadership")
    pair = replace(
        PAIR, id="M9", program_id="P2", members=(Member("UNIA", Role.MENTEE), Member(HOST, Role.MENTOR))
    )
    await move_in(five, elsewhere, pair, CIRCLES)
    [circle] = (await proposes(five, content)).proposed
    assert circle.with_role(Role.HOST) == (HOST,)


async def test_who_is_kept_apart_sits_in_no_circle_together(five, content):
    await join(five, *(f"UMORE{number}" for number in range(5)))
    async with five.transaction() as repos:
        await repos.exclusions.replace(WS, PEERS[0], PEERS[1:])
    review = await proposes(five, content)
    assert review.proposed
    for circle in review.proposed:
        assert not circle.includes(PEERS[0]) or not set(PEERS[1:]) & set(circle.user_ids)


# approving


async def test_a_circle_is_approved_whole_with_one_introduction(proposed, content):
    assert (await approves(proposed, content)).count.value == 1
    assert (await mentorship_now(proposed)).state is MentorshipState.APPROVED
    assert await send_due(proposed, MONDAY) == [("introduction", "M1")]


async def away(db):
    await move_in(db, person(PEERS[2], paused_from=TODAY, paused_until=TODAY + 9 * DAY), CIRCLES)


async def released(db):
    await move_in(db, enrolment(PEERS[2], Role.PEER, state=EnrolmentState.RELEASED), CIRCLES)


async def named(db):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, PEERS[4], [PEERS[1]])


async def a_manager_of_hosts(db):
    async with db.transaction() as repos:
        rows = [
            DirectoryEntry(WS, "1", user_id=PEERS[3]),
            DirectoryEntry(WS, "2", user_id=HOST, manager_id="1"),
        ]
        await repos.directory_imports.save_changed([(one, 1) for one in rows], number=1)


async def in_another(db):
    members = tuple(Member(who, Role.PEER) for who in (PEERS[0], "UX", "UY", "UZ"))
    await move_in(db, replace(CIRCLE, id="M9", state=MentorshipState.ACTIVE, members=members), CIRCLES)


async def hosts_another(db):
    members = (*(Member(who, Role.PEER) for who in ("UX", "UY", "UZ")), Member(HOST, Role.HOST))
    await move_in(db, replace(CIRCLE, id="M9", state=MentorshipState.PAUSED, members=members), CIRCLES)


async def moved_to_another_site(db):
    await move_in(db, person(PEERS[1], site="Main"), person(PEERS[4], site="Northfield"), CIRCLES)


async def host_works_other_hours(db):
    await move_in(db, *(person(who, preset_id="late_8") for who in PEERS), CIRCLES)
    await move_in(db, person(HOST, preset_id="nights_12"), CIRCLES)


async def grew_into_a_senior(db):
    new = person(PEERS[1], career_stage="newly_qualified")
    await move_in(db, person(PEERS[0], career_stage="senior"), new, CIRCLES)


async def host_would_rather_be_a_peer(db):
    await move_in(db, enrolment(HOST, Role.PEER), CIRCLES)


@pytest.mark.parametrize(
    "happens",
    [
        away,
        released,
        named,
        a_manager_of_hosts,
        in_another,
        hosts_another,
        moved_to_another_site,
        host_works_other_hours,
        grew_into_a_senior,
        host_would_rather_be_a_peer,
    ],
)
async def test_everybody_of_a_circle_is_checked_again(proposed, content, happens):
    await happens(proposed)
    with pytest.raises(NotNow, match="nothing left"):
        await approves(proposed, content)
    assert [one.id for one in await of_program(proposed, [MentorshipState.APPROVED])] == []


async def test_a_host_may_be_a_senior(proposed, content):
    await move_in(proposed, person(HOST, career_stage="senior"), CIRCLES)
    await approves(proposed, content)
    assert [one.id for one in await of_program(proposed, [MentorshipState.APPROVED])] == ["M1"]


async def test_of_two_circles_that_share_somebody_one_is_approved(proposed, content):
    more = [f"UMORE{number}" for number in range(3)]
    await join(proposed, *more)
    members = tuple(Member(who, Role.PEER) for who in (*more, PEERS[0]))
    await move_in(proposed, replace(CIRCLE, id="M2", members=members), CIRCLES)
    assert (await approves(proposed, content)).count.value == 1


@pytest.mark.parametrize("seed", some(range(8), 3))
async def test_nobody_is_ever_in_two_circles_of_a_program(databases, content, seed):
    rng = random.Random(seed)
    crowd, hosts = [f"UPEER{number:02}" for number in range(14)], ["UHOST1", "UHOST2"]
    async with databases.open(SQLITE) as db:
        for _ in range(6):
            await join(db, *rng.sample(crowd, 7), hosts=rng.sample(hosts, 1))
            review = await proposes(db, content)
            if review.proposed and rng.random() < 0.3:
                dropped = rng.choice(review.proposed).id
                await drop_match(db, workspace_id=WS, mentorship_id=dropped, by=MIA)
            with suppress(NotNow):
                await approves(db, content)
            circles = await of_program(db, CURRENT)
            seats = [who for circle in circles for who in circle.user_ids]
            assert len(seats) == len(set(seats))
            if circles and rng.random() < 0.5:
                one = rng.choice(circles)
                who = rng.choice(one.user_ids)
                await end_mentorship(db, act=Act(WS, who, MONDAY), mentorship_id=one.id)


# going on


async def test_ending_it_is_leaving_it_while_two_are_left(standing):
    for number, who in enumerate(PEERS[:4], start=1):
        was = await end_mentorship(standing, act=Act(WS, who, MONDAY), mentorship_id="M1")
        assert was.goes_on_without(who)
        circle = await mentorship_now(standing)
        assert (circle.state, len(circle.members)) == (MentorshipState.ACTIVE, 6 - number)
    await end_mentorship(standing, act=Act(WS, PEERS[4], MONDAY), mentorship_id="M1")
    assert (await mentorship_now(standing)).state is MentorshipState.ENDED
    assert await send_due(standing, MONDAY) == [("ending_note", HOST)]


async def test_who_left_a_circle_waits_for_another(standing, content):
    await end_mentorship(standing, act=Act(WS, PEERS[0], MONDAY), mentorship_id="M1")
    assert (await proposes(standing, content)).is_waiting


async def test_leaving_the_program_says_that_the_circle_goes_on(standing):
    who = {"workspace_id": WS, "program_id": "P1", "user_id": PEERS[0]}
    assert (await read_leaving(standing, **who)).goes_on
    await leave_program(standing, act=Act(WS, PEERS[0], MONDAY), program_id="P1")
    assert not (await mentorship_now(standing)).includes(PEERS[0])
    assert await send_due(standing, MONDAY) == []


async def test_a_circle_does_not_rest_for_one_who_is_away(standing):
    paused = await pause_person(standing, act=Act(WS, PEERS[0], MONDAY), until=TODAY + 20 * DAY)
    assert paused.resting == 0
    assert (await mentorship_now(standing)).state is MentorshipState.ACTIVE


async def test_a_circle_pauses_and_starts_again_though_one_is_away(standing, content):
    await pause_person(standing, act=Act(WS, PEERS[0], MONDAY), until=TODAY + 60 * DAY)
    circle: dict = {"act": Act(WS, PEERS[1], MONDAY), "mentorship_id": "M1"}
    assert await pause_mentorship(standing, **circle) == TODAY + 28 * DAY
    await resume_mentorship(standing, **circle, content=content)
    assert (await mentorship_now(standing)).state is MentorshipState.ACTIVE


async def test_a_circle_is_introduced_without_one_who_is_away_too_long(proposed, content):
    await approves(proposed, content)
    await pause_person(proposed, act=Act(WS, PEERS[0], MONDAY), until=TODAY + 90 * DAY)
    circle = await mentorship_now(proposed)
    assert (circle.state, circle.includes(PEERS[0])) == (MentorshipState.APPROVED, False)
    assert await send_due(proposed, MONDAY) == [("introduction", "M1")]

"""Mentorships: proposals and approvals, pauses, and who was with whom."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.matching.places import mentees_here
from bot.domain.mentorships.mentorships import CURRENT, Member, Mentorship, MentorshipState, matched_in
from bot.domain.people import Person
from bot.storage.database import Database
from tests.storage.hospital import ENROLMENT, PAIR, PROGRAM, WS


def pair(name: str, mentor: str, *mentees: str, state: MentorshipState) -> Mentorship:
    members = (Member(mentor, Role.MENTOR), *(Member(mentee, Role.MENTEE) for mentee in mentees))
    return replace(PAIR, id=name, state=state, members=members)


PROPOSED = [pair(f"N{n}", "UADA", f"U{n}", state=MentorshipState.PROPOSED) for n in range(3)]


async def test_lists_by_state(hospital: Database) -> None:
    ended = pair("M2", "UADA", "UCAT", state=MentorshipState.ENDED)
    elsewhere = replace(pair("M3", "UADA", "UCAT", state=MentorshipState.ACTIVE), program_id="P2")
    async with hospital.transaction() as repos:
        await repos.programs.add(replace(PROGRAM, id="P2"))
        await repos.mentorships.add_many([ended, elsewhere])
        assert await repos.mentorships.list_for_program(WS, "P1") == [PAIR, ended]
        assert await repos.mentorships.list_for_program(WS, "P1", [MentorshipState.ENDED]) == [ended]
        assert await repos.mentorships.list_for_program(WS, "P1", []) == []
        assert await repos.mentorships.list_for_person(WS, "UCAT") == [ended, elsewhere]
        active = await repos.mentorships.list_for_person(WS, "UCAT", {MentorshipState.ACTIVE})
        assert active == [elsewhere]


async def test_approving_takes_exactly_the_proposals_named(hospital: Database) -> None:
    approved = [replace(one, state=MentorshipState.APPROVED) for one in PROPOSED[:2]]
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many(PROPOSED)
        assert await repos.mentorships.approve_proposed(WS, "P1", ["N0", "N1", "M1", "N9"]) == approved
        assert await repos.mentorships.list_for_program(WS, "P1") == [PAIR, *approved, PROPOSED[2]]


async def test_approving_again_approves_nothing(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many(PROPOSED)
        await repos.mentorships.approve_proposed(WS, "P1", ["N0"])
        assert await repos.mentorships.approve_proposed(WS, "P1", ["N0"]) == []
        assert await repos.mentorships.approve_proposed(WS, "P1", []) == []


async def test_deleting_proposals_leaves_the_others(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many(PROPOSED)
        assert await repos.mentorships.delete_proposed(WS, "P1") == 3
        assert await repos.mentorships.list_for_program(WS, "P1") == [PAIR]


async def test_mentees_are_counted_over_all_standing_mentorships(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.programs.add(replace(PROGRAM, id="P2"))
        await repos.mentorships.add_many(
            [
                pair("M2", "UADA", "U1", "U2", state=MentorshipState.PAUSED),
                replace(pair("M3", "UADA", "U3", state=MentorshipState.APPROVED), program_id="P2"),
                pair("M4", "UADA", "U4", state=MentorshipState.ENDED),
                pair("M5", "UADA", "U5", state=MentorshipState.PROPOSED),
                pair("M6", "UZOE", "UADA", state=MentorshipState.ACTIVE),
            ]
        )
        assert await repos.mentorships.mentees_per_mentor(WS, ["UADA", "UBEN"]) == {"UADA": 4}


async def test_past_partners_are_those_of_ended_mentorships(hospital: Database) -> None:
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many(
            [
                pair("M2", "UZOE", "UADA", "UCAT", state=MentorshipState.ENDED),
                pair("M3", "UADA", "UDAN", state=MentorshipState.DROPPED),
            ]
        )
        partners = await repos.mentorships.past_partners(WS, ["UADA", "UBEN", "UCAT"])
    assert partners == {"UADA": frozenset({"UZOE", "UCAT"}), "UCAT": frozenset({"UZOE", "UADA"})}


async def test_pauses_that_are_over(hospital: Database) -> None:
    def paused(name: str, until: date) -> Mentorship:
        return replace(PAIR, id=name, state=MentorshipState.PAUSED, paused_until=until)

    early, late = paused("M3", date(2026, 12, 1)), paused("M2", date(2026, 12, 8))
    async with hospital.transaction() as repos:
        await repos.mentorships.add_many([early, late])
        assert await repos.mentorships.list_paused_past(date(2026, 11, 30), 9) == []
        assert await repos.mentorships.list_paused_past(date(2026, 12, 1), 9) == [early]
        assert len(await repos.mentorships.list_paused_past(date(2026, 12, 8), 9)) == 2
        assert await repos.mentorships.list_paused_past(date(2026, 12, 8), 1) == [early]


CIRCLE = replace(PAIR, id="C1", members=tuple(Member(f"UC{n}", Role.PEER) for n in range(3)))
MUTUAL = replace(PAIR, id="B1", members=tuple(Member(f"UB{n}", Role.BOTH) for n in range(2)))


async def test_who_is_matched_and_whose_places_are_taken_is_answered_as_from_whole_mentorships(
    hospital: Database,
) -> None:
    group = pair("M2", "UADA", "U1", "U2", state=MentorshipState.PAUSED)
    others = [pair(f"X{one}", "UZOE", f"U{one}", state=one) for one in MentorshipState]
    elsewhere = replace(pair("M9", "UADA", "U9", state=MentorshipState.ACTIVE), program_id="P2")
    async with hospital.transaction() as repos:
        await repos.programs.add(replace(PROGRAM, id="P2"))
        await repos.mentorships.add_many([group, CIRCLE, MUTUAL, *others, elsewhere])
        for states in (CURRENT, [MentorshipState.PROPOSED], [MentorshipState.PROPOSED, *CURRENT], []):
            whole = await repos.mentorships.list_for_program(WS, "P1", states)
            assert await repos.mentorships.matched_in(WS, "P1", states) == matched_in(whole)
        whole = await repos.mentorships.list_for_program(WS, "P1", CURRENT)
        assert await repos.mentorships.mentees_in(WS, "P1") == dict(mentees_here(whole))


@pytest.mark.parametrize("state", EnrolmentState)
@pytest.mark.parametrize("role", Role)
async def test_who_takes_part_and_wants_a_match_waits_until_they_have_one(
    hospital: Database, state: EnrolmentState, role: Role
) -> None:
    ida = replace(ENROLMENT, user_id="UIDA", role=role, state=state)
    waits = [ida] if role.wants and state is EnrolmentState.ACTIVE else []
    async with hospital.transaction() as repos:
        await repos.people.add_first(Person(WS, "UIDA"))
        await repos.enrolments.save(ida)
        found = await repos.enrolments.list_unmatched(WS, "P1")
        assert [one for one in found if one.user_id == "UIDA"] == waits
        assert role in await repos.enrolments.list_roles(WS, "P1")
        match = replace(PAIR, id="M3", members=(Member("UIDA", role), Member("UADA", Role.MENTOR)))
        await repos.mentorships.add_many([replace(match, state=MentorshipState.PROPOSED)])
        found = await repos.enrolments.list_unmatched(WS, "P1")
        assert [one for one in found if one.user_id == "UIDA"] == waits
        await repos.mentorships.save(match)
        found = await repos.enrolments.list_unmatched(WS, "P1")
        assert [one for one in found if one.user_id == "UIDA"] == []

"""A hard rule that is broken later: dropped before anybody knows, told kindly to those who have met."""

from dataclasses import replace

import pytest

from bot.domain.directory import Aspect, DirectoryEntry
from bot.domain.joining.enrolments import ExclusionKind
from bot.domain.mentorships.mentorships import MentorshipState
from bot.errors import NotFound, NotNow, NotYours
from bot.usecases.mentorships.kept_apart import recheck_kept_apart, recheck_moved, say_mistake
from tests.people import (
    CYCLE,
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    WS,
    enrolment,
    mentorship_now,
    move_in,
    question,
    send_due,
)

APPROVED = replace(PAIR, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)
INTRODUCTION = question("introduction", "M1", cycle=0, expires_at=MONDAY + 60 * DAY)
NAMED = [ExclusionKind.LINE_MANAGER, ExclusionKind.PRIVATE]


@pytest.fixture
async def pair(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR), PAIR, CYCLE)
    return db


async def directory_says(db, *, manager, of):
    """By the hospital's records; with manager None, of nobody any more."""
    rows = [
        DirectoryEntry(WS, employee_id=f"E-{of}", user_id=of, manager_id=f"E-{manager}"),
        DirectoryEntry(WS, employee_id=f"E-{manager}", user_id=manager),
    ]
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(row, 1) for row in rows if row.user_id], number=1)


async def name(db, kind=ExclusionKind.LINE_MANAGER, *, by=NIA, others=(OMAR,)):
    async with db.transaction() as repos:
        await repos.exclusions.replace(WS, by, others, kind=kind)


async def recheck(db, *user_ids, now=MONDAY):
    async with db.transaction() as repos:
        await recheck_kept_apart(repos, WS, user_ids or [NIA], now)


async def mistake(db, by=NIA, *, workspace=WS):
    return await say_mistake(db, workspace_id=workspace, mentorship_id="M1", by=by)


async def test_where_no_rule_is_broken_nothing_happens(pair):
    await name(pair, others=(EVE,))
    await recheck(pair)
    assert await mentorship_now(pair) == PAIR
    assert await send_due(pair, MONDAY) == []


@pytest.mark.parametrize("moved", [NIA, OMAR])
async def test_both_are_told_when_the_directory_puts_one_above_the_other(pair, moved):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair, moved)
    assert await mentorship_now(pair) == PAIR
    assert sorted(await send_due(pair, MONDAY)) == [("firewall_note", NIA), ("firewall_note", OMAR)]


@pytest.mark.parametrize(("aspect", "told"), [(Aspect.MANAGER, 2), (Aspect.SITE, 0)])
async def test_a_new_manager_is_looked_at_and_a_new_site_is_not(pair, aspect, told):
    await directory_says(pair, manager=OMAR, of=NIA)
    async with pair.transaction() as repos:
        await recheck_moved(repos, WS, NIA, [aspect], MONDAY)
    assert len(await send_due(pair, MONDAY)) == told


async def test_those_who_report_to_somebody_with_a_new_manager_are_looked_at_too(pair):
    await directory_says(pair, manager=EVE, of=NIA)
    await directory_says(pair, manager=OMAR, of=EVE)
    async with pair.transaction() as repos:
        await repos.directory_imports.save_changed(
            [(DirectoryEntry(WS, f"E-{EVE}", user_id=EVE, manager_id=f"E-{OMAR}"), 2)], number=2
        )
        await recheck_moved(repos, WS, EVE, [Aspect.MANAGER], MONDAY)
    assert len(await send_due(pair, MONDAY)) == 2


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("moved", [NIA, OMAR])
async def test_only_who_named_the_other_is_asked(pair, kind, moved):
    await name(pair, kind)
    await recheck(pair, moved)
    assert await send_due(pair, MONDAY) == [("named_note", NIA)]


async def test_they_are_told_once_however_often_somebody_moves(pair):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair)
    await recheck(pair, NIA, OMAR, now=MONDAY + DAY)
    assert len(await send_due(pair, MONDAY + DAY)) == 2
    await recheck(pair, now=MONDAY + 20 * DAY)
    assert await send_due(pair, MONDAY + 20 * DAY) == []
    await recheck(pair, now=MONDAY + 30 * DAY)
    assert len(await send_due(pair, MONDAY + 30 * DAY)) == 2


async def test_when_both_move_at_the_same_moment_both_are_still_told(pair):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair, NIA)
    await recheck(pair, OMAR)
    assert len(await send_due(pair, MONDAY)) == 2


async def test_the_other_is_asked_as_well_once_they_name_somebody_themself(pair):
    await name(pair)
    await recheck(pair)
    assert await send_due(pair, MONDAY) == [("named_note", NIA)]
    await name(pair, ExclusionKind.PRIVATE, by=OMAR, others=(NIA,))
    await recheck(pair, OMAR, now=MONDAY + DAY)
    assert await send_due(pair, MONDAY + DAY) == [("named_note", OMAR)]


async def test_what_is_right_again_before_they_are_told_is_not_told(pair):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair)
    await directory_says(pair, manager=None, of=NIA)
    await recheck(pair)
    assert await send_due(pair, MONDAY) == []


@pytest.mark.parametrize("by_directory", [True, False])
async def test_a_proposal_is_taken_back(db, by_directory):
    await move_in(db, enrolment(NIA), replace(PAIR, state=MentorshipState.PROPOSED))
    if by_directory:
        await directory_says(db, manager=NIA, of=OMAR)
    else:
        await name(db)
    await recheck(db)
    with pytest.raises(NotFound):
        await mentorship_now(db)


async def test_an_introduction_on_its_way_is_dropped_silently(db):
    await move_in(db, enrolment(NIA), APPROVED, INTRODUCTION)
    await name(db, ExclusionKind.PRIVATE)
    await recheck(db)
    assert (await mentorship_now(db)).state is MentorshipState.DROPPED
    assert await send_due(db, MONDAY) == []


async def test_what_has_ended_is_left_alone(db):
    ended = replace(PAIR, state=MentorshipState.ENDED)
    await move_in(db, enrolment(NIA), ended)
    await name(db)
    await recheck(db)
    assert await mentorship_now(db) == ended
    assert await send_due(db, MONDAY) == []


# it is a mistake


async def test_somebodys_own_word_about_their_manager_wins(pair):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair)
    assert await mistake(pair)
    assert await send_due(pair, MONDAY) == []
    await recheck(pair)
    assert await send_due(pair, MONDAY) == []
    async with pair.transaction() as repos:
        assert await repos.exclusions.list_of(WS, NIA, kind=ExclusionKind.CLEARED) == (OMAR,)


async def test_a_manager_cannot_clear_themself(pair):
    await directory_says(pair, manager=OMAR, of=NIA)
    await recheck(pair)
    assert not await mistake(pair, OMAR)
    async with pair.transaction() as repos:
        assert await repos.exclusions.list_of(WS, OMAR, kind=ExclusionKind.CLEARED) == ()
    assert sorted(await send_due(pair, MONDAY)) == [("firewall_note", NIA), ("firewall_note", OMAR)]


@pytest.mark.parametrize("kind", NAMED)
async def test_a_name_given_by_mistake_is_taken_back_and_no_other(pair, kind):
    await name(pair, kind, others=(EVE, OMAR))
    await recheck(pair)
    assert await mistake(pair)
    assert await send_due(pair, MONDAY) == []
    async with pair.transaction() as repos:
        assert await repos.exclusions.list_of(WS, NIA, kind=kind) == (EVE,)


async def test_nobody_learns_from_it_that_the_other_has_named_them(pair):
    await name(pair, ExclusionKind.PRIVATE, by=OMAR, others=(NIA,))
    await recheck(pair)
    assert await mistake(pair, NIA)
    assert await send_due(pair, MONDAY) == [("named_note", OMAR)]


@pytest.mark.parametrize("by", [EVE, MIA])
async def test_nobody_else_says_so(pair, by):
    await directory_says(pair, manager=OMAR, of=NIA)
    with pytest.raises(NotYours):
        await mistake(pair, by)
    with pytest.raises(NotFound):
        await mistake(pair, workspace=ELSEWHERE)
    async with pair.transaction() as repos:
        assert await repos.exclusions.list_of(WS, NIA, kind=ExclusionKind.CLEARED) == ()


async def test_after_the_end_there_is_nothing_to_say(db):
    await move_in(db, replace(PAIR, state=MentorshipState.ENDED))
    with pytest.raises(NotNow):
        await mistake(db)

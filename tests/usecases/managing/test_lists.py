"""The managers' lists for the dashboard: who is on them, in which order, and that they stay light."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.content import load_content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.listed import STATUSES, MentorshipsAsked, MentorshipSort, PeopleAsked, PeopleSort
from bot.domain.managing.listing import Turn
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.people import Person
from bot.domain.privacy.visible_to_managers import NAMED, Place, Show, is_visible, place_in_order
from bot.errors import InvalidInput, NotYours
from bot.usecases.managing.helping import take_in_hand
from bot.usecases.managing.mentorship_list import MENTORSHIP_LIST, read_mentorships
from bot.usecases.managing.people_table import do_for_several, read_chosen, read_people_table
from bot.usecases.managing.without_match import read_without_match, turn_without_match
from bot.usecases.privacy.visible_to_managers import PEOPLE_LIST, matches_seen, read_people
from bot.views.managing.people_table import Deed
from tests.examples import some
from tests.people import (
    DAY,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PAIR,
    PROGRAM,
    WS,
    enrolment,
    move_in,
    pair_number,
    send_due,
)
from tests.situations.lived_in import generated
from tests.situations.silent_pairs import add_quiet_pairs
from tests.statements import counted

LISTS = load_content().people
ANOTHER = "UANOTHER"


def act(by=MIA, now=MONDAY):
    return Act(WS, by, now)


async def lived_in(db, seed):
    ids, nouns, asked = generated(seed)
    await move_in(db, replace(PROGRAM, id="P2", name="Another"), *nouns, *asked)
    for one in sorted({one.due_at for one in asked}):
        await send_due(db, one)
    return ids


async def mentorships(db, *, by=MIA, now=MONDAY, program_id="P1", **asked):
    return await read_mentorships(
        db, act=act(by, now), program_id=program_id, asked=MentorshipsAsked(**asked)
    )


async def people(db, *, by=MIA, now=MONDAY, **asked):
    return await read_people_table(
        db, act=act(by, now), program_id="P1", asked=PeopleAsked(**asked), lists=LISTS
    )


async def looks(db):
    async with db.transaction() as repos:
        events = await repos.access_log.list_looks(WS, ["P1"], since=MONDAY - DAY, limit=50)
    return [(one.user_id, one.what) for one in events]


@pytest.mark.parametrize("seed", some(range(6), 2))
async def test_every_mentorship_that_is_seen_has_its_row_as_its_people_see_it(db, seed):
    await lived_in(db, seed)
    for now in (MONDAY, MONDAY + 9 * DAY, MONDAY + 40 * DAY):
        found = await mentorships(db, now=now)
        async with db.transaction() as repos:
            known = await repos.mentorships.list_for_program(WS, "P1", NAMED)
            there = [one for one in known if is_visible(one)]
            seen = await matches_seen(repos, PROGRAM, there, today=now.date())
        assert {one.mentorship.id: one.match for one in found.rows.rows} == seen
        assert found.counts == Counter(one.status for one in seen.values())


@pytest.mark.parametrize("seed", some(range(6), 2))
async def test_a_status_leaves_only_its_own(db, seed):
    await lived_in(db, seed)
    now = MONDAY + 40 * DAY
    everything = (await mentorships(db, now=now)).rows.rows
    for status in STATUSES:
        found = await mentorships(db, now=now, status=status)
        wanted = [one for one in everything if one.match.status is status]
        assert list(found.rows.rows) == wanted


async def test_exceptions_come_first_and_of_them_last_what_another_manager_has(db):
    await lived_in(db, 4)
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=(MIA, ANOTHER)))
        pairs = await add_quiet_pairs(repos, workspace_id=WS, program_id="P1", count=3, now=MONDAY)
    for by, pair in ((ANOTHER, pairs[0]), (MIA, pairs[1])):
        await take_in_hand(db, act=act(by), program_id="P1", mentorship_id=pair.id)
    rows = (await mentorships(db)).rows.rows
    ranks = [STATUSES.index(one.match.status) for one in rows]
    assert ranks == sorted(ranks)
    taken = [one.match.taker for one in rows if one.match.status is Status.MAY_NEED_SUPPORT]
    assert taken == [MIA, None, ANOTHER]


async def test_by_since_those_that_are_so_for_longest_come_first_and_nothing_goes_by_when_they_met(db):
    """Those on track say no week, and stand behind all that do, in the order of their ids."""
    await lived_in(db, 1)
    rows = (await mentorships(db, now=MONDAY + 40 * DAY, sort=MentorshipSort.SINCE)).rows.rows
    weeks = [one.match.since for one in rows]
    known = [one for one in weeks if one]
    assert weeks == [*sorted(known), *[None] * (len(weeks) - len(known))]
    behind = [one.mentorship.id for one in rows if one.match.since is None]
    assert behind == sorted(behind)


async def test_the_managers_own_mentorship_says_so(db):
    program = replace(PROGRAM, managers=(MIA, NIA))
    await move_in(db, program, PAIR, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    assert [one.is_own for one in (await mentorships(db)).rows.rows] == [False]
    assert [one.is_own for one in (await mentorships(db, by=NIA)).rows.rows] == [True]


async def test_a_mentorship_whose_mentor_is_being_asked_is_on_no_list(db):
    asked = replace(PAIR, state=MentorshipState.APPROVED, answer_by=MONDAY.date())
    await move_in(db, asked, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    assert (await mentorships(db)).rows.rows == []
    assert [one.matches for one in (await people(db)).seen.rows] == [(), ()]


async def test_only_its_managers_read_a_list_and_each_look_is_noted(db):
    await move_in(db, PAIR, enrolment(NIA), enrolment(OMAR, Role.MENTOR))
    for read in (mentorships, people):
        with pytest.raises(NotYours):
            await read(db, by=EVE)
    assert await looks(db) == []
    await mentorships(db)
    await people(db)
    assert sorted(await looks(db)) == sorted([(MIA, MENTORSHIP_LIST), (MIA, PEOPLE_LIST)])


@pytest.mark.parametrize("seed", some(range(6), 2))
async def test_the_table_shows_whom_slacks_list_shows_and_the_very_same_of_them(db, seed):
    """Chosen and sorted by what is light, and read whole: both say the same."""
    await lived_in(db, seed)
    for now in (MONDAY, MONDAY + 9 * DAY, MONDAY + 40 * DAY):
        for show in Show:
            listed = await read_people(db, act=act(now=now), program_id="P1", show=show)
            found = await people(db, now=now, show=show)
            assert {one.user_id: one for one in found.seen.rows} == {one.user_id: one for one in listed.seen}
            places = [place_in_order(one) for one in found.seen.rows]
            assert places == sorted(places)


async def test_filters_go_together_and_leave_out_nobody_who_fits(db):
    posts = {"UA": ("Main", "nurse"), "UB": ("Main", "doctor"), "UC": ("North", "nurse"), "UD": (None, None)}
    someone = [Person(WS, one, site=site, profession=work) for one, (site, work) in posts.items()]
    await move_in(db, *someone, *(enrolment(one) for one in posts))
    found = await people(db, site="Main", profession="nurse")
    assert [one.user_id for one in found.seen.rows] == ["UA"]
    assert found.sites == ["Main", "North"]
    assert (await people(db, site="Main", role=Role.MENTOR)).seen.rows == []
    assert len((await people(db, place=Place.ACTIVE)).seen.rows) == 4
    by_site = await people(db, sort=PeopleSort.SITE)
    assert [one.post.site for one in by_site.seen.rows] == ["Main", "Main", "North", None]


async def test_turning_goes_through_everybody_once_and_no_key_has_an_id_of_slacks(db):
    ids = [f"UPERSON{number}" for number in range(120)]
    await move_in(db, *(enrolment(one) for one in ids))
    seen, turn = [], Turn()
    while True:
        page = (await people(db, turn=turn)).seen
        seen += [one.user_id for one in page.rows]
        if not page.after:
            break
        assert not any("UPERSON" in part for part in page.after)
        turn = Turn(after=page.after)
    assert sorted(seen) == sorted(ids)
    assert len(seen) == 120


async def test_lists_of_many_take_as_many_statements_as_lists_of_few(db):
    async def asked():
        with counted(db) as statements:
            await mentorships(db)
            await people(db)
        return len(statements)

    few = [pair_number(number) for number in range(60)]
    await move_in(db, *few, *(enrolment(one) for pair in few for one in pair.user_ids))
    before = await asked()
    more = [pair_number(number) for number in range(60, 400)]
    await move_in(db, *more, *(enrolment(one) for pair in more for one in pair.user_ids))
    assert await asked() == before


async def test_several_are_put_on_hold_and_who_has_left_meanwhile_stays_as_they_are(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR, state=EnrolmentState.LEFT))
    about = {"act": act(), "program_id": "P1", "user_ids": [NIA, OMAR, "USTRANGER"]}
    chosen = await read_chosen(db, deed=Deed.HOLD, **about)
    assert ([one.user_id for one in chosen.can], [one.user_id for one in chosen.cannot]) == ([NIA], [OMAR])
    assert not await do_for_several(db, deed=Deed.HOLD, **about)
    held = {one.user_id: one.set_aside for one in (await people(db)).seen.rows}
    assert held == {NIA: True, OMAR: False}
    assert await do_for_several(db, deed=Deed.END_HOLD, **{**about, "user_ids": [NIA]})
    assert not any(one.set_aside for one in (await people(db)).seen.rows)


@pytest.mark.parametrize(
    ("deed", "state"), [(Deed.ACCEPT, EnrolmentState.ACTIVE), (Deed.DECLINE, EnrolmentState.DECLINED)]
)
async def test_several_who_asked_are_answered_once(db, deed, state):
    asked = [enrolment(one, state=EnrolmentState.APPLIED) for one in (NIA, "UANN")]
    await move_in(db, Person(WS, NIA), Person(WS, "UANN"), *asked, enrolment(OMAR, Role.MENTOR))
    about = {"act": act(), "program_id": "P1", "deed": deed}
    assert await do_for_several(db, user_ids=[NIA, "UANN"], **about)
    assert not await do_for_several(db, user_ids=[NIA, "UANN", OMAR], **about)
    async with db.transaction() as repos:
        places = await repos.enrolments.list_for_program(WS, "P1")
        waiting = [await repos.outbox.list_about(WS, "application_answer", ["P1"])]
    assert {one.user_id: one.state for one in places} == {
        NIA: state,
        "UANN": state,
        OMAR: EnrolmentState.ACTIVE,
    }
    assert sorted(one.recipient for some in waiting for one in some) == ["UANN", NIA]


@pytest.mark.parametrize("deed", list(Deed))
async def test_nothing_is_done_for_people_of_a_program_by_who_does_not_manage_it(db, deed):
    await move_in(db, Person(WS, NIA), enrolment(NIA, state=EnrolmentState.APPLIED))
    about = {"act": act(EVE), "program_id": "P1", "user_ids": [NIA], "deed": deed}
    with pytest.raises(NotYours):
        await read_chosen(db, **about)
    with pytest.raises(NotYours):
        await do_for_several(db, **about)


@pytest.mark.parametrize("who", [[], [f"U{number}" for number in range(51)]])
async def test_nobody_and_more_than_a_page_are_no_choice(db, who):
    await move_in(db)
    with pytest.raises(InvalidInput):
        await do_for_several(db, act=act(), program_id="P1", user_ids=who, deed=Deed.HOLD)


async def test_who_waits_is_turned_by_whom_a_page_begins_with(db):
    ids = [f"UWAITS{number:03}" for number in range(70)]
    await move_in(db, *(enrolment(one) for one in ids))
    first = await turn_without_match(db, act=act(), program_id="P1", turn=Turn())
    rest = await turn_without_match(db, act=act(), program_id="P1", turn=Turn(after=first.after))
    turned = [one.user_id for one in (*first.waiting, *rest.waiting)]
    in_slack = [await read_without_match(db, act=act(), program_id="P1", page=page) for page in range(4)]
    assert sorted(turned) == sorted(one.user_id for page in in_slack for one in page.waiting)
    assert (len(first.waiting), rest.after) == (50, ())

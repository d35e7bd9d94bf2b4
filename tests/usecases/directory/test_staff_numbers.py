"""A staff number that somebody types shows nothing and links nothing until somebody confirms it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry, KnownBy
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.staff_numbers import Finding
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.facts.kept_apart import kept_apart
from bot.usecases.directory.staff_numbers import (
    claim_number,
    confirm_number,
    link_number,
    read_numbers,
    refuse_number,
)
from bot.usecases.home.home import read_home
from bot.usecases.joining.form import start_joining
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.privacy.retention import forget_in_time
from tests.people import ELSEWHERE, EVE, MIA, MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WS, enrolment, move_in
from tests.situations.everywhere import rows_naming

# Nobody knows yet who 1 is. Her manager is Omar; his is Eve.
HERS = DirectoryEntry(WS, "1", profession="nurse", department="theatres", manager_id="2")
STAFF = [
    HERS,
    DirectoryEntry(WS, "2", user_id=OMAR, known_by=KnownBy.EMAIL, manager_id="3"),
    DirectoryEntry(WS, "3", user_id=EVE, known_by=KnownBy.SLACK_ID),
    DirectoryEntry(WS, "4", left_on=TODAY),
]
ZOE = "UZOE"


@pytest.fixture(autouse=True)
async def _hospital(db):
    await move_in(db, enrolment(NIA), enrolment(OMAR, Role.MENTOR), enrolment(EVE, Role.MENTOR))
    await take_in(db, STAFF)


async def take_in(db, entries):
    async with db.transaction() as repos:
        await repos.directory_imports.save_changed([(one, 7) for one in entries], number=1)


async def entry(db, number="1"):
    async with db.transaction() as repos:
        return await repos.directory.find(WS, number)


async def claims(db, number="1", who=NIA, now=MONDAY):
    await claim_number(db, act=Act(WS, who, now), number=number)


async def shown(db, by=MIA, program_id="P1"):
    page = await read_numbers(db, act=Act(WS, by, MONDAY), program_id=program_id)
    return [(one.user_id, one.number) for one in page.numbers]


async def confirms(db, number="1", who=NIA, by=MIA, answer=confirm_number):
    return await answer(db, act=Act(WS, by, MONDAY), program_id="P1", user_id=who, number=number)


async def refuses(db, number="1", who=NIA, by=MIA):
    return await confirms(db, number, who, by, answer=refuse_number)


async def opens(db, content, who=NIA):
    return await start_joining(db, act=Act(WS, who, MONDAY), content=content)


async def forget(db, who=NIA):
    await forget_person(db, act=Act(WS, who, MONDAY))


async def apart(db, *people):
    async with db.transaction() as repos:
        return await kept_apart(repos, WS, people or (NIA, OMAR, EVE))


# what is typed


@pytest.mark.parametrize("number", ["1", " 1 ", "2", "4", "404", "U<script>"])
async def test_whatever_is_typed_nothing_is_linked_nothing_is_shown_and_all_sounds_alike(db, content, number):
    before = [await entry(db, one.employee_id) for one in STAFF]
    assert await claims(db, number) is None
    assert [await entry(db, one.employee_id) for one in STAFF] == before
    started = await opens(db, content)
    assert (started.can_link, started.answers.profession, started.answers.suggested) == (True, None, ())
    assert await apart(db) == {OMAR: {EVE}, EVE: {OMAR}}


@pytest.mark.parametrize("number", ["", "  ", "7" * 41])
async def test_nothing_at_all_is_not_a_number(db, number):
    with pytest.raises(InvalidInput, match="Type your staff number first"):
        await claims(db, number)
    assert await shown(db) == []


async def test_three_numbers_a_day_and_the_newest_counts(db):
    for number in ("1", "1", "404", "5"):
        await claims(db, number)
        assert await shown(db) == [(NIA, number)]
    with pytest.raises(NotNow, match="3 March at 12:00 UTC.*fill in the form yourself.*ask a manager"):
        await claims(db, "6")
    assert await shown(db) == [(NIA, "5")]
    await claims(db, "6", now=MONDAY + timedelta(days=1))
    assert await shown(db) == [(NIA, "6")]


async def test_a_number_that_was_refused_is_not_asked_about_again_and_still_counts_as_a_try(db):
    for number in ("1", "5"):
        await claims(db, number)
        await refuses(db, number)
        await claims(db, number)
        assert await shown(db) == []
    await claims(db, "6")
    with pytest.raises(NotNow):
        await claims(db, "7")


async def test_who_is_known_by_slack_or_the_export_asks_for_nothing(db):
    await claims(db, "1", OMAR)
    assert await rows_naming(db, '"number": "1"') == {}


async def test_a_request_is_kept_for_thirty_days(db):
    await claims(db)
    await forget_in_time(db, now=MONDAY + timedelta(days=30))
    assert await shown(db) == [(NIA, "1")]
    await forget_in_time(db, now=MONDAY + timedelta(days=30, seconds=1))
    assert await shown(db) == []


# who confirms


async def test_a_manager_sees_a_name_a_number_and_what_the_directory_has_under_it(db):
    others = [("UONE", "1"), ("UTWO", "2"), ("UFOUR", "4"), ("UNONE", "404")]
    await move_in(db, *(enrolment(who) for who, _ in others))
    for who, number in [*others, (NIA, "1")]:
        await claims(db, number, who)
    page = await read_numbers(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert [(one.user_id, one.number, one.found, one.is_contested) for one in page.numbers] == [
        (NIA, "1", Finding.FREE, True),
        ("UONE", "1", Finding.FREE, True),
        ("UTWO", "2", Finding.TAKEN, False),
        ("UFOUR", "4", Finding.UNKNOWN, False),
        ("UNONE", "404", Finding.UNKNOWN, False),
    ]
    assert "theatres" not in str(page)


async def test_home_counts_them_for_whom_they_are_there(db, content):
    async def counted(who):
        page = await read_home(db, act=Act(WS, who, MONDAY), is_admin=False, content=content)
        return [one.numbers for one in page.managed]

    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=(MIA, NIA)))
    assert await counted(MIA) == [0]
    await claims(db)
    assert (await counted(MIA), await counted(NIA)) == ([1], [0])


async def test_a_look_at_names_and_what_was_decided_are_noted(db):
    await claims(db)
    await shown(db)
    await confirms(db)
    async with db.transaction() as repos:
        noted = await repos.access_log.list_for_program(WS, "P1")
    assert [(one.user_id, one.what, one.about) for one in noted] == [
        (MIA, "staff numbers to confirm", None),
        (MIA, "confirmed a staff number", NIA),
    ]


@pytest.mark.parametrize("answer", [confirms, refuses])
async def test_only_a_manager_of_their_program_answers(db, answer):
    await claims(db)
    for stranger in (OMAR, NIA, ZOE):
        with pytest.raises(NotYours):
            await answer(db, by=stranger)
        with pytest.raises(NotYours):
            await shown(db, stranger)
    assert (await entry(db)).user_id is None


@pytest.mark.parametrize("answer", [confirms, refuses])
async def test_nobody_answers_for_themself_nor_for_a_number_they_say_is_their_own(db, answer):
    await claims(db)
    await move_in(db, enrolment(ZOE))
    async with db.transaction() as repos:
        await repos.programs.save(replace(PROGRAM, managers=(MIA, NIA)))
    await claims(db, "1", ZOE)
    assert await shown(db, NIA) == []
    for who in (NIA, ZOE):
        with pytest.raises(NotNow, match="Nothing was changed"):
            await answer(db, who=who, by=NIA)
    assert await shown(db, MIA) == [(NIA, "1"), (ZOE, "1")]


@pytest.mark.parametrize("state", [EnrolmentState.LEFT, EnrolmentState.DECLINED, None])
async def test_who_has_no_place_in_the_program_is_not_shown_to_its_managers(db, state):
    if state:
        await move_in(db, replace(enrolment(ZOE), state=state))
    await claims(db, "1", ZOE)
    assert await shown(db) == []
    with pytest.raises(NotNow):
        await confirms(db, who=ZOE)


@pytest.mark.parametrize("state", [EnrolmentState.APPLIED, EnrolmentState.RELEASED])
async def test_who_asks_to_join_is(db, state):
    await move_in(db, replace(enrolment(ZOE), state=state))
    await claims(db, "1", ZOE)
    assert await shown(db) == [(ZOE, "1")]


async def test_nothing_reaches_into_another_workspace(db):
    await claims(db)
    await claim_number(db, act=Act(ELSEWHERE, EVE, MONDAY), number="1")
    page = await read_numbers(db, act=Act(WS, MIA, MONDAY), program_id="P1")
    assert [(one.user_id, one.is_contested) for one in page.numbers] == [(NIA, False)]
    await confirms(db)
    async with db.transaction() as repos:
        assert len(await repos.staff_claims.list_open(ELSEWHERE)) == 1


# what is confirmed


async def test_once_confirmed_the_form_is_filled_in_and_managers_are_kept_apart(db, content):
    await claims(db)
    await confirms(db)
    found = await entry(db)
    assert (found.user_id, found.known_by) == (NIA, KnownBy.CONFIRMED)
    started = await opens(db, content)
    assert (started.can_link, started.answers.profession, started.answers.suggested) == (
        False,
        "nurse",
        (OMAR, EVE),
    )
    assert (await apart(db))[NIA] == {OMAR, EVE}


async def test_a_match_with_ones_own_manager_is_found_then(db):
    await move_in(db, replace(PAIR, state=MentorshipState.PROPOSED, channel_id=None, introduced_on=None))
    await claims(db)
    await confirms(db)
    async with db.transaction() as repos:
        assert await repos.mentorships.find(WS, "M1") is None


async def test_confirmed_for_one_it_is_dropped_for_the_other(db):
    await move_in(db, enrolment(ZOE))
    await claims(db)
    await claims(db, "1", ZOE)
    assert (await confirms(db)).numbers == []
    with pytest.raises(NotNow, match="answered already"):
        await confirms(db, who=ZOE)
    assert await rows_naming(db, '"number": "1"') == {}


@pytest.mark.parametrize(("number", "error"), [("2", NotNow), ("4", NotFound), ("404", NotFound)])
async def test_what_the_directory_does_not_allow_cannot_be_confirmed(db, number, error):
    await claims(db, number)
    with pytest.raises(error):
        await confirms(db, number)
    assert await shown(db) == [(NIA, number)]


async def test_a_number_that_was_replaced_meanwhile_is_not_confirmed(db):
    await claims(db)
    await claims(db, "404")
    with pytest.raises(NotNow, match="typed another number since"):
        await confirms(db)


async def test_the_post_of_somebody_deleted_is_no_number(db):
    await forget(db, OMAR)
    post = (await entry(db)).manager_id
    async with db.transaction() as repos:
        with pytest.raises(NotFound):
            await link_number(repos, WS, NIA, post, MONDAY)


async def test_whoever_had_themselves_deleted_is_not_linked_before_they_join_again(db):
    await forget(db)
    async with db.transaction() as repos:
        with pytest.raises(NotNow, match="joined again"):
            await link_number(repos, WS, NIA, "1", MONDAY)


# deleting oneself


async def test_deleting_oneself_takes_ones_requests_along_and_leaves_the_directory(db):
    await claims(db)
    await claims(db, "2")
    before = [await entry(db, one.employee_id) for one in STAFF]
    await forget(db)
    assert await rows_naming(db, NIA) == {}
    assert [await entry(db, one.employee_id) for one in STAFF] == before


async def test_what_was_only_claimed_is_unlinked_and_stays_with_those_who_report_to_it(db):
    """Somebody says that they are Nia, who manages Ida; Nia is known by nothing else yet."""
    ida = "UIDA"
    reports = DirectoryEntry(WS, "9", user_id=ida, known_by=KnownBy.EMAIL, manager_id="1")
    await take_in(db, [replace(HERS, user_id=ZOE, known_by=KnownBy.CLAIMED), reports])
    await forget(db, ZOE)
    assert await entry(db) == HERS
    assert await entry(db, "9") == reports
    assert await apart(db, ida, OMAR) == {ida: {OMAR}, OMAR: {ida}}
    async with db.transaction() as repos:
        assert len(await repos.forgetting.list_forgotten(WS)) == 1
        await link_number(repos, WS, NIA, "1", MONDAY)
    assert await apart(db, ida, NIA) == {ida: {NIA}, NIA: {ida}}


async def test_a_link_of_unknown_origin_gives_way_to_who_is_confirmed(db):
    await take_in(db, [replace(HERS, user_id=ZOE, known_by=KnownBy.CLAIMED)])
    await claims(db)
    await confirms(db)
    assert (await entry(db)).user_id == NIA


async def test_who_was_linked_on_their_own_word_can_have_it_confirmed(db, content):
    await take_in(db, [replace(HERS, user_id=NIA, known_by=KnownBy.CLAIMED)])
    assert (await opens(db, content)).can_link
    await claims(db)
    await confirms(db)
    assert (await entry(db)).is_proven


async def test_who_deletes_themself_has_no_more_tries_by_that(db):
    for number in ("7", "8", "9"):
        await claims(db, number)
    await forget(db)
    await move_in(db, enrolment(NIA))
    with pytest.raises(NotNow):
        await claims(db, "10")
    await forget_in_time(db, now=MONDAY + timedelta(days=1, seconds=1))
    await claims(db, "10")

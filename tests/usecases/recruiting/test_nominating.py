"""Suggested mentors are asked once; declining leaves no trace but that they are not asked again."""

from dataclasses import replace

import pytest

from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import EnrolmentState, NominationState, Role
from bot.domain.people import Person
from bot.domain.programs.states import ProgramState
from bot.errors import InvalidInput, NotFound, NotNow, NotYours
from bot.usecases.home.reader import read_reader
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.recruiting.nominating import (
    MOST_A_DAY,
    decline_nomination,
    nominate,
    nomination_due,
    read_nomination,
    start_nominating,
)
from tests.people import (
    DAY,
    ELSEWHERE,
    EVE,
    MIA,
    MONDAY,
    NIA,
    OMAR,
    PROGRAM,
    TODAY,
    WS,
    enrolment,
    move_in,
    send_due,
)
from tests.situations.everywhere import rows_naming

SOME = {OMAR: "America/New_York"}


async def suggest(db, content, *, by=MIA, candidates=SOME, program="P1", ws=WS, now=MONDAY):
    return await nominate(
        db, act=Act(ws, by, now), program_id=program, candidates=candidates, content=content
    )


async def decline(db, who=OMAR):
    await decline_nomination(db, workspace_id=WS, program_id="P1", user_id=who)


async def nomination(db, who=OMAR):
    async with db.transaction() as repos:
        return await repos.nominations.find(WS, "P1", who)


async def known(db, who=OMAR):
    async with db.transaction() as repos:
        return await repos.people.find(WS, who)


async def planned(db):
    async with db.transaction() as repos:
        return (await repos.outbox.counts(WS)).get(DeliveryState.PENDING, 0)


async def test_somebody_unknown_is_stored_with_their_time_zone_alone_and_asked(db, content):
    await move_in(db)
    await suggest(db, content)
    assert await known(db) == Person(WS, OMAR, tz="America/New_York")
    assert await send_due(db, MONDAY) == [("nomination", OMAR)]


async def test_nobody_is_asked_twice_whatever_they_did(db, content):
    await move_in(db)
    await suggest(db, content)
    await suggest(db, content)
    assert await send_due(db, MONDAY) == [("nomination", OMAR)]
    await suggest(db, content)
    await decline(db)
    await suggest(db, content)
    assert await planned(db) == 0
    assert (await nomination(db)).state is NominationState.DECLINED


@pytest.mark.parametrize("state", EnrolmentState)
async def test_who_is_or_was_in_the_program_is_left_out(db, content, state):
    await move_in(db, enrolment(OMAR, state=state))
    await suggest(db, content)
    assert (await nomination(db), await planned(db)) == (None, 0)


async def test_who_has_left_the_hospital_is_left_out_and_nobody_suggests_themselves(db, content):
    await move_in(db, Person(WS, OMAR, left_at=MONDAY))
    await suggest(db, content, candidates={OMAR: "UTC", MIA: "UTC"})
    assert await planned(db) == 0


async def test_who_had_themselves_deleted_is_not_brought_back(db, content):
    await move_in(db, enrolment(OMAR))
    await forget_person(db, act=Act(WS, OMAR, MONDAY))
    await suggest(db, content)
    assert (await known(db), await nomination(db), await planned(db)) == (None, None, 0)


async def test_what_is_known_of_somebody_stays_as_it_is(db, content):
    omar = Person(WS, OMAR, tz="Europe/Paris", profession="nurse", preset_id="nights_12")
    await move_in(db, omar)
    await suggest(db, content)
    await decline(db)
    assert await known(db) == omar


async def test_who_was_stored_for_the_question_alone_is_forgotten_with_their_no(db, content):
    await move_in(db)
    await suggest(db, content)
    await decline(db)
    assert await known(db) is None


async def test_who_is_asked_elsewhere_too_is_kept_until_they_have_answered(db, content):
    await move_in(db, replace(PROGRAM, id="P2"))
    await suggest(db, content)
    await suggest(db, content, program="P2")
    await decline(db)
    assert await known(db) is not None
    await decline_nomination(db, workspace_id=WS, program_id="P2", user_id=OMAR)
    assert await known(db) is None


async def test_who_is_in_another_program_is_kept(db, content):
    await move_in(db, replace(PROGRAM, id="P2"), replace(enrolment(OMAR), program_id="P2"))
    await suggest(db, content)
    await decline(db)
    assert await known(db) is not None


async def test_people_in_the_program_may_suggest_and_others_not(db, content):
    await move_in(db, enrolment(NIA))
    await suggest(db, content, by=NIA)
    assert await planned(db) == 1
    with pytest.raises(NotYours):
        await suggest(db, content, by=EVE, candidates={NIA: "UTC"})
    with pytest.raises(NotFound):
        await suggest(db, content, ws=ELSEWHERE)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": ProgramState.CLOSED},
        {"state": ProgramState.DRAFT},
        {"signup_ends_on": TODAY.replace(day=1)},
        {"template_id": "peer_circle"},
    ],
)
async def test_a_program_that_takes_no_mentors_asks_nobody(db, content, changes):
    await move_in(db, replace(PROGRAM, **changes))
    with pytest.raises(NotNow):
        await suggest(db, content)
    with pytest.raises(NotNow):
        await start_nominating(db, act=Act(WS, MIA, MONDAY), content=content)
    assert await planned(db) == 0


async def test_a_program_that_recruits_is_offered(db, content):
    await move_in(db, replace(PROGRAM, state=ProgramState.RECRUITING), enrolment(NIA, Role.MENTOR))
    for who in (MIA, NIA):
        [program], _ = await start_nominating(db, act=Act(WS, who, MONDAY), content=content)
        assert program.id == "P1"
    with pytest.raises(NotYours):
        await start_nominating(db, act=Act(WS, EVE, MONDAY), content=content)


async def test_only_so_many_at_once(db, content):
    await move_in(db)
    with pytest.raises(InvalidInput):
        await suggest(db, content, candidates={f"U{number}": "UTC" for number in range(11)})
    assert await planned(db) == 0


async def test_only_who_was_asked_reads_more_or_answers(db, content):
    await move_in(db)
    await suggest(db, content)
    asked = {"program_id": "P1", "content": content}
    assert (await read_nomination(db, act=Act(WS, OMAR, MONDAY), **asked)).id == "P1"
    for who in (NIA, MIA):
        with pytest.raises(NotFound):
            await read_nomination(db, act=Act(WS, who, MONDAY), **asked)
        with pytest.raises(NotFound):
            await decline(db, who)


async def test_home_shows_the_question_until_it_is_answered(db, content):
    await move_in(db)
    await suggest(db, content)
    async with db.transaction() as repos:
        assert await nomination_due(
            repos, await read_reader(repos, act=Act(WS, OMAR, MONDAY), content=content)
        )
        assert (
            await nomination_due(repos, await read_reader(repos, act=Act(WS, MIA, MONDAY), content=content))
            is None
        )
    await decline(db)
    async with db.transaction() as repos:
        assert (
            await nomination_due(repos, await read_reader(repos, act=Act(WS, OMAR, MONDAY), content=content))
            is None
        )


# how many in a day


async def test_one_person_has_fifty_asked_in_a_day_and_is_told_when_more(db, content):
    await move_in(db)
    crowd = {f"U{number}": "UTC" for number in range(60)}
    for first in range(0, MOST_A_DAY, 10):
        await suggest(db, content, candidates=dict(list(crowd.items())[first : first + 10]))
    assert await planned(db) == MOST_A_DAY
    with pytest.raises(
        NotNow, match="you've suggested 50. Nobody was asked just now. .*3 March at 12:00 UTC"
    ):
        await suggest(db, content, candidates={"UMORE": "UTC"})
    assert (await planned(db), await nomination(db, "UMORE")) == (MOST_A_DAY, None)
    await suggest(db, content, by=MIA, candidates={"UMORE": "UTC"}, now=MONDAY + DAY)
    assert await planned(db) == MOST_A_DAY + 1


async def test_all_who_were_named_count_whoever_of_them_is_asked(db, content):
    """Else what is left of the day would tell who was asked before."""
    await move_in(db, enrolment(NIA))
    for _ in range(5):
        await suggest(db, content, candidates={f"U{number}": "UTC" for number in range(10)})
    assert await planned(db) == 10
    with pytest.raises(NotNow):
        await suggest(db, content)
    await suggest(db, content, by=NIA)
    assert await planned(db) == 11


async def test_whom_somebody_suggested_is_not_kept_with_how_many(db, content):
    await move_in(db)
    await suggest(db, content)
    assert MIA not in str((await rows_naming(db, MIA)).get("allowance", ""))
    assert "allowance" not in await rows_naming(db, OMAR)

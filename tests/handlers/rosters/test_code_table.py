"""Shift codes for managers: settled for everybody, a wrong one put right, and nobody named."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.availability import ShiftKind
from bot.domain.delivery.outbox import DeliveryState, Planned
from bot.storage.tables import outbox
from tests.handlers.rosters.telling import explain, inputs, open_roster, shifts_of, shown, source_of, tell


@pytest.fixture
async def mona(town):
    mona = town.person("Mona Manager", is_admin=True)
    await town.new_program(mona)
    return mona


@pytest.fixture
async def nia(town, mona):
    """She explained two codes of hers, one of them wrongly."""
    nia = town.person("Nia Nurse")
    await town.join(nia, preset="mixed_12")
    await tell(town, nia, lines="20 Mar QQ\n22 Mar ZZ")
    await explain(town, nia, QQ="off", ZZ="evening 14:00-22:00")
    await nia.close(everything=True)
    return nia


async def open_table(town, manager):
    await town.do(manager.command("/mentoring", "codes"))
    return shown(manager)


async def settle(town, manager, code, means=None):
    await open_table(town, manager)
    await town.do(manager.click(manager.modal, "codes.open", value=code))
    return await explain(town, manager, **({code: means} if means else {}))


async def test_a_code_explained_wrongly_is_put_right_for_whoever_said_it_and_told(town, mona, nia):
    assert "*QQ*  a day off - only for those who say so" in await open_table(town, mona)
    await mona.close(everything=True)
    await settle(town, mona, "QQ", "night")
    assert "*QQ*  night - for everyone, settled" in shown(mona)
    await town.let_pass(timedelta(days=3))
    [told] = [one for one in nia.messages(nia.dm) if "read your roster differently" in one.text]
    assert "*QQ*  night (before: a day off)" in str(told.blocks)
    assert ("20 19:00", ShiftKind.NIGHT) in await shifts_of(town, nia)
    assert "*QQ*  night (before: a day off)" in await open_roster(town, nia)


async def two_messages_went_to(town, person):
    """As many as a week allows."""
    now, who = town.deps.clock(), person.person.id
    async with town.deps.db.transaction() as repos:
        for number in range(2):
            kind = f"kind_{number}"
            await repos.outbox.plan([Planned(town.workspace_id, kind, "x", 1, who, now, now)])
            sent = {"state": DeliveryState.SENT, "sent_at": now - timedelta(hours=number)}
            await repos.outbox._run(update(outbox).where(outbox.c.kind == kind).values(**sent))


async def test_who_had_all_messages_of_a_week_is_told_all_the_same(town, mona, nia):
    """Their sleep may hang on it."""
    await two_messages_went_to(town, nia)
    await settle(town, mona, "QQ", "night")
    await town.let_pass(timedelta(days=3))
    assert [one for one in nia.messages(nia.dm) if "read your roster differently" in one.text]


async def test_what_was_said_is_confirmed_as_it_is(town, mona, nia):
    await settle(town, mona, "ZZ")
    assert "*ZZ*  evening 14:00-22:00 - for everyone, settled" in shown(mona)
    omar = town.person("Omar Mentor")
    await town.join(omar)
    await tell(town, omar, lines="4 Mar ZZ")
    assert "*Wed 4 Mar*  on shift 14:00-22:00" in shown(omar)
    assert not (await source_of(town, nia)).changes


async def test_in_their_own_ward_it_can_be_something_else_again(town, mona, nia):
    await settle(town, mona, "QQ", "night")
    await open_roster(town, nia)
    await town.do(nia.click(nia.modal, "roster.codes_of_mine"))
    await explain(town, nia, QQ="day")
    assert ("20 07:00", ShiftKind.DAY) in await shifts_of(town, nia)
    assert "*QQ*  night - for everyone, settled; some say: day" in await open_table(town, mona)


async def test_a_day_off_that_is_work_to_somebody_is_asked_about_once_more(town, mona, nia):
    await settle(town, mona, "ZZ", "off")
    assert "Others say it's work" in shown(mona)
    assert inputs(mona) == ["code:ZZ", "code_from:ZZ", "code_until:ZZ"]
    assert (await source_of(town, nia)).changes == ()
    await town.do(mona.submit())
    assert "*ZZ*  a day off - for everyone, settled" in shown(mona)


async def test_what_is_half_said_is_asked_for_beside_its_field(town, mona, nia):
    await open_table(town, mona)
    await town.do(mona.click(mona.modal, "codes.open", value="QQ"))
    await mona.choose(mona.modal, "code_from:QQ", "07:30")
    await town.do(mona.submit())
    assert mona.modal_errors == {"code_until:QQ": "Choose both times, or leave both empty."}


async def test_managers_see_codes_and_never_whose_they_are(town, mona, nia):
    seen = await open_table(town, mona)
    assert nia.person.id not in seen
    assert "Mar" not in seen


async def test_it_is_for_managers_alone(town, mona, nia):
    await town.do(nia.command("/mentoring", "codes"))
    assert "Shift codes are for those who manage a program" in shown(nia)
    assert "QQ" not in shown(nia)

"""A database that somebody else has locked for too long: said to whoever taps, and a line in the log."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.errors import DatabaseBusy
from bot.storage.engine import LONGEST_LOCK
from bot.views.ids import Action
from bot.views.notices import DATABASE_BUSY
from tests.handlers.wire.seen import all_words
from tests.handlers.wire.test_before_ack import locked

LINE = f"the database was busy for {LONGEST_LOCK.total_seconds():.0f} s"


@pytest.fixture
async def impatient(town):
    """Nobody waits ten seconds in a test."""
    async with town.deps.db.transaction() as repos:
        await repos.connection.execute(text("PRAGMA busy_timeout = 50"))
    return town


@pytest.fixture
def lines(caplog):
    """Of what was logged as a trouble: each is a line, and none is for somebody to mend."""

    def found():
        troubles = [one for one in caplog.records if one.levelno >= logging.WARNING]
        assert not [one for one in troubles if one.levelno >= logging.ERROR or one.exc_info]
        return [one.getMessage() for one in troubles if LINE in one.getMessage()]

    return found


async def test_who_taps_is_told_to_tap_again_and_that_counts(impatient, lines):
    town = impatient
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    [question] = [one for one in nia.messages(nia.dm) if "manage to talk" in str(one.blocks)]
    with locked(town):
        await town.do(nia.click(question, Action.WE_MET))
    assert DATABASE_BUSY in all_words(nia.messages(nia.dm)[-1])
    assert len(lines()) == 1
    await town.do(nia.click(question, Action.WE_MET))
    assert (await town.cycles(nia))[0].outcome == "met"


async def test_an_event_is_a_line_and_comes_again(impatient, lines):
    nia = impatient.person("Nia Nurse")
    with locked(impatient):
        assert not (await nia.open_home()).acked
    assert lines()


async def test_a_tick_is_a_line_and_the_scheduler_has_another(impatient, lines):
    await impatient.introduced_pair()
    impatient.sandbox.clock.advance(timedelta(weeks=2, days=1))
    with locked(impatient), pytest.raises(DatabaseBusy):
        await impatient.tick()
    assert lines()

"""Before an acknowledgement stands nothing but the database, and not for long; what came of it is told."""

import asyncio
import sqlite3
from contextlib import contextmanager
from datetime import timedelta

import pytest

from bot.handlers.members import AS_A_GUEST
from bot.sandbox.faults import How
from bot.sandbox.towards_app import payloads
from bot.slack.remembered import KNOWN_FOR, REMEMBERED_FOR
from bot.views.ids import Action
from bot.views.notices import LACKS_PERMISSION, MANY_AT_ONCE, TOO_LATE
from tests.handlers.wire.seen import all_words, errors, moment_is_shown

SHORT = timedelta(seconds=0.2)
WELCOME = "Welcome to Nurse Leadership Mentoring"


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr("bot.handlers.guard.ACK_WITHIN", SHORT)


@contextmanager
def locked(town):
    """Somebody else writes: nobody else can, as with a backup that takes its time."""
    other = sqlite3.connect(town.deps.db.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def at_the_charter(town, actor):
    """All pages are filled in but the last."""
    await town.open_join(actor)
    await town.say_about(actor)
    await town.say_needs(actor)
    assert actor.modal.callback_id == "join.charter"


async def test_joining_asks_slack_once_however_long_the_form_is_open(town, manager):
    nia = town.person("Nia Nurse", tz="Asia/Tokyo")
    await at_the_charter(town, nia)
    town.sandbox.clock.advance(REMEMBERED_FOR / 2)
    await town.do(nia.submit())
    assert WELCOME in all_words(nia.modal)
    assert len(asked_about(town, nia)) == 1
    async with town.deps.db.transaction() as repos:
        assert (await repos.people.get(town.workspace_id, nia.person.id)).tz == "Asia/Tokyo"


def asked_about(town, actor):
    return [one for one in town.sandbox.calls("users.info") if one.request["user"] == actor.person.id]


async def test_who_takes_long_over_the_form_is_looked_up_once_more_behind_the_acknowledgement(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    town.sandbox.clock.advance(REMEMBERED_FOR)
    slow = town.sandbox.fail("users.info", How.SLOW)
    assert (await nia.submit()).acked
    await slow.arrived.wait()
    assert moment_is_shown(nia)
    assert await town.enrolment(nia) is None
    slow.release.set()
    await town.settled()
    assert WELCOME in all_words(nia.modal)
    assert await town.enrolment(nia)


async def test_who_became_a_guest_unnoticed_does_not_get_in_and_has_their_form_back(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    nia.person.is_restricted = True
    town.sandbox.clock.advance(REMEMBERED_FOR)
    await town.do(nia.submit())
    assert AS_A_GUEST in all_words(nia.modal)
    assert nia.modal.callback_id == "join.charter"
    assert await town.enrolment(nia) is None


async def test_zones_and_names_are_known_after_an_event_without_asking(town, manager):
    nia = town.person("Nia Nurse")
    await town.open_join(nia)
    await town.do(town.sandbox.change_person(nia.person, tz="Asia/Tokyo"))
    await town.say_about(nia)
    await town.say_needs(nia, send=False)
    assert len(asked_about(town, nia)) == 1
    await town.do(nia.submit())
    await town.do(nia.submit())
    async with town.deps.db.transaction() as repos:
        assert (await repos.people.get(town.workspace_id, nia.person.id)).tz == "Asia/Tokyo"


async def test_a_repeat_of_the_press_that_took_effect_says_what_the_first_one_said(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    pressed = payloads.view_submission(town.sandbox.workspace, nia.person, nia.modal)
    first, again = [await town.sandbox.delivery.interaction(pressed) for _ in range(2)]
    assert WELCOME in str(first.body)
    assert again.body == first.body


async def test_changing_answers_is_not_called_joining(town, manager):
    nia = town.person("Nia Nurse")
    await town.join(nia)
    await town.open_join(nia)
    await town.say_about(nia)
    await town.say_needs(nia)
    assert WELCOME not in all_words(nia.modal)
    assert "saved" in all_words(nia.modal).lower()


async def test_a_limit_on_asking_who_somebody_is_keeps_nobody_out_whom_slack_has_named(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    town.sandbox.clock.advance(REMEMBERED_FOR)
    town.sandbox.rate_limit("users.info", retry_after=3600)
    await town.do(nia.submit())
    assert WELCOME in all_words(nia.modal)


async def test_where_slack_has_not_named_them_the_wait_it_asks_for_is_kept(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    town.deps.slack._members.forget(town.workspace_id, nia.person.id)
    town.sandbox.rate_limit("users.info", retry_after=0)
    await town.do(nia.submit())
    assert WELCOME in all_words(nia.modal)


async def test_a_form_opens_while_slack_will_not_say_who_somebody_is(town, manager):
    nia = town.person("Nia Nurse")
    town.sandbox.rate_limit("users.info", retry_after=3600)
    await town.do(nia.command("/mentor", "join"))
    assert nia.modal.callback_id == "join.about"


async def test_what_was_typed_comes_back_with_a_refusal_that_took_a_call_to_slack(town, manager):
    nia, gus = town.person("Nia Nurse"), town.person("Gus Guest", is_restricted=True)
    await town.join(nia)
    await town.join(town.person("Omar Mentor"), role="mentor", wanted=(), offered=("leadership",))
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", nia.person.id)
    await manager.choose(manager.modal, "mentor", gus.person.id)
    await town.do(manager.submit())
    assert "You chose a guest." in all_words(manager.modal)
    typed = {field: value for fields in manager.modal.state.values() for field, value in fields.items()}
    assert typed["mentee"]["selected_user"] == nia.person.id
    assert typed["mentor"]["selected_user"] == gus.person.id


@pytest.mark.usefixtures("soon")
async def test_a_locked_database_has_a_form_say_one_moment_and_then_what_came_of_it(town, manager):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    with locked(town):
        assert (await nia.submit()).acked
        assert moment_is_shown(nia)
    await town.settled()
    assert WELCOME in all_words(nia.modal)
    assert await town.enrolment(nia)


@pytest.mark.usefixtures("soon")
async def test_a_locked_database_has_a_tap_in_home_say_one_moment_and_then_what_came_of_it(town, manager):
    nia = town.person("Nia Nurse")
    await town.join(nia, role="mentor", wanted=(), offered=("leadership",), brief=False)
    with locked(town):
        assert (await nia.click(nia.home, Action.BRIEFING)).acked
        await town.sandbox.until(lambda: nia.modal)
        assert moment_is_shown(nia)
    await town.settled()
    assert nia.modal.callback_id == "briefing.page"


@pytest.mark.usefixtures("soon")
async def test_a_locked_database_changes_nothing_about_an_answer_in_a_message(town):
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    [question] = [message for message in nia.messages(nia.dm) if "manage to talk" in str(message.blocks)]
    with locked(town):
        assert (await nia.click(question, Action.WE_MET)).acked
    await town.settled()
    assert (await town.cycles(nia))[0].outcome == "met"
    assert "manage to talk" not in str(nia.messages(nia.dm)[-1].blocks)
    assert not moment_is_shown(nia)


@pytest.mark.usefixtures("soon")
async def test_a_page_for_which_it_became_too_late_is_asked_for_once_more(town, manager):
    """Slack takes no "One moment ..." either, and its trigger is used up by then."""
    nia = town.person("Nia Nurse")
    await town.join(nia)
    town.sandbox.rate_limit("views.open")
    with locked(town):
        assert (await nia.command("/mentor", "nominate")).acked
        await town.sandbox.until(lambda: town.sandbox.calls("views.open"))
        for trigger in town.sandbox.triggers._issued.values():
            trigger.issued_at -= timedelta(seconds=3)
    await town.settled()
    assert nia.messages(nia.note)[-1].text == TOO_LATE


async def test_who_closes_a_form_that_says_one_moment_wants_no_answer(town, manager, caplog):
    nia = town.person("Nia Nurse")
    await at_the_charter(town, nia)
    town.sandbox.clock.advance(REMEMBERED_FOR)
    slow = town.sandbox.fail("users.info", How.SLOW)
    await nia.submit()
    await slow.arrived.wait()
    await nia.close(everything=True)
    slow.release.set()
    await town.settled()
    assert await town.enrolment(nia)
    assert nia.modal is None
    assert errors(caplog) == []


async def test_who_closes_a_page_that_says_one_moment_wants_no_apology(town, manager, caplog):
    nia = town.person("Nia Nurse")
    slow = town.sandbox.fail("users.info", How.SLOW)
    await nia.command("/mentor", "join")
    await slow.arrived.wait()
    before = len(nia.messages(nia.note))
    await nia.close(everything=True)
    slow.release.set()
    await town.settled()
    assert nia.modal is None
    assert len(nia.messages(nia.note)) == before
    assert errors(caplog) == []


async def test_who_presses_twice_while_it_says_one_moment_gets_one_page_and_no_apology(town, manager, caplog):
    nia = town.person("Nia Nurse")
    slow = town.sandbox.fail("users.info", How.SLOW)
    await nia.command("/mentor", "join")
    await slow.arrived.wait()
    await nia.command("/mentor", "join")
    slow.release.set()
    await town.settled()
    assert nia.modal.callback_id == "join.about"
    assert nia.messages(nia.note) == []
    assert errors(caplog) == []


@pytest.mark.parametrize("method", ["views.open", "views.update"])
async def test_a_lost_answer_leaves_nobody_with_one_moment(town, manager, caplog, method):
    nia = town.person("Nia Nurse")
    town.sandbox.fail(method, How.DROP_AFTER_RECEIPT)
    await town.do(nia.command("/mentor", "join"))
    assert nia.modal.callback_id == "join.about"
    assert nia.messages(nia.note) == []
    assert errors(caplog) == []


async def test_a_page_is_filled_when_slack_has_had_its_wait(town, manager):
    nia = town.person("Nia Nurse")
    town.sandbox.rate_limit("views.update", retry_after=0)
    await town.do(nia.command("/mentor", "join"))
    assert nia.modal.callback_id == "join.about"
    assert MANY_AT_ONCE not in all_words(nia.modal)


async def test_where_a_permission_is_missing_nobody_is_told_to_try_again(town, manager, caplog):
    nia = town.person("Nia Nurse")
    town.sandbox.scopes -= {"users:read"}
    await town.do(nia.command("/mentor", "join"))
    assert LACKS_PERMISSION.split("`")[0] in all_words(nia.modal)
    [told] = errors(caplog)
    assert "reinstall" in told.getMessage()


async def test_what_was_said_more_than_a_day_ago_counts_for_nothing(town, manager):
    nia = town.person("Nia Nurse")
    await town.do(nia.open_home())
    town.sandbox.clock.advance(KNOWN_FOR - timedelta(seconds=1))
    await town.do(nia.open_home())
    assert len(asked_about(town, nia)) == 1
    town.sandbox.clock.advance(timedelta(seconds=1))
    await town.do(nia.open_home())
    assert len(asked_about(town, nia)) == 2


async def test_a_crowd_is_acknowledged_though_slack_takes_its_time_over_each(town, manager):
    people = [town.person(f"Person {number}") for number in range(8)]
    for one in people:
        await at_the_charter(town, one)
    town.sandbox.clock.advance(REMEMBERED_FOR)
    slow = town.sandbox.fail("users.info", How.SLOW, times=len(people))
    replies = await asyncio.gather(*(one.submit() for one in people))
    assert all(reply.acked for reply in replies)
    slow.release.set()
    await town.settled()
    assert all(WELCOME in all_words(one.modal) for one in people)

"""A Home that stands open shows how things are, whoever or whatever has changed them."""

from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.handlers.home.homepage import keep_fresh
from bot.jobs import KeepHomesFresh
from bot.sandbox.elements import walk
from bot.slack.homes import MOST_OPEN, OpenHomes
from bot.usecases.home.home import read_home
from bot.usecases.managing.needing_support import NEEDING_SUPPORT
from bot.views.home.home import home_tab
from bot.views.ids import Action
from tests.town import MONDAY


async def as_it_is(town, actor):
    """What their Home would show if they opened it now."""
    deps, act = town.deps, Act(town.workspace_id, actor.person.id, town.deps.clock())
    page = await read_home(deps.db, act=act, is_admin=actor.person.is_admin, content=deps.content)
    view = home_tab(page, signposts=deps.content.signposts, lines=deps.content.lines).to_dict()
    return said(view["blocks"])


def said(blocks):
    """Words and buttons, without the ids that Slack gives blocks."""
    shown = [
        (one.element.get("text"), [option["text"] for option in one.element.get("options", ())])
        for one in walk(blocks)
    ]
    return [block.get("text", {}).get("text") for block in blocks], str(shown)


async def fresh(town):
    await KeepHomesFresh(town.deps, keep_fresh)()


@pytest.fixture
async def pair(town):
    manager, nia, omar = await town.introduced_pair()
    for one in (manager, nia, omar):
        await town.do(one.open_home())
    return manager, nia, omar


async def all_are_fresh(town, people):
    await fresh(town)
    for one in people:
        assert said(one.home.blocks) == await as_it_is(town, one)


async def test_after_what_others_do_and_after_each_click_of_ones_own(town, pair):
    _, nia, omar = pair
    await town.let_pass(timedelta(weeks=2, days=1))
    assert "manage to talk" in str(omar.home.blocks)
    for one in pair:
        await town.do(one.open_home())
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.WE_MET))
    assert said(nia.home.blocks) == await as_it_is(town, nia)
    await all_are_fresh(town, pair)
    assert "manage to talk" not in str(omar.home.blocks)
    for action in (Action.NIGHTS, Action.NOT_ON_NIGHTS):
        await town.do(nia.click(nia.home, Action.SETTINGS))
        await town.do(nia.click(nia.modal, action))
        assert said(nia.home.blocks) == await as_it_is(town, nia)
        await nia.close(everything=True)
    await town.do(nia.click(nia.home, Action.TIME_FIND))
    [boxes] = [one.element for one in walk(nia.modal.blocks) if one.action_id == "slots"]
    await nia.choose(nia.modal, "slots", [one["value"] for one in boxes["options"]])
    await town.do(nia.submit())
    await all_are_fresh(town, pair)
    assert "There are times to choose from" in str(omar.home.blocks)


async def test_when_the_clock_was_moved_and_at_night_a_pause_ended(town, pair):
    _, nia, _ = pair
    await town.from_settings(nia, Action.LEAVE_UNTIL)
    await nia.choose(nia.modal, "pause_date", (MONDAY + timedelta(days=9)).date().isoformat())
    await town.do(nia.submit())
    await nia.close(everything=True)
    before = str(nia.home.blocks)
    await town.let_pass(timedelta(weeks=5))
    assert str(nia.home.blocks) != before
    for one in pair:
        assert said(one.home.blocks) == await as_it_is(town, one)


async def test_a_home_that_nobody_opened_is_not_published(town):
    _, nia, _ = await town.introduced_pair()
    town.deps.open_homes.forget_before(town.deps.clock() + timedelta(days=1))
    calls = len(town.sandbox.calls("views.publish"))
    await town.do(nia.click(nia.inbox()[-1], Action.TIME_FIND))
    await fresh(town)
    assert len(town.sandbox.calls("views.publish")) == calls


async def test_a_home_in_which_nothing_has_changed_is_not_published_again(town, pair):
    calls = len(town.sandbox.calls("views.publish"))
    await fresh(town)
    assert len(town.sandbox.calls("views.publish")) == calls


async def test_no_look_at_names_is_noted_on_a_day_on_which_no_manager_looked(town, pair):
    manager, _, _ = pair
    [program] = await town.programs()
    for _ in range(60):
        await town.let_pass(timedelta(days=1))
    async with town.deps.db.transaction() as repos:
        looks = await repos.access_log.list_for_program(town.workspace_id, program.id)
    assert NEEDING_SUPPORT not in {look.what for look in looks}
    await town.do(manager.open_home())
    await fresh(town)
    async with town.deps.db.transaction() as repos:
        looks = await repos.access_log.list_for_program(town.workspace_id, program.id)
    assert NEEDING_SUPPORT in {look.what for look in looks}


def test_the_last_who_opened_theirs_are_remembered_for_a_day():
    homes = OpenHomes()
    for number in range(MOST_OPEN + 1):
        homes.note(("T1", f"U{number}"), MONDAY + timedelta(minutes=number))
    assert (homes.opened_at(("T1", "U0")), len(homes.list_open())) == (None, MOST_OPEN)
    homes.forget_before(MONDAY + timedelta(minutes=MOST_OPEN))
    assert homes.list_open() == [("T1", f"U{MOST_OPEN}")]

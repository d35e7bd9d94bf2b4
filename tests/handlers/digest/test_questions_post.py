"""A ready-made post about questions that close soon: changed, posted once, and never lost."""

from datetime import timedelta

import pytest

from bot.views.ids import Field
from tests.handlers.digest.test_monday_list import begins, monday, tap
from tests.situations.what_waits import change, questions


@pytest.fixture
async def opened(town):
    """A manager before the form."""
    manager, program_id = await begins(town)
    await questions(town, manager, program_id)
    await monday(town)
    await tap(town, manager, "questions_close")
    return manager, program_id


def posts(town):
    return [
        one.request
        for one in town.sandbox.calls("chat.postMessage")
        if one.request["channel"] == town.channel.id
    ]


async def test_it_is_posted_as_it_is_ready_and_names_nobody(town, opened):
    manager, _ = opened
    await town.do(manager.submit())
    [post] = posts(town)
    assert "are open until Friday 6 March" in str(post["blocks"])
    assert "<@" not in str(post["blocks"])
    assert f"Posted to <#{town.channel.id}>" in str(manager.modal.blocks)


async def test_it_is_posted_as_it_was_changed(town, opened):
    manager, _ = opened
    await manager.choose(manager.modal, Field.TEXT_EVERYONE, "Please answer, *everybody*: <!channel>")
    await town.do(manager.submit())
    [post] = posts(town)
    assert "Please answer, *everybody*: &lt;!channel&gt;" in str(post["blocks"])


@pytest.mark.parametrize("text", [" ", "Born 03/04/1950, please answer", "&" * 900])
async def test_what_cannot_be_posted_is_said_beside_it_and_stays(town, opened, text):
    manager, _ = opened
    await manager.choose(manager.modal, Field.TEXT_EVERYONE, text)
    await town.do(manager.submit())
    assert Field.TEXT_EVERYONE in manager.modal_errors
    assert posts(town) == []


async def test_a_channel_that_refuses_it_brings_the_form_back_with_what_was_typed(town, opened):
    manager, _ = opened
    await manager.choose(manager.modal, Field.TEXT_EVERYONE, "In my words.")
    town.channel.private, town.channel.bot_is_member = True, False
    await town.do(manager.submit())
    assert "In my words." in str(manager.modal.blocks)
    assert "isn't in" in str(manager.modal.blocks)
    town.channel.bot_is_member = True
    await town.do(manager.submit())
    assert "Posted to" in str(manager.modal.blocks)
    assert "In my words." in str(posts(town)[-1]["blocks"])


async def test_once_they_are_closed_nothing_is_posted(town, opened):
    manager, _ = opened
    town.sandbox.clock.advance(timedelta(days=5))
    await town.do(manager.submit())
    assert "closed by now" in str(manager.modal.blocks)
    assert posts(town) == []


async def test_who_manages_it_no_more_posts_nothing(town, opened):
    manager, program_id = opened
    await change(town, program_id, managers=(town.person("Ola Other").person.id,))
    await town.do(manager.submit())
    assert posts(town) == []

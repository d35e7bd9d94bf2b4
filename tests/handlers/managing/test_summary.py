"""The summary: previewed for the manager alone, posted without names."""

import asyncio

from bot.views.ids import Action


async def previewed(town, manager):
    await town.do(manager.command("/mentoring", "summary"))
    return manager.messages(manager.dm)[-1]


async def test_the_preview_is_for_the_managers_eyes_only(town):
    manager, nia, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    assert preview.ephemeral_for == manager.person.id
    assert town.sandbox.messages(town.channel) == []


async def test_posting_puts_chart_and_figures_in_the_channel_without_a_name(town):
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_POST))
    [posted] = town.sandbox.messages(town.channel)
    assert "fewer than 5" in posted.text
    assert "<@" not in posted.text
    [file] = posted.files
    assert "Meetings a week" in file.alt_text
    assert "Posted to" in manager.messages(manager.dm)[-1].text


async def test_a_channel_without_the_bot_tells_how_to_invite_it(town):
    manager, _, _ = await town.introduced_pair()
    town.channel.bot_is_member = False
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_POST))
    assert "/invite @Lamplight" in manager.messages(manager.dm)[-1].text
    assert town.sandbox.messages(town.channel) == []


async def test_a_double_tap_posts_one_summary(town):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    first, second = manager.click(preview, Action.SUMMARY_POST), manager.click(preview, Action.SUMMARY_POST)
    await town.do(asyncio.gather(first, second))
    assert len(town.sandbox.messages(town.channel)) == 1


async def test_a_preview_that_was_used_says_how_to_get_a_new_one(town):
    """Also when the first try failed on Slack's side: no tap may stay without an answer."""
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    town.sandbox.fail("files.getUploadURLExternal", "http_500")
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "Something went wrong" in manager.messages(manager.dm)[-1].text
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "for a new one" in manager.messages(manager.dm)[-1].text


async def test_cancelling_posts_nothing(town):
    manager, _, _ = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_CANCEL))
    assert town.sandbox.messages(town.channel) == []

"""The summary: previewed for the manager alone, posted without names."""

import asyncio
from dataclasses import replace

from bot.handlers.managing.summary import _post
from bot.views.ids import Action
from bot.views.notices import NO_ANSWER
from tests.views.variants import a_summary


async def previewed(town, manager):
    await town.count_on_monday()
    await town.do(manager.command("/mentoring", "summary"))
    return manager.messages(manager.note)[-1]


async def test_the_preview_is_for_the_managers_eyes_only(town):
    manager, nia, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    assert preview.ephemeral_for == manager.person.id
    assert town.sandbox.messages(town.channel) == []


async def test_before_the_first_monday_there_is_nothing_to_post(town):
    manager, _, _ = await town.introduced_pair()
    await town.do(manager.command("/mentoring", "summary"))
    [preview] = manager.messages(manager.note)[-1:]
    assert "The first ones come on Monday." in str(preview.blocks)
    assert Action.SUMMARY_POST not in str(preview.blocks)


async def test_posting_puts_chart_and_figures_in_the_channel_without_a_name(town):
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_POST))
    [posted] = town.sandbox.messages(town.channel)
    assert "fewer than 5" in posted.text
    assert "<@" not in posted.text
    [file] = posted.files
    assert "Meetings a week" in file.alt_text
    assert "Posted to" in manager.messages(manager.note)[-1].text


async def posted(town, **figures):
    """The summary of a program that is large enough for its figures, as the channel has it."""
    of_many = a_summary(**figures)
    program = replace(of_many.program, workspace_id=town.workspace_id, channel_id=town.channel.id)
    await _post(replace(of_many, program=program), town.deps.slack)
    [message] = town.sandbox.messages(town.channel)
    return message


async def test_slack_draws_the_chart_and_its_figures_stand_in_words(town):
    message = await posted(town)
    [chart] = [block["chart"] for block in message.blocks if block["type"] == "data_visualization"]
    assert len(chart["axis_config"]["categories"]) == len(chart["series"][0]["data"])
    assert "Highest: about" in message.blocks[-1]["elements"][0]["text"]
    assert not message.files
    assert "Nurse" not in message.text


async def test_a_public_channel_needs_no_invitation_for_it(town):
    town.channel.bot_is_member = False
    assert (await posted(town)).blocks


async def test_where_slack_refuses_the_block_the_picture_is_posted(town):
    town.sandbox.workspace.draws_charts = False
    [file] = (await posted(town)).files
    assert "Meetings a week" in file.alt_text


async def test_where_every_week_is_hidden_the_picture_says_so(town):
    [file] = (await posted(town, weekly=(1,) * 12)).files
    assert "not shown" in file.alt_text


async def test_a_channel_without_the_bot_tells_how_to_invite_it(town):
    manager, _, _ = await town.introduced_pair()
    town.channel.bot_is_member = False
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_POST))
    assert "/invite @Lamplight" in manager.messages(manager.note)[-1].text
    assert town.sandbox.messages(town.channel) == []


async def test_a_double_tap_posts_one_summary(town):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    first, second = manager.click(preview, Action.SUMMARY_POST), manager.click(preview, Action.SUMMARY_POST)
    await town.do(asyncio.gather(first, second))
    assert len(town.sandbox.messages(town.channel)) == 1


async def test_a_second_tap_says_where_the_first_one_went(town):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    await asyncio.gather(*(manager.click(preview, Action.SUMMARY_POST) for _ in range(2)))
    await town.settled()
    told = " ".join(one.text for one in manager.messages(manager.note))
    assert "or is on its way" in told
    assert "for a new one" not in told


async def test_what_slack_did_not_take_is_posted_by_the_same_preview(town):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    town.sandbox.fail("files.getUploadURLExternal", "http_500")
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert NO_ANSWER in manager.messages(manager.note)[-1].text
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert len(town.sandbox.messages(town.channel)) == 1


async def test_an_upload_that_was_answered_late_invites_to_look_and_not_to_post_it_twice(town, caplog):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    town.sandbox.fail("files.completeUploadExternal", "drop_after_receipt")
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "may have been posted. Look into" in manager.messages(manager.note)[-1].text
    assert len(town.sandbox.messages(town.channel)) == 1
    assert "ERROR" not in caplog.text


async def test_without_the_permission_to_share_files_nobody_is_told_to_try_again(town):
    manager, _, _ = await town.introduced_pair()
    preview = await previewed(town, manager)
    town.sandbox.scopes -= {"files:write"}
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "lack a permission" in manager.messages(manager.note)[-1].text


async def test_cancelling_posts_nothing(town):
    manager, _, _ = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_CANCEL))
    assert town.sandbox.messages(town.channel) == []

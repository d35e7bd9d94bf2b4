"""The summary: previewed for the manager alone, posted without names."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.domain.disclosure.kinds import MET
from bot.handlers.managing.summary import _post
from bot.views.ids import Action
from bot.views.notices import NO_ANSWER
from tests.figures import LAST_WEEK, record
from tests.views.variants import a_summary

WEEK = timedelta(weeks=1)


async def previewed(town, manager):
    await town.count_on_monday()
    await town.do(manager.command("/mentoring", "summary"))
    return manager.messages(manager.note)[-1]


async def with_numbers(town):
    """Eleven weeks in which some of twenty pairs met, and the last one of this town's own pair."""
    manager, *_ = await town.introduced_pair()
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        for back in range(1, 12):
            cell = record(MET, 9, 20, LAST_WEEK - back * WEEK)
            await repos.cells.freeze(town.workspace_id, program.id, [cell])
    return manager


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


async def test_posting_puts_figures_in_the_channel_without_a_name(town):
    manager, nia, omar = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_POST))
    [posted] = town.sandbox.messages(town.channel)
    assert "fewer than 5" in str(posted.blocks)
    assert "<@" not in f"{posted.text} {posted.blocks}"
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


async def test_where_few_weeks_can_be_shown_a_bar_is_four_of_them(town):
    message = await posted(town, weekly=(6, 1, 1, 1, 2, 3, 2, 1, 1, 2, 1, 4))
    [chart] = [block for block in message.blocks if block["type"] == "data_visualization"]
    assert chart["title"] == "Meetings in four weeks"
    assert chart["chart"]["axis_config"]["categories"] == ["8 Dec", "5 Jan", "2 Feb"]
    assert "By four weeks: 8 Dec about 10; 5 Jan about 10; 2 Feb about 10." in str(message.blocks)


async def test_where_every_week_is_hidden_there_is_no_chart(town):
    message = await posted(town, weekly=(0,) * 12)
    assert [block["type"] for block in message.blocks] == ["section"]
    assert not message.files


async def test_the_preview_has_the_chart_and_a_choice_of_channel(town):
    manager = await with_numbers(town)
    elsewhere = town.sandbox.add_channel("leads", members=[manager.person])
    preview = await previewed(town, manager)
    assert "data_visualization" in str(preview.blocks)
    await manager.choose(preview, Action.SUMMARY_CHANNEL, elsewhere.id)
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert town.sandbox.messages(town.channel) == []
    [message] = town.sandbox.messages(elsewhere)
    assert "data_visualization" in str(message.blocks)
    assert f"<#{elsewhere.id}>" in manager.messages(manager.note)[-1].text


async def test_where_slack_draws_no_chart_the_preview_has_it_in_words(town):
    town.sandbox.workspace.draws_charts = False
    preview = await previewed(town, await with_numbers(town))
    assert "data_visualization" not in str(preview.blocks)
    assert "Bar chart: Meetings a week" in str(preview.blocks)


async def test_from_home_it_opens_without_a_chart_since_a_modal_has_none(town):
    manager = await with_numbers(town)
    await town.count_on_monday()
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.SUMMARY))
    assert "data_visualization" not in str(manager.modal.blocks)
    assert "Highest: about" in str(manager.modal.blocks)
    await town.do(manager.click(manager.modal, Action.SUMMARY_POST))
    [posted] = town.sandbox.messages(town.channel)
    assert "data_visualization" in str(posted.blocks)


async def test_a_channel_without_the_bot_tells_how_to_invite_it(town):
    manager = await with_numbers(town)
    town.sandbox.workspace.draws_charts = False
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
    manager = await with_numbers(town)
    town.sandbox.workspace.draws_charts = False
    preview = await previewed(town, manager)
    town.sandbox.fail("files.getUploadURLExternal", "http_500")
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert NO_ANSWER in manager.messages(manager.note)[-1].text
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert len(town.sandbox.messages(town.channel)) == 1


async def test_an_upload_that_was_answered_late_invites_to_look_and_not_to_post_it_twice(town, caplog):
    manager = await with_numbers(town)
    town.sandbox.workspace.draws_charts = False
    preview = await previewed(town, manager)
    town.sandbox.fail("files.completeUploadExternal", "drop_after_receipt")
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "may have been posted. Look into" in manager.messages(manager.note)[-1].text
    assert len(town.sandbox.messages(town.channel)) == 1
    assert "ERROR" not in caplog.text


async def test_without_the_permission_to_share_files_nobody_is_told_to_try_again(town):
    manager = await with_numbers(town)
    town.sandbox.workspace.draws_charts = False
    preview = await previewed(town, manager)
    town.sandbox.scopes -= {"files:write"}
    await town.do(manager.click(preview, Action.SUMMARY_POST))
    assert "lacks a permission" in manager.messages(manager.note)[-1].text


async def test_cancelling_posts_nothing(town):
    manager, _, _ = await town.introduced_pair()
    await town.do(manager.click(await previewed(town, manager), Action.SUMMARY_CANCEL))
    assert town.sandbox.messages(town.channel) == []

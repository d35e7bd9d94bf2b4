"""Announcing in Slack: previewed, posted once, repeated once, and never after the program closed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery.outbox import LEASE
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import ProgramState
from bot.sandbox.faults import How
from bot.views.ids import Action
from bot.views.recruiting.announcement import POST_TEXT

TEXT = "text_everyone"


@pytest.fixture
async def manager(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    return manager


async def preview(town, manager, **chosen):
    await town.do(manager.command("/mentoring", "announce"))
    for name, value in chosen.items():
        await manager.choose(manager.modal, name, value)
    await town.do(manager.submit())
    return str(manager.modal.blocks)


async def schedule(town, manager, **chosen):
    await preview(town, manager, post_on="2026-03-05", post_at="10:00", **chosen)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    said = str(manager.modal.blocks)
    await manager.close(everything=True)
    return said


def posts(town):
    return [message for message in town.sandbox.messages(town.channel) if message.text == POST_TEXT]


async def test_the_form_is_filled_in_and_the_preview_shows_all_three_texts(town, manager):
    shown = await preview(town, manager)
    for words in ("*Nurse Leadership Mentoring is open.*", "into an email", "into the intranet", "Hello,"):
        assert words in shown
    assert posts(town) == []


async def test_it_is_posted_at_once_with_two_buttons_and_no_name(town, manager):
    await preview(town, manager)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert "Posted to" in str(manager.modal.blocks)
    [post] = posts(town)
    assert "<@" not in str(post.blocks)
    labels = [element["text"]["text"] for element in post.blocks[-1]["elements"]]
    assert labels == ["Join", "What is private?"]


async def test_everybody_who_reads_it_can_join_and_ask_what_is_private(town, manager):
    await preview(town, manager)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    [post] = posts(town)
    for action, words in ((Action.JOIN, "You join as"), (Action.PRIVACY, "We can't read your messages")):
        reader = town.person(f"Reader of {action}")
        town.channel.members.append(reader.person.id)
        await town.do(reader.click(post, action))
        assert words in str(reader.modal.blocks)


@pytest.mark.parametrize("others", [(), ("users:read.email",)])
async def test_with_optional_scopes_declined_pairs_meet_and_a_channel_asks_for_an_invitation(town, others):
    town.sandbox.decline("chat:write.public", *others)
    town.channel.bot_is_member = False
    manager, nia, _ = await town.introduced_pair()
    await preview(town, manager)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert f"<#{town.channel.id}>" in str(manager.modal.blocks)
    assert (posts(town), (await town.mentorship(nia)).state) == ([], MentorshipState.ACTIVE)
    town.channel.bot_is_member = True
    await manager.close(everything=True)
    await preview(town, manager)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert posts(town)


async def test_without_addresses_alone_a_channel_needs_no_invitation(town, manager):
    town.sandbox.decline("users:read.email")
    town.channel.bot_is_member = False
    await preview(town, manager)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert posts(town)


async def test_what_a_manager_types_mentions_and_links_nobody(town, manager):
    await preview(town, manager, **{TEXT: "Ask <@U123> or <!channel>"})
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    [post] = posts(town)
    assert post.blocks[0]["text"]["text"] == "Ask &lt;@U123&gt; or &lt;!channel&gt;"


async def test_a_double_tap_posts_one(town, manager):
    await preview(town, manager)
    taps = [manager.click(manager.modal, Action.ANNOUNCE_POST) for _ in range(2)]
    await town.do(asyncio.gather(*taps))
    assert len(posts(town)) == 1


async def test_a_channel_without_the_bot_tells_how_to_invite_it_and_then_it_works(town, manager):
    town.channel.private, town.channel.bot_is_member = True, False
    await preview(town, manager, repeat_after="3")
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert "/invite @Lamplight" in str(manager.modal.blocks)
    town.channel.bot_is_member = True
    await manager.close()
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    await town.let_pass(timedelta(days=4))
    assert len(posts(town)) == 2


async def test_without_a_clear_answer_the_manager_looks_before_trying_again(town, manager):
    await preview(town, manager)
    town.sandbox.fail("chat.postMessage", How.DROP_AFTER_RECEIPT)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_POST))
    assert "Look into the channel" in str(manager.modal.blocks)
    await town.let_pass(timedelta(days=1))
    assert len(posts(town)) == 1


async def test_what_looks_like_patient_data_is_not_taken(town, manager):
    await preview(town, manager, **{TEXT: "For the patient with MRN 1234567"})
    assert "We haven't kept it" in manager.modal_errors[TEXT]


@pytest.mark.parametrize(
    ("day", "at", "field"), [("2026-03-01", "10:00", "post_on"), (None, "10:00", "post_on")]
)
async def test_a_time_that_does_not_suit_is_explained_beside_it(town, manager, day, at, field):
    await preview(town, manager, post_on=day, post_at=at)
    assert field in manager.modal_errors


async def test_a_planned_one_goes_out_once_and_again_once(town, manager):
    assert "Planned for" in await schedule(town, manager, repeat_after="7")
    await town.let_pass(timedelta(days=2, hours=23))
    assert posts(town) == []
    await town.let_pass(timedelta(hours=1))
    assert len(posts(town)) == 1
    await town.let_pass(timedelta(days=30))
    assert len(posts(town)) == 2


async def test_nothing_is_posted_after_the_program_closed(town, manager):
    await schedule(town, manager, repeat_after="7")
    await town.let_pass(timedelta(days=4))
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, state=ProgramState.CLOSED))
    await town.let_pass(timedelta(days=30))
    assert len(posts(town)) == 1


async def test_what_a_former_manager_planned_is_not_posted_and_the_others_see_it(town, manager):
    await schedule(town, manager, repeat_after="7")
    await town.let_pass(timedelta(days=4))
    assert len(posts(town)) == 1
    olga = town.person("Olga")
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, managers=(olga.person.id,)))
    await town.do(olga.command("/mentoring", "announce"))
    assert "the person who planned it no longer manages the program" in str(olga.modal.blocks)
    await olga.close(everything=True)
    await town.let_pass(timedelta(days=10))
    assert len(posts(town)) == 1
    await town.do(olga.command("/mentoring", "announce"))
    await town.do(olga.click(olga.modal, Action.ANNOUNCE_CANCEL))
    assert "no longer manages" not in str(olga.modal.blocks)


async def test_what_is_planned_is_listed_and_can_be_cancelled(town, manager):
    await schedule(town, manager)
    await town.do(manager.command("/mentoring", "announce"))
    assert "Thursday 5 March at 10:00" in str(manager.modal.blocks)
    await town.do(manager.click(manager.modal, Action.ANNOUNCE_CANCEL))
    assert "Thursday 5 March" not in str(manager.modal.blocks)
    await town.let_pass(timedelta(days=5))
    assert posts(town) == []


async def test_after_an_outage_over_night_it_is_not_posted_late_and_that_is_shown(town, manager):
    await schedule(town, manager)
    town.sandbox.clock.advance(timedelta(days=3, hours=16))
    await town.tick()
    assert posts(town) == []
    await town.do(manager.command("/mentoring", "announce"))
    assert "We couldn't post it" in str(manager.modal.blocks)


async def test_one_that_may_have_left_when_the_process_died_is_not_repeated(town, manager):
    await schedule(town, manager)
    town.sandbox.fail("chat.postMessage", How.DROP_AFTER_RECEIPT)
    await town.let_pass(timedelta(days=4))
    assert len(posts(town)) == 1


async def test_a_process_killed_while_posting_leaves_one_post_at_most(town, manager):
    await schedule(town, manager)
    town.sandbox.clock.advance(timedelta(days=2, hours=23, minutes=45))
    now = town.sandbox.clock.now()
    async with town.deps.db.transaction() as repos:
        [message] = await repos.outbox.claim(now, 10, LEASE)
        assert await repos.outbox.start_sending(message, now)
    await town.let_pass(timedelta(days=1))
    assert posts(town) == []
    await town.do(manager.command("/mentoring", "announce"))
    assert "We couldn't post it" in str(manager.modal.blocks)


async def test_other_readers_get_other_words(town, manager):
    await town.do(manager.command("/mentoring", "announce"))
    await town.do(manager.choose(manager.modal, Action.ANNOUNCE_FOR, "mentors"))
    assert "is looking for mentors" in str(manager.modal.blocks)


async def test_who_manages_several_chooses_first(town, manager):
    [program] = await town.programs()
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(replace(program, id="second", name="Second"))
    await town.do(manager.command("/mentoring", "announce"))
    choice = manager.messages(manager.note)[-1]
    assert "Which program" in choice.text
    await town.do(manager.click(choice, Action.ANNOUNCE, value="second"))
    assert "*Second*" in str(manager.modal.blocks)

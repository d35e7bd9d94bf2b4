"""The part of the tour along a mentorship's way: its rhythm, its prompts, and questions about both."""

from datetime import timedelta

from bot.content.choosing import number_of
from bot.domain.delivery.outbox import Planned
from bot.views.ids import Action


async def on_the_way(town, nia):
    await changing_the_rhythm(town, nia)
    await the_rhythm_is_right(town, nia)
    await reflecting(town, nia)


async def changing_the_rhythm(town, nia):
    """From the form that pauses, opened on Home, and by the command."""
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.PAUSE))
    await town.do(nia.click(nia.modal, Action.RHYTHM))
    pair = await town.mentorship(nia)
    await town.do(nia.click(nia.modal, Action.RHYTHM_SET, value=f"{pair.id}:6"))
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "change"))
    await town.do(nia.click(nia.modal, Action.RHYTHM_SET, value=f"{pair.id}:0"))
    await nia.close(everything=True)


async def the_rhythm_is_right(town, nia):
    asked = await _arrives(town, nia, "rhythm_check", 8, words="still right for all")
    await town.do(nia.click(asked, Action.RHYTHM_KEEP))


async def reflecting(town, nia):
    first = next(iter(town.deps.content.reflections.values()))
    prompt = await _arrives(town, nia, "reflection", number_of(first.id), words=first.text)
    await town.do(nia.click(prompt, Action.PROMPTS_STOP))
    [stopped] = [one for one in nia.messages(nia.dm) if "more of these" in str(one.blocks)]
    await town.do(nia.click(stopped, Action.PROMPTS_START))


async def _arrives(town, actor, kind, number, *, words):
    """This message, planned for now; what else was planned of its kind is left out."""
    pair, now = await town.mentorship(actor), town.sandbox.clock.now()
    asks = Planned(
        town.workspace_id,
        kind,
        pair.id,
        number,
        actor.person.id,
        due_at=now,
        expires_at=now + timedelta(days=14),
    )
    async with town.deps.db.transaction() as repos:
        await repos.outbox.forget_kinds(town.workspace_id, pair.id, [kind])
        await repos.outbox.plan([asks])
    await town.let_pass(timedelta(days=8))
    return [one for one in actor.messages(actor.dm) if words in str(one.blocks)][-1]

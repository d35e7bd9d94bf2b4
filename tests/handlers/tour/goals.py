"""The part of the tour around goals: written, moved on, changed, chosen for the next talk, and deleted."""

from bot.sandbox.elements import walk
from bot.views.ids import Action


async def writing_goals(town, nia):
    """From Home, on the page and in its forms; from the message that says that a time is set."""
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.GOALS))
    await write_a_goal(town, nia, "Lead a handover")
    await town.do(nia.click(nia.modal, Action.GOAL_STEP))
    await town.do(nia.click(nia.modal, Action.GOAL_CHANGE))
    await nia.choose(nia.modal, "goal_private", ["private"])
    await town.do(nia.submit())
    await write_a_goal(town, nia, "Rest after nights")
    await choose_for_next_talk(town, nia, "topic:wellbeing")
    [first, *_] = [one for one in walk(nia.modal.blocks) if one.action_id == Action.GOAL_CHANGE]
    await town.do(nia.click(nia.modal, Action.GOAL_CHANGE, block_id=first.block_id))
    await town.do(nia.click(nia.modal, Action.GOAL_DELETE))
    await nia.close(everything=True)


async def write_a_goal(town, actor, text, *, matters="4", along="1"):
    """On the page of goals, which is open."""
    await town.do(actor.click(actor.modal, Action.GOAL_ADD))
    for name, value in {"goal": text, "goal_matters": matters, "goal_progress": along}.items():
        await actor.choose(actor.modal, name, value)
    await town.do(actor.submit())


async def choose_for_next_talk(town, actor, what):
    await town.do(actor.click(actor.modal, Action.NEXT_TALK))
    await actor.choose(actor.modal, "next_talk", what)
    await town.do(actor.submit())

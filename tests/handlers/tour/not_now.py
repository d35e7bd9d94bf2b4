"""The part of the tour that puts questions off, says when there are nights, and keeps quiet hours."""

from bot.sandbox.elements import walk
from bot.views.ids import MORE, Action
from bot.views.refs import FoldedRef


def latest(person):
    return person.messages(person.dm)[-1]


def until(message, choice):
    """What a button that puts a question off carries, in the menu beneath."""
    menus = [one.element for one in walk(message.blocks) if one.action_id == MORE]
    carried = [FoldedRef.parse(option["value"]) for menu in menus for option in menu["options"]]
    [found] = [one.value for one in carried if one.value.endswith(f":{choice}")]
    return found


async def not_now(town, person, asked):
    """A question is put off in every way, and stands there again each time."""
    await town.do(person.click(asked, Action.NOT_NOW))
    await town.do(person.click(latest(person), Action.NOT_NOW_UNTIL, value=until(latest(person), "tomorrow")))
    await town.do(person.click(latest(person), Action.ASK_ANYWAY))
    await town.do(person.click(latest(person), Action.NOT_NOW))
    await town.do(person.click(latest(person), Action.NIGHTS))
    await town.do(person.click(latest(person), Action.NOT_ON_NIGHTS))
    return latest(person)


async def at_home(town, person):
    for action in (Action.NIGHTS, Action.NOT_ON_NIGHTS):
        await town.from_settings(person, action)
        await person.close(everything=True)
    for action in (Action.QUIET_HOURS, Action.TELL_MORE):
        await town.from_settings(person, action)
        await town.do(person.submit())
        await person.close(everything=True)
    await town.from_settings(person, Action.LEAVE_UNTIL)
    await person.choose(person.modal, "pause_date", "2026-12-24")
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.open_home())
    await town.do(person.click(person.home, Action.BACK))

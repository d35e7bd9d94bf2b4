"""The part of the tour that puts questions off, says when there are nights, and keeps quiet hours."""

from bot.sandbox.elements import walk
from bot.views.ids import Action


def latest(person):
    return person.messages(person.dm)[-1]


async def not_now(town, person, asked):
    """A question is put off in every way, and stands there again each time."""
    await town.do(person.click(asked, Action.NOT_NOW))
    await town.do(person.click(latest(person), Action.ASK_ANYWAY))
    [menu] = [one for one in walk(latest(person).blocks) if one.action_id == Action.NOT_NOW_UNTIL]
    choices = [option["value"] for option in menu.element["options"]]
    await town.do(person.click(latest(person), Action.NOT_NOW_UNTIL, value=choices[0]))
    await town.do(person.click(latest(person), Action.ASK_ANYWAY))
    await town.do(person.click(latest(person), Action.NIGHTS))
    await town.do(person.click(latest(person), Action.NOT_ON_NIGHTS))
    return latest(person)


async def at_home(town, person):
    await town.do(person.open_home())
    await town.do(person.click(person.home, Action.NIGHTS))
    await town.do(person.click(person.home, Action.NOT_ON_NIGHTS))
    await town.do(person.click(person.home, Action.QUIET_HOURS))
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.click(person.home, Action.LEAVE_UNTIL))
    await person.choose(person.modal, "pause_date", "2026-12-24")
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.open_home())
    await town.do(person.click(person.home, Action.BACK))

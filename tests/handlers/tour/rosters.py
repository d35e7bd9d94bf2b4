"""Clicks what is about one's own roster: told, its codes explained, corrected, begun anew, forgotten."""

from bot.views.ids import Action


async def telling_a_roster(town, person):
    await town.do(person.open_home())
    await town.do(person.click(person.home, Action.ROSTER))
    tomorrow = town.sandbox.clock.now().date().isoformat()
    await person.choose(person.modal, "roster_lines", f"{tomorrow} QQ")
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.command("/mentor", "roster"))
    await town.do(person.click(person.modal, Action.ROSTER_CODES))
    await person.choose(person.modal, "code:QQ", "night")
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_CORRECT))
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_NEW))
    await person.choose(person.modal, "roster_pattern", "2 days, 2 off from 1 March")
    await town.do(person.submit())
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.command("/mentor", "roster"))
    await town.do(person.click(person.modal, Action.ROSTER_FORGET))
    await person.close(everything=True)

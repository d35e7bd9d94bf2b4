"""Clicks what is about one's own roster: told, its codes explained, corrected, begun anew, forgotten."""

from bot.domain.rosters import Meaning, Work
from bot.views.ids import Action


async def telling_a_roster(town, person):
    await usual_codes(town, person)
    await town.from_settings(person, Action.ROSTER)
    tomorrow = town.sandbox.clock.now().date().isoformat()
    await person.choose(person.modal, "roster_lines", f"{tomorrow} QQ")
    await town.do(person.submit())
    await person.close(everything=True)
    await town.do(person.command("/mentor", "roster"))
    await town.do(person.click(person.modal, Action.ROSTER_CODES))
    await person.choose(person.modal, "code:QQ", "night")
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_CODES_OF_MINE))
    await person.choose(person.modal, "code:QQ", "off")
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_DAY, value=tomorrow))
    await town.do(person.choose(person.modal, Action.ROSTER_DAY_IS, f"{tomorrow}:evening"))
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


async def usual_codes(town, person):
    """Looked through in two countries, one by one, and taken; then one of them is called a day off."""
    await town.do(person.command("/mentor", "roster"))
    tomorrow = town.sandbox.clock.now().date().isoformat()
    await person.choose(person.modal, "roster_lines", f"{tomorrow} N")
    await town.do(person.submit())
    await town.do(person.choose(person.modal, Action.ROSTER_COUNTRY, "au"))
    await town.do(person.click(person.modal, Action.ROSTER_EACH_CODE))
    await person.choose(person.modal, "code:N", "off")
    await town.do(person.submit())
    await person.choose(person.modal, "code:N", "night")
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_NEW))
    await person.choose(person.modal, "roster_lines", f"{tomorrow} LD")
    await town.do(person.submit())
    await town.do(person.submit())
    await town.do(person.click(person.modal, Action.ROSTER_FORGET))
    await person.close(everything=True)


async def settling_codes(town, manager, person):
    """More codes than fit a page; one of them is settled, and another called a day off."""
    async with town.deps.db.transaction() as repos:
        for number in range(50):
            await repos.roster_codes.say(
                town.workspace_id, person.person.id, {f"C{number:02}": Meaning(Work.NIGHT)}
            )
    await town.do(manager.command("/mentoring", "codes"))
    await town.do(manager.click(manager.modal, Action.CODES_PAGE))
    await town.do(manager.click(manager.modal, Action.CODES, value="C41"))
    await manager.choose(manager.modal, "code:C41", "off")
    await town.do(manager.submit())
    await town.do(manager.submit())
    await manager.close(everything=True)

"""The part of the tour about who looks over programs."""

from bot.sandbox.elements import walk
from bot.views.ids import Action

BY_SITE = "site"


async def looking_over(town, manager, program_id):
    """An admin names an owner, a privacy officer and a reader, who read what is theirs and give it back."""
    rita, opal = town.person("Rita Reader"), town.person("Opal Officer")
    await naming(town, manager, program_id, rita, opal)
    await reading_totals(town, manager, program_id)
    await opening_the_dashboard(town, opal)
    await reading_the_log(town, manager, program_id, opal)
    await town.do(rita.open_home())
    await town.do(rita.click(rita.home, Action.LEDGER))
    await rita.close(everything=True)
    await taking_away(town, manager, program_id, rita, opal)


async def naming(town, manager, program_id, rita, opal):
    await town.do(manager.command("/mentoring", "roles"))
    await town.do(manager.click(manager.modal, Action.ROLE_NEW))
    await manager.choose(manager.modal, "oversight_role", "privacy_officer")
    await manager.choose(manager.modal, "named_person", opal.person.id)
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.READERS, value=program_id))
    await town.do(manager.click(manager.modal, Action.ROLE_NEW))
    await manager.choose(manager.modal, "named_person", rita.person.id)
    await town.do(manager.submit())
    await manager.close(everything=True)


async def reading_totals(town, manager, program_id):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.ORGANISATION))
    await town.do(manager.click(manager.modal, Action.ROLES))
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.REACH))
    await town.do(manager.click(manager.modal, Action.REACH_BY, value=f"{program_id}:{BY_SITE}"))
    await manager.close(everything=True)


async def opening_the_dashboard(town, opal):
    await town.do(opal.open_home())
    await town.do(opal.click(opal.home, Action.DASHBOARD))
    await town.do(opal.click(opal.modal, Action.DASHBOARD_LINK))
    await opal.close(everything=True)


async def reading_the_log(town, manager, program_id, opal):
    """More than a page of it, by everyone and by one of them."""
    async with town.deps.db.transaction() as repos:
        for _ in range(25):
            await repos.access_log.add(
                town.workspace_id,
                user_id=manager.person.id,
                what="list of people",
                program_id=program_id,
                at=town.sandbox.clock.now(),
            )
    await town.do(opal.open_home())
    await town.do(opal.click(opal.home, Action.ACCESS_LOG))
    [menu] = [one for one in walk(opal.modal.blocks) if one.action_id == Action.ACCESS_LOG_PROGRAM]
    of_program = next(one["value"] for one in menu.element["options"] if program_id in one["value"])
    await town.do(opal.click(opal.modal, Action.ACCESS_LOG_PROGRAM, value=of_program))
    await town.do(opal.choose(opal.modal, Action.ACCESS_LOG_PERSON, manager.person.id))
    older = f"{program_id}:{manager.person.id}"
    [page] = [one for one in walk(opal.modal.blocks) if str(one.element.get("value", "")).startswith(older)]
    await town.do(opal.click(opal.modal, Action.ACCESS_LOG_PAGE, value=page.element["value"]))
    await opal.close(everything=True)


async def taking_away(town, manager, program_id, rita, opal):
    """By who gave it, and by who has it."""
    await town.do(rita.command("/mentoring", "roles"))
    await town.do(rita.click(rita.modal, Action.ROLE_END))
    await rita.close(everything=True)
    await town.do(manager.command("/mentoring", "roles"))
    await town.do(manager.click(manager.modal, Action.ROLE_END, value=f"privacy_officer::{opal.person.id}"))
    await manager.close(everything=True)

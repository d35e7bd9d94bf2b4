"""The part of the tour about care for mentors."""

from dataclasses import replace

from bot.domain.programs.states import ProgramState
from bot.views.ids import Action
from tests.handlers.tour.turnout import telling_how_many_came
from tests.situations import already_here


async def being_a_lead(town, lea):
    """The question stands on Home, and so does what is to be read and signed."""
    await town.do(lea.open_home())
    await town.do(lea.click(lea.home, Action.LEAD_YES))
    await town.do(lea.click(lea.home, Action.SIGN_OFF))
    await town.do(lea.submit())
    await lea.close(everything=True)


async def standing_in(town, dee):
    """They say yes, and step back."""
    await town.do(dee.open_home())
    await town.do(dee.click(dee.home, Action.LEAD_YES))
    await town.do(dee.click(dee.home, Action.LEADING))
    await town.do(dee.click(dee.modal, Action.LEAD_NO))
    await dee.close(everything=True)


async def care_for_mentors(town, nia, lea):
    """With the mentor of this mentee."""
    others = (await town.mentorship(nia)).others(nia.person.id)
    [omar] = [one for one in town.actors.values() if one.person.id in others]
    await hours(town, omar)
    await a_load(town, omar)
    await asking_for_advice(town, omar, lea)


async def hours(town, omar):
    """From Settings, and as a file."""
    await town.from_settings(omar, Action.HOURS)
    await town.do(omar.click(omar.modal, Action.HOURS_FILE))
    await omar.close(everything=True)


async def a_load(town, omar):
    """Too much, and taken back."""
    await town.from_settings(omar, Action.LOAD)
    await town.do(omar.click(omar.modal, Action.LOAD_SAY, value="too_much"))
    await town.do(omar.click(omar.modal, Action.LOAD_UNDO))
    await omar.close(everything=True)


async def asking_for_advice(town, omar, lea):
    """From what to do when, which is one tap from a card."""
    await town.do(omar.command("/mentor", "cards"))
    await town.do(omar.click(omar.modal, Action.ESCALATION))
    await town.do(omar.click(omar.modal, Action.ADVICE))
    await omar.choose(omar.modal, "advice_topic", "conflict")
    await town.do(omar.submit())
    await omar.close(everything=True)
    await town.do(lea.open_home())
    await town.do(lea.click(lea.home, Action.LEADING))
    await town.do(lea.click(lea.modal, Action.ADVICE_SEEN))
    await lea.close(everything=True)


async def a_circle(town, manager, program_id):
    """Started from the page of the program, and once one is open its mentors are invited."""
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.CIRCLES))
    await town.do(manager.click(manager.modal, Action.CIRCLE_START))
    await manager.close(everything=True)
    circle_id = await already_here.open_program(town, manager, template="peer_circle", signposts=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))
    await town.do(manager.click(manager.modal, Action.CIRCLES))
    await town.do(manager.click(manager.modal, Action.CIRCLE_INVITE, value=f"{program_id}:{circle_id}"))
    await manager.close(everything=True)
    await telling_how_many_came(town, circle_id)
    async with town.deps.db.transaction() as repos:
        circle = await repos.programs.get(town.workspace_id, circle_id)
        await repos.programs.save(replace(circle, state=ProgramState.ARCHIVED))

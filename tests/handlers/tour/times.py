"""The part of the tour around a time to meet: found, moved, called off, and a question each way instead."""

from dataclasses import replace

from bot.sandbox.elements import walk
from bot.views.ids import Action


async def finding_a_time(town, nia):
    """She and whoever she was matched with tick the same time, move it and call it off."""
    pair = await town.mentorship(nia)
    [other_id] = pair.others(nia.person.id)
    other = next(one for one in town.actors.values() if one.person.id == other_id)
    await _both_tick(town, nia, other, pair.id)
    await town.do(nia.click(nia.modal, Action.TIME_FILE))
    await town.do(nia.command("/mentor", "plan"))
    await town.do(nia.click(nia.modal, Action.TIME_MOVE))
    await nia.close(everything=True)
    await town.do(nia.command("/mentor", "plan"))
    await _call_off(town, nia)
    await a_question_each_way(town, nia, other)


async def _both_tick(town, nia, other, pair_id):
    for person in (nia, other):
        if person.modal:
            await person.close(everything=True)
        await town.do(person.open_home())
        await town.do(person.click(person.home, Action.TIME_FIND, value=pair_id))
        [boxes] = [one.element for one in walk(person.modal.blocks) if one.action_id == "slots"]
        await person.choose(person.modal, "slots", [one["value"] for one in boxes["options"]])
        await town.do(person.submit())
    await other.close(everything=True)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.TIME_FIND, value=pair_id))


async def _call_off(town, nia):
    if nia.modal:
        await nia.close(everything=True)
    [message] = [one for one in nia.messages(nia.dm) if Action.TIME_CANCEL in str(one.blocks)][-1:]
    await town.do(nia.click(message, Action.TIME_CANCEL))


async def a_question_each_way(town, nia, other):
    """While one of them works days and the other nights."""
    before = await patterns(town, {nia: "nights_12", other: "days_12"})
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.TIME_FIND))
    await town.do(nia.click(nia.modal, Action.QUESTION_MONTH))
    await town.do(nia.click(nia.modal, Action.WE_DID))
    await nia.close(everything=True)
    await patterns(town, before)
    await _take_back(town, nia)


async def _take_back(town, nia):
    """So that the tour goes on where it was."""
    async with town.deps.db.transaction() as repos:
        mentorship_id = (await repos.mentorships.list_for_person(town.workspace_id, nia.person.id))[0].id
        await repos.cycles.reopen(town.workspace_id, mentorship_id, 1)


async def patterns(town, wanted):
    """What each works from now on; returns what they worked before."""
    found = {}
    async with town.deps.db.transaction() as repos:
        for actor, preset in wanted.items():
            person = await repos.people.get(town.workspace_id, actor.person.id)
            found[actor] = person.preset_id
            await repos.people.save(replace(person, preset_id=preset))
    return found

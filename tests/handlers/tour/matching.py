"""The part of the tour around a proposal: how it is made, worked on, looked ahead at and asked about."""

from collections import Counter
from datetime import timedelta

from bot.sandbox.elements import walk
from bot.views.ids import MORE, Action, Field
from bot.views.matching.settings import weight_block
from bot.views.refs import FoldedRef


def values(view, action_id):
    """What its buttons carry, those that are folded into menus as well."""
    return [value for one in walk(view.blocks) for action, value in _taps(one) if action == action_id]


def _taps(placed):
    if placed.action_id != MORE:
        return [(placed.action_id, placed.element.get("value"))]
    chosen = (FoldedRef.parse(option["value"]) for option in placed.element["options"])
    return [(one.action, one.value) for one in chosen]


async def settings(town, manager, program_id):
    await _page(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.MATCH_SETTINGS))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.MATCH_SETTINGS))
    await town.do(manager.click(manager.modal, Action.WEIGHTS))
    await town.do(manager.choose(manager.modal, Action.WEIGHT, "40", block_id=weight_block("goals")))
    await town.do(manager.click(manager.modal, Action.WEIGHTS_USUAL))
    await town.do(manager.submit())
    await manager.close(everything=True)


async def _page(town, manager, program_id):
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_PAGE, value=program_id))


async def work_on_it(town, manager):
    """In an open review with two pages of pairs."""
    for action in (Action.LOCK, Action.UNLOCK, Action.SWAP):
        await town.do(manager.click(manager.modal, action, value=values(manager.modal, action)[0]))
    choices = values(manager.modal, Action.SWAP_WITH)
    await town.do(manager.click(manager.modal, Action.SWAP_WITH, value=choices[0]))
    await town.do(manager.submit())
    await _add_a_pair(town, manager)
    await town.do(manager.click(manager.modal, Action.DRY_RUN))
    await town.do(manager.click(manager.modal, Action.PAGE, value=values(manager.modal, Action.PAGE)[-1]))
    await town.do(manager.click(manager.modal, Action.PUBLISH_LATER))
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.PUBLISH_STOP))
    await town.do(manager.click(manager.modal, Action.MATCH_AGAIN))
    await _several(town, manager)
    await town.do(manager.click(manager.modal, Action.ASK_MENTEES))
    await town.do(manager.submit())
    await manager.close(everything=True)


async def _several(town, manager):
    """One pair is dropped and put back; then several are kept, and one of the crowd's is approved."""
    if not values(manager.modal, Action.DROP):
        await town.do(manager.click(manager.modal, Action.PAGE, value=values(manager.modal, Action.PAGE)[-1]))
    await town.do(manager.click(manager.modal, Action.DROP, value=values(manager.modal, Action.DROP)[0]))
    await town.do(manager.click(manager.modal, Action.UNDROP))
    for do in ("keep", "approve"):
        await town.do(manager.click(manager.modal, Action.SEVERAL))
        [ticks, *_] = [one for one in walk(manager.modal.blocks) if one.kind == "checkboxes"]
        shown = [one["value"] for one in ticks.element["options"]]
        await manager.choose(manager.modal, ticks.action_id, [await _of_the_crowd(town, shown)])
        await manager.choose(manager.modal, Field.DO, do)
        await town.do(manager.submit())
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.PAGE))


async def _of_the_crowd(town, ids):
    """The first of these matches with one of the crowd in it: the others are needed later."""
    crowd = {person.person.id for name, person in town.actors.items() if name.startswith("Mentee ")}
    async with town.deps.db.transaction() as repos:
        found = {one.id: one for one in await repos.mentorships.list_by_ids(town.workspace_id, ids)}
    return next(one for one in ids if crowd & set(found[one].user_ids))


async def _add_a_pair(town, manager):
    """Somebody of the crowd whose match is dropped, with another mentor, who has room."""
    crowd = {person.person.id for name, person in town.actors.items() if name.startswith("Mentee ")}
    mentors = [person.person.id for name, person in town.actors.items() if name.startswith("Mentor ")]
    async with town.deps.db.transaction() as repos:
        shown = await repos.mentorships.list_by_ids(town.workspace_id, values(manager.modal, Action.DROP))
        proposed = await repos.mentorships.list_for_program(town.workspace_id, shown[0].program_id)
    busy = Counter(who for one in proposed for who in one.user_ids)
    free = min(mentors, key=lambda one: busy[one])
    known = next(one for one in shown if crowd & set(one.user_ids) and free not in one.user_ids)
    await town.do(manager.click(manager.modal, Action.DROP, value=known.id))
    await town.do(manager.click(manager.modal, Action.ADD_PAIR))
    await manager.choose(manager.modal, "mentee", next(iter(crowd & set(known.user_ids))))
    await manager.choose(manager.modal, "mentor", free)
    await town.do(manager.submit())
    await town.do(manager.submit())


async def choosing(town, nia):
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.CHOOSE))
    await town.do(nia.submit())
    await nia.close(everything=True)


async def asking_mentors(town, manager, program_id):
    """Of two who are asked one says yes, and then asks for another match."""
    await town.ask_mentors(program_id, first=True)
    people = [town.person(name) for name in ("Yes Mentor", "No Mentor", "One Mentee", "Other Mentee")]
    for place, person in enumerate(people):
        role = "mentor" if place < 2 else "mentee"
        about = {"wanted": (), "offered": ("leadership",)} if place < 2 else {}
        await town.join(person, role=role, capacity="1" if place < 2 else None, **about)
    await town.do(manager.command("/mentoring", "match"))
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await manager.close(everything=True)
    await town.let_pass(timedelta(days=4))
    requests = [(one, message) for one in town.actors.values() for message in _requests(one)]
    (happy, its_request), (busy, other_request), *_ = requests
    await town.do(happy.click(its_request, Action.MENTOR_YES))
    await town.do(busy.click(other_request, Action.MENTOR_NO))
    await town.let_pass(timedelta(days=5))
    await town.do(happy.open_home())
    pairs = values(happy.home, Action.TIME_FIND)
    await town.do(happy.click(happy.home, Action.ANOTHER_MATCH, value=pairs[0]))
    await town.do(happy.submit())
    await happy.close(everything=True)
    await town.ask_mentors(program_id, first=False)


def _requests(mentor):
    return [message for message in mentor.messages(mentor.dm) if "Would you mentor" in str(message.blocks)]


async def holding(town, manager, program_id):
    await _page(town, manager, program_id)
    await town.do(manager.click(manager.modal, Action.PEOPLE))
    value = values(manager.modal, Action.SET_ASIDE)[0]
    await town.do(manager.click(manager.modal, Action.SET_ASIDE, value=value))
    await town.do(manager.submit())
    value = values(manager.modal, Action.SET_ASIDE_END)[0]
    await town.do(manager.click(manager.modal, Action.SET_ASIDE_END, value=value))
    await manager.close(everything=True)

"""What people do with a wave, again and again."""

from bot.sandbox.elements import options_of, walk
from bot.views.ids import PLACE, Action


def asked(actor, words):
    """Their last message with these words, as it stands now."""
    return [one for one in actor.messages(actor.dm) if words in str(one.blocks)][-1]


def as_it_is(actor, message):
    return next(one for one in actor.messages(actor.dm) if one.ts == message.ts)


def answers(shown):
    """What can be tapped below a question: the id in its row, or that of the list, and what it carries."""
    found = []
    for one in walk(shown.blocks):
        if one.action_id.partition(PLACE)[0] == Action.WAVE_ANSWER:
            of_list = [] if one.kind == "button" else [option["value"] for option in options_of(one.element)]
            found += [(one.action_id, value) for value in of_list or [one.element["value"]]]
    return found


def words_of(shown):
    return str(shown.blocks)


def place_in(shown):
    """ "2 of 6"."""
    return shown.blocks[0]["elements"][0]["text"]


async def tap(town, actor, shown, number=0):
    """An answer, by its place on the scale."""
    action, value = answers(shown)[number]
    await town.do(actor.click(shown, action, value=value))


async def pass_over(town, actor, words):
    """Every question of the wave that this message invites to."""
    message = asked(actor, words)
    await town.do(actor.click(message, Action.WAVE_START))
    while answers(as_it_is(actor, message)):
        await town.do(actor.click(as_it_is(actor, message), Action.WAVE_SKIP))

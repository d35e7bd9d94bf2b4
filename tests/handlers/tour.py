"""Clicks every button and submits every form, as a manager, two pairs and a stranger would."""

from datetime import timedelta

from bot.views.ids import Action


def question(actor, words):
    """The last message from the bot with these words in it."""
    return [message for message in actor.messages(actor.dm) if words in str(message.blocks)][-1]


async def tour(town):
    manager = town.person("Mona Manager", is_admin=True)
    program_id = await set_up(town, manager)
    nia, omar, ida, jon = (town.person(name) for name in ("Nia", "Omar", "Ida", "Jon"))
    for mentee in (nia, ida):
        await town.join(mentee)
    for mentor in (omar, jon):
        await town.join(mentor, role="mentor", wanted=(), offered=("leadership",), preset="early_8")
    await joining_again(town, nia)
    await being_briefed(town, town.person("Hilda Helper"))
    await agreeing_again(town, town.person("Ola Older"))
    await drop_one(town, manager, program_id)
    await town.match(manager)
    await town.tick()
    await a_pair_answers(town, nia, omar)
    await going_quiet(town, ida, jon)
    await reading(town, nia)
    await summaries(town, manager)


async def set_up(town, manager):
    """A draft from Home, left half-way, edited, filled in and opened; then many people to turn pages for."""
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_NEW))
    await manager.choose(manager.modal, "need", "nurse_leadership")
    await town.do(manager.submit())
    await manager.choose(manager.modal, "channel", town.channel.id)
    await town.do(manager.submit())
    program_id = manager.modal.private_metadata
    await manager.close(everything=True)
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.PROGRAM_EDIT))
    await manager.close(everything=True)
    await town.do(manager.click(manager.home, Action.SIGNPOSTS))
    for key in town.deps.content.signposts:
        await manager.choose(manager.modal, key, f"Call {key}")
    await town.do(manager.submit())
    await town.do(manager.click(manager.modal, Action.LAUNCH))
    await town.do(manager.click(manager.modal, Action.OPEN_SIGNUP))
    await manager.close(everything=True)
    return program_id


async def joining_again(town, nia):
    await town.do(nia.command("/mentor"))
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.JOIN))
    [program] = [block["element"] for block in nia.modal.blocks if block.get("block_id") == "program"]
    await town.do(nia.choose(nia.modal, Action.JOIN_PROGRAM, program["options"][0]["value"]))
    await nia.close(everything=True)


async def being_briefed(town, hilda):
    await town.join(hilda, role="mentor", wanted=(), offered=("leadership",), brief=False)
    await town.do(hilda.open_home())
    await town.do(hilda.click(hilda.home, Action.BRIEFING))
    for _ in range(len(town.deps.content.briefings["mentor"].cards) + 1):
        await town.do(hilda.submit())
    await hilda.close(everything=True)


async def agreeing_again(town, ola):
    await town.join(ola)
    await town.agreed_to_an_earlier_charter(ola)
    await town.do(ola.open_home())
    await town.do(ola.click(ola.home, Action.CHARTER))
    await town.do(ola.submit())
    await ola.close(everything=True)


async def drop_one(town, manager, program_id):
    crowd = [town.person(f"Mentee {n}") for n in range(22)]
    for person in crowd:
        await town.join(person)
    for n in range(8):
        await town.join(
            town.person(f"Mentor {n}"), role="mentor", wanted=(), offered=("leadership",), capacity="3"
        )
    await town.do(manager.open_home())
    await town.do(manager.click(manager.home, Action.MATCH))
    await town.do(manager.click(manager.modal, Action.PAGE))
    await town.do(manager.click(manager.modal, Action.DROP, value=first_value(manager.modal, Action.DROP)))
    await manager.close(everything=True)


def first_value(view, action_id):
    return next(
        block["accessory"]["value"]
        for block in view.blocks
        if block.get("accessory", {}).get("action_id") == action_id
    )


async def a_pair_answers(town, nia, omar):
    await town.let_pass(timedelta(weeks=2, days=1))
    asked = question(nia, "manage to talk")
    await town.do(nia.click(asked, Action.MOVED))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.UNDO))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.WE_MET))
    await town.tick()
    await town.let_pass(timedelta(weeks=3, days=1))
    await town.do(nia.click(question(nia, "manage to talk"), Action.NOT_THIS_MONTH))


async def going_quiet(town, ida, jon):
    await town.let_pass(timedelta(weeks=2))
    silent = question(ida, "gone quiet")
    await town.do(ida.click(silent, Action.KEEP_GOING))
    await town.tick()
    await town.do(ida.command("/mentor", "pause"))
    await town.do(ida.click(ida.messages(ida.dm)[-1], Action.PAUSE))
    await town.do(ida.click(ida.messages(ida.dm)[-1], Action.RESUME))
    await town.tick()
    await town.do(ida.open_home())
    await town.do(ida.click(ida.home, Action.END))
    await town.tick()


async def reading(town, nia):
    await town.do(nia.open_home())
    for action in (Action.GUIDE, Action.CARD, Action.PRIVACY):
        await town.do(nia.click(nia.home, action))
        await nia.close(everything=True)


async def summaries(town, manager):
    for last in (Action.SUMMARY_CANCEL, Action.SUMMARY_POST):
        await town.do(manager.open_home())
        await town.do(manager.click(manager.home, Action.SUMMARY))
        await manager.close(everything=True)
        await town.do(manager.command("/mentoring", "summary"))
        await town.do(manager.click(manager.messages(manager.dm)[-1], last))

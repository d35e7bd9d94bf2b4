"""Half a year at Slack's side: what was tapped there, and nothing else, gives every figure of the pages."""

import random
from datetime import timedelta

import pytest

from bot.demo import keeping_step
from bot.domain.acts import Act
from bot.domain.disclosure.noise import Seeded
from bot.domain.feedback.counting import option_of
from bot.jobs.feedback import KeepWaves
from bot.sandbox.elements import walk
from bot.usecases.feedback.findings import read_findings
from bot.views.ids import PLACE, Action
from bot.views.refs import FindingsRef
from tests.examples import some
from tests.handlers.feedback.steps import answers, as_it_is
from tests.town import small_town
from tests.usecases.feedback.recomputed import recompute

PAIRS = 10


# It takes minutes.
@pytest.mark.parametrize("seed", some([7], 0))
async def test_the_taps_of_half_a_year_give_every_figure_of_the_pages(monkeypatch, seed):
    def with_a_seed(deps, *, chance):
        return KeepWaves(deps, chance=Seeded(random.Random(seed)))

    monkeypatch.setattr(keeping_step, "KeepWaves", with_a_seed)
    async with small_town() as town:
        taps = record(town)
        manager, roles = await begin(town)
        rng = random.Random(seed)
        asked: dict[str, dict[str, str]] = {}
        for _ in range(36):
            await town.let_pass(timedelta(weeks=1))
            for name in roles:
                await answer(town, town.person(name), rng, roles[name], asked)
        pages = await pages_of(town, manager)
    assert {"baseline", "mid", "end"} <= pages.keys()
    again = recompute("nurse_leadership", list(pages), asked, taps, seed=seed)
    for wave, figures in again.items():
        assert pages[wave] == {key: one for key, one in figures.items() if one[0] != "not shown"}
    assert any(pages.values())


def record(town):
    """Who tapped what, as Slack tells the bot."""
    taps, told = [], town.sandbox.delivery.interaction

    async def interaction(payload):
        for one in payload.get("actions", ()):
            value = one.get("value") or (one.get("selected_option") or {}).get("value", "")
            taps.append((payload["user"]["id"], one["action_id"].partition(PLACE)[0], value))
        return await told(payload)

    town.sandbox.delivery.interaction = interaction
    return taps


async def begin(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    roles = {}
    for n in range(PAIRS):
        for role, wanted, offered in (("mentee", ("leadership",), ()), ("mentor", (), ("leadership",))):
            roles[f"{role} {n}"] = role
            await town.join(
                town.person(f"{role} {n}"),
                role=role,
                wanted=wanted,
                offered=offered,
                capacity="1" if offered else None,
            )
    await town.match(manager)
    return manager, roles


async def answer(town, actor, rng, role, asked):
    """They met, they say; and what is open they answer most of the time, and most of it."""
    for message in actor.messages(actor.dm):
        found = {one.action_id: one.element.get("value", "") for one in walk(message.blocks)}
        if Action.WE_MET in found:
            await town.do(actor.click(message, Action.WE_MET))
        if Action.WAVE_START not in found:
            continue
        wave = str(found[Action.WAVE_START]).split(":")[1]
        asked.setdefault(wave, {})[actor.person.id] = role
        if rng.random() < 0.15:
            continue
        await town.do(actor.click(message, Action.WAVE_START))
        while open_now := answers(as_it_is(actor, message)):
            if rng.random() < 0.1:
                await town.do(actor.click(as_it_is(actor, message), Action.WAVE_SKIP))
                continue
            action, value = open_now[min(int(rng.random() ** 0.7 * len(open_now)), len(open_now) - 1)]
            await town.do(actor.click(as_it_is(actor, message), action, value=value))


async def pages_of(town, manager):
    """By wave, in the order in which they closed: each question's share, and what it may lie between."""
    [program] = await town.programs()
    act = Act(town.workspace_id, manager.person.id, town.sandbox.clock.now())
    first = await read_findings(town.deps.db, act=act, ref=FindingsRef(program.id))
    assert first.found is not None
    waves = sorted([first.found.wave, *first.others], key=lambda one: (one.closes_on, one.kind))
    return {wave.kind.value: await _page(town, act, wave) for wave in waves}


async def _page(town, act, wave):
    ref = FindingsRef(wave.program_id, wave.kind, wave.intake)
    found = (await read_findings(town.deps.db, act=act, ref=ref)).found
    assert found is not None
    told = {one.key: (one.share.text, one.share.likely, str(one.of)) for one in found.findings}
    for choice in found.chosen:
        for number, share in choice.options:
            told[option_of(choice.item, number)] = (share.text, share.likely, str(choice.of))
    return told

"""Home: the next useful thing first; managers see quiet pairs only after the pair was asked."""

from datetime import timedelta

from bot.views.ids import Action


async def home(town, actor):
    await town.do(actor.open_home())
    return str(actor.home.blocks)


async def test_a_stranger_sees_what_is_open(town):
    nia = town.person("Nia Nurse")
    assert "No program is open" in await home(town, nia)
    await town.new_program(town.person("Mona Manager", is_admin=True))
    assert "takes about 90 seconds" in await home(town, nia)


async def test_an_answer_on_home_counts_and_home_shows_it(town):
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2, days=1))
    assert "manage to talk" in await home(town, nia)
    await town.do(nia.click(nia.home, Action.WE_MET, block_id=first_block(nia.home, Action.WE_MET)))
    assert (await town.cycles(nia))[0].outcome == "met"
    assert "manage to talk" not in str(nia.home.blocks)


def first_block(view, action_id):
    return next(
        block["block_id"]
        for block in view.blocks
        if any(element.get("action_id") == action_id for element in block.get("elements", ()))
    )


async def test_a_manager_sees_a_quiet_pair_only_a_week_after_the_pair_was_asked(town):
    manager, nia, omar = await town.introduced_pair()
    seen_on = None
    for _ in range(60):
        await town.let_pass(timedelta(days=1))
        if "*May need support*" in await home(town, manager):
            seen_on = town.sandbox.clock.now()
            break
    asked = [m for actor in (nia, omar) for m in actor.messages(actor.dm) if "been quiet" in str(m.blocks)]
    assert asked
    assert seen_on is not None
    assert (
        seen_on.timestamp() - min(float(m.ts) for m in asked) >= timedelta(days=6, hours=12).total_seconds()
    )
    assert f"<@{nia.person.id}>" in str(manager.home.blocks)


async def test_a_managers_look_at_names_is_noted(town):
    manager, _, _ = await town.introduced_pair()
    for _ in range(60):
        await town.let_pass(timedelta(days=1))
    [program] = await town.programs()
    await home(town, manager)
    async with town.deps.db.transaction() as repos:
        looks = await repos.access_log.list_for_program(town.workspace_id, program.id)
    assert {look.user_id for look in looks} == {manager.person.id}


async def test_a_mentee_sees_nothing_of_the_managers_part(town):
    _, nia, _ = await town.introduced_pair()
    shown = await home(town, nia)
    assert "Programs you manage" not in shown
    assert "New program" not in shown

"""What people do with their rosters in Slack, and what is known of them afterwards."""


async def tell(town, person, **told):
    """Fill in the form, as `lines`, `link` or `pattern`."""
    await town.do(person.command("/mentor", "roster"))
    if person.modal.callback_id != "roster.form":
        await town.do(person.click(person.modal, "roster.new"))
    for name, text in told.items():
        await person.choose(person.modal, f"roster_{name}", text)
    return await town.do(person.submit())


async def open_roster(town, person):
    if person.modal:
        await person.close(everything=True)
    await town.do(person.command("/mentor", "roster"))
    return shown(person)


async def explain(town, person, **meanings):
    """Say in the form that is open what codes mean: `N="night"`, with hours `N="night 20:00-08:00"`."""
    for code, said in meanings.items():
        work, *hours = said.split()
        await person.choose(person.modal, f"code:{code}", work)
        if hours:
            start, end = hours[0].split("-")
            await person.choose(person.modal, f"code_from:{code}", start)
            await person.choose(person.modal, f"code_until:{code}", end)
    return await town.do(person.submit())


def shown(person):
    return str(person.modal.blocks)


def inputs(person):
    return [block["block_id"] for block in person.modal.blocks if block["type"] == "input"]


async def source_of(town, person):
    async with town.deps.db.transaction() as repos:
        return await repos.rosters.find(town.workspace_id, person.person.id)


async def shifts_of(town, person):
    now = town.sandbox.clock.now()
    async with town.deps.db.transaction() as repos:
        found = await repos.shifts.list_between(
            town.workspace_id, [person.person.id], now.replace(year=2025), now.replace(year=2027)
        )
    return [(f"{one.start:%d %H:%M}", one.kind) for one in found.get(person.person.id, ())]

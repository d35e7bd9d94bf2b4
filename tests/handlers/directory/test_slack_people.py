"""People change in Slack: a new time zone moves their messages, somebody who left is not matched."""


async def test_a_new_time_zone_is_kept(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    await town.join(nia)
    reply = await town.sandbox.change_person(nia.person, tz="Australia/Sydney")
    assert reply.status == 200
    async with town.deps.db.transaction() as repos:
        assert (await repos.people.get(town.workspace_id, nia.person.id)).tz == "Australia/Sydney"


async def test_a_zone_that_nobody_knows_leaves_the_old_one(town):
    await town.new_program(town.person("Mona Manager", is_admin=True))
    nia = town.person("Nia Nurse")
    await town.join(nia)
    user = {"id": nia.person.id, "tz": "Moon/Tranquility", "deleted": False}
    await town.sandbox.send_event({"type": "user_profile_changed", "user": user})
    async with town.deps.db.transaction() as repos:
        assert (await repos.people.get(town.workspace_id, nia.person.id)).tz == "Europe/London"


async def test_somebody_who_never_joined_is_not_kept(town):
    eve = town.person("Eve Elsewhere")
    await town.sandbox.change_person(eve.person, tz="Australia/Sydney")
    async with town.deps.db.transaction() as repos:
        assert await repos.people.find(town.workspace_id, eve.person.id) is None


async def test_somebody_who_left_slack_is_not_matched(town):
    manager = town.person("Mona Manager", is_admin=True)
    await town.new_program(manager)
    nia, omar = town.person("Nia Nurse"), town.person("Omar Mentor")
    await town.join(nia)
    await town.join(omar, role="mentor", wanted=(), offered=("leadership",))
    await town.sandbox.change_person(omar.person, deleted=True)
    await town.do(manager.command("/mentoring", "match"))
    assert f"<@{omar.person.id}>" not in str(manager.modal.blocks)

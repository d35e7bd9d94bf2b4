"""Who is whom in Slack, by address, where the workspace has granted that addresses are seen."""

import pytest

from bot.domain.acts import Act
from bot.domain.directory import DirectoryEntry, KnownBy, email_key
from bot.sandbox.clock import SandboxClock
from bot.sandbox.faults import Fault, How
from bot.sandbox.sandbox import Sandbox
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.manifest import read_manifest
from bot.usecases.directory.members import EMAIL_SCOPE, link_members
from bot.usecases.privacy.forgetting import forget_person
from tests.people import MONDAY, TODAY


@pytest.fixture
async def sandbox():
    sandbox = Sandbox(read_manifest(), clock=SandboxClock(MONDAY), wall=lambda: MONDAY)
    async with sandbox.serve():
        yield sandbox


@pytest.fixture
async def slack(sandbox):
    async def token_for(workspace_id):
        return sandbox.bot_token

    async with slack_session(sandbox.base_url) as session:
        yield SlackGateway(session, base_url=f"{sandbox.base_url}/api/", token_for=token_for)


@pytest.fixture
def link(db, sandbox, slack):
    """Store these entries, then look for them in Slack; returns user ids by number."""

    async def run(*entries):
        ws = sandbox.team_id
        async with db.transaction() as repos:
            await repos.workspaces.ensure(ws)
            await repos.directory_imports.save_changed([(one, 1) for one in entries], number=1)
        count = await link_members(db, slack, workspace_id=ws, today=TODAY)
        async with db.transaction() as repos:
            found = {one.employee_id: await repos.directory.find(ws, one.employee_id) for one in entries}
        linked = {number: entry.user_id for number, entry in found.items() if entry and entry.user_id}
        assert count == len(linked) - len([one for one in entries if one.is_proven])
        return linked

    return run


def entry(sandbox, number, address, **more):
    return DirectoryEntry(sandbox.team_id, number, email_key=email_key(address), **more)


async def test_the_same_address_however_written_links(sandbox, link):
    ada = sandbox.add_person("Ada", email="Ada@hospital.example")
    assert await link(
        entry(sandbox, "E1", "ada@HOSPITAL.example"), entry(sandbox, "E2", "ben@hospital.example")
    ) == {"E1": ada.id}


async def test_without_the_scope_nobody_is_asked_for(sandbox, link):
    sandbox.decline(EMAIL_SCOPE)
    sandbox.add_person("Ada", email="ada@hospital.example")
    assert await link(entry(sandbox, "E1", "ada@hospital.example")) == {}
    assert not sandbox.calls("users.list")


async def test_when_everybody_is_linked_slack_is_left_alone(sandbox, link):
    await link(entry(sandbox, "E1", "ada@hospital.example", user_id="U1", known_by=KnownBy.CONFIRMED))
    assert not sandbox.calls("users.list")


async def test_an_address_that_several_share_links_nobody(sandbox, link):
    sandbox.add_person("Ward phone", email="ward7@hospital.example")
    assert (
        await link(
            entry(sandbox, "E1", "ward7@hospital.example"), entry(sandbox, "E2", "ward7@hospital.example")
        )
        == {}
    )


async def test_who_is_linked_to_another_number_stays_there(sandbox, link):
    ada = sandbox.add_person("Ada", email="ada@hospital.example")
    assert await link(
        entry(sandbox, "E1", "other@hospital.example", user_id=ada.id, known_by=KnownBy.CONFIRMED),
        entry(sandbox, "E2", "ada@hospital.example"),
    ) == {"E1": ada.id}


async def test_people_who_have_left_are_not_linked(sandbox, link):
    sandbox.add_person("Ada", email="ada@hospital.example")
    gone = sandbox.add_person("Ben", email="ben@hospital.example")
    gone.deleted = True
    assert (
        await link(
            entry(sandbox, "E1", "ada@hospital.example", left_on=TODAY),
            entry(sandbox, "E2", "ben@hospital.example"),
            entry(sandbox, "E3", "eve@hospital.example"),
        )
        == {}
    )


async def test_who_had_themselves_deleted_is_not_linked_again(db, sandbox, link):
    ada = sandbox.add_person("Ada", email="ada@hospital.example")
    async with db.transaction() as repos:
        await repos.workspaces.ensure(sandbox.team_id)
        await repos.forgetting.forget(sandbox.team_id, ada.id)
    await forget_person(db, act=Act(sandbox.team_id, ada.id, MONDAY))
    assert await link(entry(sandbox, "E1", "ada@hospital.example")) == {}


async def test_a_large_workspace_is_read_page_by_page_and_waits_when_told(sandbox, link):
    people = [sandbox.add_person(f"P{n}", email=f"p{n}@hospital.example") for n in range(450)]
    sandbox.faults.add("users.list", Fault(How.RATE_LIMIT, times=1))
    found = await link(*(entry(sandbox, f"E{n}", one.email) for n, one in enumerate(people)))
    assert found == {f"E{n}": one.id for n, one in enumerate(people)}
    assert len(sandbox.calls("users.list")) == 4


async def test_what_slack_says_comes_before_what_somebody_claimed(sandbox, link):
    ada = sandbox.add_person("Ada", email="ada@hospital.example")
    ben = sandbox.add_person("Ben", email="ben@hospital.example")
    assert await link(
        entry(sandbox, "E1", "ada@hospital.example", user_id="UEVE", known_by=KnownBy.CLAIMED),
        entry(sandbox, "E2", "ben@hospital.example", user_id=ben.id, known_by=KnownBy.CLAIMED),
        entry(sandbox, "E3", "else@hospital.example", user_id=ada.id, known_by=KnownBy.CLAIMED),
    ) == {"E1": ada.id, "E2": ben.id}

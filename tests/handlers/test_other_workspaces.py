"""Who belongs here, by every shape in which Slack tells it; everybody else is turned away in words."""

import json
from dataclasses import dataclass

import pytest

from bot.sandbox.elements import find_element
from bot.sandbox.model import Channel, Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.towards_app import payloads
from bot.views.ids import Action
from tests.town import Town, small_town

OURS, THEIRS, PARTNERS, ORGANISATION = "T0000001", "T0000002", "T0000003", "E0000001"
BELONGS_ELSEWHERE = "your account belongs to another"
LET_IN = "join.about"
NOT_SET_UP = "is not set up for your workspace"
NOT_SAID = "didn't say which workspace"


@pytest.fixture(params=[False, True], ids=["alone", "in an organisation"])
def organisation(request):
    return request.param


@pytest.fixture
async def town(organisation, monkeypatch):
    monkeypatch.setattr(Sandbox, "in_organisation", organisation)
    async with small_town() as started:
        await started.new_program(started.person("Mona Manager", is_admin=True))
        yield started


@dataclass
class Lobby:
    """A channel shared with two other workspaces, with an invitation to join in it."""

    town: Town
    people: dict
    channel: Channel
    invitation: Message

    def tap(self, who):
        """The payload of a tap on the invitation."""
        space, actor, message = self.town.sandbox.workspace, self.people[who], self.invitation
        placed = find_element(
            message.blocks, Action.JOIN, person_id=actor.person.id, value=None, block_id=None
        )
        hook = self.town.sandbox.hooks.issue(actor.person.id, self.channel.id, message)
        return {
            **payloads.block_actions(space, actor.person, placed, None),
            **payloads.in_message(space, self.channel, message, {}),
            "response_url": hook,
        }

    def tap_at_home(self, who):
        space, actor = self.town.sandbox.workspace, self.people[who]
        placed = find_element(
            actor.home.blocks, Action.JOIN, person_id=actor.person.id, value=None, block_id=None
        )
        clicked = payloads.block_actions(space, actor.person, placed, None)
        return {**clicked, **payloads.in_view(space, actor.home)}

    async def send(self, who, payload, told):
        """Send what this person did, with what Slack tells of where they are from."""
        told = dict(told)
        actor, user, view = self.people[who], told.pop("user"), told.pop("view", {})
        payload["user"] = {"id": actor.person.id, **({"team_id": user} if user else {})}
        if view:
            payload["view"] = {k: v for k, v in (payload["view"] | view).items() if v is not None}
        payload |= told | {"trigger_id": self.town.sandbox.triggers.issue(actor.person.id)}
        return await self.town.do(self.town.sandbox.delivery.interaction(payload))

    def read_by(self, who):
        """What this person was shown, or alone told, of all that came of it."""
        actor = self.people[who]
        seen = [message.text for message in actor.messages(self.channel) if message.ephemeral_for]
        return " ".join([*seen, json.dumps(actor.modal.callback_id) if actor.modal else ""])

    async def forget(self, who):
        actor, space = self.people[who], self.town.sandbox.workspace
        if actor.modal:
            await actor.close(everything=True)
        for message in actor.messages(self.channel)[1:]:
            space.remove(message)


@pytest.fixture
async def lobby(town):
    sandbox = town.sandbox
    theirs = sandbox.workspace.teams.add("Other Hospital")
    partners = sandbox.workspace.teams.add("A Charity", is_partner=True)
    assert (theirs.id, partners.id) == (THEIRS, PARTNERS)
    people = {
        "member": town.person("Nia Nurse"),
        "member of both": town.person("Bo Both", team=THEIRS, also_in=(OURS,)),
        "colleague": town.person("Cora Colleague", team=THEIRS),
        "partner": town.person("Pat Partner", team=PARTNERS),
        "stranger": town.person("Sam Stranger", team=PARTNERS, is_stranger=True),
    }
    channel = sandbox.add_channel("shared", members=[one.person for one in people.values()])
    button = {
        "type": "button",
        "action_id": str(Action.JOIN),
        "text": {"type": "plain_text", "text": "Join"},
    }
    blocks = [{"type": "actions", "block_id": "b1", "elements": [button]}]
    invitation = sandbox.workspace.post(channel, author=sandbox.bot_user_id, text="Join", blocks=blocks)
    return Lobby(town, people, channel, invitation)


def team(*, team_id=OURS, user=None):
    """Where a payload is from and whom it is by, in Slack's words; None is left out."""
    return {"team": team_id and {"id": team_id, "domain": "some"}, "user": user}


def organised(*, team_id=OURS, user=None, whole=False):
    """The same from within an Enterprise organisation; `whole` where the app is installed for all of it."""
    told = team(team_id=team_id, user=user)
    if team_id:
        told["team"] |= {"enterprise_id": ORGANISATION, "enterprise_name": "Org"}
    return told | {"enterprise": {"id": ORGANISATION, "name": "Org"}, "is_enterprise_install": whole}


def opened_elsewhere(*, user=THEIRS):
    """As Bolt reads a modal that was opened in another workspace of a shared channel."""
    return team(team_id=THEIRS, user=user) | {"view": {"team_id": THEIRS, "app_installed_team_id": OURS}}


NOWHERE = team(team_id=None) | {"view": {"team_id": None, "app_installed_team_id": None}}
IN_A_MESSAGE: list[tuple[str, dict, str]] = [
    ("member", team(user=OURS), LET_IN),
    ("member", team(), LET_IN),
    ("member", team(team_id=None, user=OURS), LET_IN),
    ("member", organised(user=OURS), LET_IN),
    ("member", organised(), LET_IN),
    ("member", organised(user=ORGANISATION), LET_IN),
    ("member", organised(team_id=None, user=OURS, whole=True), LET_IN),
    ("member", team(user=THEIRS), LET_IN),
    ("colleague", team(user=THEIRS), BELONGS_ELSEWHERE),
    ("colleague", organised(user=THEIRS), BELONGS_ELSEWHERE),
    ("colleague", organised(user=ORGANISATION), BELONGS_ELSEWHERE),
    ("colleague", organised(team_id=THEIRS, user=THEIRS), NOT_SET_UP),
    ("colleague", organised(team_id=None, user=THEIRS, whole=True), NOT_SET_UP),
    ("partner", team(user=PARTNERS), BELONGS_ELSEWHERE),
    ("partner", team(team_id=PARTNERS, user=PARTNERS), NOT_SET_UP),
    ("partner", organised(user=PARTNERS), BELONGS_ELSEWHERE),
    ("stranger", team(user=PARTNERS), BELONGS_ELSEWHERE),
    ("member", team(team_id=None), NOT_SAID),
    ("member", organised(team_id=None), NOT_SAID),
    ("member", organised(team_id=None, whole=True), NOT_SAID),
]


ONLY_IN_AN_ORGANISATION = [("member of both", organised(user=THEIRS), LET_IN)]


async def test_who_acts_is_let_in_or_turned_away_by_every_shape_in_which_slack_tells_it(lobby, organisation):
    wrong = []
    for who, told, expected in IN_A_MESSAGE + ONLY_IN_AN_ORGANISATION * organisation:
        reply = await lobby.send(who, lobby.tap(who), told)
        if reply.status != 200 or expected not in lobby.read_by(who):
            wrong.append((who, told, lobby.read_by(who)))
        await lobby.forget(who)
    assert wrong == []


async def join_form(lobby, who):
    """The form as it stands before this person, with its first answers."""
    await lobby.send("member", lobby.tap("member"), team(user=OURS))
    member, actor = lobby.people["member"], lobby.people[who]
    for name, value in {"role": "mentee", "profession": "nurse"}.items():
        await member.choose(member.modal, name, value)
    form = member.modal
    form.user = actor.person.id
    lobby.town.sandbox.workspace.modals[actor.person.id] = [form]
    return payloads.view_submission(lobby.town.sandbox.workspace, actor.person, form)


@pytest.mark.parametrize(
    ("who", "told", "response", "words"),
    [
        ("member of both", opened_elsewhere(), "update", "join.needs"),
        ("colleague", opened_elsewhere(), "update", BELONGS_ELSEWHERE),
        ("colleague", opened_elsewhere(user=None), "update", BELONGS_ELSEWHERE),
        ("colleague", team(user=None) | {"view": {"team_id": THEIRS}}, "update", BELONGS_ELSEWHERE),
        ("member", NOWHERE, "push", NOT_SAID),
    ],
)
@pytest.mark.parametrize("organisation", [True])
async def test_a_form_belongs_to_the_workspace_that_has_the_app_and_refuses_on_top(
    lobby, who, told, response, words
):
    """What was typed stays beneath. Where Slack has to be asked, the form says "One moment ..." meanwhile."""
    reply = await lobby.send(who, await join_form(lobby, who), told)
    assert reply.body["response_action"] == response
    form = lobby.people[who].modal
    assert words in json.dumps([reply.body, form.blocks, form.callback_id])
    if words == BELONGS_ELSEWHERE:
        assert form.callback_id == "join.about"
        assert '"selected_option": {"text"' in json.dumps(form.state)


@pytest.mark.parametrize("names_home", [True, False])
async def test_commands_buttons_and_home_turn_people_of_elsewhere_away(lobby, names_home):
    """As the sandbox sends them, whichever workspace a payload names."""
    town = lobby.town
    town.sandbox.workspace.teams.taps_name_home = names_home
    for who in ("colleague", "partner", "stranger"):
        actor = lobby.people[who]
        await town.do(actor.open_home())
        assert BELONGS_ELSEWHERE in json.dumps(actor.home.blocks)
        assert not [one for one in actor.home.blocks if one["type"] == "actions"]
        await town.do(actor.click(lobby.invitation, Action.JOIN))
        assert (BELONGS_ELSEWHERE if names_home else NOT_SET_UP) in lobby.read_by(who)
        await lobby.forget(who)
        await town.do(actor.command("/mentor", "join", channel=lobby.channel))
        assert LET_IN not in lobby.read_by(who)
        assert names_home or NOT_SET_UP in lobby.read_by(who)


async def test_a_click_in_home_of_which_nobody_says_where_it_is_from_is_acknowledged(lobby, caplog):
    member = lobby.people["member"]
    await lobby.town.do(member.open_home())
    assert (await lobby.send("member", lobby.tap_at_home("member"), NOWHERE)).status == 200
    assert member.person.id not in caplog.text


@pytest.mark.parametrize(
    ("envelope", "is_shown"),
    [
        ({"authorizations": []}, False),
        ({"authorizations": [{"enterprise_id": ORGANISATION, "team_id": None}]}, False),
        ({"team_id": PARTNERS, "authorizations": [{"enterprise_id": None, "team_id": OURS}]}, True),
        ({"team_id": OURS, "enterprise_id": ORGANISATION}, True),
    ],
)
@pytest.mark.parametrize("organisation", [False])
async def test_an_event_is_for_the_workspace_that_is_authorized(lobby, envelope, is_shown):
    """Bolt's samples of shared channels have the actor's team on the envelope. One that names none is
    acknowledged: it would only come again, and too many of those switch all events off."""
    member = lobby.people["member"]
    opened = payloads.app_home_opened(lobby.town.sandbox.workspace, member.person, "home")
    event = {"type": "event_callback", "event_id": "Ev1", "event": opened}
    reply = await lobby.town.do(lobby.town.sandbox.delivery.event(event | envelope))
    assert reply.acked
    assert (member.home is not None) is is_shown

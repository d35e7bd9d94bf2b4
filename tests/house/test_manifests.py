"""The two app manifests: Slack's own schema, and only the scopes and events Lamplight promises."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.handlers import find_commands
from bot.handlers.command import Slash
from bot.slack.manifest import asked_scopes
from bot.views.home.commands import HELP
from tools.manifests import MANIFESTS, twins

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests/schemas/manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
REQUIRED = {"commands", "chat:write", "mpim:write", "users:read", "dnd:read", "files:write"}
OPTIONAL = {"users:read.email", "chat:write.public"}
EVENTS = {"app_home_opened", "app_uninstalled", "tokens_revoked", "user_profile_changed"}
SLASH_WORD = re.compile(r"`(/\w+ \w+)`")
ADDRESS = "https://lamplight.example.org/slack/events"


def load(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(params=MANIFESTS)
def manifest(request):
    return load(request.param)


def test_slacks_schema_accepts_it(manifest):
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest)] == []


def test_the_schema_would_notice_an_unknown_key(manifest):
    assert list(Draft7Validator(SCHEMA).iter_errors(manifest | {"scopes": []}))


@pytest.mark.parametrize("name", MANIFESTS)
def test_what_holds_a_colon_stands_in_quotes(name):
    """Some dialogs refuse a value with a colon and no quotes, though YAML allows it."""
    events = yaml.parse((ROOT / name).read_text(encoding="utf-8"))
    values = [event for event in events if isinstance(event, yaml.ScalarEvent)]

    assert [value.value for value in values if value.style is None and ":" in value.value] == []


def test_each_has_a_twin_in_json_that_says_the_same():
    """`make manifests` writes them."""
    assert [str(path) for path, text in twins(ROOT) if path.read_text(encoding="utf-8") != text] == []


def test_hospital_it_has_a_sentence_to_paste_for_each_scope():
    page = (ROOT / "docs/for_it.md").read_text(encoding="utf-8")

    rows = {row.split("`")[1] for row in page.splitlines() if row.startswith("| `")}
    assert rows >= REQUIRED | OPTIONAL


def test_it_asks_for_exactly_the_promised_scopes(manifest):
    assert {kind: set(scopes) for kind, scopes in manifest["oauth_config"]["scopes"].items()} == {
        "bot": REQUIRED | OPTIONAL,
        "bot_optional": OPTIONAL,
    }


def test_what_may_be_declined_is_asked_for(manifest):
    """Slack never asks for an optional scope that does not stand under `bot` too."""
    scopes = manifest["oauth_config"]["scopes"]
    asked = asked_scopes(manifest)

    assert set(scopes["bot_optional"]) < set(scopes["bot"])
    assert asked.required == REQUIRED
    assert asked.optional == OPTIONAL


def test_it_hears_of_nothing_anybody_says(manifest):
    events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    scopes = {scope for kind in manifest["oauth_config"]["scopes"].values() for scope in kind}

    assert events == EVENTS
    assert not [event for event in events if event.startswith(("message", "app_mention", "reaction"))]
    assert not [scope for scope in scopes if scope.endswith(":history") or scope == "app_mentions:read"]


def test_it_offers_no_shortcut_that_would_carry_a_message(manifest):
    assert set(manifest["features"]) == {"app_home", "bot_user", "slash_commands"}


def test_people_cannot_write_to_a_bot_that_cannot_read(manifest):
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": True,
    }


def test_every_command_says_how_it_is_used(manifest):
    commands = manifest["features"]["slash_commands"]
    listed = [f"{one['command']} {word}" for one in commands for word in one["usage_hint"].split(" | ")]
    answered = [one for slash in Slash for one in [*answered_behind(slash), f"{slash} {HELP}"]]

    assert set(listed) ^ set(answered) == set()
    assert listed == answered


def test_the_readme_lists_every_command():
    rows = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    listed = [word for row in rows if row.startswith("| `/mentor") for word in SLASH_WORD.findall(row)]
    answered = [one for slash in Slash for one in answered_behind(slash)]

    assert set(listed) ^ set(answered) == set()
    assert len(listed) == len(answered)


def answered_behind(slash: Slash) -> list[str]:
    """As people type them, in the order in which `help` lists them."""
    return [f"{slash} {command.word}" for command in find_commands() if command.slash is slash]


def test_socket_mode_and_addresses_are_all_that_differs():
    http, socket = load("manifest.yml"), load("manifest.socket.yml")

    assert addresses(socket) == []
    assert addresses(http) == [ADDRESS] * 4
    assert http["settings"]["socket_mode_enabled"] is False
    assert socket["settings"].pop("socket_mode_enabled") is True
    assert without_addresses(http) == socket


def addresses(part: Any) -> list[str]:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else []
    found = [part] if isinstance(part, str) and part.startswith("http") else []
    return found + [address for item in inside for address in addresses(item)]


def without_addresses(manifest: dict[str, Any]) -> dict[str, Any]:
    left = copy.deepcopy(manifest)
    del left["settings"]["socket_mode_enabled"]
    del left["settings"]["event_subscriptions"]["request_url"]
    del left["settings"]["interactivity"]["request_url"]
    for command in left["features"]["slash_commands"]:
        del command["url"]
    return left

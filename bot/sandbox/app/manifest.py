"""What an app manifest grants: scopes, events, commands and tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Grants:
    """The parts of a manifest that decide what the app may do and is told.

    `optional` scopes are some of `scopes`: whoever installs the app may decline them.
    """

    bot_name: str
    scopes: frozenset[str]
    optional: frozenset[str]
    events: frozenset[str]
    commands: frozenset[str]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool


def read_manifest(manifest: Mapping[str, Any]) -> Grants:
    """Raises ValueError for a manifest that Slack would not take."""
    features = manifest.get("features", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    asked, optional = frozenset(scopes.get("bot", [])), frozenset(scopes.get("bot_optional", []))
    if not optional <= asked:
        raise ValueError(f"Optional scopes must stand under `bot` too: {', '.join(sorted(optional - asked))}")
    events = manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    home = features.get("app_home", {})
    name = manifest.get("display_information", {}).get("name", "App")
    return Grants(
        bot_name=features.get("bot_user", {}).get("display_name", name),
        scopes=asked,
        optional=optional,
        events=frozenset(events),
        commands=frozenset(command["command"] for command in features.get("slash_commands", [])),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
    )

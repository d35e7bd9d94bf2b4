"""Reads what the app asks Slack for, from the manifests that a hospital installs it with."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PACKAGE = Path(__file__).parents[1]
# A wheel carries its own copies; in a checkout they lie at the top, where people look for them.
FOLDERS = (PACKAGE / "manifests", PACKAGE.parent)

HTTP_MANIFEST = "manifest.yml"
SOCKET_MANIFEST = "manifest.socket.yml"


@dataclass(frozen=True, slots=True)
class AskedScopes:
    """Bot scopes by whether the app can do without."""

    required: frozenset[str]
    optional: frozenset[str]


def read_manifest(name: str = HTTP_MANIFEST) -> Mapping[str, Any]:
    """Raises FileNotFoundError when this installation has no such file."""
    for folder in FOLDERS:
        if (folder / name).is_file():
            loaded: Mapping[str, Any] = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
            return loaded
    raise FileNotFoundError(f"{name} is missing from this installation of Lamplight.")


def asked_scopes(manifest: Mapping[str, Any]) -> AskedScopes:
    """Slack has all of them under `bot`, and repeats the optional ones under `bot_optional`."""
    scopes = manifest["oauth_config"]["scopes"]
    optional = frozenset(scopes.get("bot_optional", ()))
    return AskedScopes(required=frozenset(scopes.get("bot", ())) - optional, optional=optional)

"""People, and the workspace they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack team. `signposts` maps a signpost id to the hospital's own words for it."""

    id: str
    name: str = ""
    signposts: Mapping[str, str] = field(default_factory=dict)
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Installation:
    """What it takes to act in a workspace. The token is plain here and encrypted at rest."""

    workspace_id: str
    bot_user_id: str
    bot_id: str
    bot_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the workspace. No name is kept: Slack shows it wherever a person is mentioned."""

    workspace_id: str
    user_id: str
    tz: str = "UTC"
    profession: str | None = None
    specialty: str | None = None
    department: str | None = None
    site: str | None = None
    career_stage: str | None = None
    preset_id: str | None = None
    left_at: datetime | None = None


def known_zone(name: str | None, *, otherwise: str = "UTC") -> str:
    """The zone if there is one of this name here: Slack and this machine need not know the same zones."""
    try:
        return ZoneInfo(name or "").key
    except (ValueError, OSError, LookupError):
        return otherwise

"""What every program of a hospital shows: its signposts and its sites, and each change of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import Workspace

SITES = "sites"


@dataclass(frozen=True, slots=True)
class HospitalVersion:
    """`before` and `after` are what was changed, by a signpost's id or `sites`, as it read.

    `by` is empty once that admin had themselves deleted.
    """

    workspace_id: str
    number: int
    at: datetime
    by: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def changes_between(before: Workspace, after: Workspace) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What differs as it was and as it is, by key; both empty where nothing does."""
    was, now = _said(before), _said(after)
    changed = [key for key in dict.fromkeys([*was, *now]) if was.get(key, "") != now.get(key, "")]
    return {key: was.get(key, "") for key in changed}, {key: now.get(key, "") for key in changed}


def _said(workspace: Workspace) -> dict[str, str]:
    return {**workspace.signposts, SITES: ", ".join(workspace.sites)}

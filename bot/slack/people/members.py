"""Who somebody is by Slack's own words: a member here, a guest, an app, or from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.people import known_zone

# Slack does not call its own helper a bot.
SLACKBOT = "USLACKBOT"
# What it says of somebody whom the app may not see.
NOT_HERE = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class WhyNot(StrEnum):
    """What keeps somebody from taking part, or from being named by others."""

    APP = "app"
    ELSEWHERE = "elsewhere"
    LEFT = "left"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Member:
    """What Slack says about a person. `tz` is an IANA name; owners are admins too.

    A guest sees only some channels. `workspaces` are those the account belongs to, as far as Slack says it:
    in an Enterprise organisation there may be several.
    """

    tz: str
    is_admin: bool
    is_owner: bool
    deleted: bool
    is_bot: bool
    is_guest: bool = False
    is_stranger: bool = False
    workspaces: frozenset[str] = frozenset()

    def belongs_to(self, workspace_id: str) -> bool:
        """Whether they are of this workspace; True where Slack names none, or only the organisation."""
        return not self.is_stranger and (not self.workspaces or workspace_id in self.workspaces)

    def why_not(self, workspace_id: str, *, with_guests: bool) -> WhyNot | None:
        """Say what keeps them from taking part here. None if nothing does."""
        if self.is_bot:
            return WhyNot.APP
        if not self.belongs_to(workspace_id):
            return WhyNot.ELSEWHERE
        if self.deleted:
            return WhyNot.LEFT
        return WhyNot.GUEST if self.is_guest and not with_guests else None


def read_member(user: Mapping[str, Any]) -> Member:
    """Read Slack's user object."""
    is_owner = bool(user.get("is_owner"))
    of_organisation = user.get("enterprise_user") or {}
    teams = [user.get("team_id"), *(of_organisation.get("teams") or ())]
    return Member(
        tz=known_zone(user.get("tz")),
        is_admin=bool(user.get("is_admin")) or is_owner,
        is_owner=is_owner,
        deleted=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user.get("id") == SLACKBOT,
        is_guest=is_guest(user),
        is_stranger=bool(user.get("is_stranger")),
        workspaces=frozenset(one for one in teams if one and not one.startswith("E")),
    )


def called(user: Mapping[str, Any]) -> list[str]:
    """List what somebody calls themself by Slack's user object, their display name first."""
    profile = user.get("profile") or {}
    found = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"))
    return list(dict.fromkeys(one for one in found if one))


def is_guest(user: Mapping[str, Any]) -> bool:
    return bool(user.get("is_restricted") or user.get("is_ultra_restricted"))


def says_who(user: Mapping[str, Any]) -> bool:
    """Whether a user object is whole; of whoever has left Slack says little more than that."""
    return bool(user.get("deleted")) or "is_restricted" in user

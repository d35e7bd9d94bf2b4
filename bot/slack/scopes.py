"""Scopes granted, held against those the manifest asks for."""

from collections.abc import Set
from dataclasses import dataclass

from bot.errors import UserFacingError
from bot.slack.manifest import AskedScopes

CAN_READ = (
    "This token carries {scopes}, which would let Lamplight read what people write. "
    "It promises that it cannot, so it does not start. Take {scopes} out under OAuth & Permissions, Scopes, "
    "reinstall the app to the workspace, and put the new bot token in SLACK_BOT_TOKEN."
)
MISSING = (
    "The bot token lacks {scopes}. In the app's settings, under App Manifest, paste the whole of "
    "Lamplight's manifest and save it; then reinstall the app to the workspace with every permission "
    "ticked, and put the bot token it shows in SLACK_BOT_TOKEN."
)
STRANGE = (
    "The bot token also carries {scopes}, which Lamplight's manifest does not ask for. If it is another "
    "app's token, copy the right one from OAuth & Permissions; if not, take them out there and reinstall "
    "the app."
)
# What goes without each scope that may be declined.
WITHOUT = {
    "users:read.email": "people of the staff directory type their staff number once, and somebody confirms "
    "it.",
    "chat:write.public": "type `/invite @Lamplight` in a channel before something is posted there.",
}


class TokenCanRead(UserFacingError):
    """The token carries a scope with which conversations can be read."""


@dataclass(frozen=True, slots=True)
class ScopeReport:
    """Sorted, so that sentences about it are always the same."""

    reading: tuple[str, ...]
    missing: tuple[str, ...]
    missing_optional: tuple[str, ...]
    strange: tuple[str, ...]


def compare_scopes(granted: Set[str], asked: AskedScopes) -> ScopeReport:
    reading = {scope for scope in granted if scope.endswith(":history")}
    return ScopeReport(
        reading=tuple(sorted(reading)),
        missing=tuple(sorted(asked.required - granted)),
        missing_optional=tuple(sorted(asked.optional - granted)),
        strange=tuple(sorted(granted - asked.required - asked.optional - reading)),
    )


def refuse_to_read(report: ScopeReport) -> None:
    """The first promise: it cannot read. Raises TokenCanRead."""
    if report.reading:
        raise TokenCanRead(CAN_READ.format(scopes=", ".join(report.reading)))

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
    "The bot token lacks {scopes}. Add what is missing under OAuth & Permissions, Scopes "
    "(or update the app from Lamplight's manifest), and reinstall the app to the workspace."
)


class TokenCanRead(UserFacingError):
    """The token carries a scope with which conversations can be read."""


@dataclass(frozen=True, slots=True)
class ScopeReport:
    """Sorted, so that sentences about it are always the same."""

    reading: tuple[str, ...]
    missing: tuple[str, ...]
    missing_optional: tuple[str, ...]


def compare_scopes(granted: Set[str], asked: AskedScopes) -> ScopeReport:
    return ScopeReport(
        reading=tuple(sorted(scope for scope in granted if scope.endswith(":history"))),
        missing=tuple(sorted(asked.required - granted)),
        missing_optional=tuple(sorted(asked.optional - granted)),
    )


def refuse_to_read(report: ScopeReport) -> None:
    """The first promise: it cannot read. Raises TokenCanRead."""
    if report.reading:
        raise TokenCanRead(CAN_READ.format(scopes=", ".join(report.reading)))

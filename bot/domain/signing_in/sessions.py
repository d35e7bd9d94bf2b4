"""How long a link to the dashboard and a session last. Both go by the machine's own clock."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LINK_GOOD_FOR: Final = timedelta(minutes=5)
IDLE_FOR: Final = timedelta(minutes=30)
AT_MOST: Final = timedelta(hours=10)
# What a session was last used for is kept no finer: a page is no reason to write each time.
SEEN_EVERY: Final = timedelta(minutes=1)
LINKS_A_DAY: Final = 50


@dataclass(frozen=True, slots=True)
class SignInLink:
    """A link somebody asked for in Slack; `key` is the hash of what it carries."""

    key: str
    workspace_id: str
    user_id: str
    made_at: datetime

    def is_good(self, now: datetime) -> bool:
        return self.made_at <= now < self.made_at + LINK_GOOD_FOR


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody is signed in; `key` is the hash of what their browser carries."""

    key: str
    workspace_id: str
    user_id: str
    started_at: datetime
    seen_at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether it has lasted too long, or nothing was looked at for too long. A clock set back ends it."""
        is_late = now >= self.started_at + AT_MOST or now >= self.seen_at + IDLE_FOR
        return is_late or now < self.started_at - SEEN_EVERY


def key_of(secret: str) -> str:
    """Hash a random secret, which is long enough to need no salt (SHA-256, hexadecimal)."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""Settings, read from the environment once. All that is missing or wrong is reported together."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from dotenv import dotenv_values

from bot.errors import UserFacingError
from bot.site import DASHBOARD

SLACK_API_URL = "https://slack.com/api/"
BOT_PREFIX = "xoxb-"
EITHER = (
    "or SLACK_SIGNING_SECRET is missing. Set either SLACK_APP_TOKEN, for Socket Mode (we recommend it: no "
    "public address is needed; copy it from Basic Information, App-Level Tokens, with connections:write), or "
    "SLACK_SIGNING_SECRET, for requests over HTTPS (copy it from Basic Information, App Credentials)."
)
DEFAULT_DATABASE = "sqlite:///lamplight.db"
HTTPS = frozenset({443})
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
NOT_PUBLIC = (
    "isn't an address the dashboard can live at; write one that begins with https://, as in "
    "https://lamplight.example.org (http:// is for this machine alone)."
)
WITHOUT_DASHBOARD = "ends in /dashboard, which we add ourselves; write the address without it."
# A path in front of ours: plain letters, and no step up.
PREFIX = re.compile(r"(/(?!\.+(/|$))[\w.~-]+)*", re.ASCII)
FORGOTTEN_FILE = Path("lamplight.forgotten")


class SlackMode(StrEnum):
    SOCKET = "socket"
    HTTP = "http"


class SettingsError(UserFacingError):
    """One line per setting that is missing or wrong, each with a way to mend it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What `lamplight run` needs. Secrets never show in a repr."""

    slack_mode: SlackMode
    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    signing_secret: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    slack_api_url: str = SLACK_API_URL
    database_url: str = field(default=DEFAULT_DATABASE, repr=False)
    host: str = "127.0.0.1"
    port: int = 3000
    directory_feed: str = field(default="", repr=False)
    directory_mapping: Path | None = None
    guests_may_join: bool = False
    feed_ports: frozenset[int] = HTTPS
    named_forgotten_file: Path | None = None
    public_url: str = ""

    @property
    def brings_database_up_to_date(self) -> bool:
        """A file belongs to one process, which may change it; a server's tables are changed on purpose."""
        return self.database_url.startswith("sqlite")

    @property
    def database_file(self) -> Path | None:
        """The file of the database. None for PostgreSQL, and for one in memory."""
        path = self.database_url.partition(":///")[2].partition("?")[0]
        is_file = self.brings_database_up_to_date and path and path != ":memory:"
        return Path(path) if is_file else None

    @property
    def forgotten_file(self) -> Path | None:
        """Where deletions are noted, which a restored backup does not know. None for one in memory."""
        if self.named_forgotten_file:
            return self.named_forgotten_file
        if self.brings_database_up_to_date:
            return self.database_file and self.database_file.with_suffix(FORGOTTEN_FILE.suffix)
        return FORGOTTEN_FILE

    @property
    def waits_for_token(self) -> bool:
        """Whether the app is not installed yet: all there is to do is to let Slack verify the address."""
        return not self.bot_token

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be written anywhere."""
        password = urlsplit(self.database_url).password or ""
        feed = self.directory_feed if "://" in self.directory_feed else ""
        return (self.bot_token, self.app_token, self.signing_secret, password, feed, *self.encryption_keys)

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Raises SettingsError naming every setting that is missing or wrong."""
        return cls._read(_Reader(environ))

    @classmethod
    def for_running(cls, environ: Mapping[str, str]) -> "Settings":
        """As from_env, but over HTTP there may be no token yet, while Slack verifies the address."""
        return cls._read(_Reader(environ, may_wait=True))

    @classmethod
    def for_database(cls, environ: Mapping[str, str]) -> "Settings":
        """For what needs the database and nothing that is encrypted in it: Slack's settings may be missing.

        Raises SettingsError as from_env does.
        """
        return cls._read(_Reader(environ, needs_slack=False))

    @classmethod
    def _read(cls, reader: "_Reader") -> "Settings":
        mode = reader.mode()
        if mode is None:
            reader.ask_for_either()
        settings = cls(
            slack_mode=mode or SlackMode.SOCKET,
            bot_token=reader.bot_token(mode),
            app_token=reader.app_token(needed=mode is SlackMode.SOCKET),
            signing_secret=reader.signing_secret(needed=mode is SlackMode.HTTP),
            encryption_keys=reader.encryption_keys(),
            slack_api_url=reader.api_url(),
            database_url=reader.text("DATABASE_URL", DEFAULT_DATABASE),
            host=reader.text("HOST", "127.0.0.1"),
            port=reader.port(),
            directory_feed=reader.directory_feed(),
            directory_mapping=reader.directory_mapping(),
            guests_may_join=reader.yes_or_no("GUESTS_MAY_JOIN"),
            feed_ports=reader.feed_ports(),
            named_forgotten_file=reader.path("FORGOTTEN_FILE"),
            public_url=reader.public_url(),
        )
        if reader.problems:
            raise SettingsError("\n".join(reader.problems))
        return settings


class _Reader:
    def __init__(
        self, environ: Mapping[str, str], *, needs_slack: bool = True, may_wait: bool = False
    ) -> None:
        self._environ, self._needs_slack, self._may_wait = environ, needs_slack, may_wait
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self._environ.get(name, "").strip() or default

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        return Path(value) if value else None

    def wrong(self, name: str, sentence: str) -> str:
        self.problems.append(f"{name} {sentence}")
        return ""

    def mode(self) -> SlackMode | None:
        """None where nothing says which: then either mode's setting is asked for."""
        given = self.text("SLACK_MODE")
        if given and given not in set(SlackMode):
            self.wrong("SLACK_MODE", f"is {given!r}; write `socket` or `http`.")
        elif given:
            return SlackMode(given)
        if self.text("SLACK_APP_TOKEN"):
            return SlackMode.SOCKET
        return SlackMode.HTTP if self.text("SLACK_SIGNING_SECRET") else None

    def yes_or_no(self, name: str) -> bool:
        given = self.text(name, "no").lower()
        if given not in ("yes", "no"):
            self.wrong(name, f"is {given!r}; write `yes` or `no`.")
        return given == "yes"

    def token(self, name: str, prefix: str, where: str) -> str:
        value = self.text(name)
        if not value and not self._needs_slack:
            return ""
        if not value:
            return self.wrong(name, f"is missing; copy it from {where}. It starts with {prefix}.")
        if not value.startswith(prefix):
            return self.wrong(name, f"doesn't start with {prefix}; copy it again from {where}.")
        return value

    def ask_for_either(self) -> None:
        if self._needs_slack:
            self.wrong("SLACK_APP_TOKEN", EITHER)

    def bot_token(self, mode: SlackMode | None) -> str:
        """Empty where it may wait: `xoxb-` alone is what .env.example has."""
        is_there = self.text("SLACK_BOT_TOKEN") not in ("", BOT_PREFIX)
        can_verify = mode is SlackMode.HTTP and self.text("SLACK_SIGNING_SECRET")
        if self._may_wait and can_verify and not is_there:
            return ""
        return self.token("SLACK_BOT_TOKEN", BOT_PREFIX, "the app's OAuth & Permissions page")

    def app_token(self, *, needed: bool) -> str:
        if not needed:
            return self.text("SLACK_APP_TOKEN")
        return self.token(
            "SLACK_APP_TOKEN", "xapp-", "Basic Information, App-Level Tokens (connections:write)"
        )

    def signing_secret(self, *, needed: bool) -> str:
        value = self.text("SLACK_SIGNING_SECRET")
        if needed and not value and self._needs_slack:
            return self.wrong(
                "SLACK_SIGNING_SECRET", "is missing; copy it from Basic Information, App Credentials."
            )
        return value

    def encryption_keys(self) -> tuple[str, ...]:
        keys = tuple(key.strip() for key in self.text("ENCRYPTION_KEYS").split(",") if key.strip())
        if not keys and not self._needs_slack:
            return (Fernet.generate_key().decode(),)
        if not keys:
            self.wrong(
                "ENCRYPTION_KEYS",
                "is missing; make a key with `lamplight keys` and keep it with your secrets.",
            )
        for number, key in enumerate(keys, start=1):
            if not _is_fernet_key(key):
                self.wrong("ENCRYPTION_KEYS", f"key {number} isn't a key; make one with `lamplight keys`.")
        return keys

    def api_url(self) -> str:
        value = self.text("SLACK_API_URL", SLACK_API_URL)
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or not value.endswith("/api/"):
            return self.wrong(
                "SLACK_API_URL", f"is {value!r}; write an address that ends in /api/, or leave it out."
            )
        return value

    def public_url(self) -> str:
        """Where browsers find the bot, without a slash at the end; empty for no dashboard."""
        value = self.text("PUBLIC_URL").rstrip("/")
        if value and not _is_public(value):
            return self.wrong("PUBLIC_URL", NOT_PUBLIC)
        if value.endswith(DASHBOARD):
            return self.wrong("PUBLIC_URL", WITHOUT_DASHBOARD)
        return value

    def port(self) -> int:
        given = self.text("PORT", "3000")
        if not given.isdigit() or not 0 <= int(given) <= 65535:
            self.wrong("PORT", f"is {given!r}; write a number from 1 to 65535.")
            return 0
        return int(given)

    def feed_ports(self) -> frozenset[int]:
        """Where calendars may be read, 443 among them."""
        given = [one.strip() for one in self.text("FEED_PORTS", "443").split(",")]
        if not all(one.isdigit() and 0 < int(one) <= 65535 for one in given):
            self.wrong("FEED_PORTS", "holds something that is no port; write numbers, as in 443,8443.")
            return HTTPS
        return HTTPS | {int(one) for one in given}

    def directory_feed(self) -> str:
        """A folder, or an address that may hold a token and is not repeated."""
        value = self.text("DIRECTORY_FEED")
        if "://" not in value:
            return value
        parts = urlsplit(value)
        if parts.scheme != "https" or not parts.hostname:
            return self.wrong(
                "DIRECTORY_FEED",
                "isn't an address we can read; write one that begins with https://, or a folder.",
            )
        return value

    def directory_mapping(self) -> Path | None:
        value = self.text("DIRECTORY_MAPPING")
        if not value and self.text("DIRECTORY_FEED"):
            self.wrong(
                "DIRECTORY_MAPPING",
                "is missing; name the file that says which column of the feed is what, as in "
                "bot/directory/sample/mapping.yml.",
            )
        return Path(value) if value else None


def _is_public(address: str) -> bool:
    """Whether browsers may find a dashboard there: over https, unless it is on this machine."""
    try:
        parts = urlsplit(address)
        is_plain = not (parts.query or parts.fragment or "@" in parts.netloc) and parts.port != 0
        (parts.hostname or "").encode("idna")
    except (UnicodeError, ValueError):
        return False
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
    return bool(is_plain and is_safe and parts.hostname and PREFIX.fullmatch(parts.path))


def _is_fernet_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def read_environment(environ: Mapping[str, str], *, env_file: Path) -> dict[str, str]:
    """The environment over the .env file: what is set outside wins."""
    from_file = {name: value for name, value in dotenv_values(env_file).items() if value is not None}
    return {**from_file, **environ}


def process_environment() -> dict[str, str]:
    """This process's environment, laid over a .env file in the current folder."""
    return read_environment(os.environ, env_file=Path(".env"))

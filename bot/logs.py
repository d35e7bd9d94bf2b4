"""What the process writes about itself: a line a record on stderr, and never a secret."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from bot.errors import DatabaseBusy

HIDDEN = "[hidden]"
PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+"), rf"\1-{HIDDEN}"),
    (re.compile(r"(https?://hooks\.[\w.-]+/)[^\s\"'<>)]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/(?:respond|commands|actions|upload)/)[^\s\"'<>)]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(response_url[\"']?\s*[:=]\s*[\"']?)[^\s\"',}]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(ticket=)[^&\s\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(?<![\w-])[\w-]{43}=(?![\w=-])"), HIDDEN),
    (re.compile(r"(\w+://[^\s:/@]*:)[^\s/]+(@)"), rf"\1{HIDDEN}\2"),
    (re.compile(r"(?i)((?:signing|client)_?secret[\"']?\s*[:=]\s*[\"']?)[^\s\"',})]+"), rf"\1{HIDDEN}"),
)
# These write whole requests and payloads below WARNING.
TALKATIVE = ("slack_bolt", "slack_sdk", "aiohttp.access", "asyncio", "sqlalchemy", "alembic")
# It asks this logger for a level of its own (3.47), and writes out every request if it has none.
WITHOUT_LEVEL = ("slack_sdk.web.async_base_client",)
# Its failures and misfires are logged where the jobs are started, once.
SILENT = ("apscheduler",)
# AsyncApp (1.30) finds SLACK_BOT_TOKEN in the environment by itself, and then says that it has no use for it.
NO_NEWS = "As you gave `client` as well, `token` will be unused."


def note_failure(logger: logging.Logger, what: str, error: BaseException | None) -> None:
    """Log what went wrong: as an error what somebody must mend, as a line what passes by itself."""
    if isinstance(error, DatabaseBusy):
        logger.warning("%s: %s", what, error)
    else:
        logger.error("%s", what, exc_info=error)


class Redacted(logging.Formatter):
    """Hides secrets in the finished line, so also in arguments, tracebacks and exception texts."""

    def __init__(self, known_secrets: Iterable[str] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._known = sorted((secret for secret in known_secrets if secret), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        return self.redact(super().format(record)).replace("\r", "").replace("\n", " | ")

    def redact(self, text: str) -> str:
        for secret in self._known:
            text = text.replace(secret, HIDDEN)
        for pattern, instead in PATTERNS:
            text = pattern.sub(instead, text)
        return text


def set_up_logs(
    known_secrets: Iterable[str] = (), *, level: int = logging.INFO, stream: TextIO | None = None
) -> None:
    """Replaces the root's handlers; `known_secrets` are hidden wherever they turn up."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacted(known_secrets))
    handler.addFilter(_is_news)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in (*TALKATIVE, *WITHOUT_LEVEL):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _is_news(record: logging.LogRecord) -> bool:
    """Not left to the loggers' levels: Bolt (1.30) copies the root's level to each of its own."""
    if record.msg == NO_NEWS:
        return False
    return record.levelno >= logging.WARNING or not record.name.startswith(TALKATIVE)

"""Turns what slack_sdk and aiohttp raise into the few outcomes a caller can act on."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable

# Slack on fatal_error: "It's possible some aspect of the operation succeeded before the error was raised".
MAY_HAVE_HAPPENED = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
# Slack says it with status 200 as well, in either spelling.
RATE_LIMITED = {"rate_limited", "ratelimited"}
CODE = re.compile(r"[a-z0-9_]{1,80}")
WORD = re.compile(r"[a-z]+_[a-z_]+")
DEFAULT_WAIT = 30


@contextmanager
def translated(method: str) -> Iterator[None]:
    """Raises SlackProblem kin only, without their cause: Slack's own errors quote whole answers."""
    try:
        yield
    except SlackApiError as error:
        raise _answered(method, error.response) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL):
        raise Unreachable(method) from None
    # AttributeError is how slack_sdk (3.47) fails on a text/plain 200 that some proxy made up.
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError):
        raise Unclear(method) from None


def problem(method: str, *, status: int, headers: Mapping[str, str], error: str) -> SlackProblem:
    """What an answer other than success means."""
    if status == 429 or error in RATE_LIMITED:
        return RateLimited(method, _retry_after(headers))
    if status >= 500 or error in MAY_HAVE_HAPPENED or not CODE.fullmatch(error):
        return Unclear(method)
    return Refused(method, error)


def hook_error(text: str, *, status: int) -> str:
    """Read the error in what a response_url answers: "" where all went well.

    Some answers are JSON, with status 200 too, some a word and some a page.
    """
    said = _json(text)
    if isinstance(said, dict) and "ok" in said:
        return "" if status == 200 and said["ok"] else str(said.get("error") or f"http_{status}")
    if status == 200:
        return ""
    word = WORD.search(text)
    return word.group() if word else f"http_{status}"


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _answered(method: str, response: Any) -> SlackProblem:
    data = getattr(response, "data", None)
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    error = str(data.get("error", "")) if isinstance(data, dict) else ""
    return problem(method, status=status, headers=response.headers, error=error)


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    given = headers.get("Retry-After", "")
    return timedelta(seconds=int(given) if given.isdecimal() else DEFAULT_WAIT)

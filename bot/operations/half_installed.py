"""States between installed and not: each is recognised by what Slack sends, or does not send, and mended."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.config import Settings, SlackMode
from bot.handlers.command import Slash
from bot.operations.findings import Finding, error, ok, warning
from bot.slack.check_up.hosts import further_hosts, is_reachable
from bot.slack.check_up.whose import app_of_app_token, app_of_bot
from bot.slack.gateway import Identity, SlackGateway
from bot.slack.heard import EVENT, TAP, WRONG_SIGNATURE

DAY = 24
SINCE_START = "since the bot started"

BLOCKED = (
    "{host} can't be reached, and {carries} go there. Open it for this machine in the firewall and the "
    "proxy, beside {api}."
)
SOCKET_BLOCKED = (
    "{host} can't be reached, and in Socket Mode everything comes from there. Slack names another such "
    "host each time: open wss-*.slack.com for this machine in the firewall and the proxy, WebSockets "
    "included."
)
ANOTHER_APP = (
    "SLACK_APP_TOKEN belongs to another app ({theirs}) than SLACK_BOT_TOKEN ({ours}). Take both from the "
    "settings of the same app: Basic Information, App-Level Tokens, and OAuth & Permissions."
)
WRONG_SECRET = (
    "requests arrive with a signature that doesn't fit, and no others. SLACK_SIGNING_SECRET is another app's "
    "or an "
    "old one: copy it again from Basic Information, App Credentials, and start the bot again."
)
NOT_VERIFIED = (
    "Slack has sent nothing {since}. With the bot running, press Retry beside the request "
    "address under Event Subscriptions until it says Verified, and save. Then open Lamplight's Home in "
    "Slack."
)
NO_SOCKET = (
    "Slack has sent nothing {since}. In the app's settings see that Socket Mode is on, and "
    "under Event Subscriptions that events are on. Then open Lamplight's Home in Slack."
)
HALF = (
    "commands arrive, and no event and no button does. Open Lamplight's Home in Slack and look again. If it"
    " stays so, a part of the manifest is missing: under App Manifest, paste the whole of Lamplight's "
    "manifest, save it, and reinstall the app."
)
EVENTS_OFF = (
    "commands or buttons arrive, and no event has for a day or since the start. Open Lamplight's Home in "
    "Slack and look again. If it stays so, Slack has switched events off, as it does after an outage, or "
    "the address isn't verified: under Event Subscriptions switch them on, press Retry until it says "
    "Verified, and save. The four events of the manifest have to be listed there."
)
COMMANDS_ELSEWHERE = (
    "nobody's {commands} has arrived {since}. Type one in Slack. If another app answers it, "
    "that app was installed later and has the same command: take the command out of that app, or install "
    "this one again. If Slack doesn't know it, a part of the manifest is missing: under App Manifest, paste "
    "the whole of Lamplight's manifest, save it, and reinstall the app."
)
ONE_ELSEWHERE = (
    "no {commands} has arrived since the bot started. If someone typed it, another app has the same command."
)
NOT_OK = ("failing", "waiting")
WORDS = {
    "database": (
        "says that its database fails: it is gone, or takes nothing that is written. Look for a full or "
        "read-only disk, and whether the file is still there."
    ),
    "slack": "has no connection to Slack right now, and keeps trying.",
}
NOT_RUNNING = "none answers at {address}. Start it to see here what Slack sends it."


async def further_places(session: aiohttp.ClientSession, settings: Settings) -> list[Finding]:
    """Look whether the way to each of Slack's other hosts is open."""
    hosts = further_hosts(settings.slack_api_url)
    closed = [host for host in hosts if not await is_reachable(session, host.url)]
    api = urlsplit(settings.slack_api_url).netloc
    blocked = [
        error("hosts", BLOCKED.format(host=host.name, carries=host.carries, api=api)) for host in closed
    ]
    names = ", ".join(dict.fromkeys(host.name for host in hosts if host not in closed))
    return [*blocked, *([ok("hosts", f"{names} can be reached, too.")] if names else [])]


async def socket_place(session: aiohttp.ClientSession, url: str) -> list[Finding]:
    """Look whether the way to the host that Slack named for Socket Mode is open."""
    parts = urlsplit(url)
    if await is_reachable(session, f"{parts.scheme.replace('ws', 'http')}://{parts.netloc}{parts.path}"):
        return []
    return [error("hosts", SOCKET_BLOCKED.format(host=parts.netloc))]


async def same_app(settings: Settings, slack: SlackGateway, identity: Identity) -> list[Finding]:
    """Hold the app of one token against that of the other, where Slack tells both."""
    if settings.slack_mode is not SlackMode.SOCKET:
        return []
    ours = await app_of_bot(slack, settings.bot_token, identity.bot_id)
    theirs = await app_of_app_token(slack, settings.app_token)
    if ours and theirs and ours != theirs:
        return [error("app token", ANOTHER_APP.format(ours=ours, theirs=theirs))]
    return []


async def what_is_heard(session: aiohttp.ClientSession, settings: Settings) -> list[Finding]:
    """Ask the running bot, at its own address, what Slack has sent it since it started."""
    address = f"http://{_reachable(settings.host)}:{settings.port}/healthz"
    told = await _told_at(session, address)
    if told is None:
        return [ok("running bot", NOT_RUNNING.format(address=address))]
    failing = [error("running bot", WORDS[name]) for name in WORDS if told.get(name) in NOT_OK]
    heard = told.get("heard")
    return [*failing, *(judge_heard(heard, mode=settings.slack_mode) if isinstance(heard, dict) else ())]


def _reachable(host: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown


async def _told_at(session: aiohttp.ClientSession, address: str) -> Mapping[str, Any] | None:
    """None where nobody answers as the bot does."""
    try:
        async with session.get(address) as response:
            told = await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None
    return told if isinstance(told, dict) and told.keys() & {"heard", *WORDS} else None


def judge_heard(heard: Mapping[str, int], *, mode: SlackMode) -> Iterator[Finding]:
    """`heard` is hours since the last of each sort, as the bot tells it."""
    commands = [command for command in Slash if command in heard]
    if not commands and EVENT not in heard and TAP not in heard:
        yield _nothing_heard(heard, mode=mode)
        return
    missing = [command for command in Slash if command not in heard]
    yield from _events(heard, commands)
    if not commands:
        yield warning(
            "commands", COMMANDS_ELSEWHERE.format(commands=" and no ".join(missing), since=SINCE_START)
        )
    elif missing:
        yield ok("commands", ONE_ELSEWHERE.format(commands=missing[0]))
    else:
        yield ok("commands", "arrive.")


def words_for_nothing(mode: SlackMode, *, since: str) -> str:
    """Say why nothing at all may arrive, by the way in."""
    return (NOT_VERIFIED if mode is SlackMode.HTTP else NO_SOCKET).format(since=since)


def _nothing_heard(heard: Mapping[str, int], *, mode: SlackMode) -> Finding:
    if WRONG_SIGNATURE in heard:
        return error("signing secret", WRONG_SECRET)
    return warning("events", words_for_nothing(mode, since=SINCE_START))


def _events(heard: Mapping[str, int], commands: list[Slash]) -> Iterator[Finding]:
    others = [heard[sort] for sort in (TAP, *commands) if sort in heard]
    if EVENT not in heard and TAP not in heard:
        yield warning("manifest", HALF)
    elif heard.get(EVENT, DAY) >= DAY and others and min(others) < DAY:
        yield warning("events", EVENTS_OFF)
    elif EVENT in heard:
        yield ok("events", "arrive.")

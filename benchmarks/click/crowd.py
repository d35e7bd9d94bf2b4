"""Two hundred people at once over HTTP, on SQLite, while Slack takes five seconds to say who somebody is."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode, urlsplit

from benchmarks.click.server import serving_apart
from benchmarks.click.storm import expect_200, request_of
from benchmarks.databases import durable
from benchmarks.report import Line
from benchmarks.slack import WORKSPACE_ID, LittleSlack
from bot.clock import system_clock
from bot.content import Content, load_content
from bot.domain.joining.joining import JoinAnswers
from bot.handlers.joining.pages import Carried
from bot.views.ids import Callback
from tests.clicks import PROGRAM_ID, Tap, ask_pairs
from tests.databases import SQLITE, Databases, opened

PEOPLE = 200
# Each does something so often, as fast as somebody reads.
EVERY = 10.0
SAYS_WHO_AFTER = 5.0
LATE, SLOW = 3.0, 1.0
JOIN, FORM = "application/json", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Deed:
    what: str
    request: bytes


async def run(databases: Databases) -> list[Line]:
    content = load_content()
    async with LittleSlack.serve() as slack, durable(databases, SQLITE) as url:
        slack.says_who_after = SAYS_WHO_AFTER
        async with opened(url) as db:
            taps = await ask_pairs(db, workspace_id=WORKSPACE_ID, count=PEOPLE, on=system_clock().date())
        async with serving_apart(url, slack.api_url) as bot:
            waits = await _all_at_once(bot.address, [_deeds(tap, slack, content) for tap in taps])
            await asyncio.sleep(SAYS_WHO_AFTER + LATE)
        joined = await _joined(url)
    return [*_lines(waits), Line("joined in the end", f"{joined}", aim="all", held=joined == PEOPLE)]


async def _all_at_once(address: str, people: Sequence[Sequence[Deed]]) -> list[tuple[str, float]]:
    """What each deed was, and the seconds to its acknowledgement."""
    waits: list[tuple[str, float]] = []
    began = time.perf_counter()

    async def one(number: int, deeds: Sequence[Deed]) -> None:
        host, port = urlsplit(address).hostname, urlsplit(address).port
        reader, writer = await asyncio.open_connection(host, port)
        for turn, deed in enumerate(deeds):
            due = began + (turn + number / PEOPLE) * EVERY
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            asked = time.perf_counter()
            writer.write(deed.request)
            await expect_200(reader)
            waits.append((deed.what, time.perf_counter() - asked))
        writer.close()

    async with asyncio.TaskGroup() as group:
        for number, deeds in enumerate(people):
            group.create_task(one(number, deeds))
    return waits


def _deeds(tap: Tap, slack: LittleSlack, content: Content) -> list[Deed]:
    """Home, two commands, a form's last page and an answer: nobody has been asked about before."""
    return [
        Deed("joining", _submitted(tap, content, system_clock())),
        Deed("/mentor", _command(tap, slack, "")),
        Deed("Home", _home(tap)),
        Deed("/mentor join", _command(tap, slack, "join")),
        Deed("we met", request_of(tap.body(slack.response_url))),
    ]


def _command(tap: Tap, slack: LittleSlack, text: str) -> bytes:
    form = {
        "command": "/mentor",
        "text": text,
        "team_id": tap.workspace_id,
        "user_id": tap.user_id,
        "trigger_id": f"1.{tap.user_id}.{text}",
        "response_url": slack.response_url,
    }
    return request_of(urlencode(form).encode())


def _home(tap: Tap) -> bytes:
    event = {"type": "app_home_opened", "user": tap.user_id, "channel": "D1", "tab": "home"}
    body = {
        "type": "event_callback",
        "event_id": f"Ev{tap.user_id}",
        "team_id": tap.workspace_id,
        "authorizations": [{"team_id": tap.workspace_id, "is_bot": True}],
        "event": event,
    }
    return request_of(json.dumps(body).encode(), **{"Content-Type": JOIN})


def _submitted(tap: Tap, content: Content, now: datetime) -> bytes:
    """The last page of the form to join."""
    answers = JoinAnswers(
        program_id=PROGRAM_ID,
        role="mentee",
        profession="nurse",
        career_stage="established",
        specialty="intensive_care",
        department="critical_care",
        preset_id="office",
        topics_wanted=("leadership",),
    )
    view = {
        "id": f"V{tap.user_id}",
        "type": "modal",
        "callback_id": Callback.JOIN_CHARTER,
        "title": {"type": "plain_text", "text": "Join"},
        "private_metadata": Carried(answers, now, content.charter.version).packed(),
        "blocks": [],
        "state": {"values": {}},
    }
    payload = {
        "type": "view_submission",
        "team": {"id": tap.workspace_id, "domain": "hospital"},
        "user": {"id": tap.user_id, "team_id": tap.workspace_id},
        "trigger_id": f"1.{tap.user_id}.form",
        "view": view,
    }
    return request_of(urlencode({"payload": json.dumps(payload)}).encode())


async def _joined(url: str) -> int:
    async with opened(url) as db, db.reading() as repos:
        return len(await repos.enrolments.list_for_program(WORKSPACE_ID, PROGRAM_ID))


def _lines(waits: Sequence[tuple[str, float]]) -> list[Line]:
    late = sum(wait > LATE for _, wait in waits)
    slow = sum(wait > SLOW for _, wait in waits)
    return [
        Line(f"crowd of {PEOPLE}: late acknowledgements", f"{late} of {len(waits)}", aim="0", held=not late),
        Line(f"crowd of {PEOPLE}: over one second", f"{slow} of {len(waits)}", aim="0", held=not slow),
        *(_line(what, [wait for name, wait in waits if name == what]) for what in dict(waits)),
    ]


def _line(what: str, waits: Sequence[float]) -> Line:
    ordered = sorted(waits)
    typical, slowest = ordered[len(ordered) // 2], ordered[-1]
    return Line(f"crowd, {what}: median, slowest", f"{1000 * typical:.0f} ms, {1000 * slowest:.0f} ms")

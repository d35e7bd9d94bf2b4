"""A connection outwards begins in few modules, and goes where the page for IT says."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# They play Slack, on this machine alone.
PLAYS_SLACK = ("bot/sandbox/", "bot/demo/")
BEGINS = {"ClientSession", "AsyncWebClient", "WebClient", "SocketModeClient", "create_connection", "urlopen"}
# From these the standard library and well-known packages begin a connection in ways that have no such name.
CLIENTS = {"urllib.request", "http.client", "smtplib", "ftplib", "requests", "httpx", "websockets", "boto3"}
GOES_TO = {
    "bot/fetching.py": "the staff directory's feed, and calendars that people link",
    "bot/operations/dashboard.py": "the bot's own PUBLIC_URL, which the doctor asks for",
    "bot/slack/gateway.py": "Slack's API",
    "bot/slack/socket.py": "Slack's Socket Mode",
}


def begins_a_connection(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in BEGINS:
                yield name
            case ast.Call(func=ast.Attribute(attr="open_connection"), keywords=given):
                # Over a socket that is there already: to a child process.
                if not any(one.arg == "sock" for one in given):
                    yield "open_connection"
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name in CLIENTS)
            case ast.ImportFrom(module=module) if module in CLIENTS:
                yield module


def test_a_connection_outwards_begins_in_these_modules_alone():
    modules = {path.relative_to(ROOT).as_posix(): path for path in (ROOT / "bot").rglob("*.py")}
    found = {
        name
        for name, path in modules.items()
        if not name.startswith(PLAYS_SLACK) and [*begins_a_connection(path.read_text(encoding="utf-8"))]
    }
    assert found == set(GOES_TO)


def test_what_would_begin_a_connection_is_recognised():
    hidden = (
        "import httpx\n"
        "from urllib.request import urlopen\n"
        "aiohttp.ClientSession()\n"
        "asyncio.open_connection('example.org', 443)\n"
        "asyncio.open_connection(sock=here)\n"
    )
    assert [*begins_a_connection(hidden)] == ["httpx", "urllib.request", "ClientSession", "open_connection"]

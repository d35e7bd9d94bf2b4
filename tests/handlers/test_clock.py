"""One click, one moment: the guard reads the clock, and whatever follows goes by what it read."""

import ast
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.sandbox.clock import SandboxClock
from bot.views.ids import Action
from tests.town import small_town

ROOT = Path(__file__).parents[2]
HANDLERS = ROOT / "bot/handlers"
GUARD = "bot.handlers.guard"
# Slack's retries and our tokens have times of their own.
BEFORE_THE_GUARD = ("bot.slack", "bot.usecases.installation", "bot.sandbox")


class Watched(SandboxClock):
    """Keeps which modules have read it."""

    def __init__(self, start):
        super().__init__(start)
        self.readers: Counter[str] = Counter()

    def now(self):
        self.readers[sys._getframe(1).f_globals["__name__"]] += 1
        return super().now()


@pytest.fixture
async def town():
    async with small_town(clock=Watched) as started:
        yield started


async def readers(town, action):
    """Who reads the clock from a click until all that follows from it is done."""
    town.sandbox.clock.readers.clear()
    await town.do(action)
    read = town.sandbox.clock.readers
    return {name: count for name, count in read.items() if not name.startswith(BEFORE_THE_GUARD)}


async def test_a_click_is_one_moment_from_the_guard_to_the_home_tab_shown_anew(town):
    _, nia, _ = await town.introduced_pair()
    await town.let_pass(timedelta(weeks=2))
    [question] = [message for message in nia.messages(nia.dm) if "manage to talk" in str(message.blocks)]
    for action in (
        nia.open_home(),
        nia.click(question, Action.WE_MET),
        nia.command("/mentor", "plan"),
        nia.command("/mentor", "pause"),
        nia.submit(),
    ):
        assert await readers(town, action) == {GUARD: 1}


def test_no_listener_reads_the_clock():
    found = {
        str(path.relative_to(ROOT))
        for path in HANDLERS.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "clock"
    }
    # What asks before the guard whether there is anything to guard.
    before = {"bot/handlers/unknown_workspaces.py", "bot/handlers/directory/slack_people.py"}
    assert found == {"bot/handlers/guard.py"} | before

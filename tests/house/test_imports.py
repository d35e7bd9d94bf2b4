"""What loads late stays late, and no import hides from the types and the import contracts."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Adding a listener, a kind or a criterion is adding a file: these find it by its name.
SCANS = {
    "bot/facts/matters/__init__.py",
    "bot/handlers/__init__.py",
    "bot/nudges/__init__.py",
    "bot/matching/criteria/__init__.py",
    "bot/measures/__init__.py",
    "bot/web/routes.py",
}
BY_NAME = {"import_module", "__import__"}
HEAVY = ("numpy", "ortools")
# Looks at the tables' versions, reads calendars, draws: all of it once the bot's modules are there.
LATER = ("alembic", "mako", "icalendar", "recurring_ical_events", "dateutil", "resvg_py", *HEAVY)


def names_in(path):
    nodes = list(ast.walk(ast.parse(path.read_text())))
    yield from (node.id for node in nodes if isinstance(node, ast.Name))
    yield from (node.attr for node in nodes if isinstance(node, ast.Attribute))


def test_only_scans_import_by_name():
    by_name = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "bot").rglob("*.py")
        if not BY_NAME.isdisjoint(names_in(path))
    }
    assert by_name == SCANS


def loaded_by(code, folder):
    """All that is loaded once `code` has run, with no settings."""
    prints = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.__stderr__))\n"
    ended = subprocess.run(
        [sys.executable, "-c", prints + code],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.stdout, ended.stderr.split()


def test_a_bot_is_imported_without_what_comes_later(tmp_path):
    _, loaded = loaded_by("import bot.app; from bot.content import load_content; load_content()", tmp_path)
    assert "bot.usecases.matching.by_hand" in loaded
    assert not {*LATER} & {*loaded}


def test_the_page_of_the_demo_does_not_wait_for_the_bot(tmp_path):
    _, loaded = loaded_by("import bot.demo.command", tmp_path)
    assert "bot.demo.house" in loaded
    assert not {"bot.app", "bot.content", "bot.storage", "slack_bolt", *HEAVY} & {*loaded}


@pytest.mark.parametrize(
    ("command", "said", "late"),
    [
        ("--version", "lamplight ", ("bot.app", "bot.operations", "bot.demo", *HEAVY)),
        ("doctor", "SLACK_BOT_TOKEN is missing", ("bot.demo", "bot.sandbox", *HEAVY)),
    ],
)
def test_a_command_loads_what_it_needs(tmp_path, command, said, late):
    out, loaded = loaded_by(f"sys.argv[1:] = [{command!r}]; import bot.__main__", tmp_path)
    assert said in out
    assert "bot.cli" in loaded
    assert not {*late} & {*loaded}

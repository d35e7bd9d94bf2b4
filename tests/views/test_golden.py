"""Every view looks as its golden file says, passes the linter, and is complete on a lock screen."""

import ast
import inspect
import json
import os
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import bot.views
from bot.sandbox.blockkit import lint_message, lint_privacy, lint_view
from bot.views.message import Home, Message, Modal
from tests.views.variants import CONTENT, SIGNPOSTS, is_message, variants

GOLDEN = Path(__file__).parent / "golden"
VARIANTS = variants()


@pytest.mark.parametrize("name", VARIANTS)
def test_view_matches_its_golden_file(name):
    path = GOLDEN / f"{name}.json"
    actual = json.dumps(VARIANTS[name].to_dict(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VARIANTS)
def test_view_passes_the_linter(name):
    view = VARIANTS[name]
    lint = lint_message if is_message(view) else lint_view
    assert lint(view.to_dict()) == []


@pytest.mark.parametrize("name", [name for name, view in VARIANTS.items() if is_message(view)])
def test_lock_screen_text_names_nobody(name):
    assert lint_privacy(VARIANTS[name].to_dict()) == []


def test_no_view_shows_a_signpost_without_its_name():
    bare = [
        (name, text)
        for name, view in VARIANTS.items()
        for text in mrkdwn(view.to_dict())
        for key, where in SIGNPOSTS.items()
        if text.count(where) != len(named(key, where).findall(text))
    ]
    assert bare == []


def mrkdwn(part):
    """Every text in a view that isn't somebody's own input."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from mrkdwn(inner)


def named(key, where):
    post = CONTENT.signposts[key]
    names = f"{re.escape(post.label)}:\\* |{re.escape(post.in_sentence)} \\("
    return re.compile(f"({names}){re.escape(where)}", re.IGNORECASE)


def test_no_golden_file_is_left_over():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(VARIANTS)


def test_every_view_has_a_variant():
    """A public function that returns a message, a modal or a Home tab is called in a file of variants."""
    files = Path(__file__).parent.glob("variants/*.py")
    called = {name for one in files for name in called_in(ast.parse(one.read_text(encoding="utf-8")))}
    assert [name for name in public_views() if name not in called] == []


def called_in(tree):
    """What of bot.views is called, by its full name, whatever it is imported as."""
    imported = {
        (one.asname or one.name): f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            first, *rest = ast.unparse(call.func).split(".")
            yield ".".join([imported.get(first, first), *rest])


def public_views():
    for module in pkgutil.walk_packages(bot.views.__path__, "bot.views."):
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            returned = inspect.signature(function).return_annotation
            if (
                function.__module__ == loaded.__name__
                and not name.startswith("_")
                and returned in (Home, Message, Modal)
            ):
                yield f"{module.name}.{name}"

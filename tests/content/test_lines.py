"""Every short line is said somewhere: one that nobody says is edited in vain."""

import ast
from functools import cache
from pathlib import Path

import pytest

import bot
from bot.content.lines import Lines

ROOT = Path(bot.__file__).parent


@cache
def lines_said() -> set[str]:
    """The names read from `...lines` anywhere in the bot."""
    found = set()
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "lines." in text else ():
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith("lines"):
                found.add(node.attr)
    return found


@pytest.mark.parametrize("name", Lines.model_fields)
def test_every_line_is_said_somewhere(name: str) -> None:
    assert name in lines_said(), f"nobody says `{name}` of lines.yml: take it out, or say it"

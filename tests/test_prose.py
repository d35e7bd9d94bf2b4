"""Docstrings say what a thing does to somebody who has not read its body: in the packages named here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

BOT = Path(__file__).parents[1] / "bot"
# Grows room by room: folders and modules below `bot` whose prose has been gone through.
PACKAGES = (
    "confined",
    "delivery",
    "facts",
    "nudges/__init__.py",
    "nudges/journey/steps.py",
    "planning",
    "rosters/links.py",
    "slack/do_not_disturb.py",
    "slack/pacing.py",
    "slack/repeats.py",
)
# Where a sentence begins so, its subject is out of sight.
NO_BEGINNING = re.compile(
    "among|as|at|by|each|for|from|here|if|in|it|nobody|none|of|one|that|these|they|this|those|until|what|"
    "when|where|which|who|whoever|why|with|without"
)
# No verb in the imperative: other words, the third person, the past.
NO_VERB = re.compile("a|all|an|any|both|everybody|how|most|so|some|somebody|the|there|.*[^s]s|.*[^e]ed")
ANSWER_WHETHER = ("is_", "has_", "may_")
# The name of a property of so many words says it all.
OBVIOUS_WORDS = 2

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Public(NamedTuple):
    name: str
    node: Function | ast.ClassDef

    @property
    def docstring(self) -> str:
        return ast.get_docstring(self.node) or ""


def public_in(source: str) -> list[Public]:
    return [*_public(ast.parse(source))]


def _public(node: ast.Module | ast.ClassDef, inside: str = "") -> Iterator[Public]:
    for each in node.body:
        if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if each.name.startswith("_"):
                continue
            yield Public(inside + each.name, each)
            if isinstance(each, ast.ClassDef):
                yield from _public(each, f"{inside}{each.name}.")


def complaint(public: Public) -> str | None:
    """None where its first line may stay as it is."""
    node = public.node
    line, _, more = public.docstring.partition("\n")
    if not line:
        return None if _is_obvious(node) else "has no docstring"
    if more and not more.startswith("\n"):
        return "says its first sentence in more than one line"
    first = line.partition(" ")[0].strip(".,:;").lower()
    if NO_BEGINNING.fullmatch(first):
        return f"begins with {first!r}: name its subject"
    if first == "whether":
        return None if node.name.startswith(ANSWER_WHETHER) else "begins with 'whether': say 'tell whether'"
    is_thing = isinstance(node, ast.ClassDef) or _is_property(node)
    is_fine = is_thing or not NO_VERB.fullmatch(first)
    return None if is_fine else f"begins with {first!r}: say in the imperative what it does"


def _is_obvious(node: Function | ast.ClassDef) -> bool:
    return _is_property(node) and len(node.name.split("_")) <= OBVIOUS_WORDS


def _is_property(node: Function | ast.ClassDef) -> bool:
    return any(ast.unparse(one) == "property" for one in node.decorator_list)


def modules_of(package: str) -> list[Path]:
    path = BOT / package
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_first_line_says_what_a_thing_does(package):
    modules = modules_of(package)
    assert modules, f"bot/{package} is no more: take it from PACKAGES"
    told = [
        f"{path.relative_to(BOT.parent)}:{public.node.lineno} {public.name} {why}"
        for path in modules
        for public in public_in(path.read_text(encoding="utf-8"))
        if (why := complaint(public))
    ]
    assert not told, "\n" + "\n".join(told)


@pytest.mark.parametrize(
    ("source", "is_fine"),
    [
        ('def read(): "Read the rows that are due."', True),
        ('def read(): "The rows that are due."', False),
        ('def read(): "Reads the rows that are due."', False),
        ('def read(): "Planned once."', False),
        ('def feed(): "Feed the queue."', True),
        ('def read(): "None if there is nothing."', False),
        ('def read(): "Of each, by its id."', False),
        ('def suits(): "Whether it does."', False),
        ('def may_leave(): "Whether a message may leave."', True),
        ("def read():\n    '''Read the rows\n    that are due.\n    '''", False),
        ("def read(): ...", False),
        ("def _read(): ...", True),
        ('class Row:\n    "The state of a row."', True),
        ('class Row:\n    "What a row holds."', False),
        ("class Row: ...", False),
        ('class Row:\n    "A row."\n    @property\n    def due_at(self): ...', True),
        ('class Row:\n    "A row."\n    @property\n    def may_leave_now(self): ...', False),
        ('class Row:\n    "A row."\n    def due_at(self): ...', False),
    ],
)
def test_what_counts_as_saying_it(source, is_fine):
    assert all(complaint(public) is None for public in public_in(source)) is is_fine

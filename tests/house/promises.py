"""Sentences that promise something of the product: where they stand, and how they are told from others."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "bot" / "content" / "en"
# For those who use Lamplight or answer for it.
PAGES = ("README.md", "docs/for_it.md", "docs/managers.md")
WORDS = ("charter.yml", "lines.yml", "announcement.yml", "briefings/*.yml", "cards/*.yml", "guides/*.yml")
VIEWS = ("bot/views/privacy/*.py", "bot/views/joining/*.py", "bot/views/managing/help_requests.py")
PROMISES = re.compile(
    r"\b(never|nobody|no one|nothing|always|only|deleted?|forgotten|is kept|are kept|keeps?|within|"
    r"will|won't|cannot|can't|don't|doesn't|does not|do not|without|at most|at once|exactly|any time|"
    r"refuses?|refused|is noted|is logged|encrypted|by itself|stays?|whatever|unless|no [a-z]+)\b",
    re.IGNORECASE,
)
ENDS = re.compile(r"(?<=[.!?])[\"”)*_]*\s+(?=[A-Z*_`“\"(\[{<@/])")


def sentences() -> Iterator[tuple[str, str]]:
    """Each that is like a promise, with the path of its file; in the order in which they stand."""
    for path, text in _texts():
        for sentence in _split(text):
            if PROMISES.search(sentence):
                yield path, sentence


def _texts() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        yield from ((page, text) for text in paragraphs((ROOT / page).read_text("utf-8")))
    for path in _files(CONTENT, WORDS):
        yield from ((_name(path), text) for text in _strings(yaml.safe_load(path.read_text("utf-8"))))
    for path in _files(ROOT, VIEWS):
        yield from ((_name(path), text) for text in _literals(ast.parse(path.read_text("utf-8"))))
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    yield from (("manifest.yml", text) for text in _strings(manifest["display_information"]))


def _files(folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        yield from sorted(folder.glob(pattern))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def paragraphs(page: str) -> Iterator[str]:
    """Of Markdown: paragraphs, items of lists and cells of tables, without what is code."""
    page = re.sub(r"^```.*?^```", "", page, flags=re.MULTILINE | re.DOTALL)
    page = re.sub(r"<!--.*?-->|!\[[^]]*\]\([^)]*\)", "", page, flags=re.DOTALL)
    page = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", page)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=#)|(?<=\|)\n", page):
        if block.lstrip().startswith("|"):
            yield from (cell for cell in re.split(r"(?<!\\)\|", block) if not re.fullmatch(r"[\s:-]*", cell))
        elif not block.startswith("#"):
            yield re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", block)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def _literals(tree: ast.Module) -> Iterator[str]:
    """What people may read of a module: its strings but docstrings; `{...}` where a value is put in."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values}
    for node in ast.walk(tree):
        if id(node) in docstrings or id(node) in inside:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from node.value.splitlines()
        elif isinstance(node, ast.JoinedStr):
            parts = (str(one.value) if isinstance(one, ast.Constant) else "{...}" for one in node.values)
            yield from "".join(parts).splitlines()


def _split(text: str) -> Iterator[str]:
    for sentence in ENDS.split(" ".join(text.split())):
        cleaned = sentence.strip().strip("*_").strip()
        if " " in cleaned:
            yield cleaned

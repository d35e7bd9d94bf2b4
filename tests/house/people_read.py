"""Every sentence that somebody reads: of views, messages, content, the command line, pages and documents."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "bot/content/en"
PAGE = ROOT / "bot/sandbox/static"
DOCUMENTS = (
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs").glob("*/*.md")),
    ROOT / "README.md",
    ROOT / "SECURITY.md",
)
# Whose text is for engineers alone.
FOR_ENGINEERS = {"architecture.md", "glossary.md", "slack.md"}
SPOKEN = ("views", "nudges", "handlers", "usecases", "content", "operations", "directory", "rosters", "demo")
MODULES = ("cli.py", "config.py", "errors.py", "fetching.py", "private_files.py", "__main__.py")
# A text node of a page, and a quoted string: both have a space and a word.
IN_PAGES = re.compile(r">([^<>{}`]*[a-z] [^<>{}`]*)<|\"([^\"\n]*[a-z] [^\"\n]*)\"|'([^'\n]*[a-z] [^'\n]*)'")


class Read(NamedTuple):
    """A text, and where it stands: a path below the repository, and a line or a key."""

    where: str
    text: str


def everything() -> list[Read]:
    return [*of_content(), *of_code(), *of_pages(), *of_documents()]


def of_content() -> Iterator[Read]:
    for path in sorted(CONTENT.rglob("*.yml")):
        yield from _strings(yaml.safe_load(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT)))


def _strings(part: object, where: str) -> Iterator[Read]:
    if isinstance(part, str):
        yield Read(where, part)
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _strings(value, f"{where}: {key}" if ":" not in where else f"{where}.{key}")
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value, where)


def of_code() -> Iterator[Read]:
    rooms = [path for room in SPOKEN for path in sorted((ROOT / "bot" / room).rglob("*.py"))]
    for path in (*rooms, *(ROOT / "bot" / one for one in MODULES)):
        for line, text in _said(ast.parse(path.read_text(encoding="utf-8"))):
            yield Read(f"{path.relative_to(ROOT)}:{line}", text)


def _said(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings that have two words, without docstrings and what goes to a log."""
    if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        children: list[ast.AST] = list(body)
    elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("logger."):
        return
    elif isinstance(node, (ast.Constant, ast.JoinedStr)):
        text = _text(node)
        if re.search(r"[A-Za-z] [A-Za-z{]", text):
            yield node.lineno, text
        children = list(ast.iter_child_nodes(node)) if isinstance(node, ast.JoinedStr) else []
        children = [
            value for one in children if isinstance(one, ast.FormattedValue) for value in (one.value,)
        ]
    else:
        children = list(ast.iter_child_nodes(node))
    for child in children:
        yield from _said(child)


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(_text(one) if isinstance(one, ast.Constant) else "{}" for one in parts)


def of_pages() -> Iterator[Read]:
    files = [*PAGE.glob("*.html"), *PAGE.glob("js/*.js")]
    for path in sorted(files):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.lstrip().startswith(("//", "import ", "*")):
                continue
            for found in IN_PAGES.finditer(line):
                text = next(group for group in found.groups() if group)
                yield Read(f"{path.relative_to(ROOT)}:{number}", text.strip())


def of_documents() -> Iterator[Read]:
    for path in DOCUMENTS:
        if path.name in FOR_ENGINEERS:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                yield Read(f"{path.relative_to(ROOT)}:{number}", line.strip())

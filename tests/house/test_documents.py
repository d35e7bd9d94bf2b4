"""The documents hold together: what is cited is there, links lead somewhere, paths and functions exist."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MARKDOWN = ".md"
CITING = (MARKDOWN, ".py", ".toml", ".yml")
# What tools make, and what is none of ours.
SKIPPED = ("node_modules", "dist", "build")
ADDRESS = re.compile(r"\w+://[^\s)>\"']+")
CITED = re.compile(r"(?<![\w./-])[\w./-]*\w\.md\b")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED_PATH = re.compile(r"(?<![\w./-])(?:bot|tests|tools|benchmarks|docs)/[\w./-]*\w")
BARE_MODULE = re.compile(r"`(\w+\.py)`")
NAMED_FUNCTION = re.compile(r"`(?:\w+\.)?(\w+)\(\)`")
# A command in running text or in a block, and the two ways to call it in a checkout.
COMMAND = re.compile(r"`lamplight [a-z]|^lamplight [a-z]", re.MULTILINE)
CALLED = (".venv/bin/lamplight", ". .venv/bin/activate")
# For readers of one of the others: what has changed, what Slack does, how speed is measured.
SAYS_IT_ELSEWHERE = ("CHANGELOG.md", "docs/slack.md", "benchmarks/README.md")
PINNED = re.compile(r"^[\w.-]+==\S+ .*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", re.MULTILINE)
GUIDES = ("*.md", "docs/*.md", "bot/content/README.md")


def files_of(root: Path) -> Iterator[Path]:
    """Every file people write; folders that begin with a dot only where a public host reads them."""
    for path in sorted(root.iterdir()):
        hidden = path.name.startswith(".") and path.name not in (".github", ".ci")
        if path.is_dir() and not hidden and path.name not in SKIPPED:
            yield from files_of(path)
        elif path.suffix in CITING and not path.is_dir():
            yield path


def missing_documents(path: Path, root: Path) -> list[str]:
    """Documents a file cites that are neither beside it, nor below the root, nor in `docs`."""
    cited = CITED.findall(ADDRESS.sub("", path.read_text(encoding="utf-8")))
    bases = (path.parent, root, root / "docs")
    return [one for one in cited if not any((base / one).is_file() for base in bases)]


def broken_links(path: Path) -> list[str]:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    return [link for link in LINK.findall(text) if not ADDRESS.match(link) and not _leads(path, link)]


def _leads(path: Path, link: str) -> bool:
    place, _, heading = link.partition("#")
    target = path.parent / place if place else path
    if not target.exists():
        return False
    return not heading or heading in headings(target)


def headings(path: Path) -> set[str]:
    """As public hosts name them in addresses."""
    found = HEADING.findall(FENCED.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}


def missing_paths(path: Path, root: Path) -> list[str]:
    """Paths from the root that lead nowhere, and modules named alone that are nowhere in `bot`."""
    text = ADDRESS.sub("", path.read_text(encoding="utf-8"))
    missing = [named for named in NAMED_PATH.findall(text) if not (root / named).exists()]
    alone = (name for name in BARE_MODULE.findall(text) if not any((root / "bot").rglob(name)))
    return [*missing, *alone]


@cache
def functions_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return frozenset(node.name for node in found)


def misplaced_functions(path: Path, root: Path) -> list[str]:
    """Functions, written `name()`, that none of the files named in the same line defines."""
    missing = []
    for line in path.read_text(encoding="utf-8").splitlines():
        there = [root / one for one in NAMED_PATH.findall(line) if one.endswith(".py")]
        defined = frozenset().union(*(functions_in(one) for one in there if one.is_file()))
        missing += [name for name in NAMED_FUNCTION.findall(line) if name not in defined]
    return missing


def documents() -> list[Path]:
    return [path for path in files_of(ROOT) if path.suffix == MARKDOWN]


def guides() -> list[Path]:
    """Where engineers and those who write content are told what lies where."""
    return [path for pattern in GUIDES for path in sorted(ROOT.glob(pattern))]


def test_every_document_that_is_cited_is_here() -> None:
    missing = {str(path.relative_to(ROOT)): missing_documents(path, ROOT) for path in files_of(ROOT)}
    assert {path: cited for path, cited in missing.items() if cited} == {}


@pytest.mark.parametrize("path", documents(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    assert broken_links(path) == []


@pytest.mark.parametrize("path", guides(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_is_named_exists(path: Path) -> None:
    assert missing_paths(path, ROOT) == []


def test_every_function_of_the_roads_is_where_the_page_says() -> None:
    assert misplaced_functions(ROOT / "docs/architecture.md", ROOT) == []


def test_a_document_with_a_command_in_it_says_how_to_call_it() -> None:
    told = [path for path in documents() if str(path.relative_to(ROOT)) not in SAYS_IT_ELSEWHERE]
    silent = [
        str(path.relative_to(ROOT))
        for path in (*told, ROOT / ".env.example")
        if not says_how_to_call(path.read_text(encoding="utf-8"))
    ]
    assert silent == []


def says_how_to_call(text: str) -> bool:
    return not COMMAND.search(text) or all(way in text for way in CALLED)


def test_a_command_without_a_way_to_call_it_is_found() -> None:
    assert not says_how_to_call("Run `lamplight doctor`.")
    assert not says_how_to_call("```\nlamplight run\n```\nIt is at .venv/bin/lamplight.")
    assert says_how_to_call("Lamplight is a bot. Type `make doctor`.")


def test_make_installs_what_is_pinned_with_its_hash_and_nothing_else() -> None:
    installs = [line for line in (ROOT / "Makefile").read_text().splitlines() if "$(PIP) install" in line]
    assert [line for line in installs if "--require-hashes -r requirements" not in line] == []
    text = (ROOT / "requirements.txt").read_text()
    pinned = PINNED.findall(text)
    assert len(pinned) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
    assert f"{len(pinned)} today" in (ROOT / "docs/for_it.md").read_text(encoding="utf-8")


def test_a_slip_in_a_document_is_found(tmp_path: Path) -> None:
    lost = f"lost{MARKDOWN}"
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot/here.py").write_text(f'def there() -> None:\n    """See {lost}."""\n')
    page = tmp_path / f"page{MARKDOWN}"
    page.write_text(
        f"# A page\n[up](#a-page) [gone](#nowhere) [away](https://example.org/x) [lost]({lost})\n"
        "`bot/here.py` `there()` `gone()`, `bot/gone.py`, `here.py`, `away.py`\n"
    )
    assert missing_documents(tmp_path / "bot/here.py", tmp_path) == [lost]
    assert missing_documents(page, tmp_path) == [lost]
    assert broken_links(page) == ["#nowhere", lost]
    assert missing_paths(page, tmp_path) == ["bot/gone.py", "away.py"]
    assert misplaced_functions(page, tmp_path) == ["gone"]

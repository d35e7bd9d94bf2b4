"""Runs the tests near a change: `make near`.

Near are the tests in the room of the same name, those that import what has changed, and those that hold the
lists it may break.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

# These run when they have changed themselves.
SLOW = ("tests/browser", "tests/chaos", "tests/journeys")
LISTS = (
    (r"bot/views/", ("tests/views/test_golden.py", "tests/views/test_limits.py")),
    (r"bot/(views/ids|handlers/.*)\.py", ("tests/handlers/test_every_id.py",)),
    (r"bot/nudges/", ("tests/nudges/test_kinds.py",)),
    (r"(bot|tests)/matching/criteria/", ("tests/matching",)),
    (r"bot/storage/", ("tests/storage/test_isolation.py", "tests/storage/migrations")),
    (r"bot/content/", ("tests/content",)),
    (r"manifest.*\.(yml|json)|README\.md|bot/handlers/.*\.py", ("tests/house/test_manifests.py",)),
    (r".*\.(md|py)", ("tests/house/test_documents.py",)),
)


def main() -> int:
    root = Path(__file__).parents[1]
    near = find_near(root, changed_since(root, sys.argv[1] if len(sys.argv) > 1 else "main"))
    if not near:
        sys.stderr.write("Nothing has changed that a test is near to.\n")
        return 0
    sys.stderr.write("\n".join(["Near what has changed:", *near, ""]))
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *near], cwd=root)


def changed_since(root: Path, since: str) -> list[str]:
    """List files that differ from where this branch left `since`, new ones that nobody added included."""
    base = _git(root, "merge-base", since, "HEAD") or ["HEAD"]
    new = _git(root, "ls-files", "--others", "--exclude-standard")
    return sorted({*_git(root, "diff", "--name-only", "--no-renames", base[0]), *new})


def find_near(root: Path, changed: Iterable[str]) -> list[str]:
    """List files and folders of tests, by their paths from `root`; a folder stands for all that is in it."""
    changed = list(changed)
    found = {near for path in changed for near in (*_room(root, path), *_lists(path))}
    found |= set(_importing(root, [module for path in changed if (module := _module(path))]))
    there = {path for path in found if path and (root / path).exists()}
    return sorted(path for path in there if not _above(path) & there)


def _room(root: Path, path: str) -> Iterator[str]:
    """Find what has the name of the file or of its room; of a test's golden files and set-up, its folder."""
    folder, _, name = path.rpartition("/")
    if path.startswith("tests/"):
        beside = folder != "tests" and (name == "conftest.py" or folder.endswith("/golden"))
        yield folder.removesuffix("/golden") if beside else path if name.startswith("test_") else ""
        return
    top, *rooms = folder.split("/")[:3]
    if top not in ("bot", "tools") or name.startswith("."):
        return
    yield "/".join(["tests", *rooms]) if len(rooms) > 1 else ""
    for word in {name.partition(".")[0], *rooms[1:]}:
        found = (root / "tests" / "/".join(rooms[:1])).glob(f"test_{word}*.py")
        yield from (str(test.relative_to(root)) for test in found)


def _lists(path: str) -> Iterator[str]:
    yield from (test for pattern, tests in LISTS if re.match(pattern, path) for test in tests)


def _importing(root: Path, modules: Iterable[str]) -> Iterator[str]:
    """Find the tests that import one of these modules by name."""
    wanted = re.compile("|".join(_imports(module) for module in modules) or r"(?!)", re.MULTILINE)
    for test in sorted((root / "tests").rglob("test_*.py")):
        path = str(test.relative_to(root))
        if not path.startswith(SLOW) and wanted.search(test.read_text(encoding="utf-8")):
            yield path


def _imports(module: str) -> str:
    package, _, name = module.rpartition(".")
    by_path = rf"^\s*(?:from|import) {re.escape(module)}\s"
    return (
        rf"{by_path}|^\s*from {re.escape(package)} import [^\n(]*(?:\([^)]*)?\b{name}\b"
        if package
        else by_path
    )


def _module(path: str) -> str:
    """Name the module in this file as imports do; "" for anything else."""
    return (
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") if path.endswith(".py") else ""
    )


def _above(path: str) -> set[str]:
    return {str(parent) for parent in Path(path).parents}


def _git(root: Path, *command: str) -> list[str]:
    asked = subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=False)
    return asked.stdout.split("\n")[:-1] if asked.returncode == 0 else []


if __name__ == "__main__":
    raise SystemExit(main())

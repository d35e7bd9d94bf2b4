"""Counts what the source text shows: files a folder, sizes, and the names that topics have."""

import ast
import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_FILES = 22
ROOTS = ("bot", "tests", "benchmarks", "tools")
LISTENERS = "bot/handlers"
LAYERS = ("bot/usecases", "bot/views", "bot/storage", "bot/nudges", "bot/domain")
TESTED = ("tests/usecases", "tests/handlers")


@dataclass(frozen=True, slots=True)
class Spread:
    """`p90`: nine in ten are no larger."""

    count: int
    median: float
    p90: int
    most: int


@dataclass(frozen=True, slots=True)
class Names:
    """The modules with listeners, and those with a namesake: a module at the same place in another layer."""

    listeners: frozenset[str]
    in_usecases: frozenset[str]
    in_views: frozenset[str]

    @property
    def in_both(self) -> frozenset[str]:
        return self.in_usecases & self.in_views


def spread(numbers: Iterable[int]) -> Spread:
    """Raises ValueError when there are none."""
    ordered = sorted(numbers)
    if not ordered:
        raise ValueError("there is nothing to count")
    tenth = math.ceil(0.9 * len(ordered)) - 1
    return Spread(len(ordered), statistics.median(ordered), ordered[tenth], ordered[-1])


def files_by_folder(tree: Path, root: str) -> dict[str, int]:
    """Count the modules that lie directly in each folder below `root`; folders without any are left out."""
    folders = (path.parent.relative_to(tree).as_posix() for path in (tree / root).rglob("*.py"))
    return dict(sorted(Counter(folders).items()))


def too_many(folders: Mapping[str, int]) -> dict[str, int]:
    """Keep the folders that are too big to look over."""
    return {folder: count for folder, count in folders.items() if count > MOST_FILES}


def module_lengths(folder: Path) -> list[int]:
    """Count the lines of each module, docstrings, comments and empty lines included."""
    return [len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob("*.py")]


def function_lengths(folder: Path) -> list[int]:
    """Count the lines of each function's body without its docstring; one inside another counts in both."""
    sources = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    return [length for source in sources for length in _bodies(ast.parse(source))]


def _bodies(module: ast.Module) -> Iterator[int]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body if ast.get_docstring(node, clean=False) is None else node.body[1:]
            yield (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def topics(tree: Path) -> list[str]:
    """List the topics: the packages that the listeners are in."""
    return sorted(_rooms(tree / LISTENERS))


def rooms_of(tree: Path) -> dict[str, tuple[str, ...]]:
    """Say for each topic in which other layers, and in which of their tests, it has a room of its name."""
    found = {layer: _rooms(tree / layer) for layer in (*LAYERS, *TESTED)}
    return {topic: tuple(layer for layer, rooms in found.items() if topic in rooms) for topic in topics(tree)}


def _rooms(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/*.py")}


def namesakes(tree: Path) -> Names:
    """Find the modules that register a listener, and their namesakes."""
    listeners = {
        place
        for place in _places(tree / LISTENERS)
        if "\ndef register(" in (tree / LISTENERS / place).read_text(encoding="utf-8")
    }
    use_cases, views = _places(tree / "bot/usecases"), _places(tree / "bot/views")
    return Names(_written(listeners), _written(listeners & use_cases), _written(listeners & views))


def _written(places: Iterable[Path]) -> frozenset[str]:
    return frozenset(place.with_suffix("").as_posix() for place in places)


def names_used_twice(tree: Path) -> dict[str, dict[str, Sequence[str]]]:
    """Say for each layer which module names stand in two of its rooms, and in which."""
    found = {layer: _used_twice(tree / layer) for layer in (LISTENERS, *LAYERS)}
    return {layer: twice for layer, twice in found.items() if twice}


def _used_twice(folder: Path) -> dict[str, Sequence[str]]:
    rooms: dict[str, list[str]] = defaultdict(list)
    for place in sorted(_places(folder)):
        rooms[place.stem].append(place.parent.as_posix())
    return {name: found for name, found in sorted(rooms.items()) if len(found) > 1}


def _places(folder: Path) -> set[Path]:
    """List the modules of a layer by their way from its folder."""
    return {path.relative_to(folder) for path in folder.rglob("*.py") if path.name != "__init__.py"}

"""Content as it is shipped, and copies of it with a mistake in them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

import bot.content
from bot.content import ContentError, Problem, load_content
from bot.content.loading import shelf
from bot.content.loading.document import Document
from bot.content.loading.reading import read_document

SHIPPED = Path(bot.content.__file__).parent / "en"


@pytest.fixture(autouse=True)
def _what_ships_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test changes one file of forty; the others are what they were for the test before."""
    monkeypatch.setattr(shelf, "read_document", _read)


def _read(path: Path, *, shown_as: str) -> Document:
    name = shown_as.removeprefix("bot/content/en/")
    as_it_ships = (SHIPPED / name).is_file() and (SHIPPED / name).read_bytes() == path.read_bytes()
    return _shipped(name, shown_as) if as_it_ships else read_document(path, shown_as=shown_as)


@cache
def _shipped(name: str, shown_as: str) -> Document:
    return read_document(SHIPPED / name, shown_as=shown_as)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the English files that a test may change."""
    return Path(copytree(SHIPPED, tmp_path / "bot" / "content" / "en"))


@pytest.fixture
def problems(folder: Path) -> Callable[[], list[Problem]]:
    """What loading the copy complains about."""

    def load() -> list[Problem]:
        try:
            load_content(folder=folder.parent)
        except ContentError as error:
            return list(error.problems)
        return []

    return load


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], int]:
    """Replaces the first `old` in a file; returns the line, from 1, on which `new` begins."""

    def replace(file: str, old: str, new: str) -> int:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    return replace

"""Content as it is shipped, and copies of it with a mistake in them."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

import bot.content
from bot.content import ContentError, Problem, load_content

SHIPPED = Path(bot.content.__file__).parent / "en"


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

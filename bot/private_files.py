"""Files that only whoever runs Lamplight may read: what is in them names people, or opens what does."""

import os
from pathlib import Path
from typing import TextIO

MINE = 0o600
MY_FOLDER = 0o700
OF_OTHERS = 0o077


def make_private(path: Path) -> None:
    """Make an empty file unless there is one, which stays as it is. Raises OSError."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, MINE))


def open_private(path: Path, *, encoding: str = "utf-8", newline: str | None = None) -> TextIO:
    """Open a text file for writing, empty, for whoever runs this alone. Raises OSError."""
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, MINE), "w", encoding=encoding, newline=newline)
    os.fchmod(file.fileno(), MINE)
    file.truncate(0)
    return file


def is_private(path: Path) -> bool:
    """Whether nobody but its owner can read or write it; so is what does not exist."""
    return not path.exists() or not path.stat().st_mode & OF_OTHERS

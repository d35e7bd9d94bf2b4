"""The file of deletions: what a restored backup does not know. A line each, and no name in it.

    person <a random number> <which key> <HMAC of workspace and person under that key>
    workspace <a random number> - <the workspace's id>

The random number stands in the database as well: what only the file has, happened after the backup.
"""

import fcntl
import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bot.errors import UserFacingError
from bot.storage.encryption import Cipher

logger = logging.getLogger(__name__)

PERSON, WORKSPACE, NO_KEY = "person", "workspace", "-"
FIRST_LINE = "# Lamplight's deletions, for `lamplight forget --replay`"
A_LINE = re.compile(
    r"(?:person (?P<person>[0-9a-f]{32}) (?P<key>[0-9a-f]{16}) (?P<mark>[0-9a-f]{64})"
    r"|workspace (?P<workspace>[0-9a-f]{32}) - (?P<id>[A-Z0-9]+))"
)
NOT_OURS = (
    "{path} is not a file of Lamplight's deletions: line {number} is none I wrote. Nothing was deleted."
)
UNREADABLE = "{path} can't be read ({why}). Nothing was deleted."
NOT_NOTED = (
    "a deletion could not be noted in %s (%s): after restoring a backup from before it, it has to be asked "
    "for again. Make room there, or name another file in FORGOTTEN_FILE."
)


@dataclass(frozen=True, slots=True)
class Deletion:
    """One line. `key` is empty for a workspace, whose id is then `mark`."""

    id: str
    key: str
    mark: str

    @property
    def is_of_workspace(self) -> bool:
        """Whether everything of a workspace was deleted."""
        return not self.key


class Deletions:
    """Notes deletions in a file, for which it needs the keys; without a file it only numbers them."""

    def __init__(self, path: Path | None, cipher: Cipher) -> None:
        self._path, self._cipher = path, cipher

    def note_person(self, workspace_id: str, user_id: str) -> str:
        """Before it is committed: better one line too many than one too few. Returns its number."""
        key, mark = self._cipher.marks(as_hashed(workspace_id, user_id))[0]
        return self._note(PERSON, f"{key} {mark}")

    def note_workspace(self, workspace_id: str) -> str:
        """The same for everything of a workspace."""
        return self._note(WORKSPACE, f"{NO_KEY} {workspace_id}")

    def _note(self, what: str, rest: str) -> str:
        number = uuid4().hex
        if self._path is not None:
            try:
                _append(self._path, f"{what} {number} {rest}\n")
            except OSError as error:
                # Whoever wants to be deleted is.
                logger.exception(NOT_NOTED, self._path, error.strerror)
        return number


def as_hashed(workspace_id: str, user_id: str) -> str:
    """What is hashed of somebody."""
    return f"{workspace_id}\n{user_id}"


def _append(path: Path, line: str) -> None:
    """On the disk when it returns. What a crash has cut is taken away first: it never was."""
    flags = os.O_RDWR | os.O_CREAT
    with os.fdopen(os.open(path, flags, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read()
        whole = kept[: kept.rfind(b"\n") + 1]
        file.truncate(len(whole))
        file.seek(len(whole))
        file.write(line.encode() if whole else f"{FIRST_LINE}\n{line}".encode())
        file.flush()
        os.fsync(file.fileno())
    if not whole:
        _settle(path.parent)


def _settle(folder: Path) -> None:
    """A new file's name has to be on the disk as well."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def read_deletions(path: Path) -> Sequence[Deletion]:
    """Raises UserFacingError for a file that is none, with the line that says so."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserFacingError(NOT_OURS.format(path=path, number=1)) from error
    except OSError as error:
        raise UserFacingError(UNREADABLE.format(path=path, why=error.strerror)) from error
    return list(_lines(path, text))


def _lines(path: Path, text: str) -> Iterator[Deletion]:
    *lines, cut = text.split("\n")
    if not lines or lines[0] != FIRST_LINE:
        raise UserFacingError(NOT_OURS.format(path=path, number=1))
    # What a crash has cut is no line; one whose end an editor took away is.
    whole = [*lines, cut] if A_LINE.fullmatch(cut) else lines
    for number, line in enumerate(whole[1:], start=2):
        found = A_LINE.fullmatch(line)
        if found is None:
            raise UserFacingError(NOT_OURS.format(path=path, number=number))
        if found["person"]:
            yield Deletion(found["person"], found["key"], found["mark"])
        else:
            yield Deletion(found["workspace"], "", found["id"])

"""Where the hospital leaves its export: a folder, of which the newest file counts, or an https address."""

import asyncio
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path
from urllib.parse import urlsplit

from bot.content.people import People
from bot.directory.mapping import load_mapping
from bot.directory.reading import StaffFile
from bot.errors import UserFacingError
from bot.fetching import PUBLIC_HTTPS, Rules, fetch_into

LARGEST = 500_000_000
WITHIN = timedelta(minutes=5)
# A file that changed a moment ago may still be on its way.
SETTLED = timedelta(minutes=1)
FROM_ADDRESS = "The staff export"

NO_FOLDER = "The folder in DIRECTORY_FEED isn't there, or can't be read."
NO_FILE = "There is no CSV file in the folder in DIRECTORY_FEED."
TOO_LARGE = "{name} is larger than 500 MB. That isn't a list of people."
STILL_COMING = "The newest file in DIRECTORY_FEED changed a moment ago and may not be whole yet."


@dataclass(frozen=True, slots=True)
class Feed:
    """`place` may be a secret: it stands in no message and no log. `rules` are for tests.

    Who looks after the bot names the port with the address.
    """

    place: str
    mapping: Path
    rules: Rules = PUBLIC_HTTPS

    @property
    def is_address(self) -> bool:
        return "://" in self.place

    @property
    def allowed(self) -> Rules:
        """Where it may be read."""
        if self.rules.ports is None:
            return self.rules
        return replace(self.rules, ports=self.rules.ports | {urlsplit(self.place).port or 443})


@dataclass(frozen=True, slots=True)
class Export:
    """A file that nobody changes any more, read as its mapping says. The same `key`, the same content."""

    file: StaffFile
    key: str


@dataclass(frozen=True, slots=True)
class Seen:
    rows: int
    rejected: int


async def look_at(feed: Feed, *, people: People, at: datetime) -> Seen:
    """Reads all of it and keeps nothing. Raises UserFacingError."""
    async with newest_export(feed, people=people, at=at) as export:
        return await asyncio.to_thread(_count, export.file)


def _count(file: StaffFile) -> Seen:
    rows = rejected = 0
    for batch in file.batches():
        rows, rejected = rows + len(batch.rows), rejected + sum(one.loses for one in batch.rejects)
    return Seen(rows, rejected)


@asynccontextmanager
async def newest_export(feed: Feed, *, people: People, at: datetime) -> AsyncIterator[Export]:
    """A copy of it, which is gone afterwards; `at` is the machine's time. Raises UserFacingError."""
    with tempfile.TemporaryDirectory(prefix="lamplight") as folder:
        path = Path(folder) / "export.csv"
        if feed.is_address:
            name = FROM_ADDRESS
            with path.open("wb") as file:
                await fetch_into(
                    file.write, feed.place, limit_bytes=LARGEST, within=WITHIN, rules=feed.allowed
                )
        else:
            name = await asyncio.to_thread(_copy_newest, Path(feed.place), path, at)
        yield await export_at(path, feed.mapping, people=people, name=name)


async def export_at(path: Path, mapping: Path, *, people: People, name: str) -> Export:
    """`name` is what people call the file. Raises UserFacingError."""
    staff_file = StaffFile(path, load_mapping(mapping, people=people), people=people, name=name)
    try:
        key = await asyncio.to_thread(_key, path, mapping)
    except OSError as error:
        raise UserFacingError(f"{name} can't be read ({error.strerror}).") from error
    return Export(staff_file, key)


def _key(*paths: Path) -> str:
    key = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            key.update(_digest(file))
    return key.hexdigest()


def _digest(file: BufferedReader) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()


def _copy_newest(folder: Path, to: Path, at: datetime) -> str:
    """Returns its name."""
    try:
        files = [one for one in folder.iterdir() if one.suffix.lower() == ".csv" and one.is_file()]
        if not files:
            raise UserFacingError(NO_FILE)
        newest = max(files, key=lambda one: (one.stat().st_mtime, one.name))
        before = newest.stat()
        if before.st_mtime > (at - SETTLED).timestamp():
            raise UserFacingError(STILL_COMING)
        if before.st_size > LARGEST:
            raise UserFacingError(TOO_LARGE.format(name=newest.name))
        shutil.copyfile(newest, to)
        after = newest.stat()
    except OSError:
        raise UserFacingError(NO_FOLDER) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise UserFacingError(STILL_COMING)
    return newest.name

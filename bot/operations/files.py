"""Whether the files that Lamplight writes can be read by others on this machine."""

from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.operations.findings import Finding, ok, warning
from bot.private_files import is_private

BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")
OPEN = "others on this machine can read {files}. Run `chmod 600 {files}`."
NO_PLACE = (
    "deletions are written to {path}, beside where Lamplight was started. With PostgreSQL name a file in "
    "FORGOTTEN_FILE that outlives this machine, and keep it apart from the backups."
)


def files(settings: Settings) -> Iterator[Finding]:
    """Look at the database, where it is a file, and at the file of deletions."""
    found = [path for path in _written(settings) if not is_private(path)]
    if found:
        yield warning("files", OPEN.format(files=" ".join(map(str, found))))
    else:
        yield ok("files", "nobody else on this machine can read them.")
    if not settings.brings_database_up_to_date and settings.named_forgotten_file is None:
        yield warning("files", NO_PLACE.format(path=settings.forgotten_file))


def _written(settings: Settings) -> Iterator[Path]:
    if database := settings.database_file:
        yield from (Path(f"{database}{end}") for end in BESIDE_SQLITE)
    if settings.forgotten_file:
        yield settings.forgotten_file

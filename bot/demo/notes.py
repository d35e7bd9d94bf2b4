"""What a kept demo needs to go on, in a file beside its database."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from bot.config import Settings
from bot.errors import UserFacingError
from bot.private_files import open_private
from bot.sandbox.model import Json

NOTES = "demo.json"
DATABASE = "lamplight.db"
CONVERSATIONS = "conversations.json"


@dataclass(frozen=True, slots=True)
class Notes:
    """Its seed, its encryption key, and the time it had reached."""

    seed: int
    key: str
    now: str = ""

    @property
    def at(self) -> datetime | None:
        return datetime.fromisoformat(self.now) if self.now else None


def database_in(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


def read_notes(folder: Path) -> Notes | None:
    """None where no demo was kept yet. Raises UserFacingError."""
    path = folder / NOTES
    if not path.exists():
        if (folder / DATABASE).exists():
            raise UserFacingError(
                f"{folder} holds a demo that wasn't finished. Delete it and start a new one."
            )
        return None
    try:
        return Notes(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise UserFacingError(f"{path} can't be read. Delete the folder and start a new demo.") from error


def write_notes(folder: Path, notes: Notes) -> None:
    with open_private(folder / NOTES) as file:
        file.write(json.dumps(asdict(notes)))


def write_conversations(folder: Path, said: Json) -> None:
    """Whole or not at all: a demo may be ended at any moment."""
    beside = folder / f"{CONVERSATIONS}.new"
    with open_private(beside) as file:
        file.write(json.dumps(said))
    beside.replace(folder / CONVERSATIONS)


def read_conversations(folder: Path) -> Json | None:
    """None where none were kept. Raises UserFacingError."""
    path = folder / CONVERSATIONS
    if not path.exists():
        return None
    try:
        return cast(Json, json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise UserFacingError(f"{path} can't be read. Delete the folder and start a new demo.") from error


def kept_demo(folder: Path) -> tuple[Settings, datetime]:
    """Its database, and the time it has reached. Raises UserFacingError where there is no demo."""
    notes = read_notes(folder)
    if notes is None or notes.at is None:
        raise UserFacingError(f"There is no demo in {folder}. Start one with `lamplight demo --data FOLDER`.")
    environ = {"ENCRYPTION_KEYS": notes.key, "DATABASE_URL": database_in(folder)}
    return Settings.for_database(environ), notes.at

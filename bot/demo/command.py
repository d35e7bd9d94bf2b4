"""`lamplight demo`: the invented hospital in a local workspace, in the browser."""

import asyncio
import json
import logging
import signal
import tempfile
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.fernet import Fernet
from rich.console import Console

from bot.demo.world import World, world
from bot.errors import UserFacingError
from bot.logs import set_up_logs

NOTES = "demo.json"
DATABASE = "lamplight.db"


@dataclass(frozen=True, slots=True)
class Notes:
    """What a kept demo needs to go on: its seed, its encryption key, and the time it had reached."""

    seed: int
    key: str
    now: str = ""


def run_demo(*, data: Path | None, port: int, open_browser: bool, seed: int) -> None:
    """Runs until Ctrl+C.

    With `data` the database is kept there, and the next demo goes on where this one ends.
    """
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    with _folder(data) as folder:
        notes = _read_notes(folder) or Notes(seed=seed, key=Fernet.generate_key().decode())
        set_up_logs((notes.key,))
        try:
            asyncio.run(_show(folder, notes, port=port, open_browser=open_browser, keeps=data is not None))
        except OSError as error:
            raise UserFacingError(
                f"Port {port} can't be used ({error.strerror}). Choose another one with --port, or "
                f"--port 0 for any."
            ) from error


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is None:
        with tempfile.TemporaryDirectory(prefix="lamplight-demo-") as folder:
            yield Path(folder)
        return
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"{data} can't be used as a folder ({error.strerror}). Name another with --data."
        ) from error
    yield data


def _read_notes(folder: Path) -> Notes | None:
    path = folder / NOTES
    if not path.exists():
        if (folder / DATABASE).exists():
            raise UserFacingError(
                f"{folder} holds a demo that was not finished. Delete it and start a new one."
            )
        return None
    try:
        return Notes(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError) as error:
        raise UserFacingError(f"{path} can't be read. Delete the folder and start a new demo.") from error


async def _show(folder: Path, notes: Notes, *, port: int, open_browser: bool, keeps: bool) -> None:
    console = Console()
    at = datetime.fromisoformat(notes.now) if notes.now else None
    console.print("Inventing a hospital ..." if at is None else "Opening the hospital you kept ...")
    address = f"sqlite:///{folder / DATABASE}"
    async with world(seed=notes.seed, key=notes.key, database_url=address, port=port, at=at) as made:
        stopped = _on_interrupt()
        _keep(folder, notes, made)
        _greet(console, made, folder=folder if keeps else None)
        if open_browser:
            webbrowser.open(made.sandbox.base_url)
        await stopped.wait()
        await made.bot.background.drain()
        _keep(folder, notes, made)


def _keep(folder: Path, notes: Notes, made: World) -> None:
    kept = Notes(notes.seed, notes.key, made.sandbox.clock.now().isoformat())
    (folder / NOTES).write_text(json.dumps(asdict(kept)), encoding="utf-8")


def _greet(console: Console, made: World, *, folder: Path | None) -> None:
    people = len(made.sandbox.people)
    console.print(
        f"\n[bold]{made.cast.hospital.name}[/bold] is open: {people} people, three programs, nobody real."
    )
    console.print(f"\n    {made.sandbox.base_url}\n")
    manager, nurse = made.cast.manager_of("specialist_resident"), made.cast.newcomer()
    console.print(f"Try: be {nurse.name}, a nurse, and type /mentor join.")
    console.print(f"Be {manager.name}, who has people waiting, and type /mentoring match.")
    console.print("Then move the clock, and look at people's phones.")
    if folder:
        console.print(f"What happens is kept in {folder}; messages shown so far are not.")
    console.print("Ctrl+C ends it.")


def _on_interrupt() -> asyncio.Event:
    """Set by Ctrl+C or SIGTERM from now on."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped

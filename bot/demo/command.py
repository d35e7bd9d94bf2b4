"""`lamplight demo`: the invented hospital in a local workspace, in the browser."""

import asyncio
import logging
import tempfile
import threading
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from rich.console import Console

from bot.demo.house import House, house
from bot.demo.notes import Notes, read_conversations, read_notes
from bot.errors import UserFacingError
from bot.logs import set_up_logs
from bot.private_files import MY_FOLDER
from bot.sandbox.showing.opening import Chapter


def run_demo(*, data: Path | None, port: int, open_browser: bool, seed: int) -> None:
    """Runs until Ctrl+C.

    With `data` the database is kept there, and the next demo goes on where this one ends.
    """
    logging.getLogger("aiohttp").setLevel(logging.ERROR)
    logging.getLogger("bot.jobs").setLevel(logging.WARNING)
    with _folder(data) as folder:
        notes = read_notes(folder) or Notes(seed=seed, key=Fernet.generate_key().decode())
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
        data.mkdir(mode=MY_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"{data} can't be used as a folder ({error.strerror}). Name another with --data."
        ) from error
    yield data


async def _show(folder: Path, notes: Notes, *, port: int, open_browser: bool, keeps: bool) -> None:
    console = Console(soft_wrap=True)
    said = read_conversations(folder) if notes.at else None
    async with house(seed=notes.seed, port=port, at=notes.at, said=said) as built:
        _look_on(console, built, is_kept=bool(notes.at))
        if open_browser:
            _open_browser(built.sandbox.base_url)
        live = await asyncio.to_thread(_load_the_bot)
        await live(console, built, folder=folder, notes=notes, keeps=keeps)


def _load_the_bot() -> Callable[..., Awaitable[None]]:
    """It takes a second, in which the page is on its way already."""
    from bot.demo.living import live

    return live


def _look_on(console: Console, built: House, *, is_kept: bool) -> None:
    """Where to do so, and a line for each thing that has happened."""
    console.print("Opening the hospital you kept." if is_kept else "Inventing a hospital; look on at")
    console.print(f"\n    {built.sandbox.base_url}\n")
    built.opening.on_chapter = lambda chapter: console.print(_line(chapter))


def _line(chapter: Chapter) -> str:
    day = f"{chapter.at:%a} {chapter.at.day} {chapter.at:%b}"
    return f"{day:<11} {chapter.title}{chapter.so_far and f': {chapter.so_far}'}."


def _open_browser(address: str) -> None:
    """Beside everything else: one that runs in a terminal takes as long as it is looked at."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

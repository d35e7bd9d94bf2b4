"""The demo from the moment its page is there: the bot moves in, the terminal greets, and Ctrl+C ends it."""

import asyncio
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console

from bot.demo.cast import Cast
from bot.demo.house import House
from bot.demo.notes import Notes, database_in, write_conversations, write_notes
from bot.demo.staff import EXPORT, MAPPING
from bot.demo.world import World, lived_in
from bot.sandbox.keeping import said_in
from bot.sandbox.sandbox import Sandbox

A_STEP = 10.0  # seconds, and far more than it takes


async def live(console: Console, built: House, *, folder: Path, notes: Notes, keeps: bool) -> None:
    """Until Ctrl+C; the time reached stands in the folder at every moment."""
    sandbox, is_kept = built.sandbox, notes.at is not None
    write = partial(_keep_conversations, folder, sandbox, is_wanted=keeps)
    async with lived_in(
        built, seed=notes.seed, key=notes.key, database_url=database_in(folder), is_kept=is_kept
    ) as made:
        stopped = _on_interrupt()
        _keep(folder, notes, sandbox)
        sandbox.clock.on_move.append(lambda: _keep(folder, notes, sandbox))
        _greet(console, built, folder=folder, keeps=keeps)
        made.timeline.on_rest.append(write)
        write()
        await stopped.wait()
        await come_to_rest(made)
        await made.bot.background.drain()
        _keep(folder, notes, sandbox)
        write()


async def come_to_rest(made: World) -> None:
    """Let a run of the clock end with its present step: it would call a bot that is gone."""
    made.timeline.acting = False
    made.timeline.stop()
    with suppress(TimeoutError):
        await made.sandbox.workspace.changes.until(lambda: not made.timeline.is_moving, A_STEP)


def _keep(folder: Path, notes: Notes, sandbox: Sandbox) -> None:
    write_notes(folder, replace(notes, now=sandbox.clock.now().isoformat()))


def _keep_conversations(folder: Path, sandbox: Sandbox, *, is_wanted: bool) -> None:
    if is_wanted:
        write_conversations(folder, said_in(sandbox.workspace))


def _greet(console: Console, built: House, *, folder: Path, keeps: bool) -> None:
    people = len(built.sandbox.people)
    console.print(f"\n[bold]{built.cast.hospital.name}[/bold] is open: {people} people, all invented.")
    console.print(f"\n    {built.sandbox.base_url}\n")
    for line in tour(built.cast):
        console.print(line)
    console.print(f"The staff directory is read every morning. By hand:\n    {import_by_hand(folder)}")
    if keeps:
        console.print(f"What happens is kept in {folder}, with its conversations.")
    console.print("Ctrl+C ends it.")


def tour(cast: Cast) -> Iterator[str]:
    """Who to be first, and what to do."""
    nurse, matching = cast.newcomer(), cast.manager_of("specialist_resident")
    running = cast.manager_of("nurse_leadership")
    recruiting, champion = cast.manager_of("coaching_sprint"), cast.champion_of("nurse_leadership")
    yield "First steps are on the page. Or try these:"
    yield f"Be {nurse.name}, a nurse, and type /mentor join."
    yield f"Be {matching.name}, who has people waiting, and type /mentoring match."
    yield f"Be {recruiting.name}, who looks for mentors, and see Home."
    yield f"Be {running.name}, whose program runs, and press Open dashboard on Home."
    yield f"Be {cast.linked()[0].name}, a resident whose roster comes from a link, and type /mentor roster."
    if champion:
        yield f"Be {champion.name}, who sees totals and never a name."
    lead = cast.lead_of("nurse_leadership")
    yield f"Be {lead.name}, who mentors can turn to: one of them would like a call."
    yield "You can type commands in any channel, or in the note to yourself: press / to get there."
    yield "Then move the clock, and look at people's phones."


def import_by_hand(folder: Path) -> str:
    """As it can be typed where the demo was started."""
    python = _from_here(Path(sys.executable))
    export, mapping = _from_here(EXPORT), _from_here(MAPPING)
    return f"{python} -m bot people import {export} --mapping {mapping} --data {folder}"


def _from_here(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _on_interrupt() -> asyncio.Event:
    """Set by Ctrl+C or SIGTERM from now on."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped

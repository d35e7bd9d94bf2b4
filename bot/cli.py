"""The command line: run, doctor, migrate, forget, keys, demo.

Each command loads what it needs when it is called: a wrong setting is said at once.
"""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import system_clock
from bot.config import Settings, process_environment
from bot.errors import UserFacingError
from bot.logs import set_up_logs

logger = logging.getLogger(__name__)

ROWS_LEFT_OUT = 3
# Seconds that a long page on another thread keeps a click waiting before Python turns to it.
CLICKS_WAIT_AT_MOST = 0.001
NOT_INSTALLED_YET = (
    "SLACK_BOT_TOKEN is empty: Lamplight listens on %s, lets Slack verify the request address, and does "
    "nothing else. Install the app in Slack, put its token in SLACK_BOT_TOKEN, and start again."
)
REFUSED, IN_DOUBT = 2, 3

# Typer's own tracebacks show local variables, tokens among them.
app = typer.Typer(
    help="Lamplight: mentoring programs in hospitals, run from Slack.",
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
)
keys_app = typer.Typer(invoke_without_command=True)
app.add_typer(keys_app, name="keys")
program_app = typer.Typer(help="Share a program with another hospital.", no_args_is_help=True)
app.add_typer(program_app, name="program")

outbox_app = typer.Typer(help="Messages waiting or undelivered.", no_args_is_help=True)
app.add_typer(outbox_app, name="outbox")

people_app = typer.Typer(help="The hospital's staff directory.", no_args_is_help=True)
app.add_typer(people_app, name="people")

roster_app = typer.Typer(help="Rosters, and what they say.", no_args_is_help=True)
app.add_typer(roster_app, name="roster")


def main() -> None:
    """What can be fixed is a message on stderr, all else a line in the log; both end with code 1."""
    set_up_logs()
    try:
        app()
    except UserFacingError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except Exception:
        logger.critical("Lamplight stopped", exc_info=True)
        sys.exit(1)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lamplight {_version()}")
        raise typer.Exit


def _version() -> str:
    try:
        return version("lamplight")
    except PackageNotFoundError:
        return "from a checkout"


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def run() -> None:
    """Run the bot, with the settings in the environment or in .env."""
    settings = Settings.for_running(process_environment())
    set_up_logs(settings.secrets)
    asyncio.run(_run(settings))


@app.command()
def doctor(
    live: Annotated[bool, typer.Option("--live", help="Try it in the workspace itself; asks first.")] = False,
    asking: Annotated[str, typer.Option("--as", help="Your own Slack member ID.", metavar="U...")] = "",
    other: Annotated[
        str, typer.Option("--with", help="A colleague's; tell them first.", metavar="U...")
    ] = "",
    channel: Annotated[str, typer.Option(help="A channel to post in as well.", metavar="C...")] = "",
    guest: Annotated[str, typer.Option(help="A guest's member ID, if there is one.", metavar="U...")] = "",
    gone: Annotated[str, typer.Option(help="The ID of someone who has left.", metavar="U...")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Check settings, database, tokens, scopes and clock, and say how to fix what is wrong.

    With --live, try in the workspace itself what Lamplight relies on, and take back what that wrote.
    """
    from bot.operations.check_up import check_up

    if not live:
        wrong = asyncio.run(check_up(process_environment(), now=system_clock(), show=_show))
        raise typer.Exit(code=wrong)
    if not (asking and other):
        raise UserFacingError(
            "--live writes to you and to a colleague who knows about it: add --as U... and --with U..."
        )
    _doctor_live(asking, other, channel, guest=guest, gone=gone, yes=yes)


def _doctor_live(asking: str, other: str, channel: str, *, guest: str, gone: str, yes: bool) -> None:
    from bot.operations.check_up import check_up_live
    from bot.operations.live.plan import Plan, lines_of

    settings, plan = _settings(), Plan(asking, other, channel, guest, gone)
    typer.echo("\n".join(lines_of(plan)))
    if not yes:
        typer.confirm("Continue?", abort=True)
    raise typer.Exit(code=asyncio.run(check_up_live(settings, plan, show=_show)))


def _show(line: str, level: str) -> None:
    colours = {"ok": "green", "warning": "yellow", "error": "red"}
    typer.secho(line, fg=colours[level])


@app.command()
def migrate() -> None:
    """Bring the database up to date. Needs the database alone."""
    settings, _ = _database_settings(None)
    from bot.operations.upkeep import migrate_database

    done = asyncio.run(migrate_database(settings))
    typer.echo("\n".join(done) if done else "The database was up to date.")


@app.command()
def forget(
    workspace: Annotated[str, typer.Option(help="The ID of the workspace.", metavar="T...")] = "",
    replayed: Annotated[Path | None, typer.Option("--replay", help="A file of deletions.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Delete all we keep of a workspace, at once and for good. Needs the database alone.

    With --replay, after restoring a backup: delete again everyone who was deleted since it was made.
    """
    if bool(workspace) == bool(replayed):
        raise UserFacingError("Add either --workspace T... or --replay FILE.")
    if replayed:
        _replay_deletions(replayed)
    else:
        _forget_workspace(workspace, yes=yes)


def _replay_deletions(path: Path) -> None:
    settings, now = _database_settings(None)
    from bot.operations.upkeep import replay_deletions

    done = asyncio.run(replay_deletions(settings, path=path, now=now))
    typer.echo(
        f"Deletions on record: {done.noted}, of which {done.since} came after this backup was made. Deleted "
        f"again: {_counted(done.people, 'person', 'people')}, {_counted(done.workspaces, 'workspace')}."
    )
    for name in done.without_manager:
        typer.echo(f"{name} has no manager now, and needs one.", err=True)


def _forget_workspace(workspace: str, *, yes: bool) -> None:
    settings, _ = _database_settings(None)
    from bot.operations.upkeep import count_of_workspace, delete_workspace

    kept = asyncio.run(count_of_workspace(settings, workspace_id=workspace))
    rows = "\n".join(f"{count:>8}  {table.replace('_', ' ')}" for table, count in sorted(kept.items()))
    if not yes:
        typer.echo(f"We keep this of {workspace}:\n{rows}")
        typer.confirm("Delete all of it? You can't undo this.", abort=True)
    asyncio.run(delete_workspace(settings, workspace_id=workspace))
    typer.echo(f"Deleted {workspace}, with:\n{rows}")


@keys_app.callback()
def keys(context: typer.Context) -> None:
    """Print a new key. The first key in ENCRYPTION_KEYS encrypts, all of them decrypt."""
    if context.invoked_subcommand is None:
        from cryptography.fernet import Fernet

        typer.echo(Fernet.generate_key().decode())


@keys_app.command()
def rotate() -> None:
    """Encrypt everything again with the first key in ENCRYPTION_KEYS. You can then take the others out."""
    settings = _settings()
    from bot.operations.upkeep import rotate_keys

    count = asyncio.run(rotate_keys(settings))
    stored = _counted(count, "stored secret")
    typer.echo(f"Encrypted {stored} with the first key. You can take the other keys out now.")


@outbox_app.command()
def replay() -> None:
    """Try undelivered messages that matter again; `lamplight doctor` lists them. Needs the database alone."""
    settings, now = _database_settings(None)
    from bot.operations.upkeep import replay_outbox

    count = asyncio.run(replay_outbox(settings, now=now))
    queued = _counted(count, "message")
    typer.echo(f"Back in the queue: {queued}. We send each when its reader is awake and off shift.")


@program_app.command("export")
def export_program(
    program: Annotated[str, typer.Argument(help="Its ID or its name.", metavar="ID|NAME")],
    out: Annotated[Path | None, typer.Option(help="Write to this file.")] = None,
    workspace: Annotated[str, typer.Option(help="The ID of its workspace, if there are several.")] = "",
) -> None:
    """Print a program's plan as a file without a name in it. Needs the database alone."""
    settings, _ = _database_settings(None)
    from bot.operations.upkeep import program_as_file

    text = asyncio.run(program_as_file(settings, wanted=program, workspace_id=workspace))
    if out:
        _write(out, text)
    typer.echo(f"Written to {out}. Please read it before you pass it on." if out else text, nl=bool(out))


@program_app.command("import")
def import_program(
    file: Annotated[Path, typer.Argument(help="The file that another hospital exported.")],
    manager: Annotated[str, typer.Option(help="The Slack member ID of its manager.", metavar="USER_ID")],
    workspace: Annotated[str, typer.Option(help="The ID of the workspace, if there are several.")] = "",
) -> None:
    """Add a program as a draft. Its manager finds it on their Home tab. Needs the database alone."""
    settings, now = _database_settings(None)
    from bot.operations.upkeep import program_from_file, targets_not_read

    made = asyncio.run(
        program_from_file(settings, path=file, manager=manager, workspace_id=workspace, now=now)
    )
    typer.echo(
        f"Added {made.name} as a draft, with the ID {made.id}. Its manager finds it on their Home tab."
    )
    for line in targets_not_read(made):
        typer.echo(line)


@people_app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="The export: CSV, with everyone in it.")],
    mapping: Annotated[
        Path | None,
        typer.Option(help="The file that says which column is what; without it, DIRECTORY_MAPPING."),
    ] = None,
    workspace: Annotated[str, typer.Option(help="The ID of the workspace, if there are several.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the rows that are skipped to this file.")
    ] = None,
    allow_leavers: Annotated[
        bool,
        typer.Option(
            "--allow-leavers", help="Go ahead even if more than one in five would be marked as having left."
        ),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option(
            "--yes", help="Don't ask, even if rows were skipped and people would be marked as having left."
        ),
    ] = False,
    data: Annotated[Path | None, typer.Option(help="The folder of a kept demo, to import there.")] = None,
) -> None:
    """Import the staff directory. Anyone missing from the file is marked as having left.

    Needs the database alone. Ends with code 3 when rows were skipped that may hold people.
    """
    from bot.operations.people_import import Request
    from bot.operations.people_import import import_people as bring_in

    request = Request(file, mapping, workspace, dry_run, rejects, allow_leavers)
    settings, now = _database_settings(data)
    done = asyncio.run(bring_in(settings, request, now=now, confirm=_confirming(yes)))
    typer.echo("\n".join(done.lines))
    raise typer.Exit(code=0 if done.is_whole else ROWS_LEFT_OUT)


@people_app.command("link")
def link_people(
    user_id: Annotated[str, typer.Argument(help="A Slack member ID.")] = "",
    number: Annotated[str, typer.Argument(help="Their staff number.")] = "",
    list_all: Annotated[
        bool, typer.Option("--list", help="Show who is waiting, and change nothing.")
    ] = False,
    workspace: Annotated[str, typer.Option(help="The ID of the workspace, if there are several.")] = "",
    data: Annotated[Path | None, typer.Option(help="The folder of a kept demo.")] = None,
) -> None:
    """Confirm whose staff number it is. Needs the database alone."""
    from bot.operations.people_link import link_person, list_numbers

    settings, now = _database_settings(data)
    if list_all:
        lines = asyncio.run(list_numbers(settings, workspace_id=workspace, now=now))
        typer.echo("\n".join(lines))
        return
    if not (user_id and number):
        raise UserFacingError("Add a Slack member ID and their staff number, or `--list`.")
    typer.echo(
        asyncio.run(link_person(settings, user_id=user_id, number=number, workspace_id=workspace, now=now))
    )


@people_app.command("unlink")
def unlink_people(
    user_id: Annotated[str, typer.Argument(help="A Slack member ID.")],
    workspace: Annotated[str, typer.Option(help="The ID of the workspace, if there are several.")] = "",
    data: Annotated[Path | None, typer.Option(help="The folder of a kept demo.")] = None,
) -> None:
    """Remove someone's staff number, or refuse the one they asked for. Needs the database alone."""
    from bot.operations.people_link import unlink_person

    settings, now = _database_settings(data)
    typer.echo(asyncio.run(unlink_person(settings, user_id=user_id, workspace_id=workspace, now=now)))


@roster_app.command("codes")
def roster_codes(
    code: Annotated[str, typer.Argument(help="A code, to decide what it means.")] = "",
    means: Annotated[
        str, typer.Argument(help='As in "night 19:00-07:30"; without it, what people said.')
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    workspace: Annotated[str, typer.Option(help="The ID of the workspace, if there are several.")] = "",
    data: Annotated[Path | None, typer.Option(help="The folder of a kept demo.")] = None,
) -> None:
    """List what shift codes mean here, or decide one for everyone. Needs the database alone."""
    from bot.operations.roster_codes import list_codes, settle

    settings, now = _database_settings(data)
    if not code:
        typer.echo("\n".join(asyncio.run(list_codes(settings, workspace_id=workspace))))
        return
    settling = partial(settle, settings, code=code, means=means, workspace_id=workspace, now=now)
    line = asyncio.run(settling(is_sure=yes))
    if line is None:
        typer.confirm(f"Others work on {code}. Is it really a day off, for everyone?", abort=True)
        line = asyncio.run(settling(is_sure=True))
    typer.echo(line)


@roster_app.command("check")
def roster_check(
    file: Annotated[
        str, typer.Argument(help="A calendar (.ics), a pasted rota or a pattern; - reads what you pipe in.")
    ],
    zone: Annotated[str, typer.Option(help="The time zone of the person whose roster it is.")] = "UTC",
    since: Annotated[
        str, typer.Option("--from", help="The day to count from; without it, today.", metavar="DATE")
    ] = "",
    country: Annotated[
        str, typer.Option(help="The country whose usual codes to compare with, as in gb.")
    ] = "",
) -> None:
    """Print how we read a roster. Keeps nothing; needs neither settings nor database.

    Ends with code 3 when something in it is in doubt, and with 2 when we can't read it at all.
    """
    from bot.operations.roster_check import Request, check, printable

    try:
        checked = asyncio.run(check(Request(file, zone, since, country), now=system_clock()))
    except UserFacingError as error:
        typer.echo(printable(str(error)), err=True)
        raise typer.Exit(code=REFUSED) from None
    typer.echo("\n".join(checked.lines))
    raise typer.Exit(code=0 if checked.is_clear else IN_DOUBT)


@app.command()
def demo(
    data: Annotated[Path | None, typer.Option(help="Keep everything in this folder.")] = None,
    port: Annotated[int, typer.Option(help="The port of the page; 0 takes any free one.")] = 8080,
    open_browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    seed: Annotated[int, typer.Option(help="The same number makes the same hospital.")] = 1,
) -> None:
    """Try everything in an invented hospital, without Slack."""
    from bot.demo.command import run_demo

    run_demo(data=data, port=port, open_browser=open_browser, seed=seed)


def _confirming(yes: bool) -> Callable[[str], bool]:
    """Without a terminal, only `--yes` confirms."""
    return lambda question: yes or (sys.stdin.isatty() and typer.confirm(question))


def _counted(count: int, one: str, many: str = "") -> str:
    return f"1 {one}" if count == 1 else f"{count} {many or one + 's'}"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserFacingError(f"{path} can't be written ({error.strerror}). Name another file.") from error


def _settings() -> Settings:
    settings = Settings.from_env(process_environment())
    set_up_logs(settings.secrets)
    return settings


def _database_settings(demo: Path | None) -> tuple[Settings, datetime]:
    """And the time it is there."""
    if demo:
        from bot.demo.notes import kept_demo

        return kept_demo(demo)
    settings = Settings.for_database(process_environment())
    set_up_logs(settings.secrets)
    return settings, system_clock()


async def _run(settings: Settings) -> None:
    """Until SIGTERM or SIGINT, which also end a start that hangs."""
    _on_signals(_once(asyncio.current_task()))
    from bot.app import running
    from bot.web.before_installing import before_installing

    try:
        if settings.waits_for_token:
            async with before_installing(settings) as address:
                logger.warning(NOT_INSTALLED_YET, address)
                await asyncio.Event().wait()
        async with running(settings) as bot:
            _settle_memory()
            sys.setswitchinterval(CLICKS_WAIT_AT_MOST)
            logger.info("Lamplight is running (%s), listening on %s", settings.slack_mode, bot.address)
            await asyncio.Event().wait()
    except asyncio.CancelledError:
        logger.info("Lamplight has stopped")


def _settle_memory() -> None:
    """What is loaded by now stays: looking through it again and again would make every tenth click slow."""
    gc.collect()
    gc.freeze()


def _once(task: asyncio.Task[None] | None) -> Callable[[], None]:
    """Cancel a task, but not again while it tidies up."""

    def stop() -> None:
        if task and not task.cancelling():
            task.cancel()

    return stop


def _on_signals(stop: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)

"""`lamplight people import`: the hospital's export by hand, looked at first where that is asked for."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.app import database
from bot.config import Settings
from bot.content import load_content
from bot.directory.mapping import SAMPLE
from bot.directory.problems import Reject
from bot.directory.reading import StaffFile
from bot.directory.rejects import RejectList, opened_for_list
from bot.errors import UserFacingError
from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway, slack_session
from bot.storage.database import Database
from bot.usecases.directory.feed import Export, export_at
from bot.usecases.directory.following import DirectoryFollowed, follow_directory
from bot.usecases.directory.importing import (
    LEAVERS_IN_DOUBT,
    TOO_MANY_LEAVERS,
    DirectoryCounted,
    OnReject,
    import_directory,
    preview_import,
)
from bot.usecases.directory.members import link_members

MOST_WARNINGS = 20
MOST_REASONS = 5
MAY_BE_THEIRS = (
    "We can't read {lost} of the rows, and {left} of {known} people would be marked as having left. Those "
    "rows may be theirs. Continue?"
)
NOT_ASKED = (
    "We haven't asked Slack who is who, because SLACK_BOT_TOKEN isn't set. The running bot asks with its "
    "next feed."
)
NO_FILE = "There is no file {path}. Give the name of the export, as in `lamplight people import staff.csv`."
NO_MAPPING = (
    "Say which column is what: add `--mapping FILE`, or set DIRECTORY_MAPPING. {sample} is one to begin with."
)
NO_WORKSPACE = "There is no workspace yet. Start the bot once with `lamplight run`, then import again."
WHICH_WORKSPACE = "There are several workspaces: {ids}. Say which with `--workspace ID`."
NOT_THIS_WORKSPACE = "There is no workspace {id} here; there is {ids}."


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line was given."""

    path: Path
    mapping: Path | None = None
    workspace_id: str = ""
    dry_run: bool = False
    rejects: Path | None = None
    allow_leavers: bool = False


@dataclass(slots=True)
class Imported:
    """Lines for whoever ran it; `is_whole` is False where rows of people were left out."""

    lines: list[str]
    is_whole: bool


@dataclass(slots=True)
class _LeftOut:
    """The first rows that were left out: those that lose somebody, and the others."""

    pass_on: OnReject
    lost: list[Reject] = field(default_factory=list)
    others: list[Reject] = field(default_factory=list)

    def add(self, reject: Reject) -> None:
        self.pass_on(reject)
        heard = self.lost if reject.loses else self.others
        if len(heard) < MOST_REASONS:
            heard.append(reject)


def nobody_to_ask(_: str) -> bool:
    """Where there is no terminal, nothing is confirmed."""
    return False


async def import_people(
    settings: Settings, request: Request, *, now: datetime, confirm: Callable[[str], bool] = nobody_to_ask
) -> Imported:
    """Raises UserFacingError, and then nothing has changed. `confirm` answers a question."""
    if not request.path.is_file():
        raise UserFacingError(NO_FILE.format(path=request.path))
    mapping = request.mapping or settings.directory_mapping
    if mapping is None:
        raise UserFacingError(NO_MAPPING.format(sample=SAMPLE / "mapping.yml"))
    export = await export_at(request.path, mapping, people=load_content().people, name=request.path.name)
    async with database(settings) as db:
        workspace_id = await workspace_of(db, request.workspace_id)
        with _rejects(request.rejects, export.file) as pass_on:
            left_out = _LeftOut(pass_on)
            if request.dry_run:
                return await _preview(db, workspace_id, export, left_out, now)
            counted = await import_directory(
                db,
                workspace_id=workspace_id,
                file=export.file,
                file_key=export.key,
                today=now.date(),
                allow_leavers=request.allow_leavers,
                may_mark=lambda counted: confirm(counted.in_words(MAY_BE_THEIRS)),
                on_reject=left_out.add,
            )
        lines = [*_lines(counted, left_out), *await _afterwards(settings, db, workspace_id, now)]
        return Imported(lines, is_whole=not counted.lost)


async def _preview(
    db: Database, workspace_id: str, export: Export, left_out: _LeftOut, now: datetime
) -> Imported:
    counted = await preview_import(
        db, workspace_id=workspace_id, file=export.file, today=now.date(), on_reject=left_out.add
    )
    lines = ["This is what would change. Nothing was stored.", *_lines(counted, left_out)]
    if counted.too_many_leavers:
        lines.append(counted.in_words(TOO_MANY_LEAVERS))
    elif counted.leavers_in_doubt:
        lines.append(counted.in_words(LEAVERS_IN_DOUBT))
    return Imported(lines, is_whole=not counted.lost)


async def _afterwards(settings: Settings, db: Database, workspace_id: str, now: datetime) -> list[str]:
    """Whom Slack can name, and what follows for those who are enrolled."""
    line = await _linked(settings, db, workspace_id, now) if settings.bot_token else NOT_ASKED
    followed = await follow_directory(db, workspace_id=workspace_id, now=now)
    return [line, *_followed(followed)]


async def _linked(settings: Settings, db: Database, workspace_id: str, now: datetime) -> str:
    async with slack_session(settings.slack_api_url) as session:
        slack = SlackGateway(session, base_url=settings.slack_api_url, token_for=_token(settings))
        try:
            linked = await link_members(db, slack, workspace_id=workspace_id, today=now.date())
        except SlackProblem:
            return (
                "We couldn't reach Slack to ask who is who. The running bot tries again with its next feed."
            )
    return f"{linked} linked to Slack by their address."


def _token(settings: Settings) -> Callable[[str], Awaitable[str]]:
    async def token_for(workspace_id: str) -> str:
        return settings.bot_token

    return token_for


def _lines(counted: DirectoryCounted, left_out: _LeftOut) -> Iterator[str]:
    yield ", ".join(_people(counted)) + "."
    if counted.lost:
        yield f"{_rows(counted.lost)} skipped; people may be missing:"
        yield from _reasons(left_out.lost, counted.lost)
    if others := counted.rejected - counted.lost:
        yield f"{_rows(others)} skipped that held no one:"
        yield from _reasons(left_out.others, others)
    if counted.conflicts:
        yield f"{counted.conflicts} not linked to Slack: someone else has the same Slack ID."
    yield from (warned.sentence for warned in counted.warnings[:MOST_WARNINGS])
    if len(counted.warnings) > MOST_WARNINGS:
        yield f"... and {len(counted.warnings) - MOST_WARNINGS} more without a meaning."


def _people(counted: DirectoryCounted) -> Iterator[str]:
    """Each kind of change that happened, in the order of a working life; who is as before always."""
    changes = (
        (counted.joined, "new"),
        (counted.came_back, "back again"),
        (counted.moved, "moved"),
        (counted.changed, "changed otherwise"),
    )
    yield from (f"{count} {word}" for count, word in changes if count)
    yield f"{counted.unchanged} unchanged"
    if counted.left:
        yield f"{counted.left} marked as having left"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _reasons(heard: Sequence[Reject], count: int) -> Iterator[str]:
    yield from (f"  Line {reject.line} {reject.reason}." for reject in heard)
    if count > len(heard):
        yield f"  ... and {count - len(heard)} more; `--rejects FILE` lists them all."


def _followed(followed: DirectoryFollowed) -> Iterator[str]:
    if followed.left:
        yield f"{followed.left} taken out of their programs; we tell the people they were matched with."
    if followed.leave:
        yield f"{followed.leave} on leave that is new or over."


@contextmanager
def _rejects(path: Path | None, file: StaffFile) -> Iterator[OnReject]:
    """Where rows that were left out go; nowhere without a path."""
    if path is None:
        yield lambda _: None
        return
    try:
        text = opened_for_list(path)
    except OSError as error:
        raise UserFacingError(f"{path} can't be written ({error.strerror}). Name another file.") from error
    with text:
        yield RejectList(text, file).add


async def workspace_of(db: Database, wanted: str) -> str:
    """The only one, or the one that is wanted. Raises UserFacingError."""
    async with db.transaction() as repos:
        ids = await repos.workspaces.list_ids()
    if not ids:
        raise UserFacingError(NO_WORKSPACE)
    if wanted and wanted not in ids:
        raise UserFacingError(NOT_THIS_WORKSPACE.format(id=wanted, ids=", ".join(ids)))
    if not wanted and len(ids) > 1:
        raise UserFacingError(WHICH_WORKSPACE.format(ids=", ".join(ids)))
    return wanted or ids[0]

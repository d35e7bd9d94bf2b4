"""`lamplight doctor`: looks at everything a run needs and says how to mend it. Never shows a secret."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession

from bot.config import Settings, SettingsError, SlackMode
from bot.content.library import load_content
from bot.content.loading.errors import ContentError
from bot.directory import load_mapping
from bot.domain.delivery.outbox import DeliveryState
from bot.errors import UserFacingError
from bot.operations.dashboard import dashboard
from bot.operations.files import files
from bot.operations.findings import Finding, Level
from bot.operations.half_installed import further_places, same_app, socket_place, what_is_heard
from bot.slack.errors import Refused, SlackProblem
from bot.slack.explain import explain
from bot.slack.gateway import Identity, SlackGateway, slack_session
from bot.slack.manifest import asked_scopes, read_manifest
from bot.slack.scopes import CAN_READ, MISSING, STRANGE, WITHOUT, compare_scopes
from bot.storage.database import Database
from bot.storage.delivery.undelivered import Tally
from bot.storage.engine import file_of
from bot.storage.opening import opened
from bot.storage.probe import require_kept
from bot.usecases.delivery.undelivered import kinds_that_matter, tally
from bot.usecases.directory.feed import Feed, look_at

NO_FILE = "There is no file yet; `lamplight run` makes one. If there was one, it was deleted or moved."
TRY_AGAIN = "When the cause is fixed, `lamplight outbox replay` tries them again."
SKEW_NOTICED = timedelta(minutes=1)
SKEW_REFUSED = timedelta(minutes=5)


async def examine(environ: Mapping[str, str], *, now: datetime) -> list[Finding]:
    """Everything that can be looked at; `now` is this machine's time, held against Slack's."""
    findings = [_content()]
    try:
        settings = Settings.from_env(environ)
    except SettingsError as error:
        wrong = [Finding(Level.ERROR, "settings", line) for line in str(error).splitlines()]
        return [*wrong, *findings]
    findings.insert(0, Finding(Level.OK, "settings", f"complete, for {settings.slack_mode} mode."))
    findings += await _database(settings, now=now)
    findings += files(settings)
    findings += await _slack(settings, now=now)
    findings += await _directory(settings, now=now)
    findings.append(await dashboard(settings))
    return findings


def _content() -> Finding:
    try:
        content = load_content()
    except ContentError as error:
        return Finding(Level.ERROR, "content", str(error))
    return Finding(Level.OK, "content", f"{len(content.programs)} programs, {len(content.guides)} guides.")


async def _database(settings: Settings, *, now: datetime) -> list[Finding]:
    """A file that is not there is not made: that would hide that it was deleted."""
    if _is_missing(file_of(settings.database_url)):
        return [Finding(Level.OK, "database", NO_FILE)]
    try:
        async with opened(settings) as db:
            return [Finding(Level.OK, "database", "answers."), *await _tables(db, settings, now=now)]
    except UserFacingError as error:
        return [Finding(Level.ERROR, "database", str(error))]


def _is_missing(path: str | None) -> bool:
    return path is not None and Path(path).parent.is_dir() and not Path(path).exists()


async def _tables(db: Database, settings: Settings, *, now: datetime) -> list[Finding]:
    if pending := await db.pending_migrations():
        if settings.brings_database_up_to_date:
            return [Finding(Level.OK, "migrations", f"{len(pending)} to come; `lamplight run` makes them.")]
        return [Finding(Level.ERROR, "migrations", f"{len(pending)} are pending. Run `lamplight migrate`.")]
    found = [Finding(Level.OK, "migrations", "none pending."), await _writing(db, now=now)]
    return [*found, await _keys(db), *await _outbox(db)]


async def _writing(db: Database, *, now: datetime) -> Finding:
    """A row that says when somebody last looked; it stands in no table of people."""
    try:
        await require_kept(db, now=now)
    except UserFacingError as error:
        return Finding(Level.ERROR, "disk", str(error))
    return Finding(Level.OK, "disk", "keeps what is written.")


async def _outbox(db: Database) -> list[Finding]:
    """What did not arrive, in counts. What matters can be tried again; the rest was let go on purpose."""
    found = await tally(db)
    stuck = [
        one for one in found if one.kind in kinds_that_matter() and one.state is not DeliveryState.DROPPED
    ]
    rest = [one for one in found if one not in stuck]
    level = Level.WARNING if stuck else Level.OK
    words = "no undelivered messages that matter." if not stuck else f"{_tallied(stuck)}. {TRY_AGAIN}"
    let_go = [Finding(Level.OK, "outbox", f"let go: {_tallied(rest)}.")] if rest else []
    return [Finding(level, "outbox", words), *let_go]


def _tallied(found: Sequence[Tally]) -> str:
    return "; ".join(f"{one.messages} {one.kind} {one.state} ({one.outcome or 'no reason'})" for one in found)


async def _keys(db: Database) -> Finding:
    try:
        async with db.transaction() as repos:
            stored = await repos.installations.list_all()
            await repos.goals.require_readable()
    except UserFacingError as error:
        return Finding(Level.ERROR, "encryption keys", str(error))
    return Finding(Level.OK, "encryption keys", f"open all {len(stored)} stored token(s).")


async def _directory(settings: Settings, *, now: datetime) -> list[Finding]:
    """The mapping, and what the feed gives right now; nothing of it is stored."""
    if settings.directory_mapping is None:
        return []
    try:
        people = load_content().people
        load_mapping(settings.directory_mapping, people=people)
        found = [Finding(Level.OK, "directory mapping", "is complete.")]
    except UserFacingError as error:
        return [Finding(Level.ERROR, "directory mapping", str(error))]
    if not settings.directory_feed:
        return found
    try:
        seen = await look_at(Feed(settings.directory_feed, settings.directory_mapping), people=people, at=now)
    except UserFacingError as error:
        return [*found, Finding(Level.ERROR, "directory feed", str(error))]
    level = Level.WARNING if seen.rejected else Level.OK
    return [*found, Finding(level, "directory feed", f"{seen.rows} people, {seen.rejected} rows skipped.")]


async def _slack(settings: Settings, *, now: datetime) -> list[Finding]:
    async with slack_session(settings.slack_api_url) as session:
        slack = SlackGateway(session, base_url=settings.slack_api_url, token_for=_nobody)
        findings = await _bot_token(settings, slack, now=now)
        if settings.slack_mode is SlackMode.SOCKET:
            findings += await _app_token(session, settings, slack)
        findings += await further_places(session, settings)
        findings += await what_is_heard(session, settings)
    return findings


async def _nobody(workspace_id: str) -> str:
    """The doctor speaks for no workspace: it names the token it asks about."""
    raise Refused("token", "not_installed")


async def _bot_token(settings: Settings, slack: SlackGateway, *, now: datetime) -> list[Finding]:
    try:
        identity = await slack.who_am_i(settings.bot_token)
    except SlackProblem as problem:
        return [Finding(Level.ERROR, "bot token", explain(problem, setting="SLACK_BOT_TOKEN"))]
    valid = Finding(
        Level.OK, "bot token", f"Slack knows it, in {identity.workspace_name or 'its workspace'}."
    )
    another = await same_app(settings, slack, identity)
    return [valid, *another, *scope_findings(identity), _clock(identity, now=now)]


def scope_findings(identity: Identity) -> Iterator[Finding]:
    """Hold what was granted against what the manifest asks for."""
    report = compare_scopes(identity.scopes, asked_scopes(read_manifest()))
    if report.reading:
        yield Finding(Level.ERROR, "scopes", CAN_READ.format(scopes=", ".join(report.reading)))
    if report.missing:
        yield Finding(Level.ERROR, "scopes", MISSING.format(scopes=", ".join(report.missing)))
    if not report.reading and not report.missing:
        yield Finding(Level.OK, "scopes", "everything needed, and nothing that can read messages.")
    if report.strange:
        yield Finding(Level.WARNING, "scopes", STRANGE.format(scopes=", ".join(report.strange)))
    for scope in report.missing_optional:
        yield Finding(Level.OK, "scopes", f"without the optional {scope}, {WITHOUT[scope]}")


def _clock(identity: Identity, *, now: datetime) -> Finding:
    if identity.slack_time is None:
        return Finding(Level.WARNING, "clock", "Slack didn't say what time it is.")
    skew = abs(now - identity.slack_time)
    off = f"{skew.total_seconds():.0f} s away from Slack's. Switch on time synchronisation (NTP) here."
    if skew > SKEW_REFUSED:
        return Finding(Level.ERROR, "clock", f"{off} Beyond five minutes every request is turned away.")
    if skew > SKEW_NOTICED:
        return Finding(Level.WARNING, "clock", off)
    return Finding(Level.OK, "clock", "agrees with Slack's.")


async def _app_token(session: ClientSession, settings: Settings, slack: SlackGateway) -> list[Finding]:
    try:
        url = await slack.open_socket(settings.app_token)
    except SlackProblem as problem:
        return [Finding(Level.ERROR, "app token", explain(problem, setting="SLACK_APP_TOKEN"))]
    opens = Finding(Level.OK, "app token", "opens a Socket Mode connection.")
    return [opens, *await socket_place(session, url)]

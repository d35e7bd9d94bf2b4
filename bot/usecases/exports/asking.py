"""A list with names: asked for by a manager of the program, and agreed to or declined by a second one."""

from unicodedata import category

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.exports.named import LONGEST_REASON, SHORTEST_REASON, ListKind, NamedExport
from bot.domain.goals.goals import tidy
from bot.domain.patient_hint import looks_like_patient_data
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput, NotNow, NotYours
from bot.facts.second_yes import read_seconds
from bot.planning.exports import plan_agreed, plan_asked, plan_declined
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.oversight.reading import may_say_second_yes

ASKED_FOR, AGREED_TO = "asked for a list with names", "agreed to a list with names"
NOBODY = (
    "No one else can agree to it: {name} has no second manager, and there is no owner. Name one first, under "
    "Home, More, Edit plan."
)
ONE_AT_A_TIME = (
    "You've asked for a list from {name} already. `/mentoring export` shows how it stands. You can ask for "
    "another one once it's fetched, or its time is over."
)
NOT_TO_YOU = "Only another manager of {name} can answer this. Nothing was changed."
ANSWERED = "This was answered already, or its 24 hours are over. Nothing was changed."
NO_LONGER_ASKS = (
    "The manager who asked no longer manages {name}, so the list isn't made. Nothing was taken out."
)
WHICH = "Choose what you need."
HOW_LONG = f"Say in {SHORTEST_REASON} to {LONGEST_REASON} characters what it's for."


async def require_second(db: Database, *, act: Act, program_id: str) -> Program:
    """The program, for a manager who may ask. Raises NotYours, and NotNow where nobody could agree."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        await _seconds(repos, program, act)
    return program


async def ask_for_list(
    db: Database, *, act: Act, program_id: str, list_id: str, what: str, reason: str, content: Content
) -> NamedExport:
    """Ask whoever may agree. The same form sent again asks once.

    Raises InvalidInput, NotYours, and NotNow where nobody could agree or one is open already.
    """
    said = _reason(what, reason, act, content)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        require_manager(program, user_id=act.by)
        known = await repos.named_exports.find(act.workspace_id, list_id)
        if known is not None and (known.asked_by, known.program_id) == (act.by, program.id):
            return known
        seconds = await _seconds(repos, program, act)
        if await list_open(repos, program, act):
            raise NotNow(ONE_AT_A_TIME.format(name=program.name))
        one = NamedExport(
            act.workspace_id, list_id, program.id, ListKind(what), said, asked_by=act.by, asked_at=act.now
        )
        if await repos.named_exports.add_first(one):
            await _log(repos, one, act, ASKED_FOR)
            await repos.outbox.plan(plan_asked(one, seconds))
    return one


async def list_open(repos: Repositories, program: Program, act: Act) -> list[NamedExport]:
    """Those that whoever acts asked for, and that can still be agreed to or fetched."""
    found = await repos.named_exports.list_open(act.workspace_id, program.id, asked_by=act.by)
    return [one for one in found if one.is_open(act.now)]


async def agree(db: Database, *, act: Act, list_id: str) -> NamedExport:
    """Let it be fetched. Of two who agree at once the first does. Raises NotYours or NotNow."""
    async with db.transaction() as repos:
        one, program = await _to_answer(repos, act, list_id)
        refusal = await _agree(repos, one, program, act)
    if refusal:
        raise NotNow(refusal)
    async with db.reading() as repos:
        return await repos.named_exports.get(act.workspace_id, list_id)


async def _agree(repos: Repositories, one: NamedExport, program: Program, act: Act) -> str:
    """Why not, in words. What has lapsed is kept so, whatever is said."""
    if one.asked_by not in program.managers:
        await repos.named_exports.lapse(act.workspace_id, one.id)
        return NO_LONGER_ASKS.format(name=program.name)
    if not one.is_waiting(act.now):
        return ANSWERED
    if not await repos.named_exports.agree(act.workspace_id, one.id, by=act.by, at=act.now):
        return ANSWERED
    await _log(repos, one, act, AGREED_TO)
    now = await repos.named_exports.get(act.workspace_id, one.id)
    await repos.outbox.plan([plan_agreed(now, now=act.now)])
    return ""


async def decline(db: Database, *, act: Act, list_id: str) -> None:
    """One no is enough; who asked hears of it, and not from whom it is. Raises NotYours or NotNow."""
    async with db.transaction() as repos:
        one, _ = await _to_answer(repos, act, list_id)
        if not one.is_waiting(act.now) or not await repos.named_exports.decline(act.workspace_id, one.id):
            raise NotNow(ANSWERED)
        await repos.outbox.plan([plan_declined(one, now=act.now)])


async def _to_answer(repos: Repositories, act: Act, list_id: str) -> tuple[NamedExport, Program]:
    one = await repos.named_exports.get(act.workspace_id, list_id)
    program = await repos.programs.get(act.workspace_id, one.program_id)
    if not await may_say_second_yes(repos, program, act=act, asked_by=one.asked_by):
        raise NotYours(NOT_TO_YOU.format(name=program.name))
    return one, program


async def _seconds(repos: Repositories, program: Program, act: Act) -> list[str]:
    seconds = await read_seconds(repos, program, asked_by=act.by)
    if not seconds:
        raise NotNow(NOBODY.format(name=program.name))
    return seconds


def _reason(what: str, reason: str, act: Act, content: Content) -> str:
    wrong = {}
    # What nobody sees says nothing.
    said = "".join(one for one in tidy(reason) if category(one) != "Cf").strip()
    if what not in frozenset(ListKind):
        wrong["list_kind"] = WHICH
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        wrong["reason"] = HOW_LONG
    elif looks_like_patient_data(said, today=act.now.date()):
        wrong["reason"] = content.lines.no_phi
    if wrong:
        raise InvalidInput(wrong)
    return said


async def _log(repos: Repositories, one: NamedExport, act: Act, what: str) -> None:
    """It is about who asked: no look at anybody."""
    await repos.access_log.add(
        one.workspace_id,
        user_id=act.by,
        what=f"{what}: {one.reason}",
        program_id=one.program_id,
        at=act.now,
        about=one.asked_by,
    )

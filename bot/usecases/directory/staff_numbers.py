"""Staff numbers: a person types theirs, and somebody who can check it confirms it."""

from collections.abc import Sequence
from datetime import date, datetime
from unicodedata import normalize

from bot.domain.acts import Act
from bot.domain.allowances import Counted
from bot.domain.directory import KnownBy
from bot.domain.privacy.forgetting import SLACK, known_as
from bot.domain.programs.programs import Program, require_manager
from bot.domain.staff_numbers import (
    LONGEST,
    MOST_TRIES,
    Claim,
    ClaimState,
    Finding,
    finding_of,
)
from bot.errors import InvalidInput, NotFound, NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.kept_apart import recheck_kept_apart
from bot.usecases.privacy.looking import noted
from bot.views.directory.staff_numbers import NumbersToConfirm, NumberToConfirm
from bot.views.parts import slack_time

NUMBERS_LIST = "staff numbers to confirm"
CONFIRMED, REFUSED = "confirmed a staff number", "refused a staff number"
NO_NUMBER = "Type your staff number first, or leave it out and fill in the form yourself."
TOO_MANY = (
    f"You've sent {MOST_TRIES} different numbers in one day, and that's the limit. You can send another from "
    "{again}. Until then, please fill in the form yourself: it works without a number. If yours isn't found "
    "or confirmed, ask a manager of the program, or the person who runs Lamplight here."
)
SETTLED = "This was answered already, or they've typed another number since. Nothing was changed."
NO_SUCH = "The directory has no current person with number {number}."
TAKEN = "{number} already belongs to someone else: the export or Slack says so, or it was confirmed."
HAS_ANOTHER = (
    "They have another number already. The person who runs Lamplight can remove it: `lamplight people "
    "unlink`."
)
IS_GONE = "They had their data deleted. They are only linked again once they have joined again themselves."


async def claim_number(
    db: Database,
    *,
    act: Act,
    number: str,
) -> None:
    """Ask that it be confirmed; the newest number counts, and twice changes nothing.

    Says nothing of the directory, whatever it holds. Raises InvalidInput without a number, and NotNow after
    too many.
    """
    number = normalize("NFC", " ".join(number.split()))
    if not number or len(number) > LONGEST:
        raise InvalidInput({"staff_number": NO_NUMBER})
    async with db.transaction() as repos:
        await repos.people.find(act.workspace_id, act.by, lock=True)
        entry = await repos.directory.find_by_user(act.workspace_id, act.by)
        if entry is None or not entry.is_proven:
            await _claim(repos, Claim(act.workspace_id, act.by, number, act.now))


async def _claim(repos: Repositories, claim: Claim) -> None:
    mine = await repos.staff_claims.list_of(claim.workspace_id, claim.user_id)
    known = {one.number: one.state for one in mine}
    if known.get(claim.number) in (ClaimState.OPEN, ClaimState.REFUSED):
        return
    tried = await repos.allowances.use(
        claim.workspace_id, claim.user_id, Counted.STAFF_NUMBER, count=1, now=claim.claimed_at
    )
    if tried.used > MOST_TRIES:
        raise NotNow(TOO_MANY.format(again=slack_time(tried.again_at)))
    await repos.staff_claims.close(claim.workspace_id, claim.user_id, ClaimState.REPLACED)
    await repos.staff_claims.save(claim)


async def read_numbers(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> NumbersToConfirm:
    """For the program's managers alone; each look at names is noted in the access log."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        return await _to_confirm(repos, act, program)


async def confirm_number(
    db: Database,
    *,
    act: Act,
    program_id: str,
    user_id: str,
    number: str,
) -> NumbersToConfirm:
    """Link them, and drop whatever else was claimed of either; returns what is left to confirm.

    Raises NotYours, and NotNow where it is no longer open, or the directory does not allow it.
    """
    async with db.transaction() as repos:
        program = await _claimed(repos, act.workspace_id, program_id, user_id, number, act.by)
        await link_number(repos, act.workspace_id, user_id, number, act.now)
        await _log(repos, program, act.by, CONFIRMED, user_id, act.now)
        return await _to_confirm(repos, act, program)


async def refuse_number(
    db: Database,
    *,
    act: Act,
    program_id: str,
    user_id: str,
    number: str,
) -> NumbersToConfirm:
    """Nobody is asked about it again; the person is told nothing. Returns what is left to confirm."""
    async with db.transaction() as repos:
        program = await _claimed(repos, act.workspace_id, program_id, user_id, number, act.by)
        await repos.staff_claims.close(act.workspace_id, user_id, ClaimState.REFUSED)
        await _log(repos, program, act.by, REFUSED, user_id, act.now)
        return await _to_confirm(repos, act, program)


async def link_number(
    repos: Repositories, workspace_id: str, user_id: str, number: str, now: datetime
) -> None:
    """Somebody has checked that this person has this number. Raises NotFound or NotNow."""
    entry = await repos.directory.find(workspace_id, number)
    found = finding_of(entry, user_id, now.date())
    if entry is None or found is Finding.UNKNOWN:
        raise NotFound(NO_SUCH.format(number=number))
    if found is Finding.TAKEN:
        raise NotNow(TAKEN.format(number=number))
    if known_as(workspace_id, SLACK, user_id) in await repos.forgetting.list_forgotten(workspace_id):
        raise NotNow(IS_GONE)
    is_same = entry.is_proven and entry.user_id == user_id
    if not is_same and not await repos.directory.link(workspace_id, number, user_id, KnownBy.CONFIRMED):
        raise NotNow(HAS_ANOTHER)
    await repos.staff_claims.settle(workspace_id, user_id, number)
    await recheck_kept_apart(repos, workspace_id, [user_id], now)


async def _claimed(
    repos: Repositories, workspace_id: str, program_id: str, user_id: str, number: str, by: str
) -> Program:
    program = await repos.programs.get(workspace_id, program_id, lock=True)
    require_manager(program, user_id=by)
    open_now = await repos.staff_claims.list_to_confirm(workspace_id, program_id, by)
    if not any((one.user_id, one.number) == (user_id, number) for one in open_now):
        raise NotNow(SETTLED)
    return program


async def _to_confirm(repos: Repositories, act: Act, program: Program) -> NumbersToConfirm:
    """Names, and the note that somebody looked at them, in one transaction."""
    claims = await repos.staff_claims.list_to_confirm(act.workspace_id, program.id, act.by)
    numbers = await look_up(repos, act.workspace_id, claims, act.now.date())
    return await noted(repos, act, program, NUMBERS_LIST, NumbersToConfirm(program, numbers))


async def look_up(
    repos: Repositories, workspace_id: str, claims: Sequence[Claim], today: date
) -> list[NumberToConfirm]:
    """What the directory has under each; and whether anybody else asks for the same, in any program."""
    everybody = [one.number for one in await repos.staff_claims.list_open(workspace_id)]
    entries = await repos.directory_imports.list_by_ids(workspace_id, [one.number for one in claims])
    return [
        NumberToConfirm(
            one.user_id,
            one.number,
            finding_of(entries.get(one.number), one.user_id, today),
            is_contested=everybody.count(one.number) > 1,
        )
        for one in claims
    ]


async def _log(repos: Repositories, program: Program, by: str, what: str, about: str, now: datetime) -> None:
    await repos.access_log.add(
        program.workspace_id, user_id=by, what=what, program_id=program.id, at=now, about=about
    )

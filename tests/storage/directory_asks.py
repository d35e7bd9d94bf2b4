"""What the staff directory says and changes in one workspace, for the tests of isolation."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.directory import Aspect, DirectoryEntry, DirectoryImport, KnownBy, email_key
from bot.domain.staff_numbers import Claim, ClaimState
from bot.storage.directory.imports import NEW_ROW
from bot.storage.repositories import Repositories
from tests.storage.hospital import NOW, TODAY, WS

Ask = Callable[[Repositories, str], Awaitable[Any]]

LATER = TODAY + timedelta(days=1)
STAGED = 7
ADDRESS = email_key("eve@hospital.example")
ENTRIES = (
    DirectoryEntry(WS, "E1", user_id="UADA", manager_id="E2", starts_on=TODAY, ends_on=LATER),
    DirectoryEntry(WS, "E2", user_id="UBEN", profession="nurse", moved=(Aspect.SITE,)),
    DirectoryEntry(WS, "E3", email_key=ADDRESS),
)


async def staff(repos: Repositories) -> None:
    """Put them in, once."""
    await repos.directory_imports.save_changed([(one, 1) for one in ENTRIES], number=1)
    await repos.directory_imports.save(DirectoryImport(WS, 1, "key", TODAY))
    await repos.directory_imports.begin(WS)


def _staffed(ask: Ask) -> Ask:
    async def asked(repos: Repositories, ws: str) -> Any:
        await staff(repos)
        return await ask(repos, ws)

    return asked


async def _copied(repos: Repositories, ws: str) -> int:
    """What an import that copies everybody has staged of Ada."""
    imports = repos.directory_imports
    await imports.copy(ws, number=STAGED, after="", until="E9", left=["E1"], today=TODAY)
    staged = await repos.directory.find(WS, "E1", staged=STAGED)
    return int(staged is not None and staged.left_on == TODAY)


async def _stage(repos: Repositories) -> None:
    await repos.directory_imports.save_changed([(one, 1) for one in ENTRIES], number=STAGED)


async def _named(repos: Repositories, ws: str) -> int:
    await _stage(repos)
    return await repos.directory_imports.name_post(ws, number=STAGED, manager="E2", post="hash")


async def _useless(repos: Repositories, ws: str) -> str | None:
    await _stage(repos)
    return await repos.directory_imports.end_of_useless(ws, after="", limit=9, number=STAGED)


async def _cleared(repos: Repositories, ws: str) -> int:
    await _stage(repos)
    return await repos.directory_imports.clear_away(ws, after="", until="E9", number=STAGED)


async def _finished(repos: Repositories, ws: str) -> bool:
    """Whether everything that was staged before is of no use."""
    number = await repos.directory_imports.begin(WS)
    await repos.directory_imports.finish(ws)
    held = await repos.directory_imports.hold(WS)
    return held is not None and held.over == number


async def _changed(repos: Repositories, ws: str) -> frozenset[str]:
    return (await repos.directory_imports.compare(ws, {"E1": 2})).changed


async def _anybody(repos: Repositories, ws: str) -> bool:
    return not await repos.directory_imports.is_empty(ws)


async def _link(repos: Repositories, ws: str) -> bool:
    return await repos.directory.link(ws, "E3", "UEVE", KnownBy.EMAIL)


async def _add(repos: Repositories, ws: str) -> bool:
    row = {**dict.fromkeys(NEW_ROW), "employee_id": "E9", "standing": "active", "row_hash": 1}
    await repos.directory_imports.add_rows(ws, [tuple(row.values())], number=1)
    return await repos.directory.find(WS, "E9") is not None


async def _leave(repos: Repositories) -> None:
    await repos.directory_imports.save_changed([(replace(ENTRIES[0], left_on=TODAY), 1)], number=1)


async def _long_gone(repos: Repositories, ws: str) -> list[str]:
    await _leave(repos)
    return await repos.directory.list_long_gone(ws, LATER, limit=9)


async def _forget_left(repos: Repositories, ws: str) -> int:
    await _leave(repos)
    return await repos.directory.forget_left(ws, LATER, ["E1"])


async def _proven(repos: Repositories, ws: str) -> dict[str, str]:
    await repos.directory.link(WS, "E3", "UZOE", KnownBy.EMAIL)
    return await repos.directory.proven_numbers(ws, ["UZOE"])


_READS: dict[str, Ask] = {
    "directory.proven_numbers": _proven,
    "reach.count_staff": lambda repos, ws: repos.reach.count_staff(ws, today=TODAY),
    "directory.find": lambda repos, ws: repos.directory.find(ws, "E1"),
    "directory.find_by_user": lambda repos, ws: repos.directory.find_by_user(ws, "UADA"),
    "directory.list_unproven": lambda repos, ws: repos.directory.list_unproven(
        ws, today=TODAY, after="", limit=9
    ),
    "directory.list_claimed": lambda repos, ws: repos.directory.list_claimed(ws),
    "directory.list_matching": lambda repos, ws: repos.directory.list_matching(
        ws, today=TODAY, limit=9, profession="nurse"
    ),
    "directory.count": lambda repos, ws: repos.directory.count(ws, TODAY),
    "directory.list_reports": lambda repos, ws: repos.directory.list_reports(ws, "UBEN"),
    "directory.managers_of": lambda repos, ws: repos.directory.managers_of(ws, ["UADA"]),
    "directory.started_on": lambda repos, ws: repos.directory.started_on(ws, ["UADA"]),
    "directory.waits_for_link": lambda repos, ws: repos.directory.waits_for_link(ws, TODAY),
    "directory.list_to_follow": lambda repos, ws: repos.directory.list_to_follow(
        ws, today=TODAY, after="", limit=9
    ),
    "directory.list_long_gone": _long_gone,
    "directory_imports.hold": lambda repos, ws: repos.directory_imports.hold(ws),
    "directory_imports.find_latest": lambda repos, ws: repos.directory_imports.find_latest(ws),
    "directory_imports.is_empty": _anybody,
    "directory_imports.compare": _changed,
    "directory_imports.list_by_ids": lambda repos, ws: repos.directory_imports.list_by_ids(ws, ["E1"]),
    "directory_imports.linked_users": lambda repos, ws: repos.directory_imports.linked_users(
        ws, ["UADA"], number=None
    ),
    "directory_imports.list_piece": lambda repos, ws: repos.directory_imports.list_piece(
        ws, today=TODAY, after="", limit=9
    ),
    "directory_imports.end_of_useless": _useless,
}
_WRITES: dict[str, Ask] = {
    "directory.link": _link,
    "directory.unlink": lambda repos, ws: repos.directory.unlink(ws, "E1"),
    "directory.followed": lambda repos, ws: repos.directory.followed(ws, "E2", released_on=None),
    "directory.forget_left": _forget_left,
    "directory_imports.add_rows": _add,
    "directory_imports.copy": _copied,
    "directory_imports.name_post": _named,
    "directory_imports.clear_away": _cleared,
    "directory_imports.finish": _finished,
}
CLAIM = Claim(WS, "UADA", "E9", NOW)


async def _settle(repos: Repositories, ws: str) -> int:
    return await repos.staff_claims.settle(ws, "UADA", "E9")


def _claimed(ask: Ask) -> Ask:
    async def asked(repos: Repositories, ws: str) -> Any:
        await repos.staff_claims.save(CLAIM)
        return await ask(repos, ws)

    return asked


_CLAIM_READS: dict[str, Ask] = {
    "staff_claims.list_of": lambda repos, ws: repos.staff_claims.list_of(ws, "UADA"),
    "staff_claims.list_open": lambda repos, ws: repos.staff_claims.list_open(ws),
    "staff_claims.list_to_confirm": lambda repos, ws: repos.staff_claims.list_to_confirm(ws, "P1", "UMIA"),
    "staff_claims.list_open_in": lambda repos, ws: repos.staff_claims.list_open_in(ws, ["P1"]),
    "staff_claims.list_numbers_of": lambda repos, ws: repos.staff_claims.list_numbers_of(ws, ["UADA"]),
    "staff_claims.count_to_confirm": lambda repos, ws: repos.staff_claims.count_to_confirm(
        ws, ["P1"], "UMIA"
    ),
}
_CLAIM_WRITES: dict[str, Ask] = {
    "staff_claims.close": lambda repos, ws: repos.staff_claims.close(ws, "UADA", ClaimState.REFUSED),
    "staff_claims.settle": _settle,
}
DIRECTORY_READS = {name: _staffed(ask) for name, ask in _READS.items()} | {
    name: _claimed(ask) for name, ask in _CLAIM_READS.items()
}
DIRECTORY_WRITES = {name: _staffed(ask) for name, ask in _WRITES.items()} | {
    name: _claimed(ask) for name, ask in _CLAIM_WRITES.items()
}
DIRECTORY_OF_ALL = {"directory_imports.look_at_rows"}
DIRECTORY_CARRIES = {
    "directory_imports.begin",
    "staff_claims.save",
    "directory_imports.save",
    "directory_imports.save_changed",
}

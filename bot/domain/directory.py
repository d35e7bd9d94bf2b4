"""The staff directory: what the hospital's records say of a person, and what a change in them means."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

LEAVERS_AT_ONCE = 0.2


class Employment(StrEnum):
    ACTIVE = "active"
    LEAVE = "leave"
    LEFT = "left"


class KnownBy(StrEnum):
    """How it came to be known who in Slack an entry is; `claimed` rests on their own word alone."""

    SLACK_ID = "slack_id"
    EMAIL = "email"
    CONFIRMED = "confirmed"
    CLAIMED = "claimed"


PROVEN = frozenset(KnownBy) - {KnownBy.CLAIMED}


class Aspect(StrEnum):
    """What of a person's post has changed; `role` is profession, specialty or career stage."""

    MANAGER = "manager"
    DEPARTMENT = "department"
    SITE = "site"
    ROLE = "role"


class Change(StrEnum):
    """What an import says about one person; `changed` is anything that moves nobody, such as leave."""

    JOINED = "joined"
    MOVED = "moved"
    LEFT = "left"
    CAME_BACK = "came_back"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


ASPECT_OF = {
    "manager_id": Aspect.MANAGER,
    "department": Aspect.DEPARTMENT,
    "site": Aspect.SITE,
    "profession": Aspect.ROLE,
    "specialty": Aspect.ROLE,
    "career_stage": Aspect.ROLE,
}


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One row of the hospital's records. Nothing of it is shown to anybody before the person is linked.

    `manager_id` is an employee id; `email_key` a pseudonym of the address, see email_key(); `left_on` the day
    an import came without this person. First and last days of leave and of the post are both included.
    `known_by` says how far `user_id` can be relied on.
    `moved` waits to be followed up; on `released_on` they were taken out of their programs for having left.
    """

    workspace_id: str
    employee_id: str
    user_id: str | None = None
    known_by: KnownBy | None = None
    email_key: str | None = field(default=None, repr=False)
    profession: str | None = None
    specialty: str | None = None
    department: str | None = None
    site: str | None = None
    career_stage: str | None = None
    manager_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    leave_from: date | None = None
    leave_until: date | None = None
    standing: Employment = Employment.ACTIVE
    left_on: date | None = None
    moved: tuple[Aspect, ...] = ()
    released_on: date | None = None

    @property
    def is_proven(self) -> bool:
        """Whether it is more than somebody's own word who this is in Slack."""
        return self.user_id is not None and self.known_by in PROVEN


@dataclass(frozen=True, slots=True)
class DirectoryImport:
    """The last file that was taken in; `file_key` is a hash of it and of its mapping."""

    workspace_id: str
    number: int
    file_key: str
    imported_on: date


def email_key(address: str) -> str:
    """SHA-256 of the address in small letters: a pseudonym, not a secret, since addresses can be guessed."""
    text = address.strip().lower()
    return sha256((text if text.isascii() else normalize("NFC", text)).encode()).hexdigest()


def has_left(entry: DirectoryEntry, day: date) -> bool:
    return (
        entry.standing is Employment.LEFT
        or (entry.left_on is not None and entry.left_on <= day)
        or (entry.ends_on is not None and entry.ends_on < day)
    )


def is_on_leave(entry: DirectoryEntry, day: date) -> bool:
    """Dates say more than a status that only says "on leave"."""
    if entry.leave_from is None and entry.leave_until is None:
        return entry.standing is Employment.LEAVE
    begun = entry.leave_from is None or entry.leave_from <= day
    return begun and (entry.leave_until is None or day <= entry.leave_until)


def with_leave_begun(
    entry: DirectoryEntry, *, before: DirectoryEntry | None = None, today: date
) -> DirectoryEntry:
    """Leave without a first day began when the records first spoke of it."""
    speaks_of_leave = entry.standing is Employment.LEAVE or entry.leave_until is not None
    if not speaks_of_leave or entry.leave_from is not None:
        return entry
    known = before.leave_from if before and is_on_leave(before, today) else None
    return replace(entry, leave_from=known or today)


def change_of(before: DirectoryEntry | None, after: DirectoryEntry, *, today: date) -> Change:
    gone = has_left(after, today)
    if before is None or has_left(before, today):
        if gone:
            return Change.UNCHANGED if before == after else Change.CHANGED
        return Change.JOINED if before is None else Change.CAME_BACK
    if gone:
        return Change.LEFT
    if aspects_changed(before, after):
        return Change.MOVED
    return Change.UNCHANGED if before == after else Change.CHANGED


def aspects_changed(before: DirectoryEntry, after: DirectoryEntry) -> tuple[Aspect, ...]:
    """Only where both are known: a code that nobody could read has moved nobody."""
    changed = set()
    for name, aspect in ASPECT_OF.items():
        was, now = getattr(before, name), getattr(after, name)
        if was != now and was is not None and now is not None:
            changed.add(aspect)
    return tuple(aspect for aspect in Aspect if aspect in changed) if changed else ()


def too_many_leavers(leavers: int, *, known: int) -> bool:
    """A file that was cut short must not release half a hospital."""
    return leavers > known * LEAVERS_AT_ONCE


def one_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By key, leaving out keys that stand for more than one: a shared address names nobody."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            shared.add(key)
    return {key: value for key, value in found.items() if key not in shared}

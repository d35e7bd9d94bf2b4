"""Roles beside those in a program's plan: owners, privacy officers and readers. None of them reads names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.programs.programs import Program
from bot.errors import NotNow, NotYours

# In the place of a program's id, of a role in the whole workspace.
EVERYWHERE: Final = ""
MOST_IN_A_ROLE: Final = 20


class OversightRole(StrEnum):
    """OWNER reads totals of all programs, READER those of one; PRIVACY_OFFICER reads who looked at names."""

    OWNER = "owner"
    PRIVACY_OFFICER = "privacy_officer"
    READER = "reader"


IN_WORDS: Final[Mapping[OversightRole, str]] = {
    OversightRole.OWNER: "an owner",
    OversightRole.PRIVACY_OFFICER: "a privacy officer",
    OversightRole.READER: "a reader",
}


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """Somebody has a role, given by somebody; of a reader, in a program."""

    workspace_id: str
    role: OversightRole
    user_id: str
    given_by: str
    given_on: date
    program_id: str = EVERYWHERE


@dataclass(frozen=True, slots=True)
class RolesHeld:
    """All that anybody holds in one workspace, oldest first."""

    held: Sequence[RoleHeld] = ()

    def who(self, role: OversightRole, program_id: str = EVERYWHERE) -> tuple[str, ...]:
        return tuple(one.user_id for one in self.held if (one.role, one.program_id) == (role, program_id))

    @property
    def owners(self) -> tuple[str, ...]:
        return self.who(OversightRole.OWNER)

    def reads(self, user_id: str) -> frozenset[str]:
        """The ids of the programs that this person reads."""
        return frozenset(
            one.program_id for one in self.held if one.user_id == user_id and one.role is OversightRole.READER
        )

    def is_owner(self, user_id: str, *, is_admin: bool) -> bool:
        """Until somebody is named, workspace admins are owners."""
        return user_id in self.owners or (is_admin and not self.owners)

    def is_officer(self, user_id: str) -> bool:
        return user_id in self.who(OversightRole.PRIVACY_OFFICER)

    def may_read(self, program: Program, user_id: str, *, is_admin: bool = False) -> bool:
        """Whether somebody may read the totals of this program."""
        theirs = (*program.managers, program.champion, *self.who(OversightRole.READER, program.id))
        return user_id in theirs or self.is_owner(user_id, is_admin=is_admin)

    def may_give(self, role: OversightRole, program: Program | None, user_id: str, *, is_admin: bool) -> bool:
        """Managers give the role of a reader, of their own program alone; owners give the others."""
        if role is OversightRole.READER:
            return program is not None and user_id in program.managers
        return program is None and self.is_owner(user_id, is_admin=is_admin)

    def require_owner(self, user_id: str, *, is_admin: bool) -> None:
        if not self.is_owner(user_id, is_admin=is_admin):
            raise NotYours(f"Only {self._owners_in_words()} can do this. Ask one of them to name you.")

    def require_giver(
        self, role: OversightRole, program: Program | None, user_id: str, *, is_admin: bool
    ) -> None:
        if self.may_give(role, program, user_id, is_admin=is_admin):
            return
        if program is not None:
            raise NotYours(f"Only a manager of {program.name} can name its readers. Ask one of them.")
        raise NotYours(f"Only {self._owners_in_words()} can name {IN_WORDS[role]}. Ask one of them.")

    def require_room(self, role: OversightRole, program_id: str) -> None:
        if len(self.who(role, program_id)) >= MOST_IN_A_ROLE:
            raise NotNow(f"There are {MOST_IN_A_ROLE} already. Take the role from someone first.")

    def _owners_in_words(self) -> str:
        return "an owner" if self.owners else "a workspace admin"

"""What somebody is to the programs of their workspace, which decides on what pages there are for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.oversight.roles import RolesHeld
from bot.domain.programs.programs import Program


class ReadsAs(StrEnum):
    """What somebody reads the dashboard as: in a program, or in the whole workspace."""

    MANAGER = "manager"
    CHAMPION = "champion"
    READER = "reader"
    OWNER = "owner"
    PRIVACY_OFFICER = "privacy_officer"


MANAGERS = frozenset({ReadsAs.MANAGER})
# Whoever may read a program's totals, as `require_reader` has it.
READERS = frozenset({ReadsAs.MANAGER, ReadsAs.CHAMPION, ReadsAs.READER, ReadsAs.OWNER})
# Whom a program tells what its people said, as its findings in Slack have it.
LISTENERS = frozenset({ReadsAs.MANAGER, ReadsAs.CHAMPION})
OWNERS = frozenset({ReadsAs.OWNER})
ANYONE = frozenset(ReadsAs)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is to the programs of their workspace, by id. Until owners are named, admins are."""

    user_id: str
    programs: Mapping[str, Program]
    roles: RolesHeld
    is_admin: bool = False

    def in_program(self, program: Program) -> frozenset[ReadsAs]:
        """What they are to one program."""
        found = {
            ReadsAs.MANAGER: self.user_id in program.managers,
            ReadsAs.CHAMPION: self.user_id == program.champion,
            ReadsAs.READER: program.id in self.roles.reads(self.user_id),
        }
        return frozenset(one for one, is_so in found.items() if is_so) | self._in_workspace()

    def anywhere(self) -> frozenset[ReadsAs]:
        """What they are to the workspace, or to any program of it; nothing for who has no page here."""
        each = (self.in_program(program) for program in self.programs.values())
        return self._in_workspace().union(*each)

    @property
    def managed(self) -> Sequence[Program]:
        return [one for one in self.programs.values() if ReadsAs.MANAGER in self.in_program(one)]

    @property
    def readable(self) -> Sequence[Program]:
        """Those whose totals they may read."""
        return [one for one in self.programs.values() if READERS & self.in_program(one)]

    def _in_workspace(self) -> frozenset[ReadsAs]:
        is_owner = self.roles.is_owner(self.user_id, is_admin=self.is_admin)
        found = {ReadsAs.OWNER: is_owner, ReadsAs.PRIVACY_OFFICER: self.roles.is_officer(self.user_id)}
        return frozenset(one for one, is_so in found.items() if is_so)

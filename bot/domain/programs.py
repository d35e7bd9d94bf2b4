"""Programs: a template made concrete by its managers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.errors import NotNow, NotYours


class ProgramState(StrEnum):
    DRAFT = "draft"
    ENROLLING = "enrolling"
    RUNNING = "running"
    CLOSED = "closed"


OPEN_FOR_ENROLMENT = frozenset({ProgramState.ENROLLING, ProgramState.RUNNING})


@dataclass(frozen=True, slots=True)
class Program:
    """`signposts` holds only what differs from the workspace's own."""

    id: str
    workspace_id: str
    template_id: str
    name: str
    state: ProgramState
    starts_on: date
    ends_on: date
    every_weeks: int
    minutes: int
    channel_id: str
    managers: tuple[str, ...]
    created_by: str
    signposts: Mapping[str, str] = field(default_factory=dict)

    @property
    def takes_people(self) -> bool:
        return self.state in OPEN_FOR_ENROLMENT


def require_manager(program: Program, *, user_id: str) -> None:
    if user_id not in program.managers:
        raise NotYours(f"Only a manager of {program.name} can do this. Ask one of them to add you.")


def missing_signposts(required: Iterable[str], *, filled: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in required if not filled.get(key, "").strip())


def require_launchable(program: Program, *, missing: tuple[str, ...]) -> None:
    """`missing` are the labels of signposts without an answer; a card with an empty one helps nobody."""
    if program.state is not ProgramState.DRAFT:
        raise NotNow(f"{program.name} is already open.")
    if missing:
        raise NotNow(f"{program.name} can open once these are filled in: {', '.join(missing)}.")

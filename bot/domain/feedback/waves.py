"""Waves: when each of them asks, of whom, and until when.

A wave belongs to a program and an intake: everybody of a cohort, or those of a rolling program who were
introduced in one quarter. Each person answers it once, however many mentorships they have there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.feedback.items import AskedItem
from bot.domain.joining.enrolments import Role

COHORT = ""


class WaveKind(StrEnum):
    BASELINE = "baseline"
    PULSE = "pulse"
    MID = "mid"
    END = "end"


@dataclass(frozen=True, slots=True)
class Wave:
    """`items` are the questions as they were when it opened, whatever the file says since.

    `intake` is COHORT, or a quarter such as "2026Q2". It takes answers up to and on `closes_on`; `frozen_on`
    is the day on which what was answered was counted, None before.
    """

    workspace_id: str
    program_id: str
    intake: str
    kind: WaveKind
    opens_on: date
    closes_on: date
    items: Sequence[AskedItem]
    frozen_on: date | None = None

    def is_open(self, today: date) -> bool:
        return self.frozen_on is None and self.opens_on <= today <= self.closes_on


@dataclass(frozen=True, slots=True)
class WavePlace:
    """That somebody is asked, for resuming and reminders: no answer is in it. It goes when the wave closes.

    `is_early`: they left early, and are asked three questions at most.
    """

    workspace_id: str
    program_id: str
    intake: str
    kind: WaveKind
    user_id: str
    role: Role
    is_early: bool = False
    is_opened: bool = False
    is_finished: bool = False


def group_of(intake: str, name: str) -> str:
    """The group of a cell of feedback: what it is about, with the intake in front where there are several."""
    return name if intake == COHORT else f"{intake} {name}".rstrip()

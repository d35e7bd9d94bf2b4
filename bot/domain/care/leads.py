"""Who the mentors of a program can turn to: a lead and a deputy who have said yes, and what a lead signs
off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.local_time import local_date
from bot.domain.people import Person
from bot.domain.programs.programs import Program


class LeadSays(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class LeadAnswer:
    """A person's answer to whether they would be a program's lead or deputy; asked anew, it is gone."""

    workspace_id: str
    user_id: str
    program_id: str
    said: LeadSays
    on: date


@dataclass(frozen=True, slots=True)
class SignOff:
    """A lead has read the cards, the charter and the policy in this version; `by` is empty once deleted."""

    workspace_id: str
    program_id: str
    number: int
    version: str
    by: str
    at: datetime


class Lacks(StrEnum):
    """What a program lacks of care for its mentors, the worst first."""

    NOBODY = "nobody"
    LEFT = "left"
    SAID_NO = "said no"
    NO_ANSWER = "no answer"
    SIGN_OFF = "sign-off"


@dataclass(frozen=True, slots=True)
class Leads:
    """The lead and the deputy of a program as they are now.

    `answers` and `people` are by user id; `signed` are the sign-offs of this program, the newest first.
    """

    program: Program
    answers: Mapping[str, LeadSays] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    signed: Sequence[SignOff] = ()

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(one for one in (self.program.lead, self.program.deputy) if one)

    @property
    def willing(self) -> tuple[str, ...]:
        """Those of them who have said yes and work here, the lead first."""
        return tuple(one for one in self.named if self._is_willing(one))

    def acting(self, now: datetime, *, asker: str = "") -> str | None:
        """Find who gets requests now: the lead, or while they are away or gone the deputy.

        Nobody gets the request of the `asker` who is one of them.
        """
        here = (one for one in self.willing if one != asker and not self._is_away(one, now))
        return next(here, None)

    def has_signed(self, version: str) -> bool:
        """Tell whether the lead of today has signed this version."""
        return any(one.version == version and one.by == self.program.lead for one in self.signed)

    def lacks(self, version: str) -> Lacks | None:
        """Find what keeps the program from opening, where it is about care for mentors."""
        lead = self.program.lead
        if not lead:
            return Lacks.NOBODY
        if self._has_left(lead):
            return Lacks.LEFT
        if self.answers.get(lead) is not LeadSays.YES:
            return Lacks.SAID_NO if lead in self.answers else Lacks.NO_ANSWER
        return None if self.has_signed(version) else Lacks.SIGN_OFF

    def _is_willing(self, user_id: str) -> bool:
        return self.answers.get(user_id) is LeadSays.YES and not self._has_left(user_id)

    def _has_left(self, user_id: str) -> bool:
        person = self.people.get(user_id)
        return person is not None and person.left_at is not None

    def _is_away(self, user_id: str, now: datetime) -> bool:
        person = self.people.get(user_id)
        return person is not None and person.is_away(local_date(ZoneInfo(person.tz), now))

"""A program's mentorships by name, for its managers: each as its own people read it too."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.domain.managing.listed import MentorshipsAsked
from bot.domain.managing.listing import Cut
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.mentorships.status import Status
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import VisibleMatch
from bot.domain.programs.programs import Program
from bot.views.managing.people_list import SOMEONE_DELETED
from bot.views.parts import mentions


@dataclass(frozen=True, slots=True)
class MentorshipRow:
    """A mentorship, and what is seen of it; `is_own` where who reads is in it themself."""

    mentorship: Mentorship
    match: VisibleMatch
    is_own: bool = False

    @property
    def is_of_one_left(self) -> bool:
        return len(self.mentorship.members) == 1

    @property
    def waits_for_a_manager(self) -> bool:
        return self.match.status is Status.MAY_NEED_SUPPORT and not self.match.taker and not self.is_own


@dataclass(frozen=True, slots=True)
class MentorshipList(NamesPeople):
    """The rows of one page; `counts` says how many each status has, on all pages."""

    program: Program
    asked: MentorshipsAsked
    rows: Cut[MentorshipRow]
    counts: Mapping[Status, int]

    @property
    def whom(self) -> Collection[str]:
        return {user_id for one in self.rows.rows for user_id in one.mentorship.user_ids}


def who_is_in(row: MentorshipRow) -> str:
    """Name them; of somebody who has had themself deleted, no more is left than that."""
    who = row.mentorship.user_ids
    return f"{mentions(who)} and {SOMEONE_DELETED}" if row.is_of_one_left else mentions(who)

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


@dataclass(frozen=True, slots=True)
class MentorshipRow:
    """A mentorship, and what is seen of it; `is_own` where who reads is in it themself."""

    mentorship: Mentorship
    match: VisibleMatch
    is_own: bool = False

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

"""What a manager's review of proposed matches holds, and what approving them did."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.disclosure.figures import Figure
from bot.domain.matching.choices import MatchedBy
from bot.domain.matching.proposals import LeftOver
from bot.domain.matching.reviewing import Marks
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program

NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Review(NamesPeople):
    """A proposal as it stands: dropped matches are gone, nothing is sent yet.

    `posts` says of everyone in it, in words, what they work as and where. `remarks` are about all of it.
    Where somebody `is_waiting`, some may be `not_looked_at`, since they came after it was made, and some
    `unmatched`. Mentees were shown mentors on `asked_on`, the last of them; who has answered is nobody's to
    see. `to_ask` others may be asked now. `confirmed` is what whoever approves says of it. It is `not_run`
    where nothing was worked out yet for those who wait.
    """

    program: Program
    proposed: Sequence[Mentorship]
    left_over: Sequence[LeftOver]
    would_help: Sequence[str]
    is_waiting: bool
    of_circles: bool = False
    remarks: Sequence[str] = ()
    publish_at: datetime | None = None
    not_looked_at: bool = False
    asked_on: date | None = None
    to_ask: Figure | None = None
    unmatched: bool = False
    not_run: bool = False
    confirmed: Sequence[str] = ()
    posts: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = NO_MARKS

    @property
    def is_by_hand(self) -> bool:
        return self.program.plan.matched_by is MatchedBy.BY_HAND and not self.of_circles

    @property
    def whom(self) -> Collection[str]:
        return _people_of(self.proposed) | {one.user_id for one in self.left_over}


@dataclass(frozen=True, slots=True)
class MatchesApproved(NamesPeople):
    """`left_out` were right when they were proposed, and are not any more; their people wait again.

    With `more_to_review` the rest of the proposal still waits for its manager.
    """

    program: Program
    count: Figure
    left_out: Sequence[Mentorship] = ()
    more_to_review: bool = False

    @property
    def whom(self) -> Collection[str]:
        return _people_of(self.left_out)


def _people_of(matches: Sequence[Mentorship]) -> set[str]:
    return {who for one in matches for who in one.user_ids}

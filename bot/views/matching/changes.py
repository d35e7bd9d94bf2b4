"""What became of a proposal since somebody looked at it, while they were about to approve it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program


@dataclass(frozen=True, slots=True)
class ProposalChanges(NamesPeople):
    """`swapped` have other people than those seen. With `worked_out_anew` some of the seen are no more."""

    program: Program
    new: Sequence[Mentorship]
    swapped: Sequence[Mentorship]
    dropped: Sequence[Mentorship]
    approved: Sequence[Mentorship]
    worked_out_anew: bool

    @property
    def whom(self) -> Collection[str]:
        each = (*self.new, *self.swapped, *self.dropped, *self.approved)
        return {who for one in each for who in one.user_ids}

    @property
    def is_only_approved(self) -> bool:
        """Everything that was seen is approved by now: the same was sent twice."""
        others = self.new or self.swapped or self.dropped or self.worked_out_anew
        return bool(self.approved) and not others

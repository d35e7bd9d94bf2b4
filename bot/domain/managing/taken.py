"""A mentorship that may need support, and the manager who has it in hand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.mentorships.mentorships import this_monday
from bot.domain.mentorships.status import Status, StatusBasis


@dataclass(frozen=True, slots=True)
class Taken:
    """A manager has it in hand since that day; it goes for the silence that was there then."""

    workspace_id: str
    mentorship_id: str
    taken_by: str
    taken_on: date

    def holder(self, managers: Collection[str], *, since: date | None) -> str | None:
        """The one of these managers who has it, where it needs support `since` that day."""
        stands = since is not None and self.taken_on >= this_monday(since)
        return self.taken_by if stands and self.taken_by in managers else None


def still_needing(
    among: Iterable[StatusBasis],
    taken: Mapping[str, Taken],
    *,
    managers: Collection[str],
    reader: str,
    today: date,
) -> list[str]:
    """List by their ids the mentorships that may need support, without those another manager has in hand.

    Of one program and its managers; `reader` is the one who reads.
    """
    found = []
    for one in among:
        if one.status(today=today) is Status.MAY_NEED_SUPPORT:
            here = taken.get(one.mentorship_id)
            since = one.needs_support_since(today=today) if here else None
            holder = here.holder(managers, since=since) if here else None
            found += [one.mentorship_id] if holder in (None, reader) else []
    return found

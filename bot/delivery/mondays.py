"""Reads what managers' lists on a Monday need: what waits in their programs, and when they last had one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.content import Content
from bot.delivery.kind import IfUnknown, Kinds, MondaySituation
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.digest.mondays import month_begins
from bot.facts.matters.reading import Waiting, read_waiting
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Mondays:
    """All that waits for managers.

    By reader, where that matters: the Mondays of the last list they had, and of the first that was planned.
    """

    waiting: Waiting
    said: Mapping[str, date]
    planned: Mapping[str, date]

    def about(
        self, message: OutboxMessage, *, has_left: bool, content: Content, now: datetime
    ) -> MondaySituation | None:
        """Put together what one list is about. None for whoever has left or manages nothing any more."""
        programs = self.waiting.managed_by(message.recipient)
        if has_left or not programs:
            return None
        said, everything = (of(message.recipient) for of in (self.waiting.lines_for, self.waiting.each_for))
        return MondaySituation(
            message=message,
            content=content,
            now=now,
            waiting=said,
            more_waits=bool(everything) and not said,
            said_since=self.said.get(message.recipient),
            planned_since=self.planned.get(message.recipient),
            manages=any(one.is_live for one in programs),
        )


async def read_mondays(
    repos: Repositories,
    workspace_id: str,
    messages: Sequence[OutboxMessage],
    *,
    kinds: Kinds,
    content: Content,
    now: datetime,
) -> Mondays:
    """Read them for these lists of one workspace; nothing is asked where there is none."""
    readers = {one.recipient for one in messages}
    must_arrive = {key for key, kind in kinds.items() if kind.if_unknown is IfUnknown.SEND_AGAIN}
    waiting = await read_waiting(
        repos, workspace_id, readers, content=content, now=now, must_arrive=must_arrive
    )
    first = [one for one in messages if month_begins(date.fromordinal(one.cycle))]
    numbers = await repos.outbox.numbers_of(workspace_id, first[0].kind, _readers(first)) if first else {}
    return Mondays(
        waiting,
        said={who: date.fromordinal(one.last_sent) for who, one in numbers.items() if one.last_sent},
        planned={who: date.fromordinal(one.first) for who, one in numbers.items()},
    )


def _readers(messages: Sequence[OutboxMessage]) -> list[str]:
    return sorted({one.recipient for one in messages})

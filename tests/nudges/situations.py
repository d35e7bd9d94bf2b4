"""What a kind of message is shown before it leaves."""

from dataclasses import replace

from bot.domain.outbox import DeliveryState, OutboxMessage
from bot.domain.status import Signs
from bot.nudges.kind import PairSituation
from tests.people import CYCLE, DAY, MONDAY, NIA, PAIR, PROGRAM, WS


def situation(content, kind, *, cycle=CYCLE, recipient=NIA, number=1, now=MONDAY, **pair):
    """About the usual pair, changed by `pair`; `number` is the cycle the message was planned for."""
    message = OutboxMessage(
        id=1,
        workspace_id=WS,
        kind=kind,
        subject=PAIR.id,
        cycle=number,
        recipient=recipient,
        due_at=MONDAY,
        expires_at=MONDAY + 10 * DAY,
        budgeted=True,
        state=DeliveryState.CLAIMED,
        attempts=1,
    )
    return PairSituation(
        message=message,
        mentorship=replace(PAIR, **pair),
        program=PROGRAM,
        cycle=cycle,
        signs=Signs(),
        content=content,
        now=now,
    )

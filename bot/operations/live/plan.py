"""With whom the check-up is done, and what it writes to whom."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Member ids. `asking` sits at the keyboard and in Slack; `other` is somebody who knows of it."""

    asking: str
    other: str
    channel: str = ""
    guest: str = ""
    gone: str = ""


def lines_of(plan: Plan) -> Iterator[str]:
    """Say what will be written, before anything is."""
    yield "This writes to your workspace, as Lamplight:"
    yield f"  to {plan.asking} and {plan.other}, in a group of the two: a message and a small calendar file"
    yield f"  to {plan.asking}: a message, a calendar file, a long message, and one with a button to tap"
    if plan.channel:
        yield f"  to {plan.channel}: a message"
    yield from (f"  to {one}: nothing; a group with them is opened" for one in (plan.guest, plan.gone) if one)
    yield "It takes all of it back at the end. Groups that were opened stay, empty: Slack keeps them."
    yield "Stop the bot first: for a minute, what Slack sends comes here. Others who tap then see an error."

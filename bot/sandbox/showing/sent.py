"""What the app wrote in a span of time, and what its readers were doing when it lit up on their phones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.sandbox.model import Message
from bot.sandbox.notify import notified
from bot.sandbox.people import DISTURBED, Routine, kind_at
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.showing.tour import Line, Spot, counted


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message on one reader's phone."""

    at: datetime
    person: str
    message: Message


def latest_ts(sandbox: Sandbox) -> str:
    """The timestamp of the newest message there is; "" where nothing has been said."""
    said = (sandbox.messages(channel) for channel in sandbox.channels)
    return max((messages[-1].ts for messages in said if messages), default="")


def arrivals(sandbox: Sandbox, *, after: str) -> list[Arrival]:
    """What the app wrote later than the message with this timestamp, oldest first."""
    return sorted(_all(sandbox, after), key=lambda arrival: arrival.message.ts)


def _all(sandbox: Sandbox, after: str) -> Iterator[Arrival]:
    for channel in sandbox.channels:
        for message in reversed(sandbox.messages(channel)):
            if message.ts <= after:
                break
            if message.author == sandbox.bot_user_id:
                at = datetime.fromtimestamp(float(message.ts), UTC)
                yield from (Arrival(at, person, message) for person in notified(channel, message))


def sent_line(sandbox: Sandbox, routine: Routine, *, after: str) -> Line:
    """How many messages there were, and how many of them reached a person who slept or worked."""
    came = arrivals(sandbox, after=after)
    if not came:
        return Line("No messages: there was nothing to say.")
    messages = len({(one.message.channel, one.message.ts) for one in came})
    disturbed = [one for one in came if kind_at(routine, one.person, one.at) in DISTURBED]
    seen = (disturbed or came)[-1]
    kept = f"{len(disturbed)} during sleep or a shift" if disturbed else "none during sleep or a shift"
    first = sandbox.workspace.people[seen.person].name.split()[0]
    label = f"See {first}'s phone"
    return Line(f"{counted(messages, 'message')}, {kept}.", label, Spot(seen.person, "home", "phone"))

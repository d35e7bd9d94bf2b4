"""The people of the storm and what falls due for them, and the count at Slack's end of what reached them."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.content import Content
from bot.domain.delivery.outbox import WAITING, DeliveryState, OutboxMessage, Planned
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.facts.welcome import BUDGET_DAYS, availability_of
from bot.sandbox.model import ChannelKind
from bot.sandbox.model import Person as Somebody
from bot.sandbox.sandbox import Sandbox
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from tests import people
from tests.domain.quiet_oracle import Oracle
from tests.people import MONDAY, PAIR, WS

# A Monday at noon: most people may be written to, some on the other side of the world may not.
START = MONDAY
ZONES = ["Europe/London"] * 7 + ["America/New_York", "Asia/Kolkata", "Australia/Sydney"]
PRESETS = [None, None, "office", "nights_12"]
INTRODUCED_OF = 7
GOOD_FOR = timedelta(days=40)
# Between the moment it was decided to send and the moment it arrived, on a fast clock.
ON_ITS_WAY = timedelta(minutes=10)
REF = re.compile(r"'value': '(N\d+):1'")


@dataclass(frozen=True, slots=True)
class Storm:
    """`pairs` await their introduction; of `asked`, one person each is asked whether they met."""

    pairs: Sequence[Mentorship]
    asked: Sequence[Mentorship]
    planned: Sequence[Planned]

    @property
    def user_ids(self) -> list[str]:
        return sorted({user_id for one in (*self.pairs, *self.asked) for user_id in one.user_ids})


def storm(rng: random.Random, *, messages: int, within: timedelta) -> Storm:
    """So many messages that fall due one after the other."""
    pairs = [_pair(f"I{n}", f"UI{n}", f"UJ{n}", introduced=False) for n in range(messages // INTRODUCED_OF)]
    # Everybody who is asked is in two mentorships.
    asked = [_pair(f"N{n}", f"UN{n // 2}", f"UO{n}") for n in range(messages - len(pairs))]
    moments = {one.id: START + rng.random() * within for one in (*pairs, *asked)}
    for first, second in zip(asked[::4], asked[1::4], strict=False):
        moments[second.id] = moments[first.id]
    planned = [_planned("introduction", one, 0, one.id, moments[one.id], budgeted=False) for one in pairs]
    planned += [_planned("check_in", one, 1, one.user_ids[0], moments[one.id]) for one in asked]
    return Storm(pairs, asked, planned)


def _pair(one: str, mentee: str, mentor: str, *, introduced: bool = True) -> Mentorship:
    members = (Member(mentee, Role.MENTEE), Member(mentor, Role.MENTOR))
    pair = replace(PAIR, id=one, members=members)
    if introduced:
        return pair
    return replace(pair, state=MentorshipState.APPROVED, channel_id=None, introduced_on=None)


def _planned(
    kind: str, about: Mentorship, cycle: int, to: str, due: datetime, *, budgeted: bool = True
) -> Planned:
    return Planned(WS, kind, about.id, cycle, to, due_at=due, expires_at=due + GOOD_FOR, budgeted=budgeted)


async def move_in(db: Database, storm: Storm, content: Content, rng: random.Random) -> None:
    # Two who never share an hour could not be introduced.
    homes = {pair.id: (rng.choice(ZONES), rng.choice(PRESETS)) for pair in (*storm.pairs, *storm.asked)}
    known = {
        one: Person(WS, one, tz=homes[pair.id][0], preset_id=homes[pair.id][1])
        for pair in (*storm.pairs, *storm.asked)
        for one in pair.user_ids
    }
    joined = [
        people.enrolment(one.user_id, one.role, charter_version=content.charter.version)
        for pair in storm.pairs
        for one in pair.members
    ]
    cycles = [Cycle(one.id, 1, starts_on=START.date()) for one in storm.asked]
    await people.move_in(db, *known.values(), *joined, *storm.pairs, *storm.asked, *cycles)
    async with db.transaction() as repos:
        await repos.outbox.plan(storm.planned)


def arrive(sandbox: Sandbox, storm: Storm) -> None:
    """Slack knows the same people."""
    sandbox.workspace.people.update({one: Somebody(one, one) for one in storm.user_ids})


@dataclass(frozen=True, slots=True)
class Arrived:
    """One message on somebody's phone; `about` are the mentorships it introduces or asks about."""

    at: datetime
    readers: Sequence[str]
    about: Sequence[str]
    introduces: bool


def arrivals(sandbox: Sandbox) -> Iterator[Arrived]:
    for channel in sandbox.channels:
        for message in sandbox.messages(channel):
            introduces = channel.kind is ChannelKind.MPIM
            about = [channel.members[0].replace("UI", "I")] if introduces else asked_about(message.blocks)
            at = datetime.fromtimestamp(float(message.ts), UTC)
            yield Arrived(at, channel.members, about, introduces)


def asked_about(blocks: Any) -> list[str]:
    return sorted(set(REF.findall(str(blocks))))


@dataclass(slots=True)
class Counts:
    """What came of everything that was planned; `amid` arrived while the bot was being killed."""

    planned: int = 0
    states: Counter[str] = field(default_factory=Counter)
    kills: int = 0
    amid: int = 0
    birth: float = 0.0
    introductions: int = 0
    introduced_twice: int = 0
    nudges: int = 0
    nudged_together: int = 0
    introductions_lost: list[str] = field(default_factory=list)
    nudged_twice: list[str] = field(default_factory=list)
    sent_and_not_there: list[str] = field(default_factory=list)
    there_and_not_sent: list[str] = field(default_factory=list)
    at_a_bad_time: list[str] = field(default_factory=list)
    over_budget: list[str] = field(default_factory=list)
    not_final: list[str] = field(default_factory=list)

    @property
    def broken(self) -> dict[str, list[str]]:
        """The promises that were not kept."""
        return {
            name: found
            for name in (
                "introductions_lost",
                "nudged_twice",
                "sent_and_not_there",
                "there_and_not_sent",
                "at_a_bad_time",
                "over_budget",
                "not_final",
            )
            if (found := getattr(self, name))
        }

    def lines(self) -> list[str]:
        states = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items()))
        return [
            f"planned {self.planned}: {states}",
            f"{self.kills} kills, {self.amid} messages arrived in between; "
            f"a process takes {self.birth:.2f} s to be born",
            f"introductions: {self.introductions} arrived, {len(self.introductions_lost)} lost, "
            f"{self.introduced_twice} said twice",
            f"nudges: {self.nudges} arrived ({self.nudged_together} of them in company), "
            f"{len(self.nudged_twice)} twice",
            f"at a bad time: {len(self.at_a_bad_time)}; over the budget: {len(self.over_budget)}; "
            f"not in a final state: {len(self.not_final)}",
            f"marked as sent and not there: {len(self.sent_and_not_there)}; "
            f"there and not accounted for: {len(self.there_and_not_sent)}",
        ]


async def rows_of(repos: Repositories, storm: Storm) -> list[OutboxMessage]:
    """What became of everything that was planned."""
    rows = await repos.outbox.list_about(WS, "introduction", [one.id for one in storm.pairs])
    return rows + await repos.outbox.list_about(WS, "check_in", [one.id for one in storm.asked])


async def count(db: Database, sandbox: Sandbox, storm: Storm, *, content: Content) -> Counts:
    found = list(arrivals(sandbox))
    async with db.transaction() as repos:
        rows = await rows_of(repos, storm)
        known = await availability_of(repos, WS, storm.user_ids, now=START, content=content)
    counts = Counts(planned=len(storm.planned), states=Counter(row.state.value for row in rows))
    times = Counter(one for arrived in found for one in arrived.about)
    of = {row.subject: row for row in rows}
    counts.not_final = [one for one, row in of.items() if row.state in WAITING]
    for pair in storm.pairs:
        counts.introductions += times[pair.id] > 0
        counts.introduced_twice += times[pair.id] > 1
        if not times[pair.id]:
            counts.introductions_lost.append(pair.id)
    for pair in storm.asked:
        _count_nudge(counts, pair.id, times[pair.id], of[pair.id].state)
    counts.nudged_together = sum(len(one.about) for one in found if len(one.about) > 1)
    counts.at_a_bad_time = [str(one) for one in found if _is_unwelcome(one, known)]
    counts.over_budget = list(_over_budget(found))
    return counts


def _count_nudge(counts: Counts, one: str, times: int, state: DeliveryState) -> None:
    counts.nudges += times > 0
    if times > 1:
        counts.nudged_twice.append(one)
    if state is DeliveryState.SENT and not times:
        counts.sent_and_not_there.append(one)
    if times and state not in (DeliveryState.SENT, DeliveryState.UNKNOWN):
        counts.there_and_not_sent.append(one)


def _is_unwelcome(arrived: Arrived, known: dict[str, Any]) -> bool:
    """Also when the answer was slow: what counts is when it was decided, which is not long before."""
    oracles = [Oracle(known[one]) for one in arrived.readers]
    moments = (arrived.at, arrived.at - ON_ITS_WAY)
    return all(any(one.why_not(moment) for one in oracles) for moment in moments)


def _over_budget(found: Sequence[Arrived]) -> Iterator[str]:
    to: dict[str, list[datetime]] = defaultdict(list)
    for arrived in found:
        if not arrived.introduces:
            to[arrived.readers[0]].append(arrived.at)
    for reader, moments in to.items():
        for at in moments:
            # Somewhat less than seven days: each is counted from when it was decided.
            if sum(at <= one < at + BUDGET_DAYS - ON_ITS_WAY for one in moments) > 2:
                yield f"{reader} at {at}"

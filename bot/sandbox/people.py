"""Invented people who act on their own when they are awake and free."""

import heapq
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.sandbox.actor import Actor
from bot.sandbox.elements import Placed, unfolded, visible_to, walk
from bot.sandbox.model import Json, Message, Person
from bot.sandbox.sandbox import Sandbox

Kind = Literal["asleep", "on_shift", "at_work", "off", "away"]
# People at a desk can look at a message; those on a ward cannot, and nobody does asleep.
FREE: frozenset[Kind] = frozenset({"off", "at_work"})
DISTURBED: frozenset[Kind] = frozenset({"asleep", "on_shift"})
FREE_TIME_BEFORE_ANSWERING = timedelta(hours=3)
LOOKS_AHEAD = timedelta(days=4)
BED, UP = time(23), time(7)


@dataclass(frozen=True, slots=True)
class Span:
    """What somebody is doing from `start` until `end`, both aware."""

    start: datetime
    end: datetime
    kind: Kind


Routine = Callable[[str, datetime, datetime], list[Span]]


@dataclass(frozen=True, slots=True)
class Habit:
    """`keenness` is the chance of answering a message, 0-1; `choices` weighs buttons by action_id."""

    keenness: float
    choices: Mapping[str, float]


@dataclass(frozen=True, slots=True, order=True)
class Intention:
    """Somebody means to answer a message; `number` keeps those of one moment in the order they came up."""

    at: datetime
    number: int
    person: str
    channel: str
    ts: str


class Crowd:
    """Same seed, same story: `rng` is the only chance in it. `routine` may be set later."""

    def __init__(
        self,
        sandbox: Sandbox,
        rng: random.Random,
        habits: Mapping[str, Habit],
        *,
        routine: Routine | None = None,
    ) -> None:
        self.routine: Routine = routine or sleeps_at_night(sandbox)
        self._sandbox, self._rng, self._habits = sandbox, rng, habits
        self._watch = sandbox.subscribe()
        self._changes = self._watch.__enter__()
        self._intentions: list[Intention] = []
        self._count = 0
        # Whoever clicked, and a page may have opened since.
        self._awaiting: list[Actor] = []

    def close(self) -> None:
        """Stop watching the workspace."""
        self._watch.__exit__(None, None, None)

    def next_act_at(self) -> datetime | None:
        """When somebody next means to do something; None when nobody does."""
        self._read_news()
        return self._intentions[0].at if self._intentions else None

    async def act(self, now: datetime) -> int:
        """Let everybody do what they meant to do by `now`; how many did something."""
        self._read_news()
        acted, awaiting, self._awaiting = 0, self._awaiting, []
        for actor in awaiting:
            await self._choose(actor)
        while self._intentions and self._intentions[0].at <= now:
            acted += await self._carry_out(heapq.heappop(self._intentions))
        return acted

    def _read_news(self) -> None:
        while not self._changes.empty():
            change = self._changes.get_nowait()
            if change.kind == "message_posted":
                self._consider(*change.ids)

    def _consider(self, channel_id: str, ts: str) -> None:
        message = self._sandbox.workspace.find_message(channel_id, ts)
        if message is None or message.author != self._sandbox.bot_user_id or message.ephemeral_for:
            return
        for person in self._sandbox.workspace.channels[channel_id].members:
            habit = self._habits.get(person)
            if habit and known_buttons(message, person, habit) and self._rng.random() < habit.keenness:
                self._intend(person, message)

    def _intend(self, person: str, message: Message) -> None:
        now = self._sandbox.clock.now()
        free = timedelta(seconds=self._rng.expovariate(1 / FREE_TIME_BEFORE_ANSWERING.total_seconds()))
        at = after_free_time(self.routine(person, now, now + LOOKS_AHEAD), free)
        if at is not None:
            self._count += 1
            heapq.heappush(self._intentions, Intention(at, self._count, person, message.channel, message.ts))

    async def _carry_out(self, meant: Intention) -> bool:
        habit, person = self._habits[meant.person], self._sandbox.workspace.people[meant.person]
        message = self._sandbox.workspace.find_message(meant.channel, meant.ts)
        buttons = known_buttons(message, meant.person, habit) if message else []
        if message is None or not buttons or person.deleted:
            return False
        weights = [habit.choices[button.action_id] for button in buttons]
        [chosen] = self._rng.choices(buttons, weights)
        await self._click(person, message, chosen)
        return True

    async def _click(self, person: Person, message: Message, button: Placed) -> None:
        actor = self._sandbox.actor(person)
        was_open = actor.modal
        value, block_id = button.element.get("value"), button.block_id
        await actor.click(message, button.action_id, value=value, block_id=block_id)
        if actor.modal and not was_open:
            await self._mean_it(actor)
        elif not was_open:
            self._awaiting.append(actor)

    async def _choose(self, actor: Actor) -> None:
        """Choose on a page that offers something they would click, and leave it."""
        shown = actor.modal
        offered = known_among(shown.blocks, self._habits[actor.person.id]) if shown else []
        if shown and offered:
            chosen = self._rng.choice(offered)
            await actor.click(shown, chosen.action_id, value=chosen.element.get("value"))
            await actor.close(everything=True)

    async def _mean_it(self, actor: Actor) -> None:
        """Send a form that asks once more as it is filled in, and leave none open."""
        await self._choose(actor)
        if actor.modal and actor.modal.submit:
            await actor.submit()
        if actor.modal:
            await actor.close(everything=True)


def known_buttons(message: Message, person: str, habit: Habit) -> list[Placed]:
    """The buttons in this message that the person can see and would ever click, folded ones included."""
    return known_among(message.blocks, habit, person=person)


def known_among(blocks: Sequence[Json], habit: Habit, *, person: str | None = None) -> list[Placed]:
    """The same in any blocks; without a `person`, of all that stand there."""
    shown = [placed for placed in walk(blocks) if person is None or visible_to(placed, person)]
    buttons = [placed for placed in shown if placed.kind == "button"]
    folded = [one for placed in shown if placed.kind == "overflow" for one in unfolded(placed)]
    return [one for one in (*buttons, *folded) if habit.choices.get(one.action_id, 0) > 0]


def after_free_time(spans: Sequence[Span], free: timedelta) -> datetime | None:
    """The moment when so much free time has passed; None when the spans hold less."""
    for span in spans:
        if span.kind in FREE:
            if free < span.end - span.start:
                return span.start + free
            free -= span.end - span.start
    return None


def kind_at(routine: Routine, person_id: str, at: datetime) -> Kind:
    spans = routine(person_id, at, at + timedelta(seconds=1))
    return spans[0].kind if spans else "off"


def sleeps_at_night(sandbox: Sandbox) -> Routine:
    """A routine for everybody: asleep from 23:00 to 07:00 where they are, off otherwise."""

    def routine(person_id: str, start: datetime, end: datetime) -> list[Span]:
        return list(_nights(ZoneInfo(sandbox.workspace.people[person_id].tz), start, end))

    return routine


def _nights(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[Span]:
    at, day = start, start.astimezone(zone).date()
    while at < end:
        turns: tuple[tuple[time, Kind], ...] = ((UP, "asleep"), (BED, "off"))
        for turn, kind in turns:
            until = min(datetime.combine(day, turn, zone).astimezone(UTC), end)
            if until > at:
                yield Span(at, until, kind)
                at = until
        day += timedelta(days=1)

"""Over weeks of any two people: of two questions about one mentorship none contradicts the other."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bot.content import Content, load_content
from bot.domain.acts import Act
from bot.domain.mentorships.asking import APART, Asks
from bot.domain.mentorships.mentorships import Outcome
from bot.errors import UserFacingError
from bot.nudges import all_kinds
from bot.storage.database import Database
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.meetings.times import cancel_time, find_time, keep_meetings, tick_times
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.lifecycle import keep_going
from bot.usecases.mentorships.silence import ask_the_silent
from bot.views.meetings.times import slot_value
from tests.databases import SQLITE
from tests.examples import examples
from tests.nudges.whole_way import begins, deliver
from tests.people import DAY, MONDAY, NIA, OMAR, WS

CONTENT, KINDS = load_content(), all_kinds()
WEEKS = 9
TICK, MEET, MOVE, CARRY_ON, CALL_OFF = "tick", "met", "moved", "carry on", "call off"
ABOUT_WHAT_WAS = (Asks.IF_THEY_MET, Asks.ABOUT_SILENCE)


@dataclass
class Told:
    """What two people were asked, and what they did that a question may contradict, each at its moment.

    A search for a time is `begun` by ticks about which the other is asked; who ticks again changes them.
    """

    asked: list[tuple[Asks, datetime]] = field(default_factory=list)
    begun: list[datetime] = field(default_factory=list)
    set_until: list[tuple[datetime, datetime]] = field(default_factory=list)
    met: list[datetime] = field(default_factory=list)


@dataclass
class Pair:
    """They act before noon; what is due reaches them at noon."""

    db: Database
    content: Content
    told: Told = field(default_factory=Told)

    async def does(self, deed, who, now):
        act = {"act": Act(WS, who, now), "mentorship_id": "M1"}
        with suppress(UserFacingError):
            await getattr(self, deed.replace(" ", "_"))(act, now)

    async def tick(self, act, now):
        times = await find_time(self.db, **act, content=self.content)
        values = [slot_value(one.slot) for one in times.offers]
        done = await tick_times(self.db, **act, ticks=values, content=self.content)
        if done.is_set and done.times.meeting and (time := done.times.meeting.time):
            self.told.set_until.append((now, time.end))
        elif done.are_asked:
            self.told.begun.append(now)

    async def met(self, act, now):
        if await self.answers(act, Outcome.MET):
            self.told.met.append(now)

    async def moved(self, act, now):
        await self.answers(act, Outcome.MOVED)

    async def answers(self, act, outcome):
        async with self.db.transaction() as repos:
            cycle = await repos.cycles.current(WS, "M1")
        return (await answer_cycle(self.db, **act, cycle=cycle.number, outcome=outcome)).is_first

    async def carry_on(self, act, now):
        await keep_going(self.db, **act)

    async def call_off(self, act, now):
        await cancel_time(self.db, **act, content=self.content)
        self.told.set_until = [(since, min(end, now)) for since, end in self.told.set_until]

    async def lives_through(self, deeds: Sequence[tuple[int, str, str]]):
        for day in range(WEEKS * 7):
            noon = MONDAY + day * DAY
            for when, deed, who in deeds:
                if when == day:
                    await self.does(deed, who, noon - timedelta(hours=1))
            await keep_rhythm(self.db, content=self.content, now=noon)
            await ask_the_silent(self.db, now=noon)
            await keep_meetings(self.db, now=noon)
            for got in await deliver(self.db, self.content, noon):
                if (kind := KINDS[got.kind]).asks and kind.budgeted:
                    self.told.asked.append((kind.asks, got.at))
        return self.told


@st.composite
def weeks_of_two(draw):
    deed = st.tuples(
        st.integers(1, WEEKS * 7 - 1),
        st.sampled_from([TICK, TICK, MEET, MOVE, CARRY_ON, CALL_OFF]),
        st.sampled_from([NIA, OMAR]),
    )
    return draw(st.sampled_from(["onboarding", "nurse_leadership"])), draw(st.lists(deed, max_size=8))


@examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=weeks_of_two())
async def test_no_two_questions_within_three_days_contradict_each_other(databases, drawn):
    template, deeds = drawn
    async with databases.open(SQLITE) as db:
        await begins(db, CONTENT, template)
        told = await Pair(db, CONTENT).lives_through(deeds)
    assert [*contradictions(told)] == []


def contradictions(told: Told):
    """Questions, each with what came before it: another question, ticks, a time ahead, a meeting."""
    for what, at in told.asked:
        yield from (
            (what, at, other, then) for other, then in told.asked if other is not what and apart(then, at)
        )
        if what in ABOUT_WHAT_WAS:
            yield from ((what, at, "ticked", then) for then in told.begun if apart(then, at))
            yield from ((what, at, "set", then) for then, end in told.set_until if then <= at < end)
            yield from ((what, at, "met", then) for then in told.met if apart(then, at))


def apart(then: datetime, at: datetime) -> bool:
    """Whether the later one comes too soon after the earlier."""
    return timedelta() <= at - then < APART


def test_the_law_sees_a_contradiction():
    told = Told(asked=[(Asks.ABOUT_SILENCE, MONDAY), (Asks.IF_THEY_MET, MONDAY + DAY)])
    assert [*contradictions(told)] == [(Asks.IF_THEY_MET, MONDAY + DAY, Asks.ABOUT_SILENCE, MONDAY)]

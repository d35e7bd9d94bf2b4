"""Whatever people do, in any order: nobody is in without the charter, nor above what the form allows."""

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.content import Content, load_content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.joining.joining import JoinAnswers, JoinSubmission
from bot.domain.matching.places import MOST_MENTEES
from bot.domain.programs.programs import Plan
from bot.domain.programs.states import ProgramState
from bot.errors import UserFacingError
from bot.storage.database import Database
from bot.usecases.joining.charter import agree_again
from bot.usecases.joining.joining import enrol
from bot.usecases.recruiting.applications import answer_application
from tests.databases import SQLITE
from tests.examples import examples
from tests.people import MIA, MONDAY, NIA, OMAR, PROGRAM, WS, move_in

CONTENT = load_content()
PROGRAMS = {
    "P1": replace(PROGRAM, plan=Plan(capacity=2)),
    "P2": replace(PROGRAM, id="P2", plan=Plan(capacity=3, by_approval=True)),
    "P3": replace(PROGRAM, id="P3", template_id="peer_circle", plan=Plan(capacity=1)),
}
VERSIONS = ("2027-02", "2027-06")
# What is said more often here is what more can go wrong with.
WHO, WHERE = st.sampled_from([NIA, NIA, NIA, OMAR]), st.sampled_from(["P1", "P2", "P1", "P2", "P3"])
JOIN = st.tuples(
    st.just("join"),
    WHO,
    WHERE,
    st.sampled_from(["mentor", "both", "mentor", "both", "mentee", "peer"]),
    st.integers(1, MOST_MENTEES),
    st.sampled_from(["what is shown", "what is shown", "what is shown", "", VERSIONS[0]]),
)
OTHERS = st.one_of(
    st.tuples(st.just("leave"), WHO, WHERE),
    st.tuples(st.just("release"), WHO, WHERE),
    st.tuples(st.just("answer"), WHO, st.booleans()),
    st.tuples(st.just("agree"), WHO),
    st.tuples(st.just("new charter")),
    st.tuples(st.just("program"), WHERE, st.sampled_from(["running", "recruiting", "running", "closed"])),
)


@dataclass
class Life:
    """Everything that happens, and what each person has agreed to and when."""

    db: Database
    content: Content
    now: datetime = MONDAY
    agreed: dict = field(default_factory=dict)

    async def do(self, move):
        self.now += timedelta(hours=1)
        name, *rest = move
        with contextlib.suppress(UserFacingError):
            await getattr(self, name.replace(" ", "_"))(*rest)

    async def join(self, who, where, role, capacity, agreed_to):
        topics: dict[str, Any] = {"topics_wanted": ("leadership",), "topics_offered": ("leadership",)}
        answers = JoinAnswers(program_id=where, role=role, capacity=capacity, **topics)
        version = self.content.charter.version
        agreed_to = version if agreed_to == "what is shown" else agreed_to
        form = JoinSubmission(answers, self.now, agreed_to)
        await enrol(self.db, act=Act(WS, who, self.now), form=form, tz="UTC", content=self.content)
        if agreed_to == version:
            self.agreed.setdefault((who, version), self.now)
        assert (who, version) in self.agreed
        assert {one.charter_version for one in await self.places(who) if one.state.has_a_place} == {version}

    async def leave(self, who, where, state=EnrolmentState.LEFT):
        async with self.db.transaction() as repos:
            mine = await repos.enrolments.find(WS, where, who)
            if mine:
                await repos.enrolments.save(replace(mine, state=state))

    async def release(self, who, where):
        async with self.db.transaction() as repos:
            mine = await repos.enrolments.find(WS, where, who)
            if mine and mine.state is EnrolmentState.ACTIVE:
                await repos.enrolments.save(replace(mine, state=EnrolmentState.RELEASED))

    async def answer(self, who, accept):
        act = Act(WS, MIA, self.now)
        await answer_application(self.db, act=act, program_id="P2", user_id=who, accept=accept)

    async def agree(self, who):
        version = self.content.charter.version
        await agree_again(self.db, act=Act(WS, who, self.now), seen=version, content=self.content)
        if any(one.charter_version == version for one in await self.places(who)):
            self.agreed.setdefault((who, version), self.now)

    async def new_charter(self):
        charter = self.content.charter.model_copy(update={"version": VERSIONS[1]})
        self.content = replace(self.content, charter=charter)

    async def program(self, where, state):
        async with self.db.transaction() as repos:
            await repos.programs.save(replace(PROGRAMS[where], state=ProgramState(state)))

    async def places(self, who):
        async with self.db.transaction() as repos:
            return await repos.enrolments.list_for_person(WS, who)

    async def holds(self):
        for who in (NIA, OMAR):
            places = [one for one in await self.places(who) if one.state.has_a_place]
            for one in places:
                assert self.agreed[who, one.charter_version] == one.charter_accepted_at
            offering = [one for one in places if one.role.offers]
            assert all(1 <= one.capacity <= 3 for one in offering)
            assert len({one.capacity for one in offering}) <= 1
            assert all(one.capacity == 0 for one in places if not one.role.offers)


@given(moves=st.lists(st.tuples(JOIN, JOIN, OTHERS), min_size=2, max_size=7))
@examples(50)
def test_nobody_is_in_without_the_charter_nor_above_what_the_form_allows(databases, moves):
    asyncio.run(play(databases, moves))


async def play(databases, moves):
    async with databases.open(SQLITE) as db:
        await move_in(db, *PROGRAMS.values())
        life = Life(db, CONTENT)
        for move in chain.from_iterable(moves):
            await life.do(move)
            await life.holds()

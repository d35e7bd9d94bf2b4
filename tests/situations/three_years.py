"""The demo's hospital over years: programs begin and end, and people come, change and go."""

import random
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.demo.joining import TOPICS, Joining, join, match_and_approve
from bot.demo.planning import Office, Plans
from bot.demo.world import World
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import CURRENT, Outcome, iso_week
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState, Step
from bot.domain.rosters import RosterKind
from bot.domain.staff_numbers import Claim
from bot.errors import UserFacingError
from bot.jobs import keep_house
from bot.usecases.availability.pausing import pause_person
from bot.usecases.joining.leaving import leave_program
from bot.usecases.privacy.forgetting import forget_person
from bot.usecases.programs.moves import take_step
from bot.usecases.rosters.rosters import keep_typed
from tests.situations.hospital_life import Life

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
YEARS = 3 * 365
SIGN_UP_FOR, RUNS_BY_HAND_FOR = 4 * WEEK, 60 * WEEK
ROLES = {"cross_functional": (Role.BOTH,), "peer_circle": (Role.PEER, Role.PEER, Role.PEER, Role.HOST)}
PAIRS = (Role.MENTOR, Role.MENTEE)


@dataclass(frozen=True)
class Size:
    """How much of a hospital it is: who takes part, how often anything happens, how far the clock jumps.

    `is_told`: with the story of the demo before.
    """

    people: int
    join: int
    begin_every: timedelta
    jump: timedelta
    acts: int
    is_told: bool


class Years:
    """What happens there, one day after another.

    `typed` are words by who typed them, `gone` had themselves deleted, and `left` had their account closed.
    """

    def __init__(self, made: World, seed: int, size: Size):
        self.made, self.size = made, size
        self.deps, self.ws = made.bot.deps, made.bot.workspace_id
        self.rng = random.Random(seed)
        people = [(person, one) for person, one in made.cast.people if not (one.manages or one.champions)]
        self.here = dict(enumerate(self.rng.sample(people, size.people)))
        self.everybody = {person.id: (person, one) for person, one in self.here.values()}
        manager = made.cast.manager_of("coaching_sprint").id
        self.life = Life(self.deps.db, seed, ws=self.ws, people=list(self.everybody), manager=manager)
        self.typed: dict[str, str] = {}
        self.gone: set[str] = set()
        self.left: set[str] = set()
        self.begun_on: date | None = None
        self.templates = list(TOPICS)
        self.rolling: str | None = None
        self.happened: dict[str, int] = {}

    @property
    def now(self):
        return self.deps.clock()

    @property
    def today(self):
        return self.now.date()

    def act(self, who: str) -> Act:
        return Act(self.ws, who, self.now)

    async def let_pass(self, until):
        """To a day's morning, with everything that goes by itself on the way; then people do something."""
        await self.made.timeline.advance(timedelta(days=(until - self.today).days))
        await self.made.bot.background.drain()
        await self._programs_go_on()
        for _ in range(self.size.acts):
            await self._something()
        await self.made.bot.background.drain()
        await keep_house(self.deps)

    @property
    def acts(self):
        """What may happen, and how often among all that does."""
        life, usual = self.life, 2
        rarely = {self.has_themselves_deleted: 0.5, self.goes_for_good: 0.4, self.takes_on: 1, life.holds: 1}
        often = {self.joins: 8, self.types_a_roster: 4, self.claims: 4, self.is_looked_at: 3}
        others = (
            self.leaves,
            self.pauses,
            self.meets,
            life.asks,
            life.is_shown,
            life.is_nominated,
            life.names_somebody,
        )
        return rarely | often | dict.fromkeys(others, usual)

    async def _something(self) -> None:
        [act] = self.rng.choices(list(self.acts), list(self.acts.values()))
        self.life.now = self.now
        with suppress(UserFacingError):
            await act()
            self.happened[act.__name__] = self.happened.get(act.__name__, 0) + 1

    # programs

    async def _programs_go_on(self) -> None:
        if self.begun_on is None or self.today >= self.begun_on + self.size.begin_every:
            self.begun_on = self.today
            await self._begin(self.templates[0])
            self.templates = [*self.templates[1:], self.templates[0]]
        async with self.deps.db.transaction() as repos:
            live = await repos.programs.list_live(self.ws)
        for program in live:
            if program.state is ProgramState.ENROLLING and program.starts_on - self.today <= WEEK:
                with suppress(UserFacingError):
                    await match_and_approve(self.deps, program)
            if program.id == self.rolling and self.today >= program.starts_on + RUNS_BY_HAND_FOR:
                step = Step.CLOSE if program.state is ProgramState.CLOSING else Step.BEGIN_CLOSING
                by = self.act(program.managers[0])
                await take_step(self.deps.db, act=by, program_id=program.id, step=step)

    async def _begin(self, template_id: str) -> None:
        """The first one has no end, until somebody closes it."""
        office = Office(self.made.cast, self.deps, self.ws)
        program = await office.plan(Plans(template_id, self.today + SIGN_UP_FOR))
        if self.rolling is None:
            self.rolling, program = program.id, replace(program, intake=Intake.ROLLING, ends_on=None)
            async with self.deps.db.transaction() as repos:
                await repos.programs.save(program)
        await office.open(program)
        for number, who in enumerate(self._some(self.size.join)):
            await self._join(program, who, number)

    async def _join(self, program, who: str, number: int) -> None:
        roles = ROLES.get(program.template_id, PAIRS)
        with suppress(UserFacingError):
            one = Joining(*self.everybody[who], roles[number % len(roles)])
            await join(self.deps, program, one, self.rng)
            self.gone.discard(who)

    # people

    def _some(self, count: int = 1) -> list[str]:
        return self.rng.sample(self.life.people, count)

    async def _live(self):
        async with self.deps.db.transaction() as repos:
            return [one for one in await repos.programs.list_live(self.ws) if one.template_id in TOPICS]

    async def joins(self):
        """Now and then somebody who had themselves deleted."""
        among = [*self.life.people, *sorted(self.gone - self.left)]
        who = self.rng.choice(among)
        await self._join(self.rng.choice(await self._live()), who, self.rng.randrange(4))
        if who not in self.gone and who not in self.life.people:
            self.life.people.append(who)

    async def leaves(self):
        async with self.deps.db.transaction() as repos:
            mine = await self.life.place(repos)
        if mine:
            await leave_program(self.deps.db, act=self.act(mine.user_id), program_id=mine.program_id)

    async def meets(self):
        [who] = self._some()
        async with self.deps.db.transaction() as repos:
            found = await repos.mentorships.list_for_person(self.ws, who, CURRENT)
            cycles = await repos.cycles.list_for_mentorships(self.ws, [one.id for one in found])
            for one, turns in cycles.items():
                await repos.cycles.answer(
                    self.ws,
                    mentorship_id=one,
                    number=turns[-1].number,
                    user_id=who,
                    outcome=Outcome.MET,
                    iso_week=iso_week(self.today),
                )

    async def types_a_roster(self):
        """With a code of their own."""
        async with self.deps.db.transaction() as repos:
            mine = await self.life.place(repos)
        if mine:
            code = f"QX{len(self.typed):04}"
            text = "\n".join(f"{self.today + n * DAY:%d/%m/%Y} {code}" for n in range(1, 9))
            await keep_typed(
                self.deps.db,
                act=self.act(mine.user_id),
                kind=RosterKind.LINES,
                text=text,
                content=self.deps.content,
                feeds=self.deps.feeds,
            )
            self.typed[code] = mine.user_id

    async def claims(self):
        [who] = self._some()
        number = f"STAFF-{len(self.typed):04}"
        async with self.deps.db.transaction() as repos:
            await repos.staff_claims.save(Claim(self.ws, who, number, self.now))
        self.typed[number] = who

    async def pauses(self):
        [who] = self._some()
        until = self.today + self.rng.randint(7, 50) * DAY
        await pause_person(self.deps.db, act=self.act(who), until=until)

    async def is_looked_at(self):
        [who] = self._some()
        async with self.deps.db.transaction() as repos:
            program = self.rng.choice(await repos.programs.list_live(self.ws))
            by = {"user_id": program.managers[0], "about": who}
            await repos.access_log.add(self.ws, what="manager", program_id=program.id, at=self.now, **by)

    async def takes_on(self):
        """A role in a program that goes on: a second manager, or its champion."""
        [who] = self._some()
        program = self.rng.choice(await self._live())
        managers = (program.managers[0], who)
        is_champion = self.rng.random() < 0.5
        given = replace(program, champion=who) if is_champion else replace(program, managers=managers)
        async with self.deps.db.transaction() as repos:
            await repos.programs.save(given)

    async def has_themselves_deleted(self):
        [who] = self._some()
        await forget_person(self.deps.db, act=self.act(who))
        self.gone.add(who)
        self.life.people.remove(who)

    async def goes_for_good(self):
        """Their account in Slack is closed."""
        [who] = self._some()
        await self.made.sandbox.change_person(self.everybody[who][0], deleted=True)
        await self.made.bot.background.drain()
        self.left.add(who)
        self.life.people.remove(who)

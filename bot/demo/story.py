"""What has happened in the invented hospital before the page opens: programs at every stage of their life."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.demo.cast import Cast
from bot.demo.joining import Joining, join, match_and_approve
from bot.demo.planning import Office, Plans
from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.care.advice import AdviceTopic
from bot.domain.care.load import Load
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.people import Person as Member
from bot.domain.programs.programs import Program
from bot.sandbox.model import Person
from bot.sandbox.showing.opening import Opening
from bot.usecases.availability.pausing import pause_person
from bot.usecases.care.advice import ask_for_advice
from bot.usecases.care.load import say_load
from bot.usecases.recruiting.applications import answer_application
from bot.usecases.recruiting.nominating import nominate
from bot.usecases.rosters.rosters import agree_to_roster, keep_feed

WEEK = timedelta(weeks=1)
STILL_WAITING = 2


@dataclass(frozen=True, slots=True)
class Story:
    """Told in three parts, with time passing between them. `rng` is the only chance in it.

    `opening` is told of every chapter, with its share of the time that the whole takes.
    """

    cast: Cast
    deps: Deps
    workspace_id: str
    rng: random.Random
    base_url: str
    opening: Opening

    @property
    def _office(self) -> Office:
        return Office(self.cast, self.deps, self.workspace_id)

    async def begin(self) -> Program:
        """A program whose first pairs are just being introduced; it follows one that is in the archive."""
        today = self.deps.clock().date()
        self.opening.begin("Those who keep a roster hand it in", share=0.03)
        await self._keep_rosters()
        self.opening.begin("Nurse leadership opens for joining", share=0.1)
        last_summer = today - 27 * WEEK
        earlier = await self._office.plan(
            Plans("nurse_leadership", last_summer, name="Nurse Leadership Mentoring, summer 2025")
        )
        await self._office.archive(earlier)
        running = await self._office.plan_again(earlier, Plans("nurse_leadership", today + WEEK))
        await self._office.open(running)
        await self._join_and_match(running, list(self._nurse_leaders())[::2])
        await self._office.plan(Plans("onboarding", today + 13 * WEEK))
        return running

    async def go_on(self, running: Program) -> None:
        """Others join the running program and are matched among those with room."""
        self.opening.begin("More nurses join", share=0.06)
        await self._join_and_match(running, list(self._nurse_leaders())[1::2])

    async def end(self, running: Program) -> None:
        """Somebody takes a break, mentors say what they need, and four other programs are on their way."""
        await self._pause_somebody(running)
        await self._mentors_say_what_they_need(running)
        self.opening.begin("Residents join, and wait for a match", share=0.05)
        await self._residents_wait_for_a_match()
        self.opening.begin("Coaches are looked for", share=0.01)
        await self._coaches_are_looked_for()
        self.opening.begin("A program across teams decides who takes part", share=0.02)
        await self._teams_apply()
        self.opening.begin("Peers gather in circles", share=0.02)
        await self._circles_enrol()

    async def _join_and_match(self, program: Program, joins: list[Joining]) -> None:
        await self._join(program, joins)
        matches = await match_and_approve(self.deps, program)
        self.opening.reach(1, f"{people_have(len(joins))} joined, {matches} pairs matched")

    async def _join(self, program: Program, joins: list[Joining]) -> None:
        for number, one in enumerate(joins, start=1):
            await join(self.deps, program, one, self.rng)
            self.opening.reach(number / len(joins), f"{people_have(number)} joined")

    async def _keep_rosters(self) -> None:
        """The bot knows the shifts only of those who keep a roster here."""
        linked, _ = self.cast.linked()
        kept = [(person, one) for person, one in self.cast.people if one.is_rostered]
        rostered = [(person, one) for person, one in kept if person != linked]
        async with self.deps.db.transaction() as repos:
            known = [Member(self.workspace_id, person.id, tz=person.tz) for person, _ in rostered]
            await repos.people.save_many(known)
            for person, one in rostered:
                await repos.shifts.replace(self.workspace_id, person.id, one.shifts)

    def _nurse_leaders(self) -> Iterator[Joining]:
        """Charge nurses and staff nurses who want to lead; sisters and senior charge nurses who help them."""
        for person, one in self.cast.titled("Staff nurse", "Charge nurse", "Ward sister"):
            if one.title == "Ward sister" or (
                one.title == "Charge nurse" and one.career_stage != "established"
            ):
                yield Joining(person, one, Role.MENTOR)
            elif one.career_stage in ("early_career", "established"):
                yield Joining(person, one, Role.MENTEE)

    async def _pause_somebody(self, running: Program) -> None:
        async with self.deps.db.transaction() as repos:
            pairs = await repos.mentorships.list_for_program(
                self.workspace_id, running.id, [MentorshipState.ACTIVE]
            )
        now = self.deps.clock()
        await pause_person(
            self.deps.db,
            act=Act(self.workspace_id, pairs[-1].with_role(Role.MENTEE)[0], now),
            until=now.date() + 3 * WEEK,
        )

    async def _mentors_say_what_they_need(self, running: Program) -> None:
        """For one it is too much for now, and another would like a call with the lead."""
        async with self.deps.db.transaction() as repos:
            pairs = await repos.mentorships.list_for_program(
                self.workspace_id, running.id, [MentorshipState.ACTIVE]
            )
        mentors = sorted({who for one in pairs for who in one.with_role(Role.MENTOR)})
        tired, unsure = (Act(self.workspace_id, who, self.deps.clock()) for who in mentors[:2])
        await say_load(self.deps.db, act=tired, load=Load.TOO_MUCH)
        await ask_for_advice(self.deps.db, act=unsure, program_id=running.id, topic=AdviceTopic.BOUNDARIES)

    async def _residents_wait_for_a_match(self) -> None:
        """Two of the consultants have not finished their briefing."""
        starts_on = self.deps.clock().date() + 2 * WEEK + timedelta(days=3)
        program = await self._office.plan(
            Plans("specialist_resident", starts_on, expected_mentees=20, mentors_confirm=True)
        )
        await self._office.open(program)
        mentees = [Joining(*who, Role.MENTEE) for who in self.cast.titled("Resident")]
        mentors = [
            Joining(*who, Role.MENTOR, reads=place >= 2)
            for place, who in enumerate(self.cast.titled("Consultant"))
        ]
        await self._join(program, [*mentees, *mentors])
        await self._link_a_roster()

    async def _link_a_roster(self) -> None:
        """One of the residents pastes the private link to their roster."""
        person, _ = self.cast.linked()
        await keep_feed(
            self.deps.db,
            act=Act(self.workspace_id, person.id, self.deps.clock()),
            link=self.cast.roster_link(self.base_url),
            feeds=self.deps.feeds,
            content=self.deps.content,
        )
        await agree_to_roster(self.deps.db, workspace_id=self.workspace_id, user_id=person.id)

    async def _coaches_are_looked_for(self) -> None:
        """Few mentors for many mentees; one of them has yet to read on, and a colleague was suggested."""
        starts_on = self.deps.clock().date() + 5 * WEEK + timedelta(days=3)
        program = await self._office.plan(Plans("coaching_sprint", starts_on, expected_mentees=12))
        await self._office.launch(program)
        coaches = [
            who
            for who in self.cast.titled("Physiotherapist", "Midwife", "Ward sister")
            if who[1].career_stage in ("established", "senior", "leading")
        ]
        chosen = [coaches[0], coaches[1], coaches[-1]]
        await self._join(
            program, [Joining(*who, Role.MENTOR, reads=place > 0) for place, who in enumerate(chosen)]
        )
        suggested = self.nominee()
        await nominate(
            self.deps.db,
            act=Act(self.workspace_id, chosen[0][0].id, self.deps.clock()),
            program_id=program.id,
            candidates={suggested.id: suggested.tz},
            content=self.deps.content,
        )

    def nominee(self) -> Person:
        """Who was suggested as a coach, and has not answered yet."""
        return self.cast.titled("Ward clerk")[0][0]

    async def _teams_apply(self) -> None:
        """A program that decides who takes part: two people wait to hear."""
        now = self.deps.clock()
        starts_on = now.date() + 4 * WEEK + timedelta(days=3)
        program = await self._office.plan(
            Plans("cross_functional", starts_on, by_approval=True, expected_mentees=10)
        )
        await self._office.open(program)
        people = self.cast.titled("Pharmacist", "Radiographer", "Bed manager")
        await self._join(program, [Joining(*who, Role.BOTH) for who in people])
        for person, _ in people[STILL_WAITING:]:
            await answer_application(
                self.deps.db,
                act=Act(self.workspace_id, program.managers[0], now),
                program_id=program.id,
                user_id=person.id,
                accept=True,
            )

    async def _circles_enrol(self) -> None:
        starts_on = self.deps.clock().date() + 3 * WEEK + timedelta(days=3)
        program = await self._office.plan(Plans("peer_circle", starts_on, expected_mentees=10))
        await self._office.open(program)
        peers = [
            Joining(person, one, Role.PEER)
            for person, one in self.cast.titled("Staff nurse", "Healthcare assistant", "Midwife")
            if one.career_stage in ("newly_qualified", "early_career") and person != self.cast.newcomer()
        ]
        hosts = [Joining(*who, Role.HOST) for who in self.cast.titled("Physiotherapist")[3:4]]
        await self._join(program, [*peers[:9], *hosts])


def people_have(number: int) -> str:
    return "1 person has" if number == 1 else f"{number} people have"

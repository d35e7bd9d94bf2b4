"""Half a year of a program, day by day, and a story of it as an onlooker at Slack's side would tell it."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time

from bot.domain.acts import Act
from bot.domain.disclosure.noise import Seeded
from bot.domain.joining.enrolments import Role, match_hoped_by
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, this_monday
from bot.domain.people import Person
from bot.domain.programs.programs import Intake
from bot.facts.status_rows import INTRODUCED, read_status_bases
from bot.usecases.disclosure.freezing import freeze_numbers
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.meetings.turnout import tell_turnout
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.mentorships.lifecycle import end_mentorship, keep_going
from bot.usecases.mentorships.pausing import pause_mentorship
from bot.usecases.mentorships.rematching import ask_for_another
from bot.usecases.mentorships.silence import ask_the_silent
from bot.usecases.programs.keeping import keep_programs
from tests.people import DAY, PAIR, PROGRAM, WEEK, WS, enrolment, move_in, send_due
from tests.usecases.disclosure.recomputed import Story

STARTS = date(2026, 3, 2)
ROLES = {"pair": ("mentee", "mentor"), "circle": ("host", "peer", "peer", "peer")}


class HalfYear:
    """`keen` is how likely people answer on a day on which they might; who is not keen goes silent."""

    def __init__(self, db, content, template, *, seed, weeks=26, ends_after=None, every_weeks=None):
        self.db, self.content, self.rng, self.seed = db, content, random.Random(seed), seed
        rules = content.programs[template]
        ends_on = STARTS + ends_after * WEEK if ends_after else None
        self.program = replace(
            PROGRAM,
            template_id=template,
            every_weeks=every_weeks or rules.every_weeks,
            starts_on=STARTS,
            ends_on=ends_on,
            signup_ends_on=STARTS if ends_on else None,
            intake=Intake.COHORT if ends_on else Intake.ROLLING,
        )
        self.story = Story(
            template, self.program.every_weeks, ends_on, signup_ends_on=self.program.signup_ends_on
        )
        self.settles_in, self.is_circle = rules.first_meeting_days, rules.is_circle
        self.days = [STARTS + number * DAY for number in range(weeks * 7)]
        self.keen, self.chance = {}, Seeded(random.Random(seed))
        self.statuses = []

    async def live(self, count):
        """So many mentorships, one after the other in the first months, and on Mondays their statuses."""
        await move_in(self.db, self.program)
        begins = {
            number: self.rng.choice(self.days[: 21 if self.program.ends_on else 100])
            for number in range(count)
        }
        for day in self.days:
            await self._freeze(day)
            for number in [one for one, on in begins.items() if on == day + WEEK]:
                await self._join(number, day)
            for number in [one for one, on in begins.items() if on == day]:
                await self._introduce(number, day)
            for one in sorted(self.story.introduced):
                await self._something(one, day)
            await self._tick(day)

    async def _freeze(self, day):
        now = self._at(day, 5)
        if day.weekday() == 0:
            async with self.db.reading() as repos:
                found = await read_status_bases(repos, WS, ["P1"], today=day, states=INTRODUCED)
            self.statuses.append((day, {one.mentorship_id: one.status(today=day) for one in found["P1"]}))
        await freeze_numbers(self.db, workspace_id=WS, content=self.content, chance=self.chance, now=now)

    async def _join(self, number, day):
        """Some wait for longer than is hoped: they joined long before they are introduced."""
        for who, role in self._people(number).items():
            looks = Role(role).wants
            hoped = match_hoped_by(day, signup_ends_on=self.program.signup_ends_on)
            await self._keep(enrolment(who, Role(role), match_by=hoped if looks else None))
            if looks:
                self.story.joined[who] = day

    async def _introduce(self, number, day):
        people = self._people(number)
        one = replace(
            PAIR,
            id=f"M{number}",
            members=tuple(Member(who, Role(role)) for who, role in people.items()),
            introduced_on=day,
            every_weeks=self.program.every_weeks,
            settling_days=self.settles_in,
        )
        known = [Person(WS, who) for who in people]
        await self._keep(*known, one, Cycle(one.id, 1, starts_on=this_monday(day)))
        self.story.introduced[one.id] = (day, people)
        self.keen[one.id] = self.rng.choice([0.0, 0.03, 0.08, 0.15])

    def _people(self, number):
        roles = ROLES["circle" if self.is_circle else "pair"]
        return {f"U{number}-{place}": role for place, role in enumerate(roles)}

    async def _keep(self, *nouns):
        await move_in(self.db, await self._program(), *nouns)

    async def _program(self):
        async with self.db.reading() as repos:
            return await repos.programs.get(WS, "P1")

    async def _something(self, one, day):
        """What its people do on a day, mostly nothing."""
        async with self.db.reading() as repos:
            now = await repos.mentorships.get(WS, one)
        if now.state is not MentorshipState.ACTIVE:
            return
        who, chance = self.rng.choice(now.user_ids), self.rng.random()
        if chance < self.keen[one]:
            await self._answer(one, who, day)
        elif chance > 0.998 and self.keen[one]:
            await self._goes_away(who, day)
        elif chance > 0.996:
            until = day + self.rng.choice([1, 2, 5]) * WEEK
            until = await pause_mentorship(
                self.db, act=Act(WS, who, self._at(day)), mentorship_id=one, until=until
            )
            self._note(one, day, "pause", until)
        elif chance > 0.9935:
            await self._part(one, who, day)

    async def _answer(self, one, who, day):
        act = Act(WS, who, self._at(day))
        async with self.db.reading() as repos:
            cycle = await repos.cycles.current(WS, one)
        if cycle.outcome is not None:
            return
        outcome, tapped = self.rng.choice(
            [(Outcome.MET, "met")] * 4 + [(Outcome.MOVED, "moved"), (Outcome.NOT_THIS_MONTH, "not_this_time")]
        )
        await answer_cycle(self.db, act=act, mentorship_id=one, cycle=cycle.number, outcome=outcome)
        self._note(one, day, tapped)
        if outcome is Outcome.MET and self.is_circle and self.rng.random() < 0.7:
            enough = self.rng.random() < 0.6
            host = next(who for who, role in self.story.introduced[one][1].items() if role == "host")
            await tell_turnout(
                self.db,
                act=Act(WS, host, self._at(day)),
                mentorship_id=one,
                cycle=cycle.number,
                enough=enough,
            )
            self._note(one, day, "three" if enough else "fewer")

    async def _goes_away(self, who, day):
        """On leave from this day on, for one to three weeks; once is enough."""
        if who in self.story.away:
            return
        last = day + self.rng.choice([6, 13, 20]) * DAY
        async with self.db.transaction() as repos:
            person = await repos.people.find(WS, who, lock=True)
            assert person
            await repos.people.save(replace(person, leave_from=day, leave_until=last))
        self.story.away[who] = (day, last)

    async def _part(self, one, who, day):
        act, is_asked = Act(WS, who, self._at(day)), not self.is_circle and self.rng.random() < 0.5
        program = await self._program()
        if self.is_circle or (is_asked and program.state != "running"):
            return
        if is_asked:
            await ask_for_another(self.db, act=act, mentorship_id=one)
        else:
            await end_mentorship(self.db, act=act, mentorship_id=one)
        self._note(one, day, "another" if is_asked else "end")

    async def _tick(self, day):
        now = self._at(day, 13)
        await keep_programs(self.db, now=now)
        await keep_rhythm(self.db, content=self.content, now=now)
        await ask_the_silent(self.db, now=now)
        for kind, recipient in await send_due(self.db, now):
            if kind == "quiet_check":
                [about] = [one for one, (_, people) in self.story.introduced.items() if recipient in people]
                self.story.asked[about].append(day)
                if self.rng.random() < 0.2:
                    await keep_going(self.db, act=Act(WS, recipient, now), mentorship_id=about)
                    await keep_rhythm(self.db, content=self.content, now=now)
                    self._note(about, day, "keep_going")

    def _note(self, one, day, what, until=None):
        self.story.taps[one].append((day, what, until))

    def _at(self, day, hour=12):
        return datetime.combine(day, time(hour), UTC)

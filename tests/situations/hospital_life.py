"""A hospital in which anything may happen, each day a few things: for what must hold whatever people do."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.acts import Act
from bot.domain.allowances import Counted
from bot.domain.availability import Shift, ShiftKind
from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.care.load import NoNewMentee
from bot.domain.delivery.outbox import DeliveryState, Planned
from bot.domain.directory import DirectoryEntry, Employment
from bot.domain.ending.thanks import Thanks
from bot.domain.ending.willing import Willing
from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.goals.goals import Goal, Goals
from bot.domain.joining.briefings import Briefing
from bot.domain.joining.enrolments import EnrolmentState, ExclusionKind, Nomination, NominationState, Role
from bot.domain.managing.holds import Hold, Where
from bot.domain.managing.requests import Request, Topic
from bot.domain.managing.schedules import Every, Schedule
from bot.domain.managing.taken import Taken
from bot.domain.matching.choices import Suggestion
from bot.domain.matching.proposals import LeftOver, Proposed
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Slot
from bot.domain.mentorships.mentorships import Cycle, Member, MentorshipState, Outcome, iso_week
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Intake
from bot.domain.programs.states import ProgramState
from bot.domain.rosters import Meaning, RosterKind, RosterSource, Work
from bot.domain.staff_numbers import Claim
from bot.errors import NotNow
from bot.usecases.joining.leaving import leave_program
from bot.usecases.programs.keeping import keep_programs
from tests.people import DAY, MIA, MONDAY, PAIR, PROGRAM, TODAY, WS, enrolment

PEOPLE = [f"U{number}" for number in range(9)]
PROGRAMS = (
    replace(PROGRAM, ends_on=TODAY + 20 * DAY, managers=(MIA, PEOPLE[0])),
    replace(PROGRAM, id="P2", ends_on=TODAY + 110 * DAY, champion=PEOPLE[1]),
    replace(PROGRAM, id="P3", ends_on=None, intake=Intake.ROLLING, follows="P1"),
)
CLOSES_BY_HAND = 150


class Life:
    """A hospital in which anything may happen, each day a few things."""

    def __init__(self, db, seed, *, ws=WS, people=PEOPLE, manager=MIA):
        self.db, self.rng = db, random.Random(seed)
        self.ws, self.people, self.manager = ws, people, manager
        self.now, self.number = MONDAY, 0
        self.gone: Counter[str] = Counter()

    @property
    def today(self) -> date:
        return self.now.date()

    async def a_day(self, after_each):
        """`after_each` is called after each thing that happens."""
        acts = [
            *(self.joins, self.joins, self.leaves, self.applies, self.is_matched, self.is_matched),
            *(self.is_dropped, self.is_shown, self.asks, self.is_nominated, self.is_told, self.is_told),
            *(self.works, self.names_somebody, self.holds, self.looks, self.claims, self.meets, self.ends),
            self.says_goodbye,
            *(self.needs_advice, self.rests),
        ]
        for act in self.rng.choices(acts, k=6):
            await act()
            await after_each()
        await keep_programs(self.db, now=self.now)
        if (self.now - MONDAY).days >= CLOSES_BY_HAND:
            await self.close("P3")

    def some(self, count=1):
        return self.rng.sample(self.people, count)

    def new(self, prefix):
        self.number += 1
        return f"{prefix}{self.number}"

    async def open_programs(self, repos):
        return [one.id for one in await repos.programs.list_live(self.ws)]

    async def in_one(self, act):
        """Do it in a program that goes on, if there is one."""
        async with self.db.transaction() as repos:
            if live := await self.open_programs(repos):
                await act(repos, self.rng.choice(live))

    async def joins(self, state=EnrolmentState.ACTIVE):
        [who] = self.some()
        role = self.rng.choice([Role.MENTOR, Role.MENTEE])

        async def join(repos, program_id):
            if (
                await repos.enrolments.find(self.ws, program_id, who) is None
                or state is EnrolmentState.ACTIVE
            ):
                person = await repos.people.find(self.ws, who)
                await repos.people.save(person or Person(self.ws, who))
                await repos.preferences.save(Preferences(self.ws, who, languages=("english",)))
                await repos.prompts.stop(self.ws, who)
                await repos.briefings.save(Briefing(self.ws, who, "mentor", pages_read=1))
                await repos.roster_codes.say(self.ws, who, {"E": Meaning(Work.DAY)})
                await repos.enrolments.save(
                    enrolment(who, role, workspace_id=self.ws, program_id=program_id, state=state)
                )

        await self.in_one(join)

    async def applies(self):
        await self.joins(self.rng.choice([EnrolmentState.APPLIED, EnrolmentState.DECLINED]))

    async def places(self, repos):
        found = [await repos.enrolments.list_for_person(self.ws, who) for who in self.people]
        live = await self.open_programs(repos)
        return [one for some in found for one in some if one.state.has_a_place and one.program_id in live]

    async def place(self, repos):
        found = await self.places(repos)
        return self.rng.choice(found) if found else None

    async def leaves(self):
        async with self.db.transaction() as repos:
            mine = await self.place(repos)
        if mine and self.rng.random() < 0.6:
            try:
                await leave_program(
                    self.db, act=Act(self.ws, mine.user_id, self.now), program_id=mine.program_id
                )
            except NotNow:
                return

    async def is_matched(self, state=MentorshipState.ACTIVE):
        async with self.db.transaction() as repos:
            found = await self.places(repos)
            if not found:
                return
            one = self.rng.choice(found)
            others = sorted(
                {two.user_id for two in found if two.program_id == one.program_id} - {one.user_id}
            )
            if others:
                members = (Member(one.user_id, Role.MENTEE), Member(self.rng.choice(others), Role.MENTOR))
                about = {
                    "id": self.new("M"),
                    "workspace_id": self.ws,
                    "program_id": one.program_id,
                    "introduced_on": self.today,
                }
                pair = replace(PAIR, **about, members=members, state=state)
                await repos.mentorships.save(pair)
                await repos.cycles.open(self.ws, Cycle(pair.id, 1, starts_on=self.today))
                if state is MentorshipState.ACTIVE:
                    await self.plans_to_meet(repos, pair)

    async def plans_to_meet(self, repos, pair):
        goal = Goal("g1", importance=3, steps=(1,), topic="leadership")
        await repos.goals.save(Goals(self.ws, pair.id, pair.user_ids[0], goals=(goal,)))
        slot = Slot(self.now + self.rng.randint(1, 9) * DAY)
        picks = {pair.user_ids[0]: (slot.start,)}
        meeting = Meeting(
            self.ws, pair.id, self.new("U"), 1, slots=(slot,), offered=(slot.start,), picks=picks
        )
        await repos.meetings.add_first(meeting)
        await repos.meetings.save(meeting)

    async def is_dropped(self):
        await self.is_matched(self.rng.choice([MentorshipState.DROPPED, MentorshipState.PROPOSED]))

        async def proposed(repos, program_id):
            await repos.proposals.save(Proposed(self.ws, program_id, self.now))

        await self.in_one(proposed)

    async def is_shown(self):
        async with self.db.transaction() as repos:
            if mine := await self.place(repos):
                [other] = self.some()
                known = {
                    one.mentor_id for one in await repos.suggestions.list_for_person(self.ws, mine.user_id)
                }
                if other not in known:
                    shown = Suggestion(
                        self.ws, mine.program_id, mine.user_id, other, 0, ("Nights.",), self.today
                    )
                    await repos.suggestions.add_many([shown])
                left = LeftOver(self.ws, mine.program_id, mine.user_id, "None is free.", "Mentors.")
                await repos.proposals.replace_left_over(self.ws, mine.program_id, [left])

    async def asks(self):
        async with self.db.transaction() as repos:
            if mine := await self.place(repos):
                topic = self.rng.choice([Topic.ACCESS, Topic.TIMING, Topic.REMATCH])
                await repos.requests.save(Request(self.ws, mine.program_id, mine.user_id, topic, self.today))

    async def needs_advice(self):
        async with self.db.transaction() as repos:
            if mine := await self.place(repos):
                topic = self.rng.choice(list(AdviceTopic))
                await repos.advice.save(Advice(self.ws, mine.user_id, mine.program_id, topic, self.today))

    async def rests(self):
        async with self.db.transaction() as repos:
            if mine := await self.place(repos):
                until = self.rng.choice([None, self.today + 56 * DAY])
                await repos.loads.save(NoNewMentee(self.ws, mine.user_id, until))

    async def is_nominated(self):
        [who] = self.some()

        async def nominated(repos, program_id):
            state = self.rng.choice(list(NominationState))
            if await repos.nominations.find(self.ws, program_id, who) is None:
                await repos.allowances.use(self.ws, self.manager, Counted.SUGGESTION, count=1, now=self.now)
                await repos.people.add_first(Person(self.ws, who))
                await repos.nominations.save(Nomination(self.ws, program_id, who, state))

        await self.in_one(nominated)

    async def is_told(self):
        """Of a message, whatever becomes of it."""
        async with self.db.transaction() as repos:
            about, who = self.rng.choice(await self.subjects(repos))
            kind = self.rng.choice(["check_in", "quiet_check", "reflection", "ending_note", "time_set"])
            expires_at = self.now + 3 * DAY
            cycle = self.rng.randint(1, 2)
            await repos.outbox.plan([Planned(self.ws, kind, about, cycle, who, self.now, expires_at)])
            state = self.rng.choice([DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.DROPPED, None])
            for message in await repos.outbox.claim(self.now, 1, DAY) if state else ():
                await repos.outbox.finish(message, state, outcome="so it went", now=self.now)

    async def subjects(self, repos):
        found = [await repos.mentorships.list_for_person(self.ws, who) for who in self.people]
        return [(one.id, one.user_ids[0]) for some in found for one in some] or [("P1", self.people[0])]

    async def works(self):
        async with self.db.transaction() as repos:
            [who] = self.some()
            if await repos.people.find(self.ws, who):
                night = Shift(self.now, self.now + timedelta(hours=12), ShiftKind.NIGHT)
                kept = (await repos.shifts.list_between(self.ws, [who], self.now - 99 * DAY, self.now)).get(
                    who, ()
                )
                await repos.shifts.replace(self.ws, who, [*kept, night])
                await repos.rosters.save(RosterSource(self.ws, who, RosterKind.FEED, self.now, self.now))

    async def names_somebody(self):
        who, other = self.some(2)
        async with self.db.transaction() as repos:
            if await repos.people.find(self.ws, who):
                kind = self.rng.choice(list(ExclusionKind))
                await repos.exclusions.replace(self.ws, who, [other], kind=kind)

    async def holds(self):
        async def hold(repos, program_id):
            until = self.today + 9 * DAY
            await repos.holds.add(
                Hold(self.ws, self.new("Q"), program_id, Where.SITE, "Main", self.today, until)
            )
            await repos.holds.hold_kind(self.ws, program_id, "reflection")
            await repos.schedules.save(
                Schedule(self.ws, program_id, "C1", Every.MONTH, self.today, self.today, set_by=self.manager)
            )

        await self.in_one(hold)

    async def looks(self):
        """At the list, and takes some of it in hand; whoever had it before is no manager any more."""
        async with self.db.transaction() as repos:
            await repos.access_log.add(
                self.ws, user_id=self.manager, what="list", program_id="P1", at=self.now
            )
            await repos.events.first_time(self.new("Ev"), self.now)
            asked = NamedExport(
                self.ws,
                self.new("L"),
                "P1",
                ListKind.HR,
                "Study days",
                asked_by=self.manager,
                asked_at=self.now,
            )
            await repos.named_exports.add_first(asked)
            for one in (await self.standing(repos))[-2:]:
                taken = Taken(self.ws, one.id, self.manager, self.today)
                await repos.support_taken.take(taken, managers=[], since=self.today)

    async def claims(self):
        [who] = self.some()
        async with self.db.transaction() as repos:
            await repos.allowances.use(self.ws, who, Counted.STAFF_NUMBER, count=1, now=self.now)
            await repos.staff_claims.save(Claim(self.ws, who, self.new("N"), self.now))
            entry = DirectoryEntry(self.ws, self.new("E"), standing=Employment.LEFT, left_on=self.today)
            await repos.directory_imports.save_changed([(entry, 1)], number=1)

    async def standing(self, repos):
        found = [await repos.mentorships.list_for_program(self.ws, one.id) for one in PROGRAMS]
        return [one for some in found for one in some if one.state is MentorshipState.ACTIVE]

    async def meets(self):
        async with self.db.transaction() as repos:
            for one in (await self.standing(repos))[:1]:
                said = {"user_id": one.user_ids[0], "outcome": Outcome.MET, "iso_week": iso_week(self.today)}
                await repos.cycles.answer(self.ws, mentorship_id=one.id, number=1, **said)

    async def ends(self):
        async with self.db.transaction() as repos:
            for one in (await self.standing(repos))[-1:]:
                ended = replace(one, state=MentorshipState.ENDED, ended_on=self.today)
                await repos.mentorships.save(ended)

    async def says_goodbye(self):
        """Thanks, and a yes for the next time."""
        async with self.db.transaction() as repos:
            for one in (await self.standing(repos))[:1]:
                who = self.rng.choice(one.user_ids)
                told = (await repos.thanks.list_for_mentorships(self.ws, [one.id])).get(one.id, ())
                await repos.thanks.add_first(Thanks(self.ws, one.id, who, len(told) + 1, 1, self.today))
                if self.rng.random() < 0.3 or one.program_id == "P1":
                    await repos.willing.add_first(Willing(self.ws, one.program_id, who, self.today))

    async def close(self, program_id):
        """Without anything that usually goes with it: the job finds what is left."""
        async with self.db.transaction() as repos:
            program = await repos.programs.get(self.ws, program_id, lock=True)
            if program.is_live:
                await repos.programs.save(replace(program, state=ProgramState.CLOSED))

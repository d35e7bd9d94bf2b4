"""Walks one mentorship through its whole program, at every moment something is due."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery.loading import load
from bot.delivery.verdict import judge
from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, MentorshipState, Outcome
from bot.nudges import all_kinds
from bot.nudges.mentorships.introduction import begin
from bot.usecases.meetings.check_in import answer_cycle
from bot.usecases.mentorships.cycles import keep_rhythm
from bot.usecases.programs.keeping import keep_programs
from tests.nudges.situations import situation
from tests.people import MONDAY, NIA, OMAR, PAIR, PROGRAM, TODAY, WS, enrolment, move_in

KINDS = all_kinds()
GROUPS = {"peer_circle": Role.PEER, "cross_functional": Role.BOTH}
MOST_DAYS = 3
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Got:
    """A message that reached somebody."""

    kind: str
    who: str
    at: datetime
    number: int

    @property
    def day(self) -> int:
        return (self.at.date() - TODAY).days


async def begins(db, content, template_id, *, mentorship_id="M1", others=(OMAR,)):
    """Nia and somebody else, introduced today into a program of the template's own length."""
    template = content.programs[template_id]
    role = GROUPS.get(template_id)
    roles = [role or Role.MENTEE, *(role or Role.MENTOR for _ in others)]
    people = [NIA, *others]
    program = replace(
        PROGRAM,
        id=f"P-{mentorship_id}",
        template_id=template_id,
        ends_on=TODAY + timedelta(weeks=template.length_weeks),
        every_weeks=template.every_weeks,
    )
    approved = replace(
        PAIR,
        id=mentorship_id,
        program_id=program.id,
        state=MentorshipState.APPROVED,
        members=tuple(Member(*one) for one in zip(people, roles, strict=True)),
        every_weeks=template.every_weeks,
        channel_id=None,
        introduced_on=None,
    )
    places = [enrolment(who, of, program_id=program.id) for who, of in zip(people, roles, strict=True)]
    await move_in(db, program, *places, approved)
    await introduce(db, content, approved, program)
    return program


async def introduce(db, content, approved, program):
    about = situation(content, "introduction")
    message = replace(about.message, subject=approved.id)
    async with db.transaction() as repos:
        await begin(repos, replace(about, message=message, mentorship=approved, program=program), "G1")


async def walk(db, content, *, weeks, answers=lambda got: Outcome.MET):
    """What arrived, in order; `answers` says what becomes of a check-in, None for silence."""
    got, now, last = [], MONDAY, MONDAY + timedelta(weeks=weeks)
    while now <= last:
        await keep_programs(db, now=now)
        await keep_rhythm(db, content=content, now=now)
        for one in await deliver(db, content, now):
            got.append(one)
            if one.kind == "check_in" and (outcome := answers(one)):
                await _answer(db, one, outcome)
        now += await _to_the_next(db, now)
    return got


async def _to_the_next(db, now):
    """A day, or a few where nothing is due: questions that lapse are found soon enough."""
    async with db.statement() as repos:
        due = await repos.outbox.next_due_at()
    days = (due - now).days if due else MOST_DAYS
    return timedelta(days=min(max(days, 1), MOST_DAYS))


async def deliver(db, content, now):
    sent = []
    async with db.transaction() as repos:
        for message in await repos.outbox.claim(now, 100, LEASE):
            kind = KINDS[message.kind]
            loaded = await load(repos, message, kinds=KINDS, content=content, now=now)
            assert loaded
            verdict = judge(kind, loaded, content=content)
            if verdict.send:
                await repos.outbox.finish(message, DeliveryState.SENT, outcome="sent", now=now)
                await kind.when_sent(repos, loaded.situation, "D1")
                kind.says(loaded.situation)
                sent.append(Got(message.kind, message.recipient, now, message.cycle))
            elif verdict.wait_until and verdict.wait_until < message.expires_at:
                await repos.outbox.reschedule_all([(message, verdict.wait_until)])
            else:
                await repos.outbox.finish(message, DeliveryState.DROPPED, outcome=verdict.why, now=now)
    return sent


async def _answer(db, one, outcome):
    async with db.transaction() as repos:
        mine = await repos.mentorships.list_for_person(WS, one.who, [MentorshipState.ACTIVE])
        current = [await repos.cycles.current(WS, each.id) for each in mine]
    for cycle in current:
        if cycle.number == one.number and cycle.outcome is None:
            await answer_cycle(
                db,
                act=Act(WS, one.who, one.at),
                mentorship_id=cycle.mentorship_id,
                cycle=cycle.number,
                outcome=outcome,
            )


def table(rows):
    """A column a person, a line a kind."""
    heads = list(rows)
    counts = {head: Counter(one.kind for one in got) for head, got in rows.items()}
    kinds = sorted({kind for each in counts.values() for kind in each})
    wide = max(map(len, heads)) + 2
    lines = [f"{kind:<16}" + "".join(f"{counts[head][kind]:>{wide}}" for head in heads) for kind in kinds]
    total = f"{'all together':<16}" + "".join(f"{sum(counts[head].values()):>{wide}}" for head in heads)
    return "\n".join([" " * 16 + "".join(f"{head:>{wide}}" for head in heads), *lines, total, ""])

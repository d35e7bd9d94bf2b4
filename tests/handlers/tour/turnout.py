"""Two circles that have met, and their host who says how many were there."""

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Member, Mentorship, MentorshipState, Outcome, iso_week
from bot.domain.people import Person
from bot.views.ids import Action


async def telling_how_many_came(town, circle_id):
    host = town.person("Hal Host")
    circles = [_circle(town, circle_id, host, f"{circle_id}{number}") for number in (1, 2)]
    await _meet(town, circles)
    for answer in (Action.THREE_CAME, Action.FEWER_CAME):
        await town.do(host.open_home())
        await town.do(host.click(host.home, answer))
    async with town.deps.db.transaction() as repos:
        await repos.mentorships.end_current(town.workspace_id, circle_id, on=town.deps.clock().date())


def _circle(town, circle_id, host, key):
    roles = {host.person.id: Role.HOST, **{town.person(f"Peer {n}").person.id: Role.PEER for n in range(3)}}
    return Mentorship(
        id=key,
        workspace_id=town.workspace_id,
        program_id=circle_id,
        state=MentorshipState.ACTIVE,
        members=tuple(Member(*one) for one in roles.items()),
        score=0.0,
        reasons=(),
        every_weeks=4,
        introduced_on=town.deps.clock().date(),
    )


async def _meet(town, circles):
    today = town.deps.clock().date()
    async with town.deps.db.transaction() as repos:
        for user_id in circles[0].user_ids:
            if await repos.people.find(town.workspace_id, user_id) is None:
                await repos.people.save(Person(town.workspace_id, user_id))
        await repos.mentorships.add_many(circles)
        for one in circles:
            met = Cycle(one.id, 1, starts_on=today, outcome=Outcome.MET, iso_week=iso_week(today))
            await repos.cycles.open(town.workspace_id, met)

"""The part of the tour at the end of a mentorship: thanks, papers, and the question about the next time."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Member, Mentorship, MentorshipState
from bot.planning.ending import plan_next_time
from bot.views.ids import Action
from tests.handlers.tour.matching import values


async def saying_goodbye(town, nia, omar, program_id):
    """In a pair that has come to its end, in a program that has its last day for as long as that takes."""
    program = await _program(town, program_id)
    await _save(town, replace(program, ends_on=town.sandbox.clock.now().date()))
    await _end_with(town, nia, omar, program_id)
    await town.do(nia.open_home())
    await town.do(nia.click(nia.home, Action.THANKS, value="goodbye"))
    await town.do(nia.click(nia.modal, Action.THANK, value=values(nia.modal, Action.THANK)[0]))
    await nia.close(everything=True)
    await town.do(nia.click(nia.home, Action.CERTIFICATE, value=program_id))
    await nia.close(everything=True)
    await _save(town, program)
    await town.from_settings(omar, Action.HOURS)
    await town.do(omar.click(omar.modal, Action.HOURS_PDF))
    await omar.close(everything=True)
    await _the_next_time(town, nia, program_id)


async def _the_next_time(town, nia, program_id):
    """Yes, and then it is taken back."""
    planned = plan_next_time(
        town.workspace_id, program_id, nia.person.id, now=town.sandbox.clock.now() - timedelta(days=7)
    )
    async with town.deps.db.transaction() as repos:
        await repos.outbox.plan([planned])
    await town.let_pass(timedelta(days=8))
    [asked] = [one for one in nia.messages(nia.dm) if "runs again?" in str(one.blocks)]
    await town.do(nia.click(asked, Action.NEXT_TIME))
    await town.do(nia.click(nia.messages(nia.dm)[-1], Action.NEXT_TIME_NO))


async def _end_with(town, nia, omar, program_id):
    today = town.sandbox.clock.now().date()
    pair = Mentorship(
        "goodbye",
        town.workspace_id,
        program_id,
        MentorshipState.ENDED,
        (Member(nia.person.id, Role.MENTEE), Member(omar.person.id, Role.MENTOR)),
        score=70.0,
        reasons=(),
        every_weeks=4,
        introduced_on=today - timedelta(weeks=20),
        ended_on=today,
    )
    async with town.deps.db.transaction() as repos:
        await repos.mentorships.save(pair)


async def _program(town, program_id):
    async with town.deps.db.transaction() as repos:
        return await repos.programs.get(town.workspace_id, program_id)


async def _save(town, program):
    async with town.deps.db.transaction() as repos:
        await repos.programs.save(program)

"""What most tests begin with, without a click: an open program, and people in it with their briefing read.

The forms that people fill in for it are in tests/town.py, for tests that are about them.
"""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.joining.briefings import Briefing, required_for
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import JoinSubmission
from bot.domain.programs.states import ProgramState
from bot.usecases.joining.form import start_joining
from bot.usecases.joining.joining import enrol
from bot.usecases.programs.forms import length_in_weeks
from bot.usecases.programs.moves import launch_program, open_signup
from bot.usecases.programs.planning import fresh_draft, save_program, save_signposts
from bot.usecases.programs.times import TimesPage
from bot.views.refs import FormRef


async def open_program(town, manager, *, template, signposts):
    """Open for as long as it runs, or without signposts still a draft; returns its id."""
    deps, by, now = town.deps, manager.person.id, town.deps.clock()
    content, act = deps.content, Act(town.workspace_id, by, now)
    draft = fresh_draft(
        program_id=deps.new_id(),
        template_id=template,
        today=now.date(),
        workspace_id=town.workspace_id,
        by=by,
        content=content,
    )
    form = FormRef(template, draft.id, 0)
    pages = [_times(town, draft)]
    await save_program(deps.db, act=act, is_admin=True, form=form, pages=pages, content=content)
    if signposts:
        answers = {key: f"Call {key}" for key in deps.content.signposts}
        one = {"act": act, "program_id": draft.id, "content": content}
        await save_signposts(deps.db, answers=answers, for_program_only=False, is_admin=True, **one)
        await turn_to(town, draft.id, by)
        launched = await launch_program(deps.db, **one)
        if launched.state is ProgramState.RECRUITING:
            await open_signup(deps.db, anyway=True, **one)
    return draft.id


async def turn_to(town, program_id, lead, deputy=None):
    """Mentors of the program can turn to these; the lead has signed off what there is."""
    now, version = town.sandbox.clock.now(), town.deps.content.signed_version
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, lead=lead, deputy=deputy))
        for who in (lead, deputy):
            if who:
                said = LeadAnswer(town.workspace_id, who, program_id, LeadSays.YES, now.date())
                await repos.leads.save_answer(said)
        number = await repos.leads.last_number(town.workspace_id, program_id) + 1
        await repos.leads.sign(SignOff(town.workspace_id, program_id, number, version, lead, now))


def _times(town, draft):
    return TimesPage(
        starts_on=draft.starts_on.isoformat(),
        length_weeks=str(length_in_weeks(draft)),
        every_weeks=str(draft.every_weeks),
        minutes=str(draft.minutes),
        intake=draft.intake,
        channel_id=town.channel.id,
    )


async def take_in(town, actor, *, role, wanted, offered, preset, capacity, **about):
    """With the answers they would give on the pages of the form."""
    role, deps, now = Role(role), town.deps, town.deps.clock()
    act = Act(town.workspace_id, actor.person.id, now)
    started = await start_joining(deps.db, act=act, content=deps.content)
    assert started is not None
    answers = replace(
        started.answers,
        role=role,
        topics_wanted=tuple(wanted) if role.wants else (),
        topics_offered=tuple(offered) if role.offers else (),
        capacity=int(capacity or started.answers.capacity),
        preset_id=preset,
        **about,
    )
    form = JoinSubmission(answers, now, agreed_to=deps.content.charter.version)
    await enrol(deps.db, act=act, form=form, tz=actor.person.tz, content=deps.content)


async def read_briefing(town, actor, role):
    """They have read what their role asks for."""
    async with town.deps.db.transaction() as repos:
        for needed in sorted(required_for(Role(role))):
            done = Briefing(
                town.workspace_id, actor.person.id, needed, finished_on=town.sandbox.clock.now().date()
            )
            await repos.briefings.save(done)


async def ask_mentors(town, program_id, *, first):
    """Whether mentors are asked before anybody hears of a match."""
    async with town.deps.db.transaction() as repos:
        program = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(program, plan=replace(program.plan, mentors_confirm=first)))

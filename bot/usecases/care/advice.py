"""I need advice: a mentor or host asks a program's lead for a call, with a topic and no story."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.care.advice import Advice, AdviceTopic
from bot.domain.care.leads import Leads
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.programs.programs import Program
from bot.errors import InvalidInput, NotFound, NotNow
from bot.facts.leads import leads_of, read_leads
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.care.leads import Leading, read_leading
from bot.usecases.care.telling import tell_who_acts
from bot.usecases.managing.help_requests import TELL_WITHIN

FOR_MENTORS = (
    "This is for mentors and hosts in a program that runs. “Where to get support” on Home is for all."
)
NOBODY_HERE = (
    "There's no one to pass this on to right now. “Where to get support” on Home has numbers to call, and "
    "“Get help” reaches the program's managers."
)
NO_SUCH_TOPIC = "Choose a topic of the list."
GONE = "This request is gone: it's deleted after 30 days, or was taken back."


@dataclass(frozen=True, slots=True)
class MayAsk:
    """A program in which the reader may ask for advice, and the person it goes to now."""

    program: Program
    lead: str


@dataclass(frozen=True, slots=True)
class AdviceAsked:
    program: Program
    lead: str
    topic: AdviceTopic


async def whom_to_ask(db: Database, *, act: Act) -> Sequence[MayAsk]:
    """List them. Raises NotNow for who mentors nowhere, and while nobody can be asked."""
    async with db.reading() as repos:
        programs = await _mentors_in(repos, act)
        leads = await read_leads(repos, programs)
    found = [(one, leads[one.id].acting(act.now, asker=act.by)) for one in programs]
    if not any(lead for _, lead in found):
        raise NotNow(NOBODY_HERE)
    return [MayAsk(program, lead) for program, lead in found if lead]


async def ask_for_advice(db: Database, *, act: Act, program_id: str, topic: str) -> AdviceAsked:
    """Keep the topic and tell who acts as lead. Asking again replaces what was asked before."""
    if topic not in frozenset(AdviceTopic):
        raise InvalidInput({"advice_topic": NO_SUCH_TOPIC})
    async with db.transaction() as repos:
        programs = {one.id: one for one in await _mentors_in(repos, act)}
        if program_id not in programs:
            raise NotNow(FOR_MENTORS)
        program = programs[program_id]
        leads = await leads_of(repos, program)
        lead = leads.acting(act.now, asker=act.by)
        if lead is None:
            raise NotNow(NOBODY_HERE)
        await _keep(repos, act, program, AdviceTopic(topic))
        await tell_who_acts(repos, leads, act.now)
    return AdviceAsked(program, lead, AdviceTopic(topic))


async def _keep(repos: Repositories, act: Act, program: Program, topic: AdviceTopic) -> None:
    """The same asked twice within a minute is one request."""
    before = await repos.advice.find(act.workspace_id, act.by, program.id)
    number = int(act.now.timestamp()) & 0x7FFFFFFF
    is_repeat = before is not None and before.topic is topic and number - before.number < 60
    if not is_repeat:
        await repos.advice.save(Advice(act.workspace_id, act.by, program.id, topic, act.now.date(), number))


async def see_advice(
    db: Database, *, act: Act, program_id: str, user_id: str, content: Content
) -> tuple[Leading, str | None]:
    """Let the first lead who taps have it, and tell the mentor; with the page, who has it now."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        leads = await leads_of(repos, program)
        asked = await repos.advice.find(act.workspace_id, user_id, program_id)
        if asked is None:
            raise NotFound(GONE)
        _require_theirs(leads, asked, act)
        seen = replace(asked, seen_by=act.by, seen_on=act.now.date())
        if await repos.advice.see(seen):
            await repos.outbox.plan([_seen(seen, act)])
        now = await repos.advice.find(act.workspace_id, user_id, program_id)
    page = await read_leading(db, act=act, program_id=program_id, content=content)
    return page, now.seen_by if now else None


def _require_theirs(leads: Leads, asked: Advice, act: Act) -> None:
    if act.by not in leads.willing or act.by == asked.user_id:
        raise NotNow(GONE)


def _seen(one: Advice, act: Act) -> Planned:
    return Planned(
        workspace_id=one.workspace_id,
        kind="advice_seen",
        subject=one.program_id,
        cycle=one.number,
        recipient=one.user_id,
        due_at=act.now,
        expires_at=act.now + TELL_WITHIN,
        budgeted=False,
    )


async def _mentors_in(repos: Repositories, act: Act) -> list[Program]:
    places = await repos.enrolments.list_for_person(act.workspace_id, act.by)
    mine = [one.program_id for one in places if one.role.gives and one.state is EnrolmentState.ACTIVE]
    programs = await repos.programs.list_by_ids(act.workspace_id, mine) if mine else {}
    found = [programs[one] for one in mine if one in programs and programs[one].is_live]
    if not found:
        raise NotNow(FOR_MENTORS)
    return found

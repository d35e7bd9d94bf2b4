"""Who mentors can turn to: named by managers, asked, and what a lead signs off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.care.advice import Advice
from bot.domain.care.leads import LeadAnswer, Leads, LeadSays, SignOff
from bot.domain.delivery.outbox import Planned
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.domain.programs.states import OVER
from bot.errors import NotNow
from bot.facts.leads import leads_of, read_leads
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.care.telling import tell_who_acts
from bot.usecases.home.reader import Reader
from bot.views.care.leads import lead_todo, sign_off_todo
from bot.views.home.todo import Todo

ASK_WITHIN = timedelta(days=60)
NOT_ASKED = "You aren't asked this any more: its managers named someone else, or it's over."
NOT_YET = "Say yes first: the question is on your Home."
CHANGED = "The pages have changed since you opened this. Read them again from Home, then sign."


@dataclass(frozen=True, slots=True)
class Leading:
    """A program that somebody leads or stands in for, as their own page shows it; `asked` is for them
    alone."""

    leads: Leads
    asked: Sequence[Advice] = ()
    is_signed: bool = True


async def ask_leads(
    repos: Repositories, before: Program | None, after: Program, *, act: Act, zones: Mapping[str, str]
) -> None:
    """Ask who was newly named; a manager who named themself has said yes. Who is named no more is
    forgotten."""
    was, named = _named(before) if before else set(), _named(after)
    changed = sorted(was ^ named)
    if not changed:
        return
    await repos.leads.forget_answers(after.workspace_id, after.id, changed)
    for user_id in sorted(named - was):
        await repos.people.add_first(Person(after.workspace_id, user_id, tz=zones.get(user_id, "UTC")))
        if user_id == act.by:
            await _answer(repos, after, user_id, LeadSays.YES, act.now)
        else:
            await repos.outbox.plan([_question(after, "lead_question", user_id, after.version, act.now)])


async def answer_lead(db: Database, *, act: Act, program_id: str, yes: bool) -> Leads:
    """Keep a yes or a no, as often as they think again. A no hands on what nobody has seen yet."""
    async with db.transaction() as repos:
        program = await _theirs(repos, act, program_id)
        await _answer(repos, program, act.by, LeadSays.YES if yes else LeadSays.NO, act.now)
        await repos.outbox.let_go_to(act.workspace_id, act.by)
        leads = await leads_of(repos, program)
        await tell_who_acts(repos, leads, act.now)
    return leads


async def read_leads_of(db: Database, program: Program) -> Leads:
    async with db.reading() as repos:
        return await leads_of(repos, program)


async def read_leading(db: Database, *, act: Act, program_id: str, content: Content) -> Leading:
    """Read the page of a lead or deputy who has said yes."""
    async with db.reading() as repos:
        return await _leading(repos, act, await _theirs(repos, act, program_id), content)


async def sign_off(db: Database, *, act: Act, program_id: str, seen: str, content: Content) -> Leading:
    """Keep that the lead has read this version; a second time changes nothing."""
    if seen != content.signed_version:
        raise NotNow(CHANGED)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id, lock=True)
        _require_named(program, act.by)
        leads = await leads_of(repos, program)
        if act.by != program.lead or act.by not in leads.willing:
            raise NotNow(NOT_YET)
        if not leads.has_signed(seen):
            number = await repos.leads.last_number(act.workspace_id, program.id) + 1
            await repos.leads.sign(SignOff(act.workspace_id, program.id, number, seen, act.by, act.now))
        return await _leading(repos, act, program, content)


async def lead_due(repos: Repositories, reader: Reader) -> Todo | None:
    """Whether to be a lead, or to read what a lead signs."""
    mine = [
        one for one in reader.programs.values() if reader.user_id in _named(one) and one.state not in OVER
    ]
    for leads in (await read_leads(repos, mine)).values():
        if reader.user_id not in leads.answers:
            return lead_todo(leads.program, is_deputy=leads.program.lead != reader.user_id)
        is_lead = leads.program.lead == reader.user_id and reader.user_id in leads.willing
        if is_lead and not leads.has_signed(reader.content.signed_version):
            return sign_off_todo(leads.program)
    return None


async def list_led(repos: Repositories, reader: Reader) -> list[Program]:
    """List the programs whose mentors can turn to the reader."""
    mine = [
        one for one in reader.programs.values() if reader.user_id in _named(one) and one.state not in OVER
    ]
    return [one.program for one in (await read_leads(repos, mine)).values() if reader.user_id in one.willing]


async def ask_to_sign_again(db: Database, *, content: Content, now: datetime) -> None:
    """Ask each lead once whose sign-off is of other words than now, over all workspaces."""
    async with db.reading() as repos:
        workspace_ids = [one.workspace_id for one in await repos.installations.list_all()]
    for workspace_id in workspace_ids:
        async with db.transaction() as repos:
            led = [one for one in await repos.programs.list_live(workspace_id) if one.lead]
            for leads in (await read_leads(repos, led)).values():
                program, lead = leads.program, leads.program.lead
                if lead in leads.willing and not leads.has_signed(content.signed_version):
                    number = crc32(content.signed_version.encode()) & 0x7FFFFFFF
                    await repos.outbox.plan([_question(program, "sign_off_asked", lead, number, now)])


def _named(program: Program) -> set[str]:
    return {one for one in (program.lead, program.deputy) if one}


async def _theirs(repos: Repositories, act: Act, program_id: str) -> Program:
    program = await repos.programs.get(act.workspace_id, program_id)
    _require_named(program, act.by)
    return program


def _require_named(program: Program, user_id: str) -> None:
    if user_id not in _named(program) or program.state in OVER:
        raise NotNow(NOT_ASKED)


async def _leading(repos: Repositories, act: Act, program: Program, content: Content) -> Leading:
    leads = await leads_of(repos, program)
    if act.by not in leads.willing:
        raise NotNow(NOT_YET)
    asked = await repos.advice.list_for_programs(act.workspace_id, [program.id])
    return Leading(
        leads,
        [one for one in asked if _is_for(one, act, leads)],
        program.lead != act.by or leads.has_signed(content.signed_version),
    )


def _is_for(one: Advice, act: Act, leads: Leads) -> bool:
    """What a lead has seen is theirs; the rest goes to whoever acts now."""
    return (one.seen_by or leads.acting(act.now, asker=one.user_id)) == act.by


async def _answer(repos: Repositories, program: Program, user_id: str, said: LeadSays, now: datetime) -> None:
    await repos.leads.save_answer(LeadAnswer(program.workspace_id, user_id, program.id, said, now.date()))


def _question(program: Program, kind: str, user_id: str, number: int, now: datetime) -> Planned:
    return Planned(
        workspace_id=program.workspace_id,
        kind=kind,
        subject=program.id,
        cycle=number,
        recipient=user_id,
        due_at=now,
        expires_at=now + ASK_WITHIN,
        budgeted=False,
    )

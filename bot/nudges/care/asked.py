"""Shared by the kinds about a lead and what mentors ask: somebody waits for every one of them."""

from bot.delivery.kind import PersonSituation
from bot.domain.care.leads import LeadSays
from bot.domain.programs.states import OVER
from bot.facts.leads import leads_of
from bot.storage.repositories import Repositories


def is_named(situation: PersonSituation) -> bool:
    """Whether the reader is still the program's lead or deputy, and it isn't over."""
    program = situation.program
    return situation.message.recipient in (program.lead, program.deputy) and program.state not in OVER


async def has_not_answered(repos: Repositories, situation: PersonSituation) -> bool:
    return situation.message.recipient not in (await leads_of(repos, situation.program)).answers


async def has_not_signed(repos: Repositories, situation: PersonSituation) -> bool:
    leads, reader = await leads_of(repos, situation.program), situation.message.recipient
    is_willing = leads.answers.get(reader) is LeadSays.YES
    return is_willing and not leads.has_signed(situation.content.signed_version)


async def waits_for_them(repos: Repositories, situation: PersonSituation) -> bool:
    """Whether the mentor still waits, and its reader is the one who acts today."""
    program, reader = situation.program, situation.message.recipient
    leads = await leads_of(repos, program)
    asked = await repos.advice.list_for_programs(program.workspace_id, [program.id])
    mine = [one for one in asked if one.number == situation.message.cycle and one.seen_by is None]
    return any(leads.acting(situation.now, asker=one.user_id) == reader for one in mine)

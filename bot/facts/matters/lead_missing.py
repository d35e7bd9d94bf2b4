"""The mentors of a program have nobody to turn to, or its lead leaves something open."""

from collections.abc import Mapping

from bot.domain.care.leads import Lacks, Leads
from bot.facts.leads import read_leads
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action

NOBODY = "Mentors in {where} have no one to turn to right now."
LINES: Mapping[Lacks, str] = {
    Lacks.NOBODY: "No lead is named in {where} yet.",
    Lacks.LEFT: "The lead of {where} has left the hospital.",
    Lacks.SAID_NO: "The lead named in {where} can't do it.",
    Lacks.NO_ANSWER: "The lead named in {where} hasn't answered yet.",
    Lacks.SIGN_OFF: "The lead of {where} hasn't signed off the cards as they read now.",
}


async def _find(repos: Repositories, scope: Scope) -> Found:
    leads = await read_leads(repos, scope.live())
    lines = {key: _line(one, scope) for key, one in leads.items()}
    return {key: Waits(line) for key, line in lines.items() if line}


def _line(leads: Leads, scope: Scope) -> str:
    if leads.acting(scope.now) is None:
        return NOBODY
    lacks = leads.lacks(scope.content.signed_version)
    return LINES[lacks] if lacks else ""


MATTER = Matter(
    key="lead_missing",
    place=30,
    find=_find,
    button="Edit the plan",
    opens=Action.PROGRAM_EDIT,
    settled="This is settled: mentors there have someone to turn to.",
)

"""Who looks after a program: chosen among those who do so here already, or added by their Slack member ID."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.programs.programs import Program
from bot.errors import InvalidInput
from bot.slack.errors import SlackProblem
from bot.slack.people.who import refuse_others
from bot.usecases.programs.forms import Page, PurposePage
from bot.usecases.programs.planning import list_named
from bot.usecases.programs.sharing import USER_ID
from bot.views.ids import Field
from bot.web.visit import Sent, Visit

NEW = "new"
NO_ID = (
    "That isn't the ID of a person in Slack. Open their profile there, choose Copy member ID, and put it "
    "here, as in U0123456789."
)

NOT_KNOWN = "Slack doesn't say who that is just now. Nothing was saved: try again in a minute."


def people_typed(sent: Sent, program: Program) -> PurposePage:
    return replace(
        PurposePage.of(program),
        managers=tuple(one for one in sent.all(Field.MANAGERS) if one),
        champion=sent.text(Field.CHAMPION),
        lead=sent.text(Field.LEAD),
        deputy=sent.text(Field.DEPUTY),
    )


async def newly_added(visit: Visit) -> str:
    """Read whom somebody wants to choose from as well. Raises InvalidInput for who can't be."""
    user_id = visit.sent.text(NEW).upper()
    if not USER_ID.fullmatch(user_id):
        raise InvalidInput({NEW: NO_ID})
    await _refuse(visit, {NEW: [user_id]})
    return user_id


async def require_members(visit: Visit, page: Page) -> None:
    """Refuse who can't be given a part here, as Slack knows them. Raises InvalidInput by field."""
    if not isinstance(page, PurposePage):
        return
    known = await list_named(visit.deps.db, workspace_id=visit.act.workspace_id, program_id=visit.program.id)
    each = {
        Field.MANAGERS: page.managers,
        Field.CHAMPION: (page.champion,),
        Field.LEAD: (page.lead,),
        Field.DEPUTY: (page.deputy,),
    }
    chosen = {str(name): [one for one in some if one and one not in known] for name, some in each.items()}
    if wrong := {name: NO_ID for name, some in chosen.items() if not all(map(USER_ID.fullmatch, some))}:
        raise InvalidInput(wrong)
    await _refuse(visit, chosen)


async def _refuse(visit: Visit, chosen: Mapping[str, Sequence[str]]) -> None:
    """Where Slack says nothing of them the form stays as it is, to be sent again."""
    deps = visit.deps
    try:
        await refuse_others(deps.slack, visit.act.workspace_id, chosen, with_guests=deps.guests_may_join)
    except SlackProblem:
        raise InvalidInput({name: NOT_KNOWN for name, some in chosen.items() if some}) from None


def zones_of(visit: Visit, page: Page) -> Mapping[str, str]:
    """Where who is named as lead or deputy is, as Slack said when it was asked whether they may be."""
    named = (page.lead, page.deputy) if isinstance(page, PurposePage) else ()
    known = {one: visit.deps.slack.known_member(visit.act.workspace_id, one) for one in named if one}
    return {user_id: member.tz for user_id, member in known.items() if member}


async def choices_for(visit: Visit, page: Page, added: Iterable[str]) -> Mapping[str, Any]:
    """Offer those who look after any program of the reader's, and who was added, by name."""
    chosen = (*page.managers, page.champion, page.lead, page.deputy) if isinstance(page, PurposePage) else ()
    of_programs = (who for program in visit.standing.managed for who in _looking_after(program))
    everyone = {
        one for one in (visit.act.by, *of_programs, *chosen, *added) if one and USER_ID.fullmatch(one)
    }
    names = await visit.deps.names.of(visit.act.workspace_id, everyone)
    labels = {one: names.get(one, f"Slack member {one}") for one in everyone}
    options = sorted(labels.items(), key=lambda one: (one[1].casefold(), one[0]))
    return {"everyone": options, "or_nobody": [("", "Nobody"), *options], "new": visit.sent.text(NEW)}


def _looking_after(program: Program) -> Iterable[str | None]:
    return *program.managers, program.champion, program.lead, program.deputy

"""The people of a program as a table for its managers: chosen, sorted, turned, and several at once."""

from collections.abc import Collection
from datetime import date

from bot.content import People
from bot.domain.acts import Act
from bot.domain.managing.listed import PeopleAsked, key_of_person, light_matches, light_people
from bot.domain.managing.listing import Cut, cut
from bot.domain.privacy.visible_to_managers import Place, VisiblePerson
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput
from bot.facts.status_rows import NAMED, read_status_bases
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.set_aside import set_several_aside
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import PEOPLE_LIST, visible_among
from bot.usecases.recruiting.applications import answer_applications
from bot.views.managing.people_table import ChosenPeople, Deed, PeopleTable

# As many as a page has.
MOST_AT_ONCE = 50
ANSWERS = (Deed.ACCEPT, Deed.DECLINE)
CHOOSE = "Choose at least one person."
TOO_MANY = "Choose at most 50 people at once."


async def read_people_table(
    db: Database, *, act: Act, program_id: str, asked: PeopleAsked, lists: People
) -> PeopleTable:
    """Sort all of them by what is light, and read only those of the page whole; each look is noted."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        today = act.now.date()
        everyone = await _light(repos, program, today)
        ranks = {key: at for some in (lists.professions, lists.career_stages) for at, key in enumerate(some)}
        page = cut(
            (one for one in everyone if asked.fits(one)),
            lambda one: key_of_person(one, asked.sort, ranks=ranks, program_id=program_id),
            asked.turn,
        )
        whole = await visible_among(repos, program, [one.user_id for one in page.rows], today=today)
        sites = {one.post.site for one in everyone if one.post.site}
        return await noted(
            repos,
            act,
            program,
            PEOPLE_LIST,
            PeopleTable(program, asked, Cut(whole, page.before, page.after), sorted(sites)),
        )


async def _light(repos: Repositories, program: Program, today: date) -> list[VisiblePerson]:
    workspace = program.workspace_id
    listed = await repos.listed.list_mentorships(workspace, program.id)
    bases = await read_status_bases(repos, workspace, [program.id], today=today, states=NAMED)
    return light_people(
        await repos.listed.list_places(workspace, program.id),
        light_matches(listed, bases[program.id], today=today),
        await repos.requests.list_open(workspace, program.id),
        today=today,
    )


async def read_chosen(
    db: Database, *, act: Act, program_id: str, user_ids: Collection[str], deed: Deed
) -> ChosenPeople:
    """Whom it is about, before it is done; each look is noted. Raises InvalidInput for nobody or too many."""
    chosen = require_some(user_ids)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        seen = await visible_among(repos, program, chosen, today=act.now.date())
        can = [one for one in seen if can_be_done(deed, one)]
        return await noted(
            repos,
            act,
            program,
            PEOPLE_LIST,
            ChosenPeople(program, deed, can, [one for one in seen if one not in can]),
        )


async def do_for_several(
    db: Database, *, act: Act, program_id: str, user_ids: Collection[str], deed: Deed
) -> bool:
    """Do it for all of them; False where some have changed meanwhile, who stay as they are."""
    chosen = require_some(user_ids)
    if deed in ANSWERS:
        accept = deed is Deed.ACCEPT
        return await answer_applications(db, act=act, program_id=program_id, user_ids=chosen, accept=accept)
    is_aside = deed is Deed.HOLD
    return await set_several_aside(db, act=act, program_id=program_id, user_ids=chosen, is_aside=is_aside)


def require_some(user_ids: Collection[str]) -> list[str]:
    """Raises InvalidInput for nobody, and for more than a page has."""
    chosen = list(dict.fromkeys(user_ids))
    if not chosen:
        raise InvalidInput({"who": CHOOSE})
    if len(chosen) > MOST_AT_ONCE:
        raise InvalidInput({"who": TOO_MANY})
    return chosen


def can_be_done(deed: Deed, seen: VisiblePerson) -> bool:
    """Tell whether it would change something for this person now."""
    if deed in ANSWERS:
        return seen.place is Place.APPLIED
    return seen.place in (Place.ACTIVE, Place.PAUSED) and seen.set_aside is (deed is Deed.END_HOLD)

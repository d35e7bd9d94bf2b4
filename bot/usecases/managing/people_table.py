"""The people of a program as a table for its managers: chosen, sorted, turned, and several at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from bot.content import People
from bot.domain.acts import Act
from bot.domain.managing.listed import PeopleAsked, key_of_people, light_matches, light_people, mark_of
from bot.domain.managing.listing import Cut, Key, cut
from bot.domain.privacy.visible_to_managers import Place, VisiblePerson
from bot.domain.programs.programs import Program, require_manager
from bot.errors import InvalidInput
from bot.facts.status_rows import NAMED, read_status_bases, statuses_of
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
    """Sort all of them by what is light, and read only those of the page whole; each look is noted.

    Nobody's click waits for the sorting: it only reads.
    """
    page, sites = await db.read_in_one_trip(
        partial(_sort, act=act, program_id=program_id, asked=asked, lists=lists)
    )
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        whole = await visible_among(repos, program, page.rows, today=act.now.date())
        return await noted(
            repos,
            act,
            program,
            PEOPLE_LIST,
            PeopleTable(program, asked, Cut(whole, page.before, page.after), sites),
        )


async def _sort(
    repos: Repositories, *, act: Act, program_id: str, asked: PeopleAsked, lists: People
) -> tuple[Cut[str], list[str]]:
    """Choose the ids of a page, and read all sites there are in the program."""
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    groups = await _light(repos, program, act.now.date())
    ranks = {key: at for some in (lists.professions, lists.career_stages) for at, key in enumerate(some)}
    page = cut(
        (
            ((*first, mark_of(program_id, one)), one)
            for first, user_ids in _fitting(groups, asked, ranks)
            for one in user_ids
        ),
        asked.turn,
    )
    return page, sorted({one.post.site for one, _ in groups if one.post.site})


async def _light(repos: Repositories, program: Program, today: date) -> list[tuple[VisiblePerson, list[str]]]:
    workspace = program.workspace_id
    bases = await read_status_bases(repos, workspace, [program.id], today=today, states=NAMED)
    members = await repos.listed.list_members(workspace, program.id)
    return light_people(
        await repos.listed.list_places(workspace, program.id),
        light_matches(members, statuses_of(bases[program.id], today=today)),
        await repos.requests.list_open(workspace, program.id),
        today=today,
    )


def _fitting(
    groups: Iterable[tuple[VisiblePerson, list[str]]], asked: PeopleAsked, ranks: Mapping[str, int]
) -> Iterator[tuple[Key, list[str]]]:
    """Give those that fit, with where they stand."""
    for seen, user_ids in groups:
        if asked.fits(seen):
            yield key_of_people(seen, asked.sort, ranks=ranks), user_ids


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

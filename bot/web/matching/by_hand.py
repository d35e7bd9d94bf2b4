"""A manager's own hand in a proposal: two matches swap their mentors, or a pair is put together."""

from aiohttp import web

from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.matching.by_hand import add_pair, swap_matches, try_pair, try_swap
from bot.usecases.matching.pairing import read_who_can_be_paired
from bot.views.ids import Field
from bot.views.matching.by_hand import LOGGED, PAIR_TITLE, SWAP_TITLE, WhoCanBePaired
from bot.web.matching.places import Place
from bot.web.matching.review import ROOM, STALE, show_review, ways
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

# Of more names a part of the name is asked for.
MOST_LISTED = 200


async def on_swap(visit: Visit) -> web.StreamResponse:
    """What it would be; nothing changes before it has been seen."""
    place, ids = Place.of(visit), (visit.asked("match"), visit.asked("other"))
    try:
        tried = await try_swap(
            visit.deps.db, act=visit.act, ids=ids, content=visit.deps.content, program_id=visit.program.id
        )
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    return await show(
        visit,
        "matching/swap.html",
        title=SWAP_TITLE,
        crumbs=ways(visit, Crumb(SWAP_TITLE)),
        whom=tried.whom,
        page=tried,
        both=sorted(zip(tried.matches, tried.pairs, strict=True), key=lambda one: one[0].id != ids[0]),
        asked=ids,
        place=place.but(swap=""),
        logged=LOGGED,
    )


async def on_swapped(visit: Visit) -> web.StreamResponse:
    sent, place = visit.sent, Place.of(visit).but(swap="")
    ids = (sent.text("match"), sent.text("other"))
    try:
        await swap_matches(
            visit.deps.db,
            act=visit.act,
            ids=ids,
            mentor_id=sent.text("mentor"),
            content=visit.deps.content,
            program_id=visit.program.id,
        )
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    raise go(visit, place.but(at=ids[0]).page(done="swapped", to=f"m-{ids[0]}"))


async def on_pair(visit: Visit) -> web.StreamResponse:
    """Who can be put together; once both are chosen, what speaks for and against it."""
    pair = (visit.asked(Field.MENTEE), visit.asked(Field.MENTOR))
    if not all(pair):
        return await _choose(visit, {})
    try:
        tried = await try_pair(
            visit.deps.db, act=visit.act, program_id=visit.program.id, pair=pair, content=visit.deps.content
        )
    except InvalidInput as wrong:
        return await _choose(visit, wrong.fields, status=422)
    return await show(
        visit,
        "matching/pair_preview.html",
        title=PAIR_TITLE,
        crumbs=ways(visit, Crumb(PAIR_TITLE)),
        whom=tried.whom,
        page=tried,
        one=tried.pairs[0],
        place=Place.of(visit),
        logged=LOGGED,
    )


async def _choose(visit: Visit, wrong: dict[str, str], *, status: int = 200) -> web.StreamResponse:
    found = await read_who_can_be_paired(
        visit.deps.db, act=visit.act, program_id=visit.program.id, content=visit.deps.content
    )
    chosen = visit.asked(Field.MENTEE), visit.asked(Field.MENTOR)
    mentees, mentors, is_cut = await _named(visit, found, chosen)
    return await show(
        visit,
        "matching/pair.html",
        title=PAIR_TITLE,
        crumbs=ways(visit, Crumb(PAIR_TITLE)),
        whom=found.whom,
        status=status,
        page=found,
        mentees=mentees,
        mentors=mentors,
        is_cut=is_cut,
        chosen=chosen,
        part=visit.asked("name"),
        wrong=wrong,
        place=Place.of(visit),
    )


async def _named(
    visit: Visit, found: WhoCanBePaired, chosen: tuple[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], bool]:
    """Both sides by name, as far as they have the part that was asked for, and whether some are left off."""
    names = await visit.deps.names.of(visit.act.workspace_id, found.whom)
    part = visit.asked("name").casefold()
    lists, is_cut = [], False
    for ids in (found.mentees, found.mentors):
        rows = sorted((names.get(one, found.posts.get(one, one)).casefold(), one) for one in ids)
        fit = [one for label, one in rows if part in label or one in chosen]
        is_cut = is_cut or bool(fit[MOST_LISTED:])
        lists.append(
            [(one, _label(names.get(one, ""), found.posts.get(one, ""))) for one in fit[:MOST_LISTED]]
        )
    return lists[0], lists[1], is_cut


def _label(name: str, post: str) -> str:
    return ", ".join(one for one in (name, post) if one)


async def on_pair_added(visit: Visit) -> web.StreamResponse:
    sent, place = visit.sent, Place.of(visit)
    try:
        await add_pair(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            pair=(sent.text(Field.MENTEE), sent.text(Field.MENTOR)),
            content=visit.deps.content,
            new_id=visit.deps.new_id,
        )
    except (*STALE, InvalidInput) as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    raise go(visit, place.page(done="added", to="done"))


ROUTES = (
    Route("GET", f"{ROOM}/swap", on_swap, MANAGERS),
    Route("POST", f"{ROOM}/swap", on_swapped, MANAGERS),
    Route("GET", f"{ROOM}/pair", on_pair, MANAGERS),
    Route("POST", f"{ROOM}/pair", on_pair_added, MANAGERS),
)

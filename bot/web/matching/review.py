"""The review of proposed matches, row by row, and what is done with single rows or several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.domain.matching.reviewing import wants_a_look
from bot.domain.matching.seen import Seen
from bot.domain.mentorships.mentorships import Mentorship, proposal_mark
from bot.domain.people import known_zone
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import NotFound, NotNow
from bot.slack.errors import SlackProblem
from bot.slack.people.who import look_up
from bot.usecases.matching.proposals import propose_matches
from bot.usecases.matching.reviewing import read_marked_review
from bot.usecases.matching.several import drop_matches, keep_matches, put_back_matches
from bot.views.matching import sentences
from bot.views.matching.pairs import left_over_groups, more_left_over, sides, these, warnings_of
from bot.views.matching.review import Review
from bot.views.parts import weekday_in_words
from bot.web.matching.places import SHOWN, SORTED, Place, Show, page_of
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

ROOM = "/programs/{program}/matching"
TITLE = "Matching"
LEFT_OVER_SHOWN = 100
# What has changed under somebody's hands; they read so above the review as it is now.
STALE = (NotNow, NotFound)
NOTHING_TICKED = "Tick at least one match, and choose what to do."
DONE = {
    "worked-out": "Matching was run. What you had kept is as it was.",
    "kept": "Kept. It stays as it is when matching is run again.",
    "kept-all": "Kept. They stay as they are when matching is run again.",
    "not-kept": "Not kept any longer. Matching may change it when it's run again.",
    "dropped": f"Dropped. {sentences.DROPPED}",
    "back": "Back in the proposal, as it was.",
    "swapped": "Swapped. Both matches are kept as they are now.",
    "added": "Added. We keep it as it is when matching is run again.",
    "later": "The time is set. Until then you can still change everything.",
    "stopped": "Nothing goes out automatically any more.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A match as it is listed: its sides, what to know of it, and what can be done with it."""

    match: Mentorship
    sides: Sequence[tuple[str, Sequence[str]]]
    wants_a_look: bool
    warnings: Sequence[str]


def ways(visit: Visit, *more: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of this room."""
    program = visit.program
    home = (Crumb("Overview", "/"), Crumb(program.name, f"/programs/{program.id}"))
    return (*home, Crumb(TITLE, f"/programs/{program.id}/matching"), *more) if more else (*home, Crumb(TITLE))


async def review_of(visit: Visit) -> Review:
    """Without how many mentees may be asked, which takes a page of its own. Raises NotNow while not open."""
    deps = visit.deps
    return await read_marked_review(
        deps.db, act=visit.act, program_id=visit.program.id, content=deps.content, to_ask=False
    )


async def on_review(visit: Visit) -> web.StreamResponse:
    return await show_review(visit)


async def show_review(
    visit: Visit, *, trouble: str = "", status: int = 200, review: Review | None = None
) -> web.StreamResponse:
    """The review as it is now, under what went wrong, if anything did; read unless it was just read."""
    try:
        review = review or await review_of(visit)
    except NotNow as not_open:
        crumbs = ways(visit)
        return await show(
            visit, "matching/closed.html", title=TITLE, crumbs=crumbs, sentence=str(not_open), status=status
        )
    place = Place.of(visit)
    listed = page_of(review.proposed, review.marks, place)
    swapping = next((one for one in review.proposed if one.id == place.swap and one.mentor_to_ask), None)
    left_over = left_over_groups(review, most=LEFT_OVER_SHOWN)
    named_here = [*listed.matches, *([swapping] if swapping else [])]
    return await show(
        visit,
        "matching/review.html",
        title=TITLE,
        crumbs=ways(visit),
        whom={
            *(who for one in named_here for who in one.user_ids),
            *(who for _, ids in left_over for who in ids),
        },
        status=status,
        trouble=trouble,
        done=DONE.get(visit.asked("done"), ""),
        dropped=visit.request.query.getall("dropped", []) if visit.asked("done") == "dropped" else [],
        page=review,
        place=place,
        listed=listed,
        rows=[_row(review, one) for one in listed.matches],
        swapping=swapping,
        filters=_filters(review, place),
        seen=proposal_mark(review.proposed),
        each=str(Seen.of(review.proposed)),
        goes_out=await in_their_zone(visit, review.publish_at) if review.publish_at else "",
        left_over=left_over,
        more_left_over=more_left_over(review, most=LEFT_OVER_SHOWN),
        say=sentences,
        these=these,
        sorts=list(SORTED.items()),
        Seen=Seen,
    )


def _row(review: Review, match: Mentorship) -> Row:
    return Row(match, sides(match), wants_a_look(match, review.marks), warnings_of(review, match))


def _filters(review: Review, place: Place) -> list[tuple[str, str, bool]]:
    """Each with its address, and whether it is the one."""
    start = place.but(after="", at="")
    return [(words, start.but(show=one).page(), one is place.show) for one, words in SHOWN.items()]


async def zone_of(visit: Visit) -> ZoneInfo:
    """Find where who is signed in is, as Slack says; UTC where it doesn't."""
    try:
        member = await look_up(visit.deps.slack, visit.act.workspace_id, visit.act.by)
    except SlackProblem:
        member = None
    return ZoneInfo(known_zone(member.tz if member else ""))


async def in_their_zone(visit: Visit, when: datetime) -> str:
    zone = await zone_of(visit)
    at = when.astimezone(zone)
    return f"{weekday_in_words(at)} at {at:%H:%M}{' UTC' if zone.key == str(UTC) else ''}"


async def on_work_out(visit: Visit) -> web.StreamResponse:
    deps, place = visit.deps, Place.of(visit)
    await propose_matches(
        deps.db, act=visit.act, program_id=visit.program.id, content=deps.content, new_id=deps.new_id
    )
    raise go(visit, place.but(after="", at="", swap="").page(done="worked-out", to="done"))


async def on_keep(visit: Visit) -> web.StreamResponse:
    return await _keep(visit, locked=True)


async def on_let_go(visit: Visit) -> web.StreamResponse:
    return await _keep(visit, locked=False)


async def _keep(visit: Visit, *, locked: bool) -> web.StreamResponse:
    """The row keeps the focus, where it is still listed."""
    ids, place = chosen(visit), Place.of(visit)
    if not ids:
        return await show_review(visit, trouble=NOTHING_TICKED, status=422)
    try:
        await keep_matches(visit.deps.db, **_of(visit), ids=ids, locked=locked)
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    done = ("kept" if len(ids) == 1 else "kept-all") if locked else "not-kept"
    stays = place.show in (Show.ALL, Show.KEPT if locked else Show.LOOK)
    to = f"m-{ids[0]}" if stays and len(ids) == 1 else "done"
    raise go(visit, place.but(at=ids[0]).page(done=done, to=to))


async def on_drop(visit: Visit) -> web.StreamResponse:
    """What was dropped can be taken back on the page that follows."""
    ids, place, next_row = chosen(visit), Place.of(visit), visit.asked("next")
    if not ids:
        return await show_review(visit, trouble=NOTHING_TICKED, status=422)
    try:
        await drop_matches(visit.deps.db, **_of(visit), ids=ids)
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    swap = "" if place.swap in ids else place.swap
    raise go(visit, place.but(at=next_row, swap=swap).page(done="dropped", dropped=ids, to="done"))


async def on_put_back(visit: Visit) -> web.StreamResponse:
    ids, place = chosen(visit), Place.of(visit)
    await put_back_matches(visit.deps.db, **_of(visit), ids=ids)
    raise go(
        visit, place.but(at=ids[0] if ids else "").page(done="back", to=f"m-{ids[0]}" if ids else "done")
    )


def chosen(visit: Visit) -> tuple[str, ...]:
    """The match whose own button it was, or else those that are ticked."""
    only = visit.sent.text("only")
    return (only,) if only else tuple(dict.fromkeys(visit.sent.all("match")))


def _of(visit: Visit) -> dict[str, str]:
    return {"workspace_id": visit.act.workspace_id, "program_id": visit.program.id, "by": visit.act.by}


ROUTES = (
    Route("GET", ROOM, on_review, MANAGERS, tab=TITLE, order=40),
    Route("POST", f"{ROOM}/work-out", on_work_out, MANAGERS),
    Route("POST", f"{ROOM}/keep", on_keep, MANAGERS),
    Route("POST", f"{ROOM}/let-go", on_let_go, MANAGERS),
    Route("POST", f"{ROOM}/drop", on_drop, MANAGERS),
    Route("POST", f"{ROOM}/put-back", on_put_back, MANAGERS),
)

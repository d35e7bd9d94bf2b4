"""Before a proposal goes out: what would be sent, when it goes by itself, and asking the mentees first."""

from datetime import UTC, datetime
from random import Random

from aiohttp import web

from bot.domain.disclosure.figures import named
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput, NotNow
from bot.usecases.matching.offering import offer_choices
from bot.usecases.matching.proposals import read_review
from bot.usecases.matching.publishing import next_monday, publish_later, read_dry_run, stop_publishing
from bot.views.ids import Field
from bot.views.matching import asking_mentees, publishing
from bot.views.matching.sentences import publishing_sends
from bot.views.refs import read_number
from bot.web.matching.places import Place
from bot.web.matching.review import ROOM, STALE, in_their_zone, review_of, show_review, ways, zone_of
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit


async def on_messages(visit: Visit) -> web.StreamResponse:
    number = read_number(visit.asked("page", "0")) or 0
    found = await read_dry_run(visit.deps.db, act=visit.act, program_id=visit.program.id, page=number)
    return await show(
        visit,
        "matching/messages.html",
        title=publishing.TITLE,
        crumbs=ways(visit, Crumb(publishing.TITLE)),
        whom=found.whom,
        page=found,
        how_many=publishing.how_many(found),
        steps=list(publishing.steps_of(found)),
        when=publishing.when_they_leave(found),
        place=Place.of(visit),
    )


async def on_later(visit: Visit) -> web.StreamResponse:
    at = next_monday(visit.now, tz=(await zone_of(visit)).key).astimezone(await zone_of(visit))
    return await _show_later(visit, chosen=f"{at:%Y-%m-%dT%H:%M}")


async def _show_later(visit: Visit, *, chosen: str, wrong: str = "") -> web.StreamResponse:
    try:
        review = await review_of(visit)
    except NotNow as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    if not review.proposed:
        return await show_review(visit, review=review)
    return await show(
        visit,
        "matching/later.html",
        title=publishing.LATER_TITLE,
        crumbs=ways(visit, Crumb(publishing.LATER_TITLE)),
        status=422 if wrong else 200,
        page=review,
        field=str(Field.PUBLISH_AT),
        chosen=chosen,
        wrong=wrong,
        zone=(await zone_of(visit)).key.replace("_", " "),
        goes_out=await in_their_zone(visit, review.publish_at) if review.publish_at else "",
        as_they_stand=publishing.AS_THEY_STAND,
        checked_again=publishing.CHECKED_AGAIN,
        sends=publishing_sends(review, review.proposed),
        place=Place.of(visit),
    )


async def on_time_chosen(visit: Visit) -> web.StreamResponse:
    typed = visit.sent.text(Field.PUBLISH_AT)
    try:
        at = await _moment(visit, typed)
        await publish_later(visit.deps.db, act=visit.act, program_id=visit.program.id, at=at)
    except InvalidInput as wrong:
        return await _show_later(visit, chosen=typed, wrong=str(wrong))
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    raise go(visit, Place.of(visit).page(done="later", to="done"))


async def _moment(visit: Visit, typed: str) -> datetime | None:
    """As typed on the clock of whoever types; None for what is no time."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=await zone_of(visit)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


async def on_stop(visit: Visit) -> web.StreamResponse:
    act = visit.act
    try:
        await stop_publishing(
            visit.deps.db, workspace_id=act.workspace_id, program_id=visit.program.id, by=act.by
        )
    except STALE as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    raise go(visit, Place.of(visit).page(done="stopped", to="done"))


async def on_ask(visit: Visit) -> web.StreamResponse:
    """To how many it writes, before it does."""
    deps = visit.deps
    try:
        review = await read_review(deps.db, act=visit.act, program_id=visit.program.id, content=deps.content)
    except NotNow as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    sends = asking_mentees.asking_sends(review.to_ask) if review.to_ask else ""
    return await _show_asking(visit, sends, is_asked=False)


async def on_asked(visit: Visit) -> web.StreamResponse:
    deps = visit.deps
    try:
        _, count = await offer_choices(
            deps.db,
            act=visit.act,
            program_id=visit.program.id,
            content=deps.content,
            rng=Random(deps.new_id()),
        )
    except NotNow as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    visit.deps.stale_homes.note((visit.act.workspace_id, visit.act.by), visit.now)
    return await _show_asking(visit, asking_mentees.will_ask(named(count)), is_asked=True)


async def _show_asking(visit: Visit, sentence: str, *, is_asked: bool) -> web.StreamResponse:
    return await show(
        visit,
        "matching/ask.html",
        title=asking_mentees.TITLE,
        crumbs=ways(visit, Crumb(asking_mentees.TITLE)),
        program=visit.program,
        sentence=sentence,
        is_asked=is_asked,
        say=asking_mentees,
        place=Place.of(visit),
    )


ROUTES = (
    Route("GET", f"{ROOM}/messages", on_messages, MANAGERS),
    Route("GET", f"{ROOM}/later", on_later, MANAGERS),
    Route("POST", f"{ROOM}/later", on_time_chosen, MANAGERS),
    Route("POST", f"{ROOM}/stop", on_stop, MANAGERS),
    Route("GET", f"{ROOM}/ask", on_ask, MANAGERS),
    Route("POST", f"{ROOM}/ask", on_asked, MANAGERS),
)

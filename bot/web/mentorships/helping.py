"""A mentorship's page, and what a manager does from it; what can't be taken back is asked about first."""

from datetime import date
from typing import Any

from aiohttp import web

from bot.domain.answers import InvalidAnswer
from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.managing.helping import (
    USUAL_PAUSE,
    end_kindly,
    give_back,
    offer_new_match,
    pause_for_them,
    read_mentorship,
    take_in_hand,
)
from bot.views.managing import mentorship_page as words
from bot.views.managing.hands_taken import FIRST, GONE
from bot.views.managing.mentorship_page import MentorshipPage
from bot.views.managing.people_list import lines_of_person
from bot.views.parts import mention
from bot.web.mentorships.listing import LIST, crumbs, list_of
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

PAGE = LIST + "/{mentorship}"
CHOOSE_A_DAY = "Choose a day."


async def on_mentorship(visit: Visit) -> web.StreamResponse:
    page = await _read(visit)
    return await _shown(
        visit,
        "mentorships/page.html",
        page,
        can=words.can_do(page),
        status_line=words.status_in_a_line(page),
        lines={one.user_id: lines_of_person(one, visit.deps.content.people) for one in page.people},
        done=_done(visit, page),
    )


def _done(visit: Visit, page: MentorshipPage) -> str:
    """What the notice says, from how things are now."""
    paused_until = page.mentorship.paused_until
    match visit.asked("done"):
        case "offered":
            return words.OFFERED
        case "ended":
            return words.ENDED
        case "paused" if paused_until:
            return words.paused_until(paused_until, today=visit.now.date())
        case "taken" if page.match.taker != visit.act.by:
            return FIRST.format(who=mention(page.match.taker)) if page.match.taker else GONE
        case "back":
            return "It's with all managers again."
    return ""


async def on_write(visit: Visit) -> web.StreamResponse:
    page = await _read(visit)
    return await _shown(visit, "mentorships/write.html", page, start=words.start_of_a_message(page))


async def on_offer(visit: Visit) -> web.StreamResponse:
    page = await _read(visit)
    return await _shown(visit, "mentorships/offer.html", page, writes=words.offer_writes(page))


async def on_offered(visit: Visit) -> web.StreamResponse:
    await offer_new_match(visit.deps.db, **_whose(visit))
    raise go(visit, _page_of(visit), done="offered")


async def on_pause(visit: Visit) -> web.StreamResponse:
    day = visit.now.date() + USUAL_PAUSE
    return await _pause_form(visit, day.isoformat())


async def on_paused(visit: Visit) -> web.StreamResponse:
    typed = visit.sent.text("until")
    try:
        until = date.fromisoformat(typed)
    except ValueError:
        return await _pause_form(visit, typed, wrong=CHOOSE_A_DAY)
    try:
        await pause_for_them(visit.deps.db, **_whose(visit), until=until)
    except InvalidAnswer as wrong:
        return await _pause_form(visit, typed, wrong=str(wrong))
    raise go(visit, _page_of(visit), done="paused")


async def _pause_form(visit: Visit, until: str, *, wrong: str = "") -> web.StreamResponse:
    """Show what was typed again, with what is wrong about it."""
    page = await _read(visit)
    return await _shown(
        visit,
        "mentorships/pause.html",
        page,
        code=422 if wrong else 200,
        until=until,
        wrong=wrong,
        tells=words.pause_tells(page),
    )


async def on_end(visit: Visit) -> web.StreamResponse:
    page = await _read(visit)
    return await _shown(visit, "mentorships/end.html", page, does=words.what_ending_does(page))


async def on_ended(visit: Visit) -> web.StreamResponse:
    await end_kindly(visit.deps.db, **_whose(visit))
    raise go(visit, _page_of(visit), done="ended")


async def on_take(visit: Visit) -> web.StreamResponse:
    await take_in_hand(visit.deps.db, **_whose(visit))
    raise go(visit, _page_of(visit), done="taken")


async def on_give_back(visit: Visit) -> web.StreamResponse:
    await give_back(visit.deps.db, **_whose(visit))
    raise go(visit, _page_of(visit), done="back")


def _whose(visit: Visit) -> dict[str, Any]:
    return {"act": visit.act, "program_id": visit.program.id, "mentorship_id": visit.part("mentorship")}


def _page_of(visit: Visit) -> str:
    return f"{list_of(visit)}/{visit.part('mentorship')}"


async def _read(visit: Visit) -> MentorshipPage:
    return await read_mentorship(visit.deps.db, **_whose(visit))


async def _shown(
    visit: Visit, template: str, page: MentorshipPage, *, code: int = 200, done: str = "", **more: Any
) -> web.StreamResponse:
    title = "A circle" if page.mentorship.is_circle else "A mentorship"
    return await show(
        visit,
        template,
        title=title,
        crumbs=crumbs(visit, Crumb("Mentorships", list_of(visit)), Crumb(title)),
        whom={*page.whom, *filter(None, [page.match.taker])},
        status=code,
        page=page,
        at=_page_of(visit),
        words=words,
        done=done,
        **more,
    )


ROUTES = (
    Route("GET", PAGE, on_mentorship, MANAGERS),
    Route("GET", PAGE + "/write", on_write, MANAGERS),
    Route("GET", PAGE + "/offer", on_offer, MANAGERS),
    Route("POST", PAGE + "/offer", on_offered, MANAGERS),
    Route("GET", PAGE + "/pause", on_pause, MANAGERS),
    Route("POST", PAGE + "/pause", on_paused, MANAGERS),
    Route("GET", PAGE + "/end", on_end, MANAGERS),
    Route("POST", PAGE + "/end", on_ended, MANAGERS),
    Route("POST", PAGE + "/take", on_take, MANAGERS),
    Route("POST", PAGE + "/back", on_give_back, MANAGERS),
)

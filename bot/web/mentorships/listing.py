"""The list of a program's mentorships."""

from aiohttp import web

from bot.domain.disclosure.figures import named
from bot.domain.managing.listed import STATUSES, MentorshipsAsked, MentorshipSort
from bot.domain.mentorships.status import Status
from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.managing.mentorship_list import read_mentorships
from bot.views.managing.mentorship_list import MentorshipList
from bot.views.managing.mentorship_page import ASK_ABOUT
from bot.views.managing.needing_support import THEIR_OWN
from bot.views.managing.people_list import status_in_words
from bot.web.listing import InAddress, read_list
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

LIST = "/programs/{program}/mentorships"
TONES = {Status.MAY_NEED_SUPPORT: "look", Status.PAUSED: "wait", Status.ON_TRACK: "good"}
# The usual order has no word in the address.
SORTS = [("", "What you can do"), (MentorshipSort.SINCE.value, "Since when")]


async def on_mentorships(visit: Visit) -> web.StreamResponse:
    listed = read_list(
        visit,
        list_of(visit),
        filters={"status": [one.value for one in STATUSES]},
        sorts=[one.value for one in MentorshipSort],
    )
    asked = MentorshipsAsked(
        listed.one_of(Status, "status"), MentorshipSort(listed.sort or MentorshipSort.STATUS), listed.turn
    )
    found = await read_mentorships(visit.deps.db, act=visit.act, program_id=visit.program.id, asked=asked)
    takers = takers_of(found)
    return await show(
        visit,
        "mentorships/list.html",
        title="Mentorships",
        crumbs=crumbs(visit, Crumb("Mentorships")),
        whom={*found.whom, *takers},
        notice=listed.notice,
        page=found,
        listed=listed,
        filters=[("status", "Status", _choices(found)), ("sort", "Sort by", SORTS)],
        heads=_heads(visit, listed, has_takers=bool(takers)),
        has_takers=bool(takers),
        in_words=status_in_words,
        tones=TONES,
        said_of_names=ASK_ABOUT,
        their_own=THEIR_OWN,
    )


def list_of(visit: Visit) -> str:
    return f"/programs/{visit.program.id}/mentorships"


def crumbs(visit: Visit, *more: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of this program."""
    return Crumb("Overview", "/"), Crumb(visit.program.name, f"/programs/{visit.program.id}"), *more


def takers_of(found: MentorshipList) -> set[str]:
    """The managers who have one in hand; they are no people of the list."""
    return {one.match.taker for one in found.rows.rows if one.match.taker}


def _choices(found: MentorshipList) -> list[tuple[str, str]]:
    everyone = named(sum(found.counts.values()))
    each = ((one.value, f"{one.value.capitalize()} ({named(found.counts.get(one, 0))})") for one in STATUSES)
    return [("", f"All ({everyone})"), *each]


def _heads(visit: Visit, listed: InAddress, *, has_takers: bool) -> list[tuple[str, str, str, bool]]:
    status = listed.head("Status", MentorshipSort.STATUS, usual=True)
    since = listed.head("Since", MentorshipSort.SINCE)
    return [
        ("Who", "", "", False),
        *((label, visit.url(page), order, is_number) for label, page, order, is_number in (status, since)),
        *([("In hand", "", "", False)] if has_takers else []),
        ("What you can do", "", "", False),
    ]


ROUTES = (Route("GET", LIST, on_mentorships, MANAGERS, tab="Mentorships", order=20),)

"""The table of a program's people, and what is done for several of them at once."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from aiohttp import web

from bot.content import People
from bot.domain.joining.enrolments import Role
from bot.domain.managing.listed import PeopleAsked, PeopleSort
from bot.domain.privacy.visible_to_managers import IN_ORDER, Place, Show, VisiblePerson
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.managing.people_table import can_be_done, do_for_several, read_chosen, read_people_table
from bot.views.managing.people_list import (
    AS_WHAT,
    HOLD_MEANS,
    PLACES,
    SHOWN,
    matches_in_words,
    person_in_words,
)
from bot.views.managing.people_table import Deed, PeopleTable
from bot.web.listing import ANYTHING, InAddress, read_list
from bot.web.mentorships.listing import crumbs
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

PEOPLE = "/programs/{program}/people"
SEVERAL = PEOPLE + "/several"
SURE = SEVERAL + "/sure"
SORTS: Mapping[PeopleSort, str] = {
    PeopleSort.ORDER: "What you can do",
    PeopleSort.ROLE: "Role",
    PeopleSort.SITE: "Site",
    PeopleSort.PROFESSION: "Profession",
    PeopleSort.STAGE: "Stage",
}
# The words of a button, and the question that is asked first with what the deed means.
DEEDS: Mapping[Deed, str] = {
    Deed.HOLD: "Put on hold",
    Deed.END_HOLD: "End the hold",
    Deed.ACCEPT: "Accept",
    Deed.DECLINE: "Not this time",
}
TOLD = "We tell each of them kindly, without a reason, at a time that suits them."
MEANS: Mapping[Deed, str] = {
    Deed.HOLD: HOLD_MEANS,
    Deed.END_HOLD: "They can be matched again from now on.",
    Deed.ACCEPT: f"They're in the program from now on. {TOLD}",
    Deed.DECLINE: f"They get no place this time. {TOLD}",
}
CANNOT: Mapping[Deed, str] = {
    Deed.HOLD: "On hold already, or they take no part now. Nothing changes for them:",
    Deed.END_HOLD: "Not on hold, or they take no part now. Nothing changes for them:",
    Deed.ACCEPT: "They have an answer already, or didn't ask. Nothing changes for them:",
    Deed.DECLINE: "They have an answer already, or didn't ask. Nothing changes for them:",
}
SOME_CHANGED = " Some have left or changed meanwhile, and nothing was changed for those."
DONE: Mapping[str, str] = {
    Deed.HOLD: "They're on hold.",
    Deed.END_HOLD: "They can be matched again.",
    Deed.ACCEPT: "Accepted. We tell each of them.",
    Deed.DECLINE: "Answered. We tell each of them kindly.",
}
CHANGED = "_some"


async def on_people(visit: Visit) -> web.StreamResponse:
    return await _table(visit)


async def _table(visit: Visit, *, wrong: str = "") -> web.StreamResponse:
    lists = visit.deps.content.people
    listed = read_list(
        visit, people_of(visit), filters=_known(lists), sorts=[one.value for one in PeopleSort]
    )
    found = await read_people_table(
        visit.deps.db, act=visit.act, program_id=visit.program.id, asked=_asked(listed), lists=lists
    )
    rows = [(one, person_in_words(one, lists), matches_in_words(one)) for one in found.seen.rows]
    has_asked = any(words.asked for _, words, _ in rows)
    return await show(
        visit,
        "people/table.html",
        title="People",
        crumbs=crumbs(visit, Crumb("People")),
        whom={*found.whom, *others_in(found.seen.rows)},
        notice=listed.notice or _done(visit),
        status=422 if wrong else 200,
        wrong=wrong,
        page=found,
        listed=listed,
        filters=_filters(found, lists),
        heads=_heads(visit, listed, has_asked=has_asked),
        has_asked=has_asked,
        rows=rows,
        deeds=_deeds(found),
        several=f"{people_of(visit)}/several",
    )


def people_of(visit: Visit) -> str:
    return f"/programs/{visit.program.id}/people"


def others_in(seen: Iterable[VisiblePerson]) -> set[str]:
    """Who stands in the lines of these people: those they are matched with, and managers."""
    matches = list(chain.from_iterable(one.matches for one in seen))
    hands = chain.from_iterable(one.hands for one in seen)
    others = set(chain.from_iterable(one.others for one in matches))
    return others | {one for one in (*(m.taker for m in matches), *(hand[2] for hand in hands)) if one}


def _known(lists: People) -> dict[str, Collection[str]]:
    return {
        "show": [one.value for one in Show],
        "place": [one.value for one in Place],
        "role": [one.value for one in Role],
        "site": ANYTHING,
        "profession": list(lists.professions),
        "stage": list(lists.career_stages),
    }


def _asked(listed: InAddress) -> PeopleAsked:
    return PeopleAsked(
        listed.one_of(Show, "show") or Show.ALL,
        listed.one_of(Place, "place"),
        listed.one_of(Role, "role"),
        listed.get("site"),
        listed.get("profession"),
        listed.get("stage"),
        PeopleSort(listed.sort or PeopleSort.ORDER),
        listed.turn,
    )


def _filters(found: PeopleTable, lists: People) -> list[tuple[str, str, list[tuple[str, str]]]]:
    stages = [(key, label.partition(": ")[0]) for key, label in lists.career_stages.items()]
    sorts = [("" if one is PeopleSort.ORDER else one.value, label) for one, label in SORTS.items()]
    shown = [("" if one is Show.ALL else one.value, label) for one, label in SHOWN.items()]
    places = [(one.value, PLACES[one].capitalize()) for one in IN_ORDER]
    return [
        ("show", "Show", shown),
        ("place", "Place", [("", "Any"), *places]),
        ("role", "Role", [("", "Any"), *((one.value, label.capitalize()) for one, label in AS_WHAT.items())]),
        ("site", "Site", [("", "Any"), *((one, one) for one in found.sites)]),
        ("profession", "Profession", [("", "Any"), *lists.professions.items()]),
        ("stage", "Stage", [("", "Any"), *stages]),
        ("sort", "Sort by", sorts),
    ]


def _heads(visit: Visit, listed: InAddress, *, has_asked: bool) -> list[tuple[str, str, str, bool]]:
    found = [
        listed.head("Who", PeopleSort.ORDER, usual=True),
        listed.head("Takes part", PeopleSort.ROLE),
        listed.head("Post", PeopleSort.PROFESSION),
    ]
    return [
        ("Choose", "", "", False),
        *((label, visit.url(page), order, is_number) for label, page, order, is_number in found),
        *([("Asked for", "", "", False)] if has_asked else []),
        ("Matched", "", "", False),
    ]


def _deeds(found: PeopleTable) -> list[tuple[Deed, str]]:
    """Those that would change something for somebody on this page."""
    return [
        (deed, label)
        for deed, label in DEEDS.items()
        if any(can_be_done(deed, one) for one in found.seen.rows)
    ]


def _done(visit: Visit) -> str:
    done = visit.asked("done")
    said = DONE.get(done.removesuffix(CHANGED), "")
    return said + SOME_CHANGED if said and done.endswith(CHANGED) else said


async def on_several(visit: Visit) -> web.StreamResponse:
    """Name them, and ask first. It comes as a form, so that nobody's id stands in an address."""
    deed = _deed(visit)
    who = visit.sent.all("who")
    try:
        chosen = await read_chosen(
            visit.deps.db, act=visit.act, program_id=visit.program.id, user_ids=who, deed=deed
        )
    except InvalidInput as wrong:
        return await _table(visit, wrong=str(wrong))
    return await show(
        visit,
        "people/several.html",
        title=f"{DEEDS[deed]}?",
        crumbs=crumbs(visit, Crumb("People", people_of(visit)), Crumb(DEEDS[deed])),
        whom=chosen.whom,
        page=chosen,
        label=DEEDS[deed],
        means=MEANS[deed],
        cannot=CANNOT[deed],
        people=people_of(visit),
        sure=f"{people_of(visit)}/several/sure",
    )


async def on_sure(visit: Visit) -> web.StreamResponse:
    deed = _deed(visit)
    is_all = await do_for_several(
        visit.deps.db,
        act=visit.act,
        program_id=visit.program.id,
        user_ids=visit.sent.all("who"),
        deed=deed,
    )
    raise go(visit, people_of(visit), done=deed if is_all else f"{deed}{CHANGED}")


def _deed(visit: Visit) -> Deed:
    try:
        return Deed(visit.sent.text("deed"))
    except ValueError:
        raise InvalidInput({"deed": "Choose what to do for them."}) from None


ROUTES = (
    Route("GET", PEOPLE, on_people, MANAGERS, tab="People", order=30),
    Route("POST", SEVERAL, on_several, MANAGERS),
    Route("POST", SURE, on_sure, MANAGERS),
)

"""Approving matches, all or some: first whom it writes to, then the deed, or what has changed meanwhile."""

from collections.abc import Sequence

from aiohttp import web

from bot.domain.matching.seen import Seen
from bot.domain.mentorships.mentorships import Mentorship, proposal_mark
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import NotNow
from bot.usecases.matching.approving import approve_matches, approve_some
from bot.usecases.matching.reviewing import read_changes
from bot.views.matching import sentences
from bot.views.matching.pairs import in_one_line, left_out_lines, these
from bot.views.matching.review import MatchesApproved, Review
from bot.web.matching.places import Place
from bot.web.matching.review import NOTHING_TICKED, ROOM, chosen, review_of, show_review, ways
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

ALREADY = "These are approved already. Nothing was sent twice."


async def on_approve(visit: Visit) -> web.StreamResponse:
    """The question first. What was looked at comes along, so that nobody approves what they haven't seen."""
    some = not visit.sent.text("all")
    if some and not chosen(visit):
        return await show_review(visit, trouble=NOTHING_TICKED, status=422)
    if visit.sent.text("sure"):
        return await _approve(visit, some=some)
    try:
        review = await review_of(visit)
    except NotNow as stale:
        return await show_review(visit, trouble=str(stale), status=409)
    seen, matches = Seen.parse(visit.sent.text("each")), _asked_about(visit, review, some=some)
    if not matches or not _is_as_seen(visit, matches, seen, some=some):
        return await _changed(visit, seen, some=some)
    return await show(
        visit,
        "matching/approve.html",
        title=f"Approve {these(matches)}?",
        crumbs=ways(visit, Crumb("Approve")),
        whom=review.whom,
        page=review,
        matches=matches,
        is_some=some,
        sends=sentences.publishing_sends(review, matches),
        lines=[in_one_line(review, one) for one in matches],
        yes=f"Approve {these(matches)}",
        seen=proposal_mark(matches),
        each=str(Seen.of(matches)),
        place=Place.of(visit),
        say=sentences,
    )


def _asked_about(visit: Visit, review: Review, *, some: bool) -> Sequence[Mentorship]:
    ids = chosen(visit)
    return [one for one in review.proposed if one.id in ids] if some else review.proposed


def _is_as_seen(visit: Visit, matches: Sequence[Mentorship], seen: Seen, *, some: bool) -> bool:
    if some:
        return {one.id for one in matches} == set(chosen(visit)) and all(map(seen.has_as_it_is, matches))
    return proposal_mark(matches) == visit.sent.text("seen")


async def _approve(visit: Visit, *, some: bool) -> web.StreamResponse:
    try:
        approved = await (_some_of_it if some else _all_of_it)(visit)
    except NotNow as stale:
        seen = Seen.parse(visit.sent.text("each"))
        return await _changed(visit, seen, some=some, otherwise=str(stale))
    return await _approved(visit, approved)


async def _all_of_it(visit: Visit) -> MatchesApproved:
    return await approve_matches(
        visit.deps.db,
        act=visit.act,
        program_id=visit.program.id,
        seen=visit.sent.text("seen"),
        content=visit.deps.content,
    )


async def _some_of_it(visit: Visit) -> MatchesApproved:
    return await approve_some(
        visit.deps.db,
        act=visit.act,
        program_id=visit.program.id,
        ids=chosen(visit),
        seen=visit.sent.text("seen"),
        content=visit.deps.content,
    )


async def _approved(visit: Visit, approved: MatchesApproved) -> web.StreamResponse:
    visit.deps.stale_homes.note((visit.act.workspace_id, visit.act.by), visit.now)
    return await show(
        visit,
        "matching/approved.html",
        title="Approved",
        crumbs=ways(visit, Crumb("Approved")),
        whom=approved.whom,
        page=approved,
        out=sentences.what_will_go_out(approved),
        left_out=left_out_lines(approved),
        place=Place.of(visit),
    )


async def _changed(visit: Visit, seen: Seen, *, some: bool, otherwise: str = "") -> web.StreamResponse:
    """Nothing was approved: what became of what was looked at, or why it isn't possible at all."""
    found = await read_changes(
        visit.deps.db, act=visit.act, program_id=visit.program.id, seen=seen, some=some
    )
    if found.is_only_approved:
        return await show_review(visit, trouble=ALREADY)
    if not found.whom and not found.worked_out_anew:
        return await show_review(visit, trouble=otherwise or NOTHING_TICKED, status=409)
    return await show(
        visit,
        "matching/changed.html",
        title="Not approved yet",
        crumbs=ways(visit, Crumb("Not approved yet")),
        whom=found.whom,
        status=409,
        page=found,
        parts_of_it=sentences.changes_in_words(found),
        place=Place.of(visit).but(after="", at=""),
    )


ROUTES = (Route("POST", f"{ROOM}/approve", on_approve, MANAGERS),)

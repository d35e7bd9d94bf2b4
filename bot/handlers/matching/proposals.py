"""Reviewing matches: opened, turned, a pair dropped, approved."""

from collections.abc import Sequence
from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.programs.programs import Program
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.programs.which import about_one_program
from bot.handlers.replies import Reply, update_modal
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.proposals import drop_match, open_review
from bot.usecases.matching.reviewing import read_marked_review
from bot.usecases.matching.several import put_back_matches
from bot.views.ids import Action
from bot.views.matching.proposals import (
    TITLE,
    choose_program,
    match_review,
    matches_approved,
    swap_choice,
)
from bot.views.matching.review import Review
from bot.views.message import Modal
from bot.views.refs import MatchesRef, ProposalRef, ReviewRef


def register(app: AsyncApp) -> None:
    app.action(Action.MATCH)(listening(on_match))
    app.action(Action.PAGE)(listening(on_page))
    app.action(Action.DROP)(listening(on_drop))
    app.action(Action.UNDROP)(listening(on_undrop))
    app.action(Action.APPROVE)(listening(on_approve))


async def on_match(click: Click, deps: Deps) -> Reply:
    async def page(program_id: str) -> Modal:
        return await _proposal(click, deps, program_id)

    return about_one_program(click, deps, title=TITLE, choose=choose_program, page=page)


COMMANDS = (
    Command(
        Slash.MENTORING, "match", does="review proposed matches and approve them", order=40, listener=on_match
    ),
)


async def _proposal(click: Click, deps: Deps, program_id: str) -> Modal:
    await open_review(deps.db, act=click.act, program_id=program_id, content=deps.content, new_id=deps.new_id)
    return await review_page(click, deps, ReviewRef(program_id))


async def on_page(click: Click, deps: Deps) -> Reply:
    ref = ReviewRef.parse(click.value)
    return update_modal(await review_page(click, deps, ref))


async def on_drop(click: Click, deps: Deps) -> Reply:
    program = await drop_match(
        deps.db, workspace_id=click.workspace_id, mentorship_id=click.value, by=click.user_id
    )
    at = place_in(click, program)
    return update_modal(await review_page(click, deps, at, dropped=[click.value]))


async def on_undrop(click: Click, deps: Deps) -> Reply:
    ref = MatchesRef.parse(click.value)
    await put_back_matches(
        deps.db,
        workspace_id=click.workspace_id,
        program_id=ref.program_id,
        ids=ref.each,
        by=click.user_id,
    )
    return update_modal(await review_page(click, deps, ReviewRef(ref.program_id)))


def place_in(click: Click, program: Program) -> ReviewRef:
    """Where in the review somebody was who tapped in it."""
    at = ReviewRef.parse(click.context)
    return ReviewRef(program.id, at.page, shown=at.shown)


async def review_of(click: Click, deps: Deps, program_id: str) -> Review:
    return await read_marked_review(deps.db, act=click.act, program_id=program_id, content=deps.content)


async def review_page(click: Click, deps: Deps, at: ReviewRef, *, dropped: Sequence[str] = ()) -> Modal:
    review = await review_of(click, deps, at.program_id)
    return swap_choice(review, at) if at.swapping else match_review(review, at, dropped=dropped)


async def on_approve(click: Click, deps: Deps) -> Reply:
    ref = ProposalRef.parse(click.value)
    approved = await approve_matches(
        deps.db, act=click.act, program_id=ref.program_id, seen=ref.mark, content=deps.content
    )
    return replace(update_modal(matches_approved(approved)), changes_home=True)

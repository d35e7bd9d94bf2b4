"""Reviewing matches: opened, turned, a pair dropped, approved."""

from dataclasses import replace

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.programs.which import about_one_program
from bot.handlers.replies import Reply, update_modal
from bot.usecases.matching.approving import approve_matches
from bot.usecases.matching.by_hand import warnings_for
from bot.usecases.matching.proposals import drop_match, open_review, read_review
from bot.views.ids import Action
from bot.views.matching.proposals import (
    TITLE,
    Review,
    choose_program,
    match_review,
    matches_approved,
    shown_on,
)
from bot.views.message import Modal
from bot.views.refs import PageRef, ProposalRef, ReviewRef


def register(app: AsyncApp) -> None:
    app.action(Action.MATCH)(listening(on_match))
    app.action(Action.PAGE)(listening(on_page))
    app.action(Action.DROP)(listening(on_drop))
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
    return await review_page(click, deps, program_id)


async def on_page(click: Click, deps: Deps) -> Reply:
    ref = ReviewRef.parse(click.value)
    return update_modal(await review_page(click, deps, ref.program_id, ref.page, swapping=ref.swapping))


async def on_drop(click: Click, deps: Deps) -> Reply:
    program = await drop_match(
        deps.db, workspace_id=click.workspace_id, mentorship_id=click.value, by=click.user_id
    )
    return update_modal(await review_page(click, deps, program.id, PageRef.parse(click.context).page))


async def review_of(click: Click, deps: Deps, program_id: str) -> Review:
    return await read_review(deps.db, act=click.act, program_id=program_id, content=deps.content)


async def review_page(
    click: Click, deps: Deps, program_id: str, page: int = 0, *, swapping: str = ""
) -> Modal:
    review = await review_of(click, deps, program_id)
    page, shown = shown_on(review, page)
    warnings = await warnings_for(
        deps.db,
        program=review.program,
        shown=shown,
        by=click.user_id,
        content=deps.content,
        now=click.now,
    )
    return match_review(review, page=page, warnings=warnings, swapping=swapping)


async def on_approve(click: Click, deps: Deps) -> Reply:
    ref = ProposalRef.parse(click.value)
    approved = await approve_matches(
        deps.db, act=click.act, program_id=ref.program_id, seen=ref.mark, content=deps.content
    )
    return replace(update_modal(matches_approved(approved)), changes_home=True)

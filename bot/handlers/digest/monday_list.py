"""A manager taps a line of their Monday list: it is asked again, and opens the page that settles it."""

import dataclasses
from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.delivery.undelivered import on_undelivered
from bot.handlers.digest.questions_post import open_questions_post
from bot.handlers.directory.staff_numbers import on_numbers
from bot.handlers.guard import Listener, listening
from bot.handlers.managing.help_requests import on_hands
from bot.handlers.managing.holds import on_holds
from bot.handlers.managing.needing_support import on_needing_support
from bot.handlers.matching.proposals import on_match
from bot.handlers.programs.planning import on_edit, on_program_page
from bot.handlers.recruiting.announcing import on_announce
from bot.handlers.recruiting.applications import on_applications
from bot.handlers.replies import Reply, open_modal, replace
from bot.handlers.review.review import on_review
from bot.usecases.digest.settling import still_waiting
from bot.views.digest.monday_list import choose_program, settled
from bot.views.ids import Action, Callback
from bot.views.refs import MatterRef

# What a matter opens is heard as a tap on that button, or opens that form, with the program's id.
OPENS: Mapping[Action | Callback, Listener] = {
    Action.HANDS: on_hands,
    Action.NEEDING_SUPPORT: on_needing_support,
    Action.PROGRAM_EDIT: on_edit,
    Action.APPLICATIONS: on_applications,
    Action.MATCH: on_match,
    Action.REVIEW: on_review,
    Action.UNDELIVERED: on_undelivered,
    Action.STAFF_NUMBERS: on_numbers,
    Callback.QUESTIONS_POST: open_questions_post,
    Action.ANNOUNCE: on_announce,
    Action.PROGRAM_PAGE: on_program_page,
    Action.HOLDS: on_holds,
}


def register(app: AsyncApp) -> None:
    app.action(Action.MATTER)(listening(on_matter))


async def on_matter(click: Click, deps: Deps) -> Reply:
    ref = MatterRef.parse(click.value)
    matter, lines = await still_waiting(deps.db, act=click.act, ref=ref, content=deps.content)
    if not lines:
        return replace(settled(matter.settled))
    if len(lines) > 1:
        return open_modal(choose_program(lines))
    return await OPENS[matter.opens](dataclasses.replace(click, value=lines[0].programs[0].id), deps)

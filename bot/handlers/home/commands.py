"""The two commands: a word each, answered by the same listeners as the buttons."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.availability.pausing import on_pause_or_leave
from bot.handlers.click import Click
from bot.handlers.guard import Listener, listening
from bot.handlers.joining.briefing import on_briefing
from bot.handlers.joining.joining import on_join
from bot.handlers.journey.guides import on_card, on_guide
from bot.handlers.managing.holds import on_quiet_time
from bot.handlers.managing.people_list import on_people
from bot.handlers.managing.summary import on_summary
from bot.handlers.matching.proposals import on_match
from bot.handlers.meetings.times import on_plan
from bot.handlers.mentorships.rhythm import on_rhythm
from bot.handlers.privacy.privacy import on_privacy
from bot.handlers.programs.planning import on_new_program
from bot.handlers.recruiting.announcing import on_announce
from bot.handlers.recruiting.nominating import on_nominate
from bot.handlers.replies import Reply, whisper
from bot.handlers.rosters.rosters import on_roster
from bot.usecases.home.home import read_home
from bot.views.home.commands import MENTOR_USAGE, MENTORING_USAGE, usage
from bot.views.home.home import HomePage, home_message, met_message
from bot.views.joining.first_page import invitation
from bot.views.parts import escape


async def on_home(click: Click, deps: Deps) -> Reply:
    """The most useful thing for this person, in the conversation they are in."""
    page = await _page(click, deps)
    if page.mine or page.waiting_in:
        return whisper(home_message(page))
    return whisper(invitation(page.open_programs))


async def on_met(click: Click, deps: Deps) -> Reply:
    return whisper(met_message(await _page(click, deps)))


async def _page(click: Click, deps: Deps) -> HomePage:
    return await read_home(
        deps.db,
        workspace_id=click.workspace_id,
        user_id=click.user_id,
        is_admin=False,
        with_programs=False,
        content=deps.content,
        now=deps.clock(),
    )


MENTOR: Mapping[str, Listener] = {
    "": on_home,
    "join": on_join,
    "home": on_home,
    "met": on_met,
    "change": on_rhythm,
    "plan": on_plan,
    "pause": on_pause_or_leave,
    "leave": on_pause_or_leave,
    "briefing": on_briefing,
    "roster": on_roster,
    "nominate": on_nominate,
    "guide": on_guide,
    "cards": on_card,
    "privacy": on_privacy,
}
MENTORING: Mapping[str, Listener] = {
    "new": on_new_program,
    "announce": on_announce,
    "nominate": on_nominate,
    "match": on_match,
    "people": on_people,
    "hold": on_quiet_time,
    "summary": on_summary,
}


def register(app: AsyncApp) -> None:
    app.command("/mentor")(listening(on_mentor))
    app.command("/mentoring")(listening(on_mentoring))


async def on_mentor(click: Click, deps: Deps) -> Reply:
    return await _obey(click, deps, "/mentor", MENTOR, MENTOR_USAGE)


async def on_mentoring(click: Click, deps: Deps) -> Reply:
    return await _obey(click, deps, "/mentoring", MENTORING, MENTORING_USAGE)


async def _obey(
    click: Click, deps: Deps, command: str, verbs: Mapping[str, Listener], help_for: dict[str, str]
) -> Reply:
    verb = click.text.lower()
    if verb.split()[:1] == ["roster"]:
        # A link pasted behind it is a secret: not to be repeated in an answer.
        verb = "roster"
    if verb in verbs:
        return await verbs[verb](click, deps)
    return whisper(
        usage(command, help_for, unknown="" if verb in ("", "help", "roster") else escape(click.text[:40]))
    )

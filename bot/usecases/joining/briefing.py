"""Reading a briefing page by page, and the cards for hard conversations once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.briefings import CARDS, Briefing, briefing_for, required_for
from bot.domain.joining.enrolments import Enrolment, EnrolmentState, Role
from bot.domain.programs.programs import Program
from bot.errors import NotFound
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.views.home.todo import Todo
from bot.views.joining.briefing import BriefingPosition, briefing_todo

REMIND_AFTER = timedelta(days=3)
REMIND_WITHIN = timedelta(days=21)


async def open_briefing(
    db: Database, *, workspace_id: str, user_id: str, content: Content
) -> BriefingPosition:
    """Where this person goes on reading; from the start again when all is read."""
    async with db.transaction() as repos:
        roles = await _roles(repos, workspace_id, user_id)
        known = await repos.briefings.list_of(workspace_id, user_id)
    if not roles:
        raise NotFound("A briefing is for people in a program. Join one with `/mentor join`.")
    unread = _unread(roles, known)
    if not unread:
        return BriefingPosition(briefing_for(roles[0]), page=0, with_cards=False)
    first = unread[0]
    at = known.get(first)
    return BriefingPosition(first, page=at.pages_read if at else 0, with_cards=CARDS in unread)


async def note_page_read(
    db: Database,
    *,
    act: Act,
    briefing_id: str,
    page: int,
    content: Content,
) -> BriefingPosition | None:
    """One page further; None when that was the last of everything this person has to read.

    Pages are read one after the other: a page that was not yet shown counts nothing.
    """
    async with db.transaction() as repos:
        roles = await _roles(repos, act.workspace_id, act.by)
        readable = {briefing_for(role) for role in roles} | ({CARDS} if _with_cards(roles) else set())
        if briefing_id not in readable:
            raise NotFound("This briefing isn't for your role any more. Open yours with `/mentor briefing`.")
        known = await repos.briefings.list_of(act.workspace_id, act.by)
        before = known.get(briefing_id) or Briefing(act.workspace_id, act.by, briefing_id)
        after = _read(before, page, pages=_pages(briefing_id, content), now=act.now)
        await repos.briefings.save(after)
        await repos.outbox.let_go_to(act.workspace_id, act.by)
    left = _unread(roles, {**known, briefing_id: after})
    if page + 1 < _pages(briefing_id, content):
        return BriefingPosition(briefing_id, page=page + 1, with_cards=CARDS in left)
    return BriefingPosition(left[0], page=0, with_cards=CARDS in left) if left else None


def _read(before: Briefing, page: int, *, pages: int, now: datetime) -> Briefing:
    read = max(before.pages_read, page + 1) if page <= before.pages_read else before.pages_read
    is_done = before.finished_on is not None or read >= pages
    return replace(
        before,
        pages_read=min(read, pages),
        finished_on=(before.finished_on or now.date()) if is_done else None,
    )


def _pages(briefing_id: str, content: Content) -> int:
    return 1 if briefing_id == CARDS else len(content.briefings[briefing_id].cards)


async def _roles(repos: Repositories, workspace_id: str, user_id: str) -> list[Role]:
    live = await repos.programs.list_live(workspace_id)
    return _roles_in(live, await repos.enrolments.list_for_person(workspace_id, user_id))


def _roles_in(programs: Iterable[Program], mine: Iterable[Enrolment]) -> list[Role]:
    """As what somebody takes part in those that are live, mentors' roles first."""
    live = {program.id for program in programs if program.is_live}
    roles = [one.role for one in mine if one.program_id in live and one.state.has_a_place]
    return sorted(dict.fromkeys(roles), key=lambda role: not role.comes_first)


def _unread(roles: Iterable[Role], known: Mapping[str, Briefing]) -> list[str]:
    """What is still to be read, in the order in which it is: briefings, then the cards."""
    wanted = list(dict.fromkeys(briefing_for(role) for role in roles))
    wanted += [CARDS] if _with_cards(roles) else []
    return [one for one in wanted if one not in known or known[one].finished_on is None]


def _with_cards(roles: Iterable[Role]) -> bool:
    return any(CARDS in required_for(role) for role in roles)


async def briefing_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: who has to be briefed before a match and is not."""
    roles = _roles_in(reader.programs.values(), reader.places)
    needed = {one for role in roles for one in required_for(role)}
    if not needed:
        return None
    known = await repos.briefings.list_of(reader.workspace_id, reader.user_id)
    left = [one for one in _unread(roles, known) if one in needed]
    return briefing_todo(has_begun=bool(known)) if left else None


def reminder(enrolment: Enrolment, now: datetime) -> list[Planned]:
    """Planned when somebody joins in a role that must be briefed first."""
    if enrolment.state is not EnrolmentState.ACTIVE or not required_for(enrolment.role):
        return []
    due = now + REMIND_AFTER
    return [
        Planned(
            workspace_id=enrolment.workspace_id,
            kind="briefing_reminder",
            subject=enrolment.program_id,
            cycle=0,
            recipient=enrolment.user_id,
            due_at=due,
            expires_at=due + REMIND_WITHIN,
        )
    ]

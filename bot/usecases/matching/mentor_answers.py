"""A mentor's answer to a mentee who is proposed to them, and what silence means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.matching.choices import IfNoAnswer
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.programs.programs import Program
from bot.errors import NotNow, NotYours
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.usecases.matching.after_approval import introduction_of
from bot.usecases.matching.choosing import ask_next
from bot.views.home.todo import Todo
from bot.views.matching.mentor_answers import request_todo

BATCH = 200
SETTLED = "This has been settled already. Type `/mentor` to see where you stand."


async def answer_request(
    db: Database,
    *,
    act: Act,
    mentorship_id: str,
    yes: bool,
    content: Content,
    new_id: Callable[[], str],
) -> None:
    """The same answer twice changes nothing. Nobody is told of a no."""
    async with db.transaction() as repos:
        program, mentorship = await _locked(repos, act.workspace_id, mentorship_id)
        if mentorship.mentor_to_ask != act.by:
            raise NotYours("Only the mentor who was asked can answer this.")
        if mentorship.waits_for_mentor:
            await _settle(repos, program, mentorship, yes=yes, content=content, now=act.now, new_id=new_id)
        elif yes is not _said_yes(mentorship):
            raise NotNow(SETTLED)


def _said_yes(mentorship: Mentorship) -> bool:
    return mentorship.state is not MentorshipState.DROPPED


async def settle_requests(db: Database, *, content: Content, now: datetime, new_id: Callable[[], str]) -> int:
    """Requests without an answer in their time: yes or next, as the program has it; returns how many.

    Safe to run at any time and in any number of processes.
    """
    settled = 0
    while True:
        async with db.statement() as repos:
            found = await repos.mentorships.list_unanswered(now.date(), BATCH)
        for one in found:
            async with db.transaction() as repos:
                program, mentorship = await _locked(repos, one.workspace_id, one.id)
                if mentorship.waits_for_mentor and mentorship.answer_by == one.answer_by:
                    yes = await _silence_is_yes(repos, program, mentorship, now)
                    await _settle(
                        repos, program, mentorship, yes=yes, content=content, now=now, new_id=new_id
                    )
                    settled += 1
        if len(found) < BATCH:
            return settled


async def _silence_is_yes(
    repos: Repositories, program: Program, mentorship: Mentorship, now: datetime
) -> bool:
    """Only of somebody who was really asked, and is not away."""
    workspace_id, mentor_id = mentorship.workspace_id, mentorship.mentor_to_ask
    if program.plan.silence is not IfNoAnswer.YES or mentor_id is None:
        return False
    asked = await repos.outbox.last_sent_on(workspace_id, "mentor_request", [mentorship.id])
    person = await repos.people.find(workspace_id, mentor_id)
    return mentorship.id in asked and person is not None and not person.is_away(now.date())


async def _locked(repos: Repositories, workspace_id: str, mentorship_id: str) -> tuple[Program, Mentorship]:
    """The program first, as whoever approves matches does: no mentor is asked above their places."""
    known = await repos.mentorships.get(workspace_id, mentorship_id)
    program = await repos.programs.get(workspace_id, known.program_id, lock=True)
    return program, await repos.mentorships.get(workspace_id, mentorship_id, lock=True)


async def _settle(
    repos: Repositories,
    program: Program,
    mentorship: Mentorship,
    *,
    yes: bool,
    content: Content,
    now: datetime,
    new_id: Callable[[], str],
) -> None:
    workspace_id = program.workspace_id
    await repos.outbox.drop_pending(workspace_id, mentorship.id)
    if yes:
        await repos.mentorships.save(replace(mentorship, answer_by=None))
        await repos.outbox.plan([introduction_of(mentorship, now)])
        return
    await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED, answer_by=None))
    for mentee_id in mentorship.others(mentorship.mentor_to_ask or ""):
        await ask_next(repos, program, mentee_id, content=content, now=now, new_id=new_id)


async def request_due(repos: Repositories, reader: Reader) -> Todo | None:
    """For Home: a mentee who is proposed to them. What was not sent yet waits for its welcome moment."""
    theirs = reader.current
    asked = [one for one in theirs if one.waits_for_mentor and one.mentor_to_ask == reader.user_id]
    if not asked:
        return None
    return request_todo(asked[0], program_name=reader.programs[asked[0].program_id].name)

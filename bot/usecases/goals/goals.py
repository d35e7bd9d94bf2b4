"""Goals in one mentorship: read by its people, written by their mentee alone."""

from collections.abc import Callable, Sequence

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.goals.goals import (
    Goals,
    Typed,
    choose_next,
    current,
    delete_goal,
    has_goals,
    may_have_goals,
    mentees_of,
    move_goal,
    require_mentee,
    write_goal,
)
from bot.domain.mentorships.mentorships import Cycle, Mentorship, MentorshipState, require_member
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import require_current
from bot.views.goals.goals import GoalsPage

Change = Callable[[Goals, Sequence[Cycle]], Goals]
MET = (MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED)
NOT_YET = "Your introduction is still on its way. You can write goals once it has arrived."
NO_GOALS = "A circle has no goals of its own here. Talk about what you each want when you meet."


async def list_with_goals(db: Database, *, act: Act) -> list[Mentorship]:
    """Where somebody may read goals: in all that go on, and after an end where some of theirs are kept."""
    async with db.reading() as repos:
        found = await repos.mentorships.list_for_person(act.workspace_id, act.by, MET)
        kept = {one.mentorship_id for one in await repos.goals.list_of_person(act.workspace_id, act.by)}
    goes_on = [one for one in found if one.state is not MentorshipState.ENDED and may_have_goals(one)]
    return [*goes_on, *(one for one in found if one.state is MentorshipState.ENDED and one.id in kept)]


async def read_goals(db: Database, *, act: Act, mentorship_id: str, content: Content) -> GoalsPage:
    """What one of its people may see. After the end a mentee still sees their own, and nobody else any."""
    async with db.reading() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        return await _page(repos, _require_readable(mentorship, act.by), act, content)


async def save_goal(
    db: Database, *, act: Act, mentorship_id: str, goal_id: str, typed: Typed, content: Content
) -> GoalsPage:
    """Add a goal, or change one. Idempotent. Raises InvalidAnswer."""

    def write(goals: Goals, _: Sequence[Cycle]) -> Goals:
        hint, today = content.lines.phi_hint, act.now.date()
        return write_goal(goals, goal_id, typed, topics=content.topics, hint=hint, today=today)

    return await _change(db, act, mentorship_id, write, content)


async def note_progress(
    db: Database, *, act: Act, mentorship_id: str, goal_id: str, progress: int, content: Content
) -> GoalsPage:
    """How far along one of their goals is now, from 1 to 5. Idempotent. Raises NotFound."""
    return await _change(db, act, mentorship_id, lambda one, _: move_goal(one, goal_id, progress), content)


async def choose_next_talk(
    db: Database, *, act: Act, mentorship_id: str, goal_id: str, topic: str, content: Content
) -> GoalsPage:
    """A goal, a topic, or without either nothing in particular."""

    def choose(goals: Goals, cycles: Sequence[Cycle]) -> Goals:
        return choose_next(goals, goal_id=goal_id, topic=topic, cycles=cycles, topics=content.topics)

    return await _change(db, act, mentorship_id, choose, content)


async def forget_goal(
    db: Database, *, act: Act, mentorship_id: str, goal_id: str, content: Content
) -> GoalsPage:
    """At once, also after the mentorship's end. Idempotent."""
    async with db.transaction() as repos:
        known = await repos.mentorships.get(act.workspace_id, mentorship_id, lock=True)
        mentorship = _require_readable(known, act.by)
        await _write(repos, mentorship, act, lambda one, _: delete_goal(one, goal_id))
        page = await _page(repos, mentorship, act, content)
    await db.leave_nothing_behind()
    return page


async def _change(db: Database, act: Act, mentorship_id: str, change: Change, content: Content) -> GoalsPage:
    async with db.transaction() as repos:
        known = await repos.mentorships.get(act.workspace_id, mentorship_id, lock=True)
        mentorship = _require_readable(require_current(known, by=act.by), act.by)
        await _write(repos, mentorship, act, change)
        return await _page(repos, mentorship, act, content)


async def _write(repos: Repositories, mentorship: Mentorship, act: Act, change: Change) -> None:
    """For one that is locked. What was for a talk that has taken place goes with the next change."""
    require_mentee(mentorship, act.by)
    kept = await repos.goals.find(act.workspace_id, mentorship.id, act.by)
    cycles = await repos.cycles.list_for_mentorship(act.workspace_id, mentorship.id)
    changed = current(change(kept, cycles), cycles)
    if changed != kept:
        await repos.goals.save(changed)


def _require_readable(mentorship: Mentorship, by: str) -> Mentorship:
    """Raises NotYours and NotNow: for who isn't in it, before the introduction, and after the end."""
    require_member(mentorship, user_id=by)
    if not may_have_goals(mentorship):
        raise NotNow(NO_GOALS)
    if mentorship.state is MentorshipState.APPROVED:
        raise NotNow(NOT_YET)
    if mentorship.state is MentorshipState.ENDED and has_goals(mentorship, by):
        return mentorship
    return require_current(mentorship, by=by)


async def _page(repos: Repositories, mentorship: Mentorship, act: Act, content: Content) -> GoalsPage:
    whose = [act.by] if mentorship.state is MentorshipState.ENDED else mentees_of(mentorship)
    cycles = await repos.cycles.list_for_mentorship(act.workspace_id, mentorship.id)
    kept = [await repos.goals.find(act.workspace_id, mentorship.id, one) for one in whose]
    seen = {one.user_id: current(one.as_seen_by(act.by), cycles) for one in kept}
    return GoalsPage(
        mentorship=mentorship,
        reader=act.by,
        mine=seen.pop(act.by, None),
        theirs=list(seen.values()),
        topics=content.topics,
    )

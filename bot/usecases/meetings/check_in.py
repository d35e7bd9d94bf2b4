"""Recording what became of a cycle, and taking it back."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.content import Content, Guide
from bot.content.choosing import guide_for_talk
from bot.domain.acts import Act
from bot.domain.goals.goals import has_goals
from bot.domain.mentorships.mentorships import Mentorship, Outcome, iso_week, require_member
from bot.domain.mentorships.status import asked_since
from bot.errors import NotNow
from bot.nudges import kinds_where
from bot.planning.cycle_messages import topics_of
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.meetings.turnout import asks_turnout_of


@dataclass(frozen=True, slots=True)
class CycleAnswered:
    """`every_weeks` is the pair's rhythm; `is_first` False when somebody had answered before.

    `asks_turnout`: another of the circle has said that they met, and its host is to say how many there were.
    """

    mentorship_id: str
    cycle: int
    outcome: Outcome
    every_weeks: int
    is_first: bool
    asks_turnout: bool = False


@dataclass(frozen=True, slots=True)
class LookAhead:
    """What comes after a talk that took place: a guide, to a mentee their goals, to a host a question."""

    guide: Guide | None = None
    has_goals: bool = False
    asks_turnout: bool = False


@dataclass(frozen=True, slots=True)
class AnswerUndone:
    mentorship: Mentorship
    cycle: int


async def answer_cycle(
    db: Database, *, act: Act, mentorship_id: str, cycle: int, outcome: Outcome
) -> CycleAnswered:
    """Close a cycle with an answer, once. Of a meeting the ISO week is kept and nothing else.

    Two statements on the way everybody takes: what is about to be sent about it is asked anew whether it is
    true. Only a click that changed nothing asks why.
    """
    week = iso_week(act.now.date()) if outcome is Outcome.MET else None

    async def record(repos: Repositories) -> int | None:
        weeks = await repos.cycles.answer(
            act.workspace_id,
            mentorship_id=mentorship_id,
            number=cycle,
            user_id=act.by,
            outcome=outcome,
            iso_week=week,
        )
        if weeks is not None:
            await repos.outbox.let_go(act.workspace_id, mentorship_id)
        return weeks

    every_weeks = await db.in_one_trip(record)
    if every_weeks is not None:
        return CycleAnswered(mentorship_id, cycle, outcome, every_weeks, is_first=True)
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        require_member(mentorship, user_id=act.by)
        closed = await repos.cycles.get(act.workspace_id, mentorship_id, cycle)
        if closed.outcome is None or not closed.outcome.is_an_answer:
            raise NotNow("This question is closed. Home shows where you are.")
        asks_turnout = (
            outcome is Outcome.MET
            and asks_turnout_of(mentorship, act.by)
            and await repos.cycles.waits_for_turnout(act.workspace_id, mentorship_id, cycle)
        )
    return CycleAnswered(
        mentorship_id, cycle, outcome, mentorship.every_weeks, is_first=False, asks_turnout=asks_turnout
    )


async def undo_answer(db: Database, *, act: Act, mentorship_id: str, cycle: int) -> AnswerUndone:
    """Open a cycle again, and take back the one that followed. Possible until that one is asked about."""
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        require_member(mentorship, user_id=act.by)
        if await _is_past(repos, mentorship, cycle) or not await repos.cycles.reopen(
            act.workspace_id, mentorship_id, cycle
        ):
            raise NotNow("It is too late to undo this one. Answer the next question instead.")
        of_a_cycle = kinds_where(lambda kind: kind.of_a_cycle)
        await repos.outbox.forget_pending(act.workspace_id, mentorship_id, cycle + 1, of_a_cycle)
        await repos.outbox.let_go(act.workspace_id, mentorship_id)
    return AnswerUndone(mentorship, cycle)


async def look_ahead(
    db: Database, *, act: Act, mentorship_id: str, cycle: int, content: Content
) -> LookAhead:
    """A guide that fits what they have in common, another after each cycle."""

    async def read(repos: Repositories) -> tuple[Mentorship, str, Collection[str]]:
        mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id)
        program = await repos.programs.get(act.workspace_id, mentorship.program_id)
        topics = (await topics_of(repos, act.workspace_id, [mentorship]))[mentorship_id]
        return mentorship, program.template_id, topics

    mentorship, template_id, topics = await db.read_in_one_trip(read)
    template = content.programs.get(template_id)
    guide = guide_for_talk(cycle - 1, content, template, topics=topics) if template else None
    return LookAhead(guide, has_goals(mentorship, act.by), asks_turnout_of(mentorship, act.by))


async def _is_past(repos: Repositories, mentorship: Mentorship, cycle: int) -> bool:
    """Whether the question of a later cycle has gone out."""
    current = await repos.cycles.current(mentorship.workspace_id, mentorship.id)
    asked = await repos.outbox.last_sent_on(mentorship.workspace_id, "check_in", [mentorship.id])
    asked_on = asked.get(mentorship.id)
    return (
        current.number > cycle and asked_on is not None and asked_since(current.starts_on, asked_on=asked_on)
    )

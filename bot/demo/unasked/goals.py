"""The invented mentees write goals, move them on, and choose one for the next talk."""

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime

from bot.app import Bot
from bot.demo.cast import Cast
from bot.domain.acts import Act
from bot.domain.goals.goals import MOST, Goals, Typed, may_have_goals, mentees_of
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.usecases.goals.goals import choose_next_talk, note_progress, save_goal

Unasked = Callable[[datetime], Awaitable[None]]
MONDAY = 0
# In a week, of whoever is keen.
WRITES, A_SECOND, MOVES_ON, CHOOSES, KEEPS_BACK = 0.4, 0.15, 0.3, 0.25, 0.12
WANTED: Mapping[str, Sequence[str]] = {
    "leadership": ("Lead a handover on a busy night", "Run the morning board round alone"),
    "difficult_conversations": ("Raise small problems with colleagues early",),
    "decisions_under_pressure": ("Decide who goes first without asking twice",),
    "conflict": ("Stay calm when two people want the same bed",),
    "wellbeing": ("Sleep properly between two night shifts", "Take every break on long days"),
    "career_direction": ("Find out what teaching would be like",),
    "speaking_up": ("Speak up when a plan looks wrong",),
    "clinical_confidence": ("Read a blood gas without looking it up",),
}


class MenteesGoals:
    """Same seed, same goals: `rng` is the only chance in it."""

    def __init__(self, cast: Cast, bot: Bot, rng: random.Random) -> None:
        self._people, self._bot, self._rng = cast.by_id, bot, rng
        self._last: date | None = None

    def before(self, others: Unasked) -> Unasked:
        """Once a week they see to their goals, and then the others do what they do."""

        async def act(now: datetime) -> None:
            if now.weekday() == MONDAY and now.date() != self._last:
                self._last = now.date()
                await self._see_to_goals(now)
            await others(now)

        return act

    async def _see_to_goals(self, now: datetime) -> None:
        for pair, mentee, kept in await self._kept():
            if mentee in self._people and self._rng.random() < self._people[mentee].keenness:
                await self._see_to(Act(pair.workspace_id, mentee, now), kept)

    async def _kept(self) -> list[tuple[Mentorship, str, Goals]]:
        """Whoever has goals, or may write some, and what is there."""
        workspace_id = self._bot.workspace_id
        async with self._bot.deps.db.reading() as repos:
            programs = await repos.programs.list_live(workspace_id)
            active = [MentorshipState.ACTIVE]
            found = [
                await repos.mentorships.list_for_program(workspace_id, one.id, active) for one in programs
            ]
            pairs = [one for some in found for one in some if may_have_goals(one)]
            return [
                (pair, who, await repos.goals.find(workspace_id, pair.id, who))
                for pair in pairs
                for who in mentees_of(pair)
            ]

    async def _see_to(self, act: Act, kept: Goals) -> None:
        if not kept.are_full and self._rng.random() < (A_SECOND if kept.goals else WRITES):
            await self._write(act, kept)
        elif kept.goals and self._rng.random() < MOVES_ON:
            await self._move_on(act, kept)
        elif kept.goals and self._rng.random() < CHOOSES:
            await self._choose(act, kept)

    async def _write(self, act: Act, kept: Goals) -> None:
        topic = self._rng.choice([one for one in WANTED if one not in {goal.topic for goal in kept.goals}])
        is_private = self._rng.random() < KEEPS_BACK
        typed = Typed(
            self._rng.choice(WANTED[topic]),
            topic,
            self._rng.randint(3, 5),
            self._rng.randint(1, 2),
            is_private,
        )
        await save_goal(
            self._bot.deps.db,
            act=act,
            mentorship_id=kept.mentorship_id,
            goal_id=f"{self._rng.getrandbits(64):016x}",
            typed=typed,
            content=self._bot.deps.content,
        )

    async def _move_on(self, act: Act, kept: Goals) -> None:
        goal = self._rng.choice(kept.goals)
        await note_progress(
            self._bot.deps.db,
            act=act,
            mentorship_id=kept.mentorship_id,
            goal_id=goal.id,
            progress=min(goal.progress + 1, MOST),
            content=self._bot.deps.content,
        )

    async def _choose(self, act: Act, kept: Goals) -> None:
        await choose_next_talk(
            self._bot.deps.db,
            act=act,
            mentorship_id=kept.mentorship_id,
            goal_id=self._rng.choice(kept.goals).id,
            topic="",
            content=self._bot.deps.content,
        )

"""What the invented people say to the questions of a wave: most of them go through, some stop half-way."""

import random
from asyncio import Queue
from collections.abc import Sequence

from bot.app import Bot
from bot.domain.feedback.waves import WaveKind
from bot.sandbox.elements import Placed, options_of, unfolded, walk
from bot.sandbox.model import Message
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.workspace import Change
from bot.views.ids import PLACE, Action
from bot.views.refs import AnswerRef

STOPS, SKIPS, RATHER_NOT = 0.03, 0.04, 0.02
# Where somebody stands on a scale, from its lowest to its highest, at the start and as mentoring helps.
USUALLY = {WaveKind.BASELINE: 0.5, WaveKind.PULSE: 0.7, WaveKind.MID: 0.68, WaveKind.END: 0.76}
APART, OF_ONE_PERSON = 0.16, 0.1


class Answering:
    """Same seed, same answers: `rng` is the only chance in it. `changes` tells of messages that have changed."""

    def __init__(self, sandbox: Sandbox, bot: Bot, rng: random.Random, changes: "Queue[Change]") -> None:
        self._sandbox, self._bot, self._rng, self._changes = sandbox, bot, rng, changes
        self._leanings: dict[str, float] = {}

    async def go_on(self) -> None:
        """Let whoever has just begun answer the questions that follow, one after the other."""
        while not self._changes.empty():
            change = self._changes.get_nowait()
            if change.kind == "message_changed":
                await self._answer(*change.ids)

    async def _answer(self, channel_id: str, ts: str) -> None:
        """Until there is no question left, or they have had enough for today."""
        while True:
            message = self._sandbox.workspace.find_message(channel_id, ts)
            answers = _answers(message) if message else []
            if message is None or not answers or self._rng.random() < STOPS:
                return
            await self._tap(message, answers)
            await self._bot.background.drain()

    async def _tap(self, message: Message, answers: Sequence[tuple[Placed, str]]) -> None:
        reader = next(iter(self._sandbox.workspace.channels[message.channel].readers))
        actor = self._sandbox.actor(reader)
        if self._rng.random() < SKIPS + RATHER_NOT:
            passed = self._rng.choices([Action.WAVE_SKIP, Action.WAVE_RATHER_NOT], [SKIPS, RATHER_NOT])
            await actor.click(message, passed[0])
            return
        placed, value = self._chosen(reader.id, answers)
        await actor.click(message, placed.action_id, value=value, block_id=placed.block_id)

    def _chosen(self, person_id: str, answers: Sequence[tuple[Placed, str]]) -> tuple[Placed, str]:
        """One that is near where they stand; the higher ones become likelier from wave to wave."""
        leaning = self._leanings.setdefault(person_id, self._rng.gauss(0, OF_ONE_PERSON))
        usually = USUALLY[AnswerRef.parse(answers[0][1]).kind]
        stands = self._rng.gauss(usually + leaning, APART)
        return answers[min(max(round(stands * (len(answers) - 1)), 0), len(answers) - 1)]

"""What the invented people say to the questions of a wave: most of them go through, some stop half-way."""

import random
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.app import Bot
from bot.domain.feedback.waves import WaveKind
from bot.sandbox.elements import Placed, options_of, walk
from bot.sandbox.model import Message
from bot.sandbox.sandbox import Sandbox
from bot.views.ids import PLACE, Action
from bot.views.refs import AnswerRef

Act = Callable[[datetime], Awaitable[None]]
STOPS, SKIPS, RATHER_NOT = 0.03, 0.04, 0.02
# Where somebody stands on a scale, from its lowest to its highest, at the start and as mentoring helps.
USUALLY = {WaveKind.BASELINE: 0.5, WaveKind.PULSE: 0.7, WaveKind.MID: 0.68, WaveKind.END: 0.76}
APART, OF_ONE_PERSON = 0.16, 0.1


class Answering:
    """Same seed, same answers: `rng` is the only chance in it."""

    def __init__(self, sandbox: Sandbox, bot: Bot, rng: random.Random) -> None:
        self._sandbox, self._bot, self._rng = sandbox, bot, rng
        self._watch = sandbox.subscribe()
        self._changes = self._watch.__enter__()
        self._leanings: dict[str, float] = {}

    def close(self) -> None:
        """Stop watching the workspace."""
        self._watch.__exit__(None, None, None)

    def before(self, others: Act) -> Act:
        """Let them answer first, and then the others do what they do."""

        async def act(now: datetime) -> None:
            await self.go_on()
            await others(now)

        return act

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
        actor = self._sandbox.actor(self._reader_of(message))
        if self._rng.random() < SKIPS + RATHER_NOT:
            passed = self._rng.choices([Action.WAVE_SKIP, Action.WAVE_RATHER_NOT], [SKIPS, RATHER_NOT])
            await actor.click(message, passed[0])
            return
        placed, value = self._chosen(actor.person.id, answers)
        await actor.click(message, placed.action_id, value=value, block_id=placed.block_id)

    def _reader_of(self, message: Message) -> str:
        """Who reads it in a conversation with the bot alone."""
        members = self._sandbox.workspace.channels[message.channel].members
        return next(one for one in members if one != self._sandbox.bot_user_id)

    def _chosen(self, person_id: str, answers: Sequence[tuple[Placed, str]]) -> tuple[Placed, str]:
        """One that is near where they stand; the higher ones become likelier from wave to wave."""
        leaning = self._leanings.setdefault(person_id, self._rng.gauss(0, OF_ONE_PERSON))
        usually = USUALLY[AnswerRef.parse(answers[0][1]).kind]
        stands = self._rng.gauss(usually + leaning, APART)
        return answers[min(max(round(stands * (len(answers) - 1)), 0), len(answers) - 1)]


def _answers(message: Message) -> list[tuple[Placed, str]]:
    """The answers to the question that stands in a message, with what each carries; none where none does."""
    return [one for placed in walk(message.blocks) for one in _of_element(placed)]


def _of_element(placed: Placed) -> list[tuple[Placed, str]]:
    if placed.action_id.partition(PLACE)[0] != Action.WAVE_ANSWER:
        return []
    if placed.kind == "button":
        return [(placed, placed.element["value"])]
    return [(placed, option["value"]) for option in options_of(placed.element)]

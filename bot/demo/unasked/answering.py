"""What the invented people say to the questions of a wave: most of them go through, some stop half-way."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.app import Bot
from bot.domain.feedback.waves import WaveKind
from bot.sandbox.actor import Actor
from bot.sandbox.elements import Placed, options_of, walk
from bot.sandbox.model import Message
from bot.sandbox.sandbox import Sandbox
from bot.views.ids import PLACE, Action
from bot.views.refs import AnswerRef

Act = Callable[[datetime], Awaitable[None]]
STOPS, SKIPS, RATHER_NOT = 0.03, 0.04, 0.02
# Whoever has answered something else in the same message goes on to the questions, as a rule.
BEGINS_LATER = 0.3
# Where somebody stands on a scale, from its lowest to its highest, at the start and as mentoring helps.
USUALLY = {WaveKind.BASELINE: 0.5, WaveKind.PULSE: 0.7, WaveKind.MID: 0.68, WaveKind.END: 0.76}
APART, OF_ONE_PERSON = 0.16, 0.1
# Of what has no lowest and highest: how likely each option is, in the order in which they stand.
CHOICES = {
    "p1": (0.8, 0.2),
    "p2": (0.7, 0.1, 0.2),
    "m6": (0.65, 0.2, 0.05, 0.1),
    "m7": (0.35, 0.3, 0.12, 0.05, 0.13, 0.05),
    "e10": (0.06, 0.08, 0.14, 0.08, 0.06, 0.12, 0.36, 0.1),
}


@dataclass(frozen=True, slots=True)
class Tap:
    """Something to tap, and what it carries."""

    placed: Placed
    value: str


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
        while message := self._sandbox.workspace.find_message(channel_id, ts):
            answers, starts = _taps(message, Action.WAVE_ANSWER), _taps(message, Action.WAVE_START)
            if not (answers or starts) or self._rng.random() < (STOPS if answers else BEGINS_LATER):
                return
            await (self._say(message, answers) if answers else self._click(message, starts[0]))
            await self._bot.background.drain()

    async def _say(self, message: Message, answers: Sequence[Tap]) -> None:
        if self._rng.random() < SKIPS + RATHER_NOT:
            [passed] = self._rng.choices([Action.WAVE_SKIP, Action.WAVE_RATHER_NOT], [SKIPS, RATHER_NOT])
            await self._actor(message).click(message, passed, block_id=answers[0].placed.block_id)
        else:
            await self._click(message, self._chosen(message, answers))

    async def _click(self, message: Message, tap: Tap) -> None:
        placed = tap.placed
        await self._actor(message).click(message, placed.action_id, value=tap.value, block_id=placed.block_id)

    def _actor(self, message: Message) -> Actor:
        """Who reads it in a conversation with the bot alone."""
        members = self._sandbox.workspace.channels[message.channel].members
        return self._sandbox.actor(next(one for one in members if one != self._sandbox.bot_user_id))

    def _chosen(self, message: Message, answers: Sequence[Tap]) -> Tap:
        """One that is near where they stand; the higher ones become likelier from wave to wave."""
        if weights := CHOICES.get(AnswerRef.parse(answers[0].value).key):
            return self._rng.choices(answers, weights[: len(answers)])[0]
        leaning = self._leanings.setdefault(message.channel, self._rng.gauss(0, OF_ONE_PERSON))
        stands = self._rng.gauss(USUALLY[AnswerRef.parse(answers[0].value).kind] + leaning, APART)
        last = len(answers) - 1
        return answers[min(max(round(stands * last), 0), last)]


def _taps(message: Message, action: Action) -> list[Tap]:
    """What can be tapped with this action, in the first block that has it: a scale, a list or a button."""
    found = [one for one in walk(message.blocks) if one.action_id.partition(PLACE)[0] == action]
    return [Tap(one, value) for one in found if one.block is found[0].block for value in _values(one)]


def _values(placed: Placed) -> list[str]:
    element = placed.element
    return [element["value"]] if placed.kind == "button" else [one["value"] for one in options_of(element)]

"""What the invented managers do unasked: match who is ready, post a summary after a long run."""

from datetime import date, datetime, time, timedelta

from bot.app import Bot
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.sandbox.actor import Actor
from bot.sandbox.elements import walk
from bot.sandbox.model import Message
from bot.sandbox.sandbox import Sandbox
from bot.usecases.matching.looking_again import list_waiting
from bot.views.ids import Action

AT_THEIR_DESK = time(10)
BEFORE_THE_START = timedelta(days=7)
MONDAY = 0


class Managers:
    """They go through Slack like everybody else: commands, buttons, forms."""

    def __init__(self, sandbox: Sandbox, bot: Bot) -> None:
        self._sandbox, self._bot = sandbox, bot
        self._looked_on: date | None = None
        self._waiting: dict[str, set[str]] = {}

    async def match_what_is_ready(self, now: datetime) -> None:
        """Once a day: a week before its start an enrolling program is matched and approved."""
        if now.time() < AT_THEIR_DESK or now.date() == self._looked_on:
            return
        self._looked_on = now.date()
        for program in await self._programs():
            starts_soon = program.starts_on - now.date() <= BEFORE_THE_START
            if program.state is ProgramState.ENROLLING and starts_soon:
                await self._match(self._sandbox.actor(program.managers[0]), program)

    async def see_to_everybody(self, now: datetime) -> None:
        """Once a day what is ready, and on Mondays those who joined a program that is running."""
        is_monday = now.weekday() == MONDAY and now.time() >= AT_THEIR_DESK
        looks_for_newcomers = is_monday and now.date() != self._looked_on
        await self.match_what_is_ready(now)
        if not looks_for_newcomers:
            return
        for program in await self._programs():
            if program.state is ProgramState.RUNNING and await self._somebody_new_waits(program):
                await self._match(self._sandbox.actor(program.managers[0]), program)

    async def _somebody_new_waits(self, program: Program) -> bool:
        """Not those alone who found no mentor when last looked at."""
        async with self._bot.deps.db.statement() as repos:
            waiting = {one.user_id for one in await list_waiting(repos, program)}
        known, self._waiting[program.id] = self._waiting.get(program.id, set()), waiting
        return bool(waiting - known)

    async def post_summaries(self) -> None:
        for program in await self._programs():
            if program.state is ProgramState.RUNNING:
                await self._post_summary(self._sandbox.actor(program.managers[0]), program)

    async def _programs(self) -> list[Program]:
        async with self._bot.deps.db.transaction() as repos:
            return await repos.programs.list_live(self._bot.workspace_id)

    async def _match(self, manager: Actor, program: Program) -> None:
        if manager.modal:
            return
        await manager.command("/mentoring", "match")
        await self._bot.background.drain()
        if manager.modal and _offers(manager.modal.blocks, Action.MATCH):
            await manager.click(manager.modal, Action.MATCH, value=program.id)
            await self._bot.background.drain()
        if manager.modal and _offers(manager.modal.blocks, Action.APPROVE):
            await manager.click(manager.modal, Action.APPROVE)
            await self._bot.background.drain()
        if manager.modal:
            await manager.close(everything=True)

    async def _post_summary(self, manager: Actor, program: Program) -> None:
        await manager.command("/mentoring", "summary")
        await self._bot.background.drain()
        if _offers(_last(manager).blocks, Action.SUMMARY):
            await manager.click(_last(manager), Action.SUMMARY, value=program.id)
            await self._bot.background.drain()
        await manager.click(_last(manager), Action.SUMMARY_POST)
        await self._bot.background.drain()


def _last(manager: Actor) -> Message:
    return manager.messages(manager.note)[-1]


def _offers(blocks: list[dict[str, object]], action: Action) -> bool:
    return any(placed.action_id == action for placed in walk(blocks))

"""What came of a run of the clock, counted: meetings, pairs that may need help, and how the newcomer is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.app import Bot
from bot.demo.cast import Cast
from bot.domain.mentorships.mentorships import Mentorship, Outcome
from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import Program
from bot.facts.status_rows import INTRODUCED, ids_by_status, read_status_bases
from bot.sandbox.model import Person
from bot.sandbox.showing.tour import Line, Spot, counted
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are at one moment. `met` are cycles in which people met, by mentorship and number."""

    met: frozenset[tuple[str, int]] = frozenset()
    pairs: dict[str, Mentorship] = field(default_factory=dict)
    needing: tuple[tuple[Program, int], ...] = ()


class Payoff:
    """Reads the bot's database before a run and after it."""

    def __init__(self, cast: Cast, bot: Bot) -> None:
        self._cast, self._bot = cast, bot
        self._before = Standing()

    async def begin(self) -> None:
        self._before = await self._standing()

    async def lines(self) -> Sequence[Line]:
        before, now = self._before, await self._standing()
        return [*_meetings(now, now.met - before.met), *_needing_help(now), *self._newcomer(before, now)]

    def _newcomer(self, before: Standing, now: Standing) -> Iterator[Line]:
        person = self._cast.newcomer()
        known = set(before.pairs)
        new = [one for one in now.pairs.values() if one.includes(person.id) and one.id not in known]
        if new:
            yield Line(f"{person.name} has a mentor.", "See how they met", _spot(new[-1], person))

    async def _standing(self) -> Standing:
        deps, workspace_id = self._bot.deps, self._bot.workspace_id
        async with deps.db.transaction() as repos:
            programs = await repos.programs.list_live(workspace_id)
            pairs = [
                pair
                for program in programs
                for pair in await repos.mentorships.list_for_program(workspace_id, program.id, INTRODUCED)
            ]
            return Standing(
                await _met(repos, workspace_id, pairs),
                {pair.id: pair for pair in pairs},
                tuple([(one, await self._needing(repos, one)) for one in programs]),
            )

    async def _needing(self, repos: Repositories, program: Program) -> int:
        """Pairs whose manager reads that they may need support."""
        today = self._bot.deps.clock().date()
        found = await read_status_bases(repos, program.workspace_id, [program.id], today=today)
        return len(ids_by_status(found[program.id], today=today).get(Status.MAY_NEED_SUPPORT, []))


async def _met(
    repos: Repositories, workspace_id: str, pairs: Sequence[Mentorship]
) -> frozenset[tuple[str, int]]:
    found = await repos.cycles.list_for_mentorships(workspace_id, [pair.id for pair in pairs])
    return frozenset(
        (cycle.mentorship_id, cycle.number)
        for cycles in found.values()
        for cycle in cycles
        if cycle.outcome is Outcome.MET
    )


def _meetings(now: Standing, new: frozenset[tuple[str, int]]) -> Iterator[Line]:
    if not new:
        return
    pair = now.pairs[max(new)[0]]
    yield Line(f"{counted(len(new), 'meeting')} took place.", "See one of the pairs", _spot(pair))


def _needing_help(now: Standing) -> Iterator[Line]:
    waiting = [(program, number) for program, number in now.needing if number]
    if not waiting:
        return
    count, first = sum(number for _, number in waiting), waiting[0][0]
    words = "1 pair may need help." if count == 1 else f"{count} pairs may need help."
    yield Line(words, "See what their manager sees", Spot(first.managers[0]))


def _spot(pair: Mentorship, person: Person | None = None) -> Spot:
    return Spot(person.id if person else pair.user_ids[0], pair.channel_id or "home")

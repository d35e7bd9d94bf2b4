"""How a program matches: who decides, who is asked, and what counts for how much."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from statistics import median

from bot.content import Content
from bot.content.programs import CRITERIA
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Role
from bot.domain.matching.choices import ANSWER_DAYS, IfNoAnswer, MatchedBy
from bot.domain.programs.programs import Program, require_editable, require_manager
from bot.errors import InvalidInput
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.matching.groups import Suggested
from bot.usecases.matching.proposals import around, locked_in
from bot.usecases.matching.waiting import Waiting, read_waiting
from bot.usecases.privacy.looking import noted
from bot.usecases.programs.history import keep_change
from bot.views.ids import Field
from bot.views.matching.settings import MOST_WEIGHT, Totals, WeightsCompared, weight_block

LOOKED = "a preview of matches"
NOT_LISTED = "Choose one of the list."
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Settings:
    """As chosen on the page; raw values."""

    matched_by: str
    confirm: str
    answer_days: str
    silence: str


async def save_settings(
    db: Database,
    *,
    act: Act,
    program_id: str,
    chosen: Settings,
    content: Content,
) -> Program:
    """Raises InvalidInput by field."""
    _refuse(chosen)

    def changed(program: Program) -> Program:
        plan = replace(
            program.plan,
            matched_by=MatchedBy(chosen.matched_by),
            mentors_confirm=chosen.confirm == "yes",
            answer_days=int(chosen.answer_days),
            silence=IfNoAnswer(chosen.silence),
        )
        return replace(program, plan=plan)

    return await _keep(db, act.workspace_id, program_id, act.by, changed, content, act.now)


def _refuse(chosen: Settings) -> None:
    known: Mapping[str, tuple[str, Sequence[str]]] = {
        Field.MATCHED_BY: (chosen.matched_by, list(MatchedBy)),
        Field.CONFIRM: (chosen.confirm, ["yes", "no"]),
        Field.ANSWER_DAYS: (chosen.answer_days, [str(days) for days in ANSWER_DAYS]),
        Field.SILENCE: (chosen.silence, list(IfNoAnswer)),
    }
    if wrong := {name: NOT_LISTED for name, (value, values) in known.items() if value not in values}:
        raise InvalidInput(wrong)


async def save_weights(
    db: Database,
    *,
    act: Act,
    program_id: str,
    weights: Mapping[str, int],
    content: Content,
) -> Program:
    """For the next proposal; one that is there stays as it is. Raises InvalidInput by field."""
    check_weights(weights)

    def changed(program: Program) -> Program:
        usual = content.programs[program.template_id].weights
        own = {key: weight for key, weight in weights.items() if weight}
        is_usual = own == {key: weight for key, weight in usual.items() if weight}
        return replace(program, plan=replace(program.plan, weights={} if is_usual else own))

    return await _keep(db, act.workspace_id, program_id, act.by, changed, content, act.now)


async def read_labels() -> Mapping[str, str]:
    """Read what managers call each criterion, by key, in the order of the list."""
    return await asyncio.to_thread(_labels)


def _labels() -> dict[str, str]:
    # In a thread, and not with the bot: numpy loads with the criteria.
    from bot.matching.criteria import all_criteria

    return {key: one.label for key, one in all_criteria().items()}


def check_weights(weights: Mapping[str, int]) -> None:
    wrong = {
        weight_block(key): NOT_LISTED
        for key, weight in weights.items()
        if key not in CRITERIA or not 0 <= weight <= MOST_WEIGHT
    }
    if not wrong and not any(weights.values()):
        wrong = {weight_block(next(iter(weights), CRITERIA[0])): "At least one has to count."}
    if wrong:
        raise InvalidInput(wrong)


async def _keep(
    db: Database,
    workspace_id: str,
    program_id: str,
    by: str,
    changed: Callable[[Program], Program],
    content: Content,
    now: datetime,
) -> Program:
    async with db.transaction() as repos:
        before = await repos.programs.get(workspace_id, program_id, lock=True)
        require_manager(before, user_id=by)
        require_editable(before)
        return await keep_change(repos, before, changed(before), by=by, content=content, now=now)


async def compare_weights(
    db: Database,
    *,
    act: Act,
    program_id: str,
    weights: Mapping[str, int],
    content: Content,
    rng: Random,
) -> WeightsCompared:
    """What other weights would change for those who wait now; nothing is kept. Raises InvalidInput."""
    check_weights(weights)
    async with db.transaction() as repos:
        found = await _without_locked(repos, act.workspace_id, program_id, act.by, content, act.now)
    before, after = await asyncio.to_thread(_both, found, weights, content, act.now, rng)
    was, would_be = _partners(before), _partners(after)
    changes = [
        (who, would_be.get(who, ()), was.get(who, ()))
        for who in sorted({*was, *would_be})
        if was.get(who) != would_be.get(who)
    ]
    async with db.transaction() as repos:
        return await noted(
            repos,
            act,
            found.program,
            LOOKED,
            WeightsCompared(
                waiting=len(found.waiting),
                before=_totals(before),
                after=_totals(after),
                changed=len(changes),
                examples=changes[:SHOWN],
            ),
        )


async def _without_locked(
    repos: Repositories, workspace_id: str, program_id: str, by: str, content: Content, now: datetime
) -> Waiting:
    found = await read_waiting(repos, workspace_id, program_id, by, content, now)
    return around(found, await locked_in(repos, workspace_id, program_id))


def _both(
    found: Waiting, weights: Mapping[str, int], content: Content, now: datetime, rng: Random
) -> tuple[Suggested, Suggested]:
    """With the same chance for both, so that only the weights differ."""
    from bot.usecases.matching.pooling import solve

    seed = rng.random()
    before, after = (solve(found, content, now, rng=Random(seed), weights=tried) for tried in (None, weights))
    return before, after


def _partners(suggested: Suggested) -> dict[str, tuple[str, ...]]:
    """With whom each who waits would be."""
    return {
        one.user_id: tuple(sorted(other.user_id for other in group.members if other != one))
        for group in suggested.groups
        for one in group.members
        if one.role is not Role.MENTOR
    }


def _totals(suggested: Suggested) -> Totals:
    scores = [group.score for group in suggested.groups]
    matched = len(_partners(suggested))
    return Totals(matched, min(scores, default=0.0), median(scores) if scores else 0.0)

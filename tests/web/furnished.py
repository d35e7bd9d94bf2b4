"""A house with something of everything that a page may be about, in each of its programs."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState, Step
from bot.domain.review.reviews import Decision, HeldReview, LengthIs, RhythmIs
from bot.storage.repositories import Repositories
from tests.web.visiting import THEIRS, House

SECOND = "USECONDMANAGER"
# Parts of a path that are the same in every house.
ALIKE: Mapping[str, str] = {
    "measure": "first_meeting_21d",
    "number": "1",
    "step": Step.BEGIN_CLOSING,
}


async def furnish(house: House) -> None:
    """Every program runs, a review was held, and a second manager has asked for a list with names."""
    ours = house.town.workspace_id
    async with house.deps.db.transaction() as repos:
        for place, (where, ids) in enumerate(
            ((ours, house.ids), (ours, house.others), (THEIRS, house.theirs))
        ):
            ids.update(ALIKE, list=f"{place:032x}")
            program = await repos.programs.get(where, ids["program"])
            await _furnish(repos, house, program, ids["list"])


async def _furnish(repos: Repositories, house: House, program: Program, list_id: str) -> None:
    now = house.deps.clock()
    managers = (*program.managers, SECOND)
    await repos.programs.save(replace(program, state=ProgramState.RUNNING, managers=managers))
    asked = NamedExport(
        program.workspace_id, list_id, program.id, ListKind.STATUS, "Planning of study days", SECOND, now
    )
    await repos.named_exports.add_first(asked)
    held = HeldReview(
        workspace_id=program.workspace_id,
        program_id=program.id,
        number=1,
        held_at=now,
        by=SECOND,
        length=LengthIs.RIGHT,
        rhythm=RhythmIs.RIGHT,
        decision=Decision.CONTINUE,
        note="",
        as_of=None,
        wave="",
        plan=program.plan,
        starts_on=program.starts_on,
        ends_on=program.ends_on,
        every_weeks=program.every_weeks,
        minutes=program.minutes,
    )
    await repos.reviews.add_first(held)

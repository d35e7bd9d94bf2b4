"""An end wave that has closed, as its freezing leaves it behind."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.feedback.waves import group_of
from bot.domain.mentorships.mentorships import this_monday
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed

# Beside the waves that a program has by itself.
INTAKE = "2025Q4"


async def add_closed_waves(
    repos, *, workspace_id, program_id, now, intake=INTAKE, mentees=(60, 70), mentors=(40, 48)
):
    """One at the start and one at the end, with as many who were asked and answered."""
    start, before = at_the_start()
    days = {"workspace_id": workspace_id, "program_id": program_id, "intake": intake}
    for wave, cells, closes_on in (
        (start, before, now.date() - timedelta(days=150)),
        (closed(), at_the_end(mentees=mentees, mentors=mentors), now.date() - timedelta(days=3)),
    ):
        kept = replace(wave, opens_on=closes_on, closes_on=closes_on, frozen_on=None, **days)
        await repos.waves.add_first(kept)
        await repos.waves.freeze(kept, closes_on)
        week = this_monday(closes_on)
        theirs = [replace(one, week=week, group=group_of(intake, one.group)) for one in cells]
        in_order = sorted(theirs, key=lambda one: (one.kind, one.group))
        await repos.cells.freeze(workspace_id, program_id, in_order)

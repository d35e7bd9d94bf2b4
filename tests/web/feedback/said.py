"""A wave that has closed in the house's program, with what people said, counted without noise."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.feedback.waves import WaveKind
from bot.domain.mentorships.mentorships import this_monday
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed


async def add_wave(house, kind=WaveKind.END, days_ago=3, mentees=(60, 70), mentors=(9, 12)):
    day = house.deps.clock().date() - timedelta(days=days_ago)
    where = {"workspace_id": house.town.workspace_id, "program_id": house.ids["program"]}
    if kind is WaveKind.BASELINE:
        before, made = at_the_start()
    else:
        before = closed(kind)
        made = at_the_end(mentees=mentees, mentors=mentors, wave=before)
    wave = replace(before, **where, opens_on=day, closes_on=day, frozen_on=None)
    cells = [replace(one, week=this_monday(day)) for one in made]
    async with house.deps.db.transaction() as repos:
        await repos.waves.add_first(wave)
        await repos.waves.freeze(wave, day)
        await repos.cells.freeze(*where.values(), sorted(cells, key=lambda one: (one.kind, one.group)))
    return wave

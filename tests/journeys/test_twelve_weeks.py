"""A whole program of twelve weeks: what each person saw on their phone, and when."""

import os
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.domain.delivery.outbox import DeliveryState
from bot.domain.mentorships.mentorships import MentorshipState
from bot.storage.tables import outbox
from bot.views.ids import Action
from tests.examples import some
from tests.handlers.tour.tour import question
from tests.town import small_town

GOLDEN = Path(__file__).parent / "golden" / "twelve_weeks.txt"
WEEKS = 12
# A row is asked when it may leave, and is rarely asked in vain.
MOST_JUDGED = 1.3


@pytest.mark.parametrize("rates", some([True, False], 1))
async def test_what_each_person_saw_and_when(rates):
    async with small_town(rates=rates) as place:
        manager, people = await begin(place)
        for _ in range(WEEKS * 7):
            await place.let_pass(timedelta(days=1))
            await live(place, people)
        story = transcript({"manager": manager, **people})
        judged, left = await judgements(place)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(story, encoding="utf-8")
    assert story == GOLDEN.read_text(encoding="utf-8")
    assert judged <= MOST_JUDGED * left


async def begin(place):
    """A program with two pairs: one that answers, one that stays silent until it is asked about that."""
    manager = place.person("Mona Manager", is_admin=True)
    await place.new_program(manager)
    keen, quiet = place.person("Nia on nights"), place.person("Ida in the office")
    helper, silent = place.person("Omar on earlies"), place.person("Jon in New York", tz="America/New_York")
    await place.join(keen, preset="nights_12", wanted=("wellbeing",))
    await place.join(quiet, preset="office", wanted=("leadership",))
    await place.join(helper, role="mentor", wanted=(), offered=("wellbeing",), preset="early_8")
    await place.join(silent, role="mentor", wanted=(), offered=("leadership",), preset="office")
    await place.match(manager)
    return manager, {"nights": keen, "office": quiet, "earlies": helper, "New York": silent}


async def judgements(place):
    """How often a row was claimed and judged, and how many left.

    A manager's list is left out: each Monday it is asked whether there is anything to say.
    """
    async with place.deps.db._engine.connect() as connection:
        left = func.count().filter(outbox.c.state == DeliveryState.SENT)
        asked = select(func.sum(outbox.c.attempts), left).where(outbox.c.kind != "monday_list")
        [counts] = (await connection.execute(asked)).all()
    return tuple(counts)


async def live(place, people):
    """The pair on wards answers what it is asked; the other one only the question about its silence."""
    nights = people["nights"]
    asked = [m for m in nights.messages(nights.dm) if "manage to talk" in str(m.blocks)]
    if asked:
        await place.do(nights.click(asked[-1], Action.WE_MET))
    office = people["office"]
    is_asked = any("been quiet" in str(m.blocks) for m in office.messages(office.dm))
    if is_asked and (await place.mentorship(office)).state is MentorshipState.ACTIVE:
        await place.do(office.click(question(office, "been quiet"), Action.PAUSE))
        await place.do(office.submit())
        await office.close(everything=True)


def transcript(people):
    """One line a notification: local time, and the words of the lock screen."""
    lines = []
    for name, actor in people.items():
        zone = ZoneInfo(actor.person.tz)
        seen = [f"  {seen.at.astimezone(zone):%a %d %b %H:%M}  {seen.text}" for seen in actor.notifications]
        lines += [f"{name} ({zone.key})", *(seen or ["  nothing"]), ""]
    return "\n".join(lines)

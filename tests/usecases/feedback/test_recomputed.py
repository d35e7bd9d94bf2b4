"""Over half a year of answers the page of each wave says what a script without our code makes of the taps."""

import random
from datetime import timedelta

import pytest

from bot.domain.acts import Act
from bot.domain.disclosure.noise import Seeded
from bot.domain.feedback.counting import option_of
from bot.usecases.feedback.findings import read_findings
from bot.views.ids import Action
from bot.views.refs import AnswerRef, FindingsRef, ItemRef
from tests.databases import SQLITE
from tests.people import DAY, MIA, MONDAY, PROGRAM, WS
from tests.usecases.feedback.people import (
    BASELINE,
    END,
    MID,
    ask,
    begin,
    freeze,
    pairs,
    pass_over,
    say,
    weeks,
)
from tests.usecases.feedback.recomputed import recompute

assert PROGRAM.ends_on is not None
NEAR_THE_END = MONDAY + (PROGRAM.ends_on - MONDAY.date()) - DAY
HALF_WAY = MONDAY + weeks(13) + DAY


class People:
    """They answer, pass over, change their mind and stop half-way; a recorder notes what they tapped."""

    def __init__(self, db, count, seed):
        self.db, self.rng, self.taps = db, random.Random(seed), []
        mentees = {f"UNIA{n}": "mentee" for n in range(count)}
        self.roles = mentees | {f"UOMAR{n}": "mentor" for n in range(count)}

    async def answer(self, ref, now, *, mood):
        """Most of them; the higher answers are likelier where the `mood` is better."""
        for who in self.roles:
            if self.rng.random() < 0.2:
                continue
            step = await begin(self.db, ref, by=who, now=now)
            while step.question and self.rng.random() > 0.03:
                step = await self.tap(ref, who, step.question.item, now, mood)

    async def tap(self, ref, who, item, now, mood):
        key = item.key
        if self.rng.random() < 0.1:
            self.note(who, Action.WAVE_SKIP, ItemRef(ref.program_id, ref.kind, ref.intake, key))
            return await pass_over(self.db, key, ref=ref, by=who, now=now)
        said = min(int(self.rng.random() ** mood * len(item.options)), len(item.options) - 1)
        if said == item.acts:
            said = 0
        for number in (said, 0 if self.rng.random() < 0.1 else said):
            self.note(who, Action.WAVE_ANSWER, AnswerRef(ref.program_id, ref.kind, number, ref.intake, key))
            step = await say(self.db, key, number, ref=ref, by=who, now=now)
        return step

    def note(self, who, action, ref):
        self.taps.append((who, str(action), str(ref)))


async def half_a_year(db, content, count, seed):
    """Three waves, one after the other, and all that was tapped in them."""
    await pairs(db, count)
    people, chance = People(db, count, seed), Seeded(random.Random(seed))
    for ref, now, closed, mood in (
        (BASELINE, MONDAY + DAY, HALF_WAY, 1.2),
        (MID, HALF_WAY, NEAR_THE_END, 0.8),
        (END, NEAR_THE_END, NEAR_THE_END + timedelta(weeks=4, days=2), 0.6),
    ):
        await ask(db, content, now=now)
        await people.answer(ref, now, mood=mood)
        await freeze(db, now=closed, chance=chance)
    return people


async def page_of(db, ref):
    """By question, or option: the share, what it may lie between, and about how many answered."""
    shown = await read_findings(db, act=Act(WS, MIA, NEAR_THE_END), ref=FindingsRef("P1", ref.kind))
    assert shown.found is not None
    told = {one.key: (one.share.text, one.share.likely, str(one.of)) for one in shown.found.findings}
    for choice in shown.found.chosen:
        for number, share in choice.options:
            told[option_of(choice.item, number)] = (share.text, share.likely, str(choice.of))
    return told


@pytest.mark.parametrize(("count", "seed"), [(6, 1), (11, 2), (24, 3)])
async def test_every_figure_is_what_it_comes_to_in_another_way(databases, content, count, seed):
    async with databases.open(SQLITE) as db:
        people = await half_a_year(db, content, count, seed)
        pages = {ref.kind.value: await page_of(db, ref) for ref in (BASELINE, MID, END)}
    asked = dict.fromkeys(["baseline", "mid", "end"], people.roles)
    again = recompute(PROGRAM.template_id, [*asked], asked, people.taps, seed=seed)
    for wave, figures in again.items():
        assert pages[wave] == {key: one for key, one in figures.items() if one[0] != "not shown"}
    assert any(pages.values())

"""What a review draws on its page: several measures over time, and nothing that was typed as a tag."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.disclosure.kinds import FIRST_TALK, JOINED, REACHED, STILL_ON_TRACK
from bot.domain.mentorships.mentorships import this_monday
from bot.measures.meetings.pairs_active import GROUPS
from tests.figures import record
from tests.situations.reviews import count_cell

REVIEW = "/programs/{program}/review"
WEEK = timedelta(weeks=1)
AT_THREE_MONTHS = GROUPS["3_months"]


async def freeze(house, *cells):
    async with house.deps.db.transaction() as repos:
        for one in cells:
            await repos.cells.freeze(house.town.workspace_id, house.ids["program"], [one])


def weeks(house, *back):
    monday = this_monday(house.deps.clock().date())
    return [monday - one * WEEK for one in back]


async def test_each_measure_over_time_is_a_drawing_of_its_own_with_its_table(house):
    for back in (12, 8, 4):
        [week] = weeks(house, back)
        first = record(FIRST_TALK, 20, 30, week)
        on_track = replace(record(STILL_ON_TRACK, 20, 30, week), group=AT_THREE_MONTHS)
        await freeze(house, first, on_track)
    page = await (await house.sign_in("manager")).get(house.path(REVIEW))
    assert page.text.count("<svg") == page.text.count("The figures as a table") == 2
    ids = re.findall(r'\bid="([^"]+)"', page.text)
    assert len(ids) == len({*ids})


async def test_the_name_of_a_site_is_no_tag_in_a_drawing(house):
    [monday] = weeks(house, 1)
    sites = [f"site:{name}" for name in ("<script>alert(1)</script>", "North & South")]
    await freeze(house, count_cell(JOINED, 80, monday))
    await freeze(house, *(replace(count_cell(REACHED, 40, monday), group=one) for one in sites))
    page = await (await house.sign_in("manager")).get(house.path(REVIEW))
    assert "Who takes part, by site" in page.words
    assert "<script>alert" not in page.text
    assert "North &amp; South" in page.text
    assert "style=" not in page.text

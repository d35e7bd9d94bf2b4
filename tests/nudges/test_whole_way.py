"""Over a whole program of each template: how much one person gets, and that nobody gets too much."""

import os
from pathlib import Path

import pytest

from bot.domain.mentorships.journey import FORTNIGHT
from bot.domain.mentorships.mentorships import Outcome
from tests.databases import SQLITE
from tests.nudges.whole_way import begins, table, walk
from tests.people import EVE, NIA, OMAR, WEEK

GOLDEN = Path(__file__).parent / "golden" / "whole_way.txt"
CLOSING_WEEKS = 6


@pytest.fixture
def fresh(databases):
    """A database for one walk."""
    return lambda: databases.open(SQLITE)


async def walked(
    fresh, content, template_id, *, mentors=(OMAR,), weeks=None, answers=lambda got: Outcome.MET
):
    length = content.programs[template_id].length_weeks
    async with fresh() as db:
        for number, mentor in enumerate(mentors, start=1):
            await begins(db, content, template_id, mentorship_id=f"M{number}", others=(mentor,))
        return await walk(db, content, weeks=weeks or length + CLOSING_WEEKS, answers=answers)


def of(got, who):
    return [one for one in got if one.who == who]


async def test_what_one_person_of_an_active_pair_gets_in_each_template(fresh, content):
    """And the other one, who is not asked what the first has answered."""
    ways = {name: await walked(fresh, content, name) for name in content.programs}
    story = "\n".join(
        f"{title}\n\n{table({name: of(got, who) for name, got in ways.items()})}"
        for title, who in (("Who is asked first", NIA), ("The other one", OMAR))
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(story, encoding="utf-8")
    assert story == GOLDEN.read_text(encoding="utf-8")
    for name, got in ways.items():
        is_modest(got, content.programs[name])


def is_modest(got, template):
    """Less than one a week, never more than two in seven days, and nothing but thanks after the last day."""
    for who in (NIA, OMAR):
        mine = of(got, who)
        assert len(mine) < template.length_weeks
        for one in mine:
            assert sum(one.at - WEEK < other.at <= one.at for other in mine) <= 2
        assert {one.kind for one in mine if one.day > 7 * template.length_weeks} <= {"closing", "next_time"}
        assert len({(one.kind, one.number) for one in mine}) == len(mine)
        assert sum(one.kind == "closing" for one in mine) == 1


async def test_over_all_programs_prompts_are_a_fortnight_apart_and_none_comes_twice(fresh, content):
    got = await walked(fresh, content, "onboarding", mentors=(OMAR, EVE, "UZED"), weeks=26)
    prompts = [one for one in of(got, NIA) if one.kind == "reflection"]
    assert len(prompts) > 2
    assert all(later.at - one.at >= FORTNIGHT for one, later in zip(prompts, prompts[1:], strict=False))
    assert len({one.number for one in prompts}) == len(prompts)


async def test_those_who_ignore_three_questions_are_asked_less_often(fresh, content):
    """A weekly rhythm, and nobody answers for half a year."""
    answering = await walked(fresh, content, "onboarding", weeks=26)
    silent = await walked(fresh, content, "onboarding", weeks=26, answers=lambda got: None)
    asked = [one.day for one in of(silent, NIA) if one.kind == "check_in"]
    gaps = [later - one for one, later in zip(asked, asked[1:], strict=False)]
    assert all(later > one - 7 for one, later in zip(gaps, gaps[1:], strict=False))
    assert gaps[-1] > 2 * gaps[0]
    assert len(silent) < len(answering)
    assert "reflection" not in {one.kind for one in silent if one.day > asked[2] + 12}

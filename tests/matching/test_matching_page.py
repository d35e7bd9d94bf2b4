"""The page that says how people are matched leaves nothing out, and promises nothing that is gone."""

import re
from pathlib import Path

from bot.matching.constraints import ALL
from bot.matching.criteria import all_criteria

PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
NAME = re.compile(r"`(\w+)`")


def first_column(heading):
    """What the table below that heading names in each row."""
    rows = re.findall(r"^\| (`.+?) \|", section(heading), re.MULTILINE)
    return [name for row in rows for name in NAME.findall(row)]


def section(heading):
    return PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def paragraph(beginning):
    return NAME.findall(PAGE.partition(f"**{beginning}")[2].partition("\n\n")[0])


def test_it_names_every_rule():
    assert sorted(first_column("The rules")) == sorted(one.id for one in ALL)


def test_it_names_every_criterion_and_no_other():
    assert sorted(first_column("What counts")) == sorted(all_criteria())


def test_it_says_what_is_let_go_of_and_in_which_order():
    let_go = [(one.let_go.order, one.key) for one in all_criteria().values() if one.let_go]
    assert paragraph("Small pools.") == [key for _, key in sorted(let_go)]


def test_it_says_of_what_circles_hear():
    spoken_of = [one.key for one in all_criteria().values() if one.circle_reason]
    assert sorted(paragraph("Reasons to a circle")) == sorted(spoken_of)

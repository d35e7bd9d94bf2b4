"""The page that says how people are matched leaves nothing out."""

from pathlib import Path

from bot.matching.constraints import ALL
from bot.matching.criteria import all_criteria

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"


def test_it_names_every_rule_and_every_criterion():
    page = PAGE.read_text()
    named = [*(one.id for one in ALL), *all_criteria()]
    assert [name for name in named if f"`{name}`" not in page] == []

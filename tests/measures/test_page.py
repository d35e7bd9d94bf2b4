"""The page for managers lists every measure, with what it counts and its usual target, as the files say."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.content import load_content

PAGE = Path(__file__).parents[2] / "docs" / "managers.md"
BEGIN, END = "<!-- measures -->\n", "<!-- /measures -->"


def table() -> Iterator[str]:
    yield "| result | what it counts | usual target |"
    yield "|---|---|---|"
    for measure in load_content().measures.values():
        targets = [measure.example(key) for key in measure.targets]
        yield f"| {measure.name} | {measure.definition} | {', then '.join(targets)} |"


def test_the_table_of_measures_is_the_one_of_the_files():
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    expected = before + BEGIN + "\n".join(table()) + "\n" + END + after
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(expected, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == expected

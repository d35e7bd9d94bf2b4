"""The page that says how people are matched leaves nothing out, and promises nothing that is gone.

UPDATE_GOLDEN=1 writes again what follows from the criteria's own files.
"""

import os
import re
from inspect import getdoc, getmodule
from pathlib import Path

import pytest

from bot.matching.constraints import ALL
from bot.matching.criteria import all_criteria

PATH = Path(__file__).parents[2] / "docs" / "matching.md"
NAME = re.compile(r"`(\w+)`")


def counts(criterion):
    """What its file says in its first line."""
    said = getdoc(getmodule(criterion.value)) or ""
    return said.splitlines()[0].rstrip(".")


def what_counts():
    rows = [f"| `{one.key}` | {one.label} | {counts(one)} |" for one in all_criteria().values()]
    return ["| criterion | read as | counts |", "|---|---|---|", *rows]


def what_is_let_go():
    found = sorted(
        (one.let_go.order, one.key, one.let_go.words) for one in all_criteria().values() if one.let_go
    )
    return [f"- `{key}`: *{words}*" for _, key, words in found]


def what_circles_hear():
    return [f"- `{one.key}`" for one in all_criteria().values() if one.circle_reason]


WRITTEN = {
    "What each counts": what_counts,
    "What is let go of": what_is_let_go,
    "What circles hear": what_circles_hear,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_it_says_what_the_criteria_say_themselves(name):
    begin, end = f"<!-- {name}: written from the criteria's own files. -->\n", "<!-- End. -->"
    page = PATH.read_text(encoding="utf-8")
    before, _, rest = page.partition(begin)
    said, _, after = rest.partition(end)
    expected = "\n".join(["", *WRITTEN[name](), "", ""])
    if os.environ.get("UPDATE_GOLDEN"):
        PATH.write_text(before + begin + expected + end + after, encoding="utf-8")
    assert said == expected or os.environ.get("UPDATE_GOLDEN")


def test_it_names_every_rule():
    section = PATH.read_text(encoding="utf-8").partition("## The rules\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    named = [name for row in rows for name in NAME.findall(row)]
    assert sorted(named) == sorted(one.id for one in ALL)

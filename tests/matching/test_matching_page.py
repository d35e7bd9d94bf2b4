"""The page that says how people are matched leaves nothing out, and promises nothing that is gone."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.matching import criteria
from bot.matching.constraints import ALL
from bot.matching.criteria import all_criteria
from bot.matching.pair import listed

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"
FILES = Path(criteria.__file__).parent
NAME = re.compile(r"`(\w+)`")


def first_column(heading):
    """What the table below that heading names in each row."""
    rows = re.findall(r"^\| (`.+?) \|", section(heading), re.MULTILINE)
    return [name for row in rows for name in NAME.findall(row)]


def section(heading):
    return PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]


def what_counts() -> Iterator[str]:
    yield "| criterion | counts |"
    yield "|---|---|"
    yield from (f"| `{key}` | {in_a_row(first_line(key))} |" for key in all_criteria())


def first_line(key: str) -> str:
    text = (FILES / f"{key}.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]


def in_a_row(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def let_go_of() -> Iterator[str]:
    found = [(one.let_go, one.key) for one in all_criteria().values() if one.let_go]
    for place, (let_go, key) in enumerate(sorted(found, key=lambda one: one[0].order), start=1):
        yield f"{place}. `{key}`: *{let_go.words}*"


def spoken_of_in_circles() -> Iterator[str]:
    yield listed([f"`{one.key}`" for one in all_criteria().values() if one.circle_reason])


PARTS = {"criteria": what_counts, "let go": let_go_of, "circles": spoken_of_in_circles}


def written(page: str, part: str, lines: Iterator[str]) -> str:
    """Put these lines between the two comments of that name. Raises ValueError if they are not there."""
    before, beginning, rest = page.partition(f"<!-- {part} -->\n")
    _, end, after = rest.partition(f"<!-- /{part} -->\n")
    if not end:
        raise ValueError(f"the page has no comments around {part!r}")
    return "".join([before, beginning, "\n", *(f"{line}\n" for line in lines), "\n", end, after])


def test_it_names_every_rule():
    assert sorted(first_column("The rules")) == sorted(one.id for one in ALL)


@pytest.mark.parametrize("part", PARTS)
def test_it_says_of_criteria_what_their_files_say(part):
    wanted = written(PAGE.read_text(encoding="utf-8"), part, PARTS[part]())
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").splitlines() == wanted.splitlines()


@pytest.mark.parametrize("key", all_criteria())
def test_a_criterions_file_begins_with_what_it_counts(key):
    assert re.fullmatch(r"[A-Z][^|]+\.", first_line(key))


def test_a_page_without_a_place_for_the_lines_is_told():
    with pytest.raises(ValueError, match="no comments around 'circles'"):
        written("<!-- circles -->\nnothing ends here\n", "circles", iter(()))

"""Saying is doing: each sentence that is like a promise is in `promises.yml`, with the tests that hold it."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
import yaml

from tests.house.promises import PROMISES, ROOT, sentences

FILE = ROOT / "tests" / "house" / "promises.yml"
HELD, NONE, UNHELD = (
    "holds",
    "no promise of the product",
    "not held by a test",
)
LISTED = yaml.safe_load(FILE.read_text("utf-8"))
STANDS = {sentence: path for path, sentence in reversed(list(sentences()))}
# A promise that nothing holds is mended; it is not put beside these.
MOST_UNHELD = 6
Functions = ast.FunctionDef | ast.AsyncFunctionDef


def listed() -> Iterator[str]:
    yield from LISTED[HELD]
    yield from LISTED[UNHELD]
    for sentences_of_a_kind in LISTED[NONE].values():
        yield from sentences_of_a_kind


def as_yaml(found: Iterable[str]) -> str:
    lines = {one: ["tests/..."] for one in found}
    return yaml.safe_dump(lines, allow_unicode=True, width=10_000, sort_keys=False, default_style='"')


def names_in(path: str) -> set[str]:
    """Names of the tests of a file, by its syntax tree."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, Functions) and one.name.startswith("test_")}


def test_each_sentence_like_a_promise_is_listed() -> None:
    known = set(listed())
    new = [one for one in STANDS if one not in known]
    if new:
        where = ", ".join(sorted({STANDS[one] for one in new}))
        pytest.fail(f"New in {where}; to be put into {FILE.name}:\n\n{as_yaml(new)}", pytrace=False)


def test_each_sentence_that_is_listed_stands_somewhere() -> None:
    gone = [one for one in listed() if one not in STANDS]
    if gone:
        pytest.fail(f"To be taken out of {FILE.name}:\n\n{as_yaml(gone)}", pytrace=False)


def test_each_sentence_is_listed_once() -> None:
    assert [one for one, times in Counter(listed()).items() if times > 1] == []


def test_each_promise_names_tests_that_exist() -> None:
    assert all(LISTED[HELD].values())
    named = {one.partition("::")[::2] for tests in LISTED[HELD].values() for one in tests}
    there = {path: names_in(path) for path, _ in named if (ROOT / path).is_file()}
    assert [f"{path}::{name}" for path, name in sorted(named) if name not in there.get(path, ())] == []


def test_promises_that_nothing_holds_become_fewer() -> None:
    assert len(LISTED[UNHELD]) <= MOST_UNHELD


@pytest.mark.parametrize(
    "sentence", ["Nobody is told.", "It is deleted after 30 days.", "I will write.", "No names are kept."]
)
def test_what_promises_reads_like_it(sentence: str) -> None:
    assert PROMISES.search(sentence)


def test_sentences_are_found_in_every_kind_of_file() -> None:
    paths = set(STANDS.values())
    assert {"README.md", "docs/for_it.md", "manifest.yml", "bot/content/en/charter.yml"} <= paths
    assert {"bot/content/en/briefings/mentor.yml", "bot/views/privacy/privacy.py"} <= paths

"""Every law is tried at every commit, on as many examples as the profile says."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.examples import CI, FEWEST, FULL, examples, some

TESTS = Path(__file__).parents[1]
IN_ONE_PLACE = ("max_examples=", "mark.laws")


@pytest.fixture
def profile():
    """Put back afterwards."""
    before = settings.get_current_profile_name()
    yield settings.load_profile
    settings.load_profile(before)


@pytest.mark.parametrize("word", IN_ONE_PLACE)
def test_how_many_examples_and_which_cases_wait_is_said_in_one_place(word):
    found = [path.name for path in TESTS.rglob("*.py") if word in path.read_text(encoding="utf-8")]
    assert set(found) - {Path(__file__).name} == {"examples.py"}


def test_a_law_follows_the_profile(profile):
    profile(FULL)
    assert examples(300).max_examples == 300
    profile(CI)
    assert examples(300).max_examples < 100
    assert examples(8).max_examples == FEWEST


def test_some_cases_stay_at_every_commit_and_none_is_lost():
    now, *later = some(range(3), 1)
    assert now == 0
    assert [one.values for one in later] == [(1,), (2,)]
    assert all([mark.name for mark in one.marks] == ["laws"] for one in later)

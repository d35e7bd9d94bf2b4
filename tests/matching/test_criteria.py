"""Each criterion's score and sentence, pair by pair, as its file in `criteria/` expects them."""

import math
import re
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.programs import CRITERIA
from bot.matching import criteria
from bot.matching.criteria import all_criteria, names_in
from bot.matching.criterion import Criterion
from bot.matching.pair import Pair
from bot.matching.people import Candidate
from bot.matching.score_matrix import dense
from bot.matching.scoring import total
from tests.examples import examples
from tests.matching.judged import NOT_SAID, all_judged, pair_of
from tests.matching.pools import LABELS, RELATIONS, STAGES, pool, pools

WORTH = [(key, case) for key, judged in all_judged().items() for case in judged.worth]
SAID = [(key, case) for key, judged in all_judged().items() for case in judged.said]


@pytest.mark.parametrize(("key", "case"), WORTH)
def test_scores(key, case):
    minutes = None if case.minutes is None else np.array([[case.minutes]])
    criterion, both = all_criteria()[key], pool([case.mentee], [case.mentor], minutes)
    assert criterion.value(pair_of(case)) == (case.expected and pytest.approx(case.expected))
    [[score]] = dense(both, criterion.score(both))
    assert score == pytest.approx(0.5 if case.expected is NOT_SAID else case.expected, abs=1e-6)


@pytest.mark.parametrize(("key", "case"), SAID)
def test_a_sentence_is_said_only_where_it_is_true(key, case):
    assert all_criteria()[key].reason(pair_of(case)) == case.expected


def test_every_criterion_has_a_file_of_cases_and_the_other_way_round():
    assert set(all_judged()) == set(all_criteria())


def test_what_is_missing_counts_half_and_so_does_a_criterion_without_data():
    both = pool([Candidate("a", specialty="oncology")], [Candidate("b", specialty="oncology")])
    assert total(both, {"specialty": 20, "goals": 40, "mentee_choice": 40}).tolist() == [[60.0]]


def test_no_two_criteria_share_a_name(tmp_path):
    for folder in ("here", "there"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "goals.py").touch()
    with pytest.raises(ValueError, match="two criteria called goals"):
        names_in([str(tmp_path / "here"), str(tmp_path / "there")])


@examples(60)
@given(pools(most=4), st.booleans())
def test_whole_pools_score_as_each_pair_does(pool, equals):
    pool = replace(pool, equals=equals)
    for criterion in all_criteria().values():
        found = dense(pool, criterion.score(pool))
        for row, mentee in enumerate(pool.mentees):
            for column, mentor in enumerate(pool.mentors):
                minutes = float(pool.shared_minutes[row, column])
                known = None if math.isnan(minutes) else minutes
                value = criterion.value(Pair(mentee, mentor, known, RELATIONS, STAGES, LABELS, equals))
                assert found[row, column] == pytest.approx(0.5 if value is None else value, abs=1e-6), (
                    criterion.key
                )


def test_equals_want_the_same_stage_and_the_same_topics():
    both: dict = {"career_stage": "established", "topics_wanted": ("calm",)}
    pair = Pair(Candidate("a", **both), Candidate("b", **both), None, RELATIONS, STAGES, LABELS, equals=True)
    assert all_criteria()["career_stage"].value(pair) == 1
    assert all_criteria()["goals"].value(pair) == 1
    assert all_criteria()["career_stage"].reason(pair) == "You are at the same stage of your careers."


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=list(all_criteria()))
def test_a_criterion_has_words_for_those_who_manage(criterion):
    assert criterion.label[:1].isupper()
    assert not criterion.label.endswith(".")
    assert criterion.let_go is None or criterion.let_go.words.endswith(".")


@pytest.mark.parametrize("criterion", all_criteria().values(), ids=list(all_criteria()))
def test_a_criterion_has_cases_of_its_own(criterion):
    assert 1 in [case.expected for key, case in WORTH if key == criterion.key]


def test_labels_and_what_is_let_go_of_come_in_an_order():
    found = all_criteria().values()
    assert [one.order for one in found] == sorted({one.order for one in found})
    let_go = [one.let_go.order for one in found if one.let_go]
    assert len(let_go) == len(set(let_go))


WHOLE_FILE = """
from bot.matching.criterion import Criterion

CRITERION = Criterion(
    key="punctuality", label="On time", order=5, value=len, score=len, reason=len,
    circle_reason=None, not_said=None, let_go=None,
)
"""


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Puts a file of that name beside the criteria and reads them all again."""
    monkeypatch.setattr(criteria, "__path__", [*criteria.__path__, str(tmp_path)])

    def write(text, name="punctuality"):
        (tmp_path / f"{name}.py").write_text(text)
        return all_criteria.__wrapped__()

    yield write
    for name in ("punctuality", "lateness"):
        sys.modules.pop(f"{criteria.__name__}.{name}", None)


def test_a_new_file_is_a_criterion_and_comes_in_its_place(written):
    assert list(written(WHOLE_FILE))[:2] == ["punctuality", "goals"]


@pytest.mark.parametrize("field", [one.name for one in fields(Criterion)])
def test_a_criterion_that_leaves_something_open_is_refused(written, field):
    left_out = re.sub(rf"\b{field}=(\"[^\"]*\"|\w+),", "", WHOLE_FILE)
    with pytest.raises(TypeError, match=field) as refused:
        written(left_out)
    assert Path(refused.traceback[-1].path).name == "punctuality.py"


def test_a_file_that_is_no_criterion_or_has_another_name_is_refused(written):
    with pytest.raises(ValueError, match=r"lateness\.py has no CRITERION whose key is 'lateness'"):
        written(WHOLE_FILE, name="lateness")


def test_every_criterion_a_program_may_weigh_is_a_file_here_and_the_other_way_round():
    assert set(all_criteria()) == set(CRITERIA)


def test_where_somebody_is_heading_is_in_no_sentence():
    paths = frozenset({"lead_shift", "research"})
    told, been = Candidate("a", heading_for=paths), Candidate("b", been_there=paths)
    pair = Pair(told, been, None, RELATIONS, STAGES, LABELS)
    texts = [one.reason(pair) or "" for one in all_criteria().values()]
    assert not any("research" in text.lower() or "shift" in text.lower() for text in texts)

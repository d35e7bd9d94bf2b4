"""In which order a proposal is looked through, and what of it is folded away."""

from dataclasses import replace

import pytest

from bot.domain.matching.reviewing import Marks, folded_away, in_order, wants_a_look
from tests.people import PAIR

NONE = Marks()


def pairs(*scores, **more):
    return [replace(PAIR, id=f"M{n:02}", score=score, **more) for n, score in enumerate(scores)]


def test_what_meets_a_rule_no_more_comes_first_then_the_weakest():
    proposed = pairs(90, 40, 80, 60)
    found = in_order(proposed, Marks(broken=frozenset({"M02"})))
    assert [one.score for one in found] == [80, 40, 60, 90]


def test_what_a_manager_keeps_has_been_looked_at_unless_a_rule_is_in_its_way():
    [kept] = pairs(40, locked=True)
    assert not wants_a_look(kept, NONE)
    assert wants_a_look(kept, Marks(broken=frozenset({kept.id})))
    assert in_order([kept, *pairs(50)], NONE)[-1] == kept


@pytest.mark.parametrize(
    ("scores", "folded"),
    [((90,) * 8, 0), ((90,) * 19, 14), ((40,) * 7 + (90,) * 12, 12), ((40,) * 19, 0), ((), 0)],
)
def test_of_a_long_proposal_what_looks_good_is_folded_and_never_the_weakest_five(scores, folded):
    found = folded_away(pairs(*scores), NONE)
    assert len(found) == folded
    assert not any(wants_a_look(one, NONE) for one in found)


def test_what_fills_a_last_place_is_no_reason_to_look():
    marks = Marks(last_place=frozenset(f"M{n:02}" for n in range(19)))
    assert len(folded_away(pairs(*(90,) * 19), marks)) == 14

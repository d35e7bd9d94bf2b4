"""In a small pool wishes are let go of, in order, and only as many as it takes."""

from bot.matching.propose import propose
from tests.matching.pools import mentee, mentor, pool

WEIGHTS = {"location": 40, "specialty": 60}
HERE: dict = {"site": "main", "meets": "either", "specialty": "oncology"}
THERE: dict = {"site": "branch", "meets": "either", "specialty": "oncology"}


def test_nothing_is_relaxed_where_everybody_has_a_match():
    proposal = propose(pool([mentee("e1", **HERE)], [mentor("m1", **HERE)]), WEIGHTS)
    assert (len(proposal.matches), proposal.relaxed) == (1, ())


def test_place_goes_first_and_the_proposal_says_so():
    proposal = propose(pool([mentee("e1", **HERE)], [mentor("m1", **THERE)]), WEIGHTS, floor=90.0)
    assert len(proposal.matches) == 1
    assert proposal.relaxed == ("Where people work wasn't taken into account.",)


def test_specialty_goes_last_and_only_to_related():
    far = {**THERE, "specialty": "emergency_medicine"}
    proposal = propose(pool([mentee("e1", **HERE)], [mentor("m1", **far)]), WEIGHTS, floor=55.0)
    assert proposal.relaxed == (
        "Where people work wasn't taken into account.",
        "Another specialty counted as a related one.",
    )
    assert proposal.lowest == 60.0


def test_what_helps_nobody_stays_as_it_was():
    proposal = propose(pool([mentee("e1", **HERE)], [mentor("m1", **HERE, capacity=0)]), WEIGHTS)
    assert (proposal.matches, proposal.relaxed) == ((), ())


def test_a_hard_constraint_is_never_relaxed():
    in_person = {**THERE, "meets": "in_person"}
    proposal = propose(pool([mentee("e1", **HERE)], [mentor("m1", **in_person)]), {"location": 100})
    assert proposal.matches == ()


def test_a_large_pool_keeps_its_wishes():
    mentees = [mentee(f"e{number:02}", **HERE) for number in range(31)]
    proposal = propose(pool(mentees, [mentor("m1", **THERE, capacity=31)]), WEIGHTS, floor=90.0)
    assert (proposal.matches, proposal.relaxed) == ((), ())

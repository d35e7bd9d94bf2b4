"""What holds for every pool: rules, optimum, and no difference made by names or order."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.minutes import in_order
from bot.matching.propose import propose
from bot.matching.scoring import total
from tests.examples import examples
from tests.matching.brute_force import best_match, permitted
from tests.matching.pools import WEIGHTS, candidates, pools

FLOOR = 45.0


@examples(80)
@given(pools(most=8))
def test_no_hard_constraint_is_ever_broken(pool):
    proposal = propose(pool, WEIGHTS)
    rows = {one.id: row for row, one in enumerate(pool.mentees)}
    columns = {one.id: column for column, one in enumerate(pool.mentors)}
    pairs = {(one.mentee_id, one.mentor_id) for one in proposal.matches}
    load = Counter(mentor for _, mentor in pairs)
    assert all(permitted(pool, rows[mentee], columns[mentor]) for mentee, mentor in pairs)
    assert all(load[mentor.id] <= mentor.capacity for mentor in pool.mentors)
    assert not {(mentor, mentee) for mentee, mentor in pairs} & pairs
    assert all(one.score >= FLOOR for one in proposal.matches)
    named = [*(one.mentee_id for one in proposal.matches), *(one.mentee_id for one in proposal.unmatched)]
    assert sorted(named) == sorted(rows)


@examples(80)
@given(pools(most=4), st.sampled_from([0.0, 45.0, 60.0]))
def test_it_is_the_best_of_all_possible_ways(pool, floor):
    pool = in_order(pool)
    scores = total(pool, WEIGHTS)
    rows = {one.id: row for row, one in enumerate(pool.mentees)}
    columns = {one.id: column for column, one in enumerate(pool.mentors)}
    proposal = propose(pool, WEIGHTS, floor=floor)
    cells = [(rows[one.mentee_id], columns[one.mentor_id]) for one in proposal.matches]
    load = Counter(column for _, column in cells)
    found = (
        len(cells),
        round(float(sum(scores[cell] for cell in cells)), 3),
        sum(n * n for n in load.values()),
    )
    best = best_match(pool, scores, floor)
    assert found[0] > best[0] if proposal.relaxed else found == best


@examples(40)
@given(pools(), st.data())
def test_one_more_mentor_never_means_fewer_matches(pool, data):
    newcomer = data.draw(candidates("newcomer", ["somebody_else", "e0", "e1"], capacity=3))
    minutes = np.hstack([pool.shared_minutes, np.full((len(pool.mentees), 1), np.nan)])
    larger = replace(pool, mentors=(*pool.mentors, newcomer), shared_minutes=minutes)
    assert len(propose(larger, WEIGHTS).matches) >= len(propose(pool, WEIGHTS).matches)


@examples(40)
@given(pools(), st.randoms(use_true_random=False))
def test_other_names_never_change_the_total(pool, random):
    names = sorted({one.id for one in (*pool.mentees, *pool.mentors)})
    shuffled = random.sample(names, len(names))
    renamed = _renamed(pool, dict(zip(names, shuffled, strict=True)))
    before, after = propose(pool, WEIGHTS).matches, propose(renamed, WEIGHTS).matches
    assert len(after) == len(before)
    # Each score is rounded to one decimal.
    assert sum(one.score for one in after) == pytest.approx(
        sum(one.score for one in before), abs=0.1 * len(before)
    )


@examples(40)
@given(pools(), st.randoms(use_true_random=False))
def test_the_order_of_the_people_makes_no_difference(pool, random):
    rows = random.sample(range(len(pool.mentees)), len(pool.mentees))
    columns = random.sample(range(len(pool.mentors)), len(pool.mentors))
    turned = replace(
        pool,
        mentees=tuple(pool.mentees[row] for row in rows),
        mentors=tuple(pool.mentors[column] for column in columns),
        shared_minutes=pool.shared_minutes[np.ix_(rows, columns)],
    )
    assert propose(turned, WEIGHTS) == propose(pool, WEIGHTS)


@examples(20)
@given(pools(), st.booleans())
def test_the_same_people_get_the_same_proposal_again(pool, trios):
    assert propose(pool, WEIGHTS, trios=trios) == propose(pool, WEIGHTS, trios=trios)


def _renamed(pool, names):
    def rename(one):
        return replace(
            one,
            id=names[one.id],
            ranked=tuple(names.get(other, other) for other in one.ranked),
            **{
                field: frozenset(names.get(other, other) for other in getattr(one, field))
                for field in ("exclusions", "past_partners", "managers", "declined")
            },
        )

    return replace(pool, mentees=tuple(map(rename, pool.mentees)), mentors=tuple(map(rename, pool.mentors)))

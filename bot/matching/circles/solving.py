"""The steps of a proposal of circles: score, seat, find hosts, explain."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.circles.reasons import circle_reasons
from bot.matching.circles.seating import seated
from bot.matching.circles.sizes import Sizes
from bot.matching.circles.unmatched import explain_circles
from bot.matching.circles.worth import Circles, Table, at_most, table_of
from bot.matching.minutes import EachPair, in_order, minutes_of
from bot.matching.numbers import Minutes
from bot.matching.overlap import SharedTime, has_windows
from bot.matching.pair import Members
from bot.matching.pairs.assignment import Assignment
from bot.matching.pairs.points import Whole
from bot.matching.pairs.unmatched import would_help
from bot.matching.people import Pool
from bot.matching.proposal import Circle, CircleProposal
from bot.matching.scoring import match_matrix

Numbers = NDArray[Any]
FOR_EQUALS_ONLY = frozenset({"stages"})


def solve_circles(
    pool: Pool, weights: Mapping[str, float], *, sizes: Sizes, labels: Mapping[str, str], rng: Random
) -> CircleProposal:
    whole = in_order(pool)
    peers = _among_peers(whole, pool)
    table = table_of(_scores(peers, weights), _time(peers))
    people = _with_companions(table, sizes)
    seats = seated(table.take(people), sizes, np.random.default_rng(rng.getrandbits(64)))
    circles = tuple(tuple(int(people[one]) for one in members) for members in seats)
    hosts = _hosts(whole, table, circles, weights)
    unmatched = explain_circles(peers, _left(circles, len(whole.mentees)), sizes)
    companions = min((len(members) for members in circles), default=1) - 1
    return CircleProposal(
        circles=tuple(
            _circle(whole, table, members, host, weights, labels)
            for members, host in zip(circles, hosts, strict=True)
        ),
        unmatched=tuple(unmatched),
        would_help=would_help(unmatched),
        total=table.total(circles),
        at_most=at_most(table.take(people), companions=companions),
    )


def _among_peers(whole: Pool, given: Pool) -> Pool:
    """The peers on both sides, as equals. Everybody has a place in a circle."""
    peers = tuple(replace(one, capacity=1) for one in whole.mentees)
    return replace(whole, mentees=peers, mentors=peers, shared_minutes=_minutes(whole, given), equals=True)


def _minutes(whole: Pool, given: Pool) -> Minutes | None:
    if callable(given.shared_minutes):
        ids = [one.id for one in whole.mentees]
        found = [[given.shared_minutes(one, other) for other in ids] for one in ids]
        return EachPair(np.array(found, dtype=np.float32).reshape(len(ids), len(ids)))
    minutes = minutes_of(whole)
    return SharedTime(minutes.mentees, minutes.mentees) if isinstance(minutes, SharedTime) else None


def _time(pool: Pool) -> SharedTime | None:
    return pool.shared_minutes if isinstance(pool.shared_minutes, SharedTime) else None


def _scores(pool: Pool, weights: Mapping[str, float]) -> Numbers:
    blocks = [block for _, block in match_matrix(pool, weights).blocks()]
    return np.concatenate(blocks) if blocks else np.zeros(pool.shape)


def _with_companions(table: Table, sizes: Sizes) -> Numbers:
    """Without those who can't sit in any circle, whoever else is there."""
    people = np.arange(len(table.worth))
    while len(people):
        may_sit = (table.take(people).worth >= 0).sum(axis=1) >= sizes.least
        if may_sit.all():
            break
        people = people[may_sit]
    return people


def _left(circles: Circles, people: int) -> list[int]:
    return sorted(set(range(people)) - {one for members in circles for one in members})


def _hosts(whole: Pool, table: Table, circles: Circles, weights: Mapping[str, float]) -> Sequence[int | None]:
    """As many circles with a host as can be, and each host within the rules and times of the whole circle."""
    if not circles or not whole.mentors:
        return [None] * len(circles)
    scores = _scores(replace(whole, rules=whole.rules - FOR_EQUALS_ONLY), weights)
    worth = np.array([_host_scores(whole, scores, members) for members in circles])
    capacity = np.array([one.capacity for one in whole.mentors], dtype=np.int64)
    matched = Assignment(Whole(worth), capacity, floor=0.0).match()
    return [None if host < 0 else int(host) for host in matched]


def _host_scores(whole: Pool, scores: Numbers, members: Sequence[int]) -> Numbers:
    found = scores[list(members)]
    mean = np.where((found < 0).any(axis=0), -1.0, found.mean(axis=0))
    time = minutes_of(whole)
    if isinstance(time, SharedTime):
        begins = time.mentors.begins & time.mentees.shared_by(members).begins
        mean[~has_windows(time.mentors, begins)] = -1.0
    return mean


def _circle(
    whole: Pool,
    table: Table,
    members: Sequence[int],
    host: int | None,
    weights: Mapping[str, float],
    labels: Mapping[str, str],
) -> Circle:
    people, minutes = [whole.mentees[one] for one in members], table.minutes(members)
    return Circle(
        member_ids=tuple(one.id for one in people),
        host_id=None if host is None else whole.mentors[host].id,
        score=round(table.value(members) / len(members), 1),
        reasons=circle_reasons(Members(people, minutes, labels), weights),
        minutes=minutes,
    )

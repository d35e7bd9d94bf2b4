"""Every sentence of every reason is true of the people who read it, and gives nothing private away."""

import re
from dataclasses import replace
from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.circles.reasons import circle_reasons
from bot.matching.criteria import all_criteria
from bot.matching.overlap import shared_quarters
from bot.matching.pair import Members, Pair
from bot.matching.people import Candidate
from bot.matching.propose import propose, propose_circles
from bot.matching.reasons import reasons_for
from tests.examples import examples
from tests.matching.brute_force import minutes_between, permitted
from tests.matching.judged import (
    Circle,
    Two,
    all_judged,
    find_claim,
    holds_for_two,
    holds_in_circle,
)
from tests.matching.pools import (
    EVERYTHING,
    INTERESTS,
    LABELS,
    PATHS,
    RELATIONS,
    SPECIALTIES,
    STAGES,
    TOPICS,
    pool,
    pools,
)

FITS_RULES = "You fit every rule of this program. What you share is yours to find out."
EQUALS = "You are equals, and the circle fits everybody's rules."
STATEMENTS = ("directness", "planning", "learning", "push", "contact")
LANGUAGES = ("english", "welsh", "polish")
DEPARTMENTS = ("east", "west", "south", "north", "other", None)
# Were any of these said, it would be in these words.
SECRETS = {
    **{key: f"Secret {key}" for key in (*STATEMENTS, *PATHS, *LANGUAGES)},
    **{name: f"Person {name}" for name in ("boss", "ex")},
}
EVERY_LABEL = LABELS | SECRETS
DAY = 96
weights = st.one_of(
    st.just(EVERYTHING),
    st.dictionaries(st.sampled_from(sorted(EVERYTHING)), st.integers(0, 40), min_size=1),
)


def _told(rng: Random, name: str) -> Candidate:
    """Somebody of whom all sorts of things are known."""
    return Candidate(
        name,
        topics_offered=frozenset(rng.sample(TOPICS, rng.randint(0, 3))),
        topics_wanted=tuple(rng.sample(TOPICS, rng.randint(0, 4))),
        profession=rng.choice(["nurse", "midwife", "doctor", "operations", "other_clinical", None]),
        specialty=rng.choice([*SPECIALTIES, "other"]),
        department=rng.choice(DEPARTMENTS),
        site=rng.choice(["main", "branch", None]),
        career_stage=rng.choice([*STAGES, None]),
        capacity=rng.randint(0, 3),
        exclusions=frozenset({"ex"}),
        managers=frozenset({"boss"}),
        languages=frozenset(rng.sample(LANGUAGES, 2)),
        heading_for=frozenset(rng.sample(PATHS, rng.randint(0, 2))),
        been_there=frozenset(rng.sample(PATHS, rng.randint(0, 2))),
        patient_setting=rng.choice(["wards", "theatre", "none", None]),
        meets=rng.choice(["remote", "either", "either", None]),
        styles={key: rng.choice("aab") for key in rng.sample(STATEMENTS, rng.randint(0, 5))},
        interests=frozenset(rng.sample(INTERESTS, rng.randint(0, 3))),
        years_in_post=rng.choice([0.5, 1.0, 3.0, 5.0, 8.0, 12.0, None]),
    )


def _check_words(reasons, weighed, *, fallback):
    """At most three, each once, by weight; no number, no name, nothing of what people keep to themselves."""
    texts, keys = [one.text for one in reasons], [one.key for one in reasons]
    assert 1 <= len(texts) <= 3
    assert len(set(texts)) == len(texts)
    if fallback in texts:
        assert (keys, len(texts)) == (["rules"], 1)
    else:
        assert all(weighed.get(key, 0) > 0 for key in keys)
        assert [weighed[key] for key in keys] == sorted((weighed[key] for key in keys), reverse=True)
    for text in texts:
        assert not re.search(r"\d|_|Secret|secret|Person|person|boss", text)


def _check_pair(pool, match, weighed):
    _check_words(match.reasons, weighed, fallback=FITS_RULES)
    row, column = _places(pool.mentees)[match.mentee_id], _places(pool.mentors)[match.mentor_id]
    _check_two(pool, row, column, match.reasons)


def _check_trio(pool, match, weighed, minutes):
    """What is said to three is true of each two, whichever way round, in the time that all three share."""
    _check_words(match.reasons, weighed, fallback=FITS_RULES)
    assert not any(words in reason.text for reason in match.reasons for words in ("One of", "both"))
    rows = [_places(pool.mentees)[name] for name in match.user_ids]
    for one, other in permutations(rows, 2):
        _check_two(pool, one, other, match.reasons, minutes=minutes)


def _check_two(pool, row, column, reasons, **shared):
    two = Two(pool.mentees[row], pool.mentors[column], _minutes(pool, row, column))
    for reason in reasons:
        if reason.text == FITS_RULES:
            assert permitted(pool, row, column)
        else:
            assert holds_for_two(reason.key, reason.text, replace(two, **shared)), reason.text


def _places(people):
    return {one.id: place for place, one in enumerate(people)}


def _minutes(pool, row, column):
    found = minutes_between(pool, row, column)
    return None if np.isnan(found) else found


def _free(people, seed):
    """Stretches of 75 minutes that are free or not, so that some groups share only one."""
    return np.repeat(np.random.default_rng(seed).random((people, 14)) < 0.55, 5, axis=1)


def _together(free, people):
    return 15.0 * np.logical_and.reduce(free[people]).sum()


@examples(30)
@given(pools(most=5), weights, st.sampled_from([0.0, 45.0]))
def test_every_sentence_to_a_pair_is_true_of_the_two(pool, weighed, floor):
    for match in propose(pool, weighed, floor=floor, labels=EVERY_LABEL).matches:
        _check_pair(pool, match, weighed)


@pytest.mark.parametrize("weighed", [EVERYTHING, {"specialty": 60, "location": 40}, {"goals": 1}])
@pytest.mark.parametrize("seed", range(6))
def test_every_sentence_is_true_of_people_of_whom_much_is_known(seed, weighed):
    given_pool = _hospital(Random(seed))
    matches = propose(given_pool, weighed, labels=EVERY_LABEL).matches
    assert matches
    for match in matches:
        _check_pair(given_pool, match, weighed)


def _hospital(rng: Random):
    """Everybody mentors and is mentored, and others do only one of them."""
    both, mentees, mentors = ([_told(rng, f"{kind}{number}") for number in range(8)] for kind in "bem")
    mentees, mentors = [*both, *mentees], [*both, *mentors]
    minutes = np.array([[rng.choice([np.nan, 30.0, 50.0, 100.0]) for _ in mentors] for _ in mentees])
    return pool(mentees, mentors, minutes)


@examples(40)
@given(st.integers(0, 9), st.integers(0, 10_000), weights, st.sampled_from([0.0, 45.0]))
def test_every_sentence_to_two_or_three_who_mentor_each_other_is_true_of_all(many, seed, weighed, floor):
    rng, free = Random(seed), _free(many, seed)
    people = [replace(_told(rng, f"b{number}"), capacity=1) for number in range(many)]
    both = np.vstack([free, free])
    given_pool = pool(people, people, shared_quarters(both, both, mentees=many, cycles=1))
    rows = _places(people)
    for match in propose(given_pool, weighed, floor=floor, trios=True, labels=EVERY_LABEL).matches:
        if match.third_id is None:
            _check_pair(given_pool, match, weighed)
        else:
            together = _together(free, [rows[name] for name in match.user_ids])
            _check_trio(given_pool, match, weighed, together)


@examples(20)
@given(st.integers(4, 11), st.integers(0, 10_000), weights, st.booleans())
def test_every_sentence_to_a_circle_is_true_of_everybody_in_it(many, seed, weighed, alike):
    rng, free = Random(seed), _free(many, seed)
    people = [_told(rng, f"p{number}") for number in range(many)]
    if alike:
        people = [
            replace(one, site="main", career_stage="senior", department=f"d{place}", topics_wanted=TOPICS)
            for place, one in enumerate(people)
        ]
    peers = pool(people, [replace(one, capacity=1) for one in people])
    time = shared_quarters(free, free, mentees=many, cycles=1)
    found = propose_circles(pool(people, (), time), weighed, rng=Random(seed), labels=EVERY_LABEL)
    for circle in found.circles:
        rows = [_places(people)[name] for name in circle.member_ids]
        _check_words(circle.reasons, weighed, fallback=EQUALS)
        for reason in circle.reasons:
            if reason.text == EQUALS:
                assert all(permitted(peers, one, other) for one, other in permutations(rows, 2))
            else:
                members = Circle([people[row] for row in rows], _together(free, rows))
                assert holds_in_circle(reason.key, reason.text, members), reason.text


def test_every_claim_is_of_a_sentence_that_is_said_and_no_sentence_is_without():
    """Otherwise the laws above would be of nothing."""
    rng, said = Random(5), set()
    for _ in range(2500):
        one, other = _told(rng, "e"), _told(rng, "m")
        pair = Pair(one, other, rng.choice([None, 30.0, 60.0, 120.0]), RELATIONS, STAGES, EVERY_LABEL)
        for key in EVERYTHING:
            found = {reason for reason in reasons_for(pair, {key: 1}) if reason.text != FITS_RULES}
            claims = all_judged()[key].claims
            said |= {(one.key, find_claim(key, claims, one.text)[0]) for one in found}
    assert said == {(key, text) for key, judged in all_judged().items() for text in judged.claims}


def test_no_two_criteria_say_the_same():
    for spoken in ("claims", "circle_claims"):
        texts = [text for judged in all_judged().values() for text in getattr(judged, spoken)]
        assert len(texts) == len(set(texts))


def test_every_claim_about_a_circle_is_of_a_sentence_that_is_said_and_no_sentence_is_without():
    rng, said = Random(5), set()
    for _ in range(300):
        people = [_told(rng, f"p{number}") for number in range(2)]
        members = Members(people, rng.choice([None, 60.0, 120.0]), EVERY_LABEL)
        for key in EVERYTHING:
            found = {reason for reason in circle_reasons(members, {key: 1}) if reason.text != EQUALS}
            assert all(holds_in_circle(one.key, one.text, Circle(people, members.minutes)) for one in found)
            claims = all_judged()[key].circle_claims
            said |= {(one.key, find_claim(key, claims, one.text)[0]) for one in found}
    assert said == {(key, text) for key, judged in all_judged().items() for text in judged.circle_claims}
    assert {key for key, _ in said} == {one.key for one in all_criteria().values() if one.circle_reason}


@pytest.mark.parametrize("trios", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_what_is_nobody_elses_business_changes_no_word_of_a_match_that_stays(seed, trios):
    given_pool, rng = _hospital(Random(seed)), Random(seed + 1000)
    names = sorted({one.id for one in (*given_pool.mentees, *given_pool.mentors)})

    def some():
        return frozenset(rng.sample(names, rng.randint(0, 2)))

    changed = _with(
        given_pool,
        lambda: {
            "exclusions": some(),
            "past_partners": some(),
            "managers": some(),
            "declined": some(),
            "ranked": tuple(rng.sample(names, 2)),
            "languages": frozenset(rng.sample(LANGUAGES, rng.randint(1, 3))),
            "set_aside": rng.random() < 0.1,
        },
    )
    for one, other in _that_stay(given_pool, changed, _any_weights(seed), trios=trios):
        assert other == one


@pytest.mark.parametrize("trios", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_other_answers_about_oneself_change_only_the_sentences_about_them(seed, trios):
    given_pool, rng = _hospital(Random(seed)), Random(seed + 1000)

    def paths():
        return frozenset(rng.sample(PATHS, rng.randint(0, 2)))

    changed = _with(
        given_pool,
        lambda: {
            "heading_for": paths(),
            "been_there": paths(),
            "styles": {key: rng.choice("ab") for key in STATEMENTS},
        },
    )
    for one, other in _that_stay(given_pool, changed, _any_weights(seed), trios=trios):
        before, after = _open_ones(one), _open_ones(other)
        shorter = min(len(before), len(after))
        assert before[:shorter] == after[:shorter]


def _with(pool, answers):
    """The same new answers of somebody in both roles."""
    new = {name: answers() for name in sorted({one.id for one in (*pool.mentees, *pool.mentors)})}
    mentees, mentors = (
        tuple(replace(one, **new[one.id]) for one in people) for people in (pool.mentees, pool.mentors)
    )
    return replace(pool, mentees=mentees, mentors=mentors)


def _any_weights(seed):
    rng = Random(seed)
    return {key: rng.randint(0, 9) ** 2 for key in EVERYTHING}


def _that_stay(one_pool, other_pool, weighed, *, trios):
    """The reasons before and after of whoever is matched in both."""
    before, after = (
        {
            (match.user_ids, match.mutual): match.reasons
            for match in propose(one, weighed, trios=trios, labels=EVERY_LABEL).matches
        }
        for one in (one_pool, other_pool)
    )
    stay = before.keys() & after.keys()
    assert stay
    return [(before[people], after[people]) for people in sorted(stay)]


def _open_ones(reasons):
    return [one.text for one in reasons if one.text != FITS_RULES and not all_judged()[one.key].secret]

"""Which numbers are shown, and that no hidden one can be worked out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.privacy.disclosure import (
    Disclosed,
    DisclosureRules,
    disclose_breakdown,
    disclose_count,
    disclose_series,
    disclose_share,
)

RULES = DisclosureRules()
STRICT = DisclosureRules(activity_min_group=11, survey_min_group=11, count_round_to=10)
every_rules = st.sampled_from([RULES, STRICT])
sizes = st.integers(0, 12) | st.integers(0, 60)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "fewer than 5"),
        (4, "fewer than 5"),
        (5, "about 5"),
        (7, "about 5"),
        (8, "about 10"),
        (41, "about 40"),
        (43, "about 45"),
    ],
)
def test_a_count_is_rounded_and_hidden_when_small(count, text):
    assert disclose_count(count, RULES).text == text


def test_a_hidden_count_has_no_value():
    assert disclose_count(4, RULES).value is None
    assert disclose_count(38, RULES).value == 40


def shown(counts: Mapping[str, int]) -> list[str]:
    return [
        name for name, disclosed in disclose_breakdown(counts, RULES).items() if disclosed.value is not None
    ]


def test_groups_of_five_or_more_are_shown():
    assert shown({"north": 5, "south": 30}) == ["north", "south"]


def test_one_small_group_takes_the_next_smallest_with_it():
    assert shown({"north": 30, "south": 12, "east": 3, "west": 20}) == ["north", "west"]


def test_two_small_groups_protect_each_other():
    assert shown({"north": 30, "south": 2, "east": 3}) == ["north"]


def test_an_empty_group_counts_as_small():
    assert shown({"north": 30, "south": 0, "east": 9}) == ["north"]


def test_hidden_groups_read_alike():
    breakdown = disclose_breakdown({"north": 30, "south": 12, "east": 3}, RULES)

    assert breakdown["south"] == breakdown["east"] == Disclosed("not shown", None)


def test_a_breakdown_keeps_its_order_and_its_groups():
    assert list(disclose_breakdown({"b": 9, "a": 1, "c": 3}, RULES)) == ["b", "a", "c"]
    assert disclose_breakdown({}, RULES) == {}


def test_a_single_quiet_week_hides_its_neighbour_in_size():
    assert [week.value for week in disclose_series([20, 3, 9, 14], RULES)] == [20, None, None, 15]


def published(counts: tuple[int, ...], rules: DisclosureRules) -> tuple[object, ...]:
    """All that a reader sees: every group, and the total beside them."""
    groups = {str(number): count for number, count in enumerate(counts)}
    return (*disclose_breakdown(groups, rules).values(), disclose_count(sum(counts), rules))


@example(counts=(0, 0, 40), rules=RULES)
@example(counts=(2, 40), rules=RULES)
@given(counts=st.lists(sizes, min_size=2, max_size=4).map(tuple), rules=every_rules)
def test_no_hidden_group_can_be_worked_out_even_by_somebody_who_knows_the_rules(counts, rules):
    """Close to the true counts lie others that publish the same, with another value for each hidden group."""
    seen = published(counts, rules)
    near = product(*[range(max(0, count - 2), count + 3) for count in counts])
    consistent = [other for other in near if published(other, rules) == seen]

    for number, group in enumerate(seen[:-1]):
        if group == Disclosed("not shown", None):
            assert len({other[number] for other in consistent}) >= 2


BELOW = 25


Seen = tuple[object, ...]


def alternatives(worlds: Iterable[tuple[int, ...]], rules: DisclosureRules) -> dict[Seen, list[set[int]]]:
    """For everything that can be published: what each group can be in these worlds."""
    found: dict[Seen, list[set[int]]] = defaultdict(list)
    for counts in worlds:
        could_be = found[published(counts, rules)]
        if not could_be:
            could_be.extend(set() for _ in counts)
        for values, count in zip(could_be, counts, strict=True):
            values.add(count)
    return found


def worked_out(found: Mapping[Seen, list[set[int]]]) -> list[tuple[Seen, list[set[int]]]]:
    """What is published of which a hidden group has one possible value."""
    hidden = Disclosed("not shown", None)
    return [
        (seen, could_be)
        for seen, could_be in found.items()
        if any(group == hidden and len(each) < 2 for group, each in zip(seen, could_be, strict=False))
    ]


@pytest.mark.parametrize("groups", [2, 3])
@pytest.mark.parametrize("rules", [RULES, STRICT], ids=["usual", "strict"])
def test_no_hidden_group_of_a_few_has_one_possible_value(groups, rules):
    assert worked_out(alternatives(product(range(BELOW), repeat=groups), rules)) == []


def values_behind(counts: tuple[int, ...]) -> tuple[object, set[int]]:
    """What is published of groups from small to large, and the sizes of the hidden ones."""
    *groups, total = published(counts, RULES)
    shown = [group for group in groups if isinstance(group, Disclosed) and group.value is not None]
    hidden = {count for group, count in zip(groups, counts, strict=True) if group not in shown}
    return (len(groups) - len(shown), *shown, total), hidden


def one_value(worlds: Iterable[tuple[int, ...]]) -> list[object]:
    """What is published of groups from small to large with one size behind every hidden one.

    Enough, since which groups are hidden does not depend on their order: see the next test.
    """
    found: dict[object, set[int]] = defaultdict(set)
    for counts in worlds:
        seen, hidden = values_behind(counts)
        found[seen] |= hidden
    return [seen for seen, hidden in found.items() if len(hidden) == 1]


def test_nor_has_one_of_four():
    assert one_value(combinations_with_replacement(range(BELOW), 4)) == []


@pytest.mark.parametrize("counts", [(4,) * 14 + (7,), (0, 0, 8, 8, 8, 8), (4,) * 12], ids=str)
def test_nor_have_many_that_are_all_empty_or_all_just_too_small(counts):
    sizes_near = sorted({max(count + more, 0) for count in counts for more in (-1, 0, 1)})
    worlds = combinations_with_replacement(sizes_near, len(counts))
    assert values_behind(counts)[0] not in one_value(worlds)


@given(counts=st.lists(sizes, min_size=1, max_size=6), rules=every_rules, rng=st.randoms())
def test_which_groups_are_hidden_depends_on_their_sizes_and_not_on_their_names(counts, rules, rng):
    order = list(range(len(counts)))
    rng.shuffle(order)
    before, after = published(tuple(counts), rules), published(tuple(counts[n] for n in order), rules)
    assert after[:-1] == tuple(before[n] for n in order)


@given(counts=st.dictionaries(st.text(max_size=3), sizes), rules=every_rules)
def test_no_small_group_is_ever_shown_nor_a_single_one_hidden(counts, rules):
    breakdown = disclose_breakdown(counts, rules)
    hidden = [name for name, disclosed in breakdown.items() if disclosed.value is None]

    assert all(counts[name] >= rules.activity_min_group for name in counts if name not in hidden)
    assert len(hidden) != 1 or len(counts) == 1


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (5, 8, "not shown"),
        (4, 9, "45 % or less"),
        (0, 9, "45 % or less"),
        (5, 9, "55 % or more"),
        (9, 9, "55 % or more"),
        (28, 40, "about 70 %"),
        (29, 40, "about 75 %"),
        (40, 40, "90 % or more"),
        (10, 1000, "5 % or less"),
        (990, 1000, "95 % or more"),
    ],
)
def test_a_share_of_activity_hides_small_parts_and_small_rests(part, whole, text):
    assert disclose_share(part, whole, RULES).text == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (9, 9, "not shown"),
        (7, 10, "about 70 %"),
        (2, 10, "about 20 %"),
        (10, 10, "90 % or more"),
        (9, 10, "90 % or more"),
        (1, 10, "10 % or less"),
        (0, 10, "10 % or less"),
        (50, 50, "95 % or more"),
    ],
)
def test_a_survey_share_never_says_that_all_agree(part, whole, text):
    assert disclose_share(part, whole, RULES, survey=True).text == text


@given(whole=st.integers(0, 200), rules=every_rules, survey=st.booleans())
def test_everybody_reads_like_all_but_one_and_nobody_like_one(whole, rules, survey):
    def share(part: int) -> Disclosed:
        return disclose_share(part, whole, rules, survey=survey)

    assert share(whole) == share(max(whole - 1, 0))
    assert share(0) == share(min(1, whole))
    assert not {share(0).value, share(whole).value} & {0, 100}


@given(part=st.integers(0, 300), rest=st.integers(0, 300), survey=st.booleans())
def test_a_share_is_a_multiple_of_five_near_the_truth(part, rest, survey):
    disclosed = disclose_share(part, part + rest, RULES, survey=survey)
    if disclosed.value is not None and disclosed.text.startswith("about"):
        assert disclosed.value % 5 == 0
        assert abs(disclosed.value - 100 * part / (part + rest)) <= 2.5


@pytest.mark.parametrize(
    "lowered", [{"activity_min_group": 4}, {"survey_min_group": 9}, {"count_round_to": 1}]
)
def test_rules_may_be_raised_but_not_lowered(lowered):
    with pytest.raises(ValueError, match=next(iter(lowered))):
        DisclosureRules(**lowered)

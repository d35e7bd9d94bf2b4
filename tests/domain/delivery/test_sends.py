"""What a manager is told of what waits to be sent: never so that one pair could be picked out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery.sends import WEEKS, Send, four_weeks
from bot.domain.privacy.disclosure import DisclosureRules

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
RULES = DisclosureRules()
CHECK_INS, QUIET = "Questions whether they met", "Questions to pairs that have gone quiet"
FEW = "fewer than 5"


def asked(count, *, on=0, first=0):
    """So many questions on a day, each about a pair of its own."""
    return [Send(CHECK_INS, TODAY + on * DAY, f"M{first + n}", reveals=False) for n in range(count)]


def silent(count, *, on=0, each=1):
    return [Send(QUIET, TODAY + on * DAY, f"M{n}") for n in range(count) for _ in range(each)]


def weeks(*sends):
    return four_weeks(sends, [CHECK_INS], today=TODAY, rules=RULES)


def shown(*sends):
    return repr(weeks(*sends))


def test_there_are_four_weeks_of_seven_days_each_with_every_line():
    found = weeks()
    assert [week.first for week in found] == [TODAY + timedelta(weeks=n) for n in range(WEEKS)]
    assert all([line.title for line in week.lines] == [CHECK_INS] for week in found)
    assert {week.private for week in found} == {FEW}


def test_one_silent_pair_looks_like_none_and_like_four():
    """Its managers may not know yet: the pair is asked first (docs/managers.md)."""
    assert shown() == shown(*silent(1)) == shown(*silent(4, each=2))


def test_a_question_about_silence_has_no_line_and_no_day_however_many_there_are():
    [week, *_] = weeks(*silent(40, on=2))
    assert QUIET not in repr(week)
    assert week.private == "about 40"


def test_many_messages_about_few_pairs_are_few():
    assert shown(*silent(4, each=9)) == shown()
    few = [Send(CHECK_INS, TODAY, f"M{n % 4}", reveals=False) for n in range(30)]
    assert shown(*few) == shown()


def test_a_day_is_shown_where_it_is_about_enough_of_them():
    [week, *_] = weeks(*asked(12, on=1), *asked(3, on=2, first=20))
    [line] = week.lines
    assert (line.total, line.days) == ("about 15", [(TODAY + DAY, "about 10")])


def test_the_one_who_answered_between_two_looks_does_not_show():
    assert shown(*asked(6)) == shown(*asked(5)) == shown(*asked(7))


def test_a_post_is_shown_as_it_was_planned():
    post = Send("Announcements", TODAY + 8 * DAY, "A1", is_post=True)
    [_, second, *_] = weeks(post)
    assert [(line.title, line.total, line.days) for line in second.lines[:1]] == [
        ("Announcements", "1", [(TODAY + 8 * DAY, "1")])
    ]


def test_what_is_overdue_leaves_today():
    overdue = [Send(CHECK_INS, TODAY - 9 * DAY, f"M{n}", reveals=False) for n in range(10)]
    [week, *_] = weeks(*overdue)
    assert week.lines[0].days == [(TODAY, "about 10")]


SENDS = st.lists(
    st.builds(
        Send,
        st.sampled_from([CHECK_INS, QUIET]),
        st.integers(-3, 27).map(lambda days: TODAY + days * DAY),
        st.integers(0, 30).map("M{}".format),
    ).map(lambda one: Send(one.title, one.on, one.about, reveals=one.title == QUIET)),
    max_size=60,
)


@given(SENDS, st.integers(0, 30))
def test_whether_a_single_pair_is_asked_about_its_silence_never_shows_in_a_line(sends, pair):
    without = [one for one in sends if not (one.reveals and one.about == f"M{pair}")]
    lines = [week.lines for week in weeks(*sends)]
    assert lines == [week.lines for week in weeks(*without)]


@given(SENDS)
def test_no_number_under_five_is_ever_shown(sends):
    for week in weeks(*sends):
        texts = [week.private, *(line.total for line in week.lines)]
        texts += [count for line in week.lines for _, count in line.days]
        assert all(text == FEW or int(text.removeprefix("about ")) >= 5 for text in texts)

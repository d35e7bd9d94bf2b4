"""The charts of a measure over time and of reach by group, and what holds for every picture of figures."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from bot.domain.disclosure.figures import share
from bot.domain.disclosure.kinds import ON_TRACK
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.views.charts import Chart
from bot.views.charts.activity import ActivityChart, WeekBar, activity_chart
from bot.views.charts.frame import SIZE
from bot.views.charts.reach import ReachChart, reach_chart
from bot.views.charts.trend import TrendChart, trend_chart, trend_of
from bot.views.measures.targets import target_in_words, targets_in_words
from tests.figures import count_of, record, shown

MONDAY = date(2026, 1, 5)
FOUR_WEEKS = timedelta(weeks=4)
AT_LEAST_70 = Target(Comparison.AT_LEAST, low=70)
SVG = "{http://www.w3.org/2000/svg}"
# Of four nothing is shown, whatever they said.
FEW = 4


def of(yeses, could=40):
    return share(record(ON_TRACK, yeses, could))


def points(*yeses, could=40):
    return [
        (MONDAY + FOUR_WEEKS * turn, share(None) if one is None else of(one, could))
        for turn, one in enumerate(yeses)
    ]


def trend(*yeses, title="On track after 3 months", target=AT_LEAST_70, verdict=Verdict.REACHED):
    return trend_chart(TrendChart(title, points(*yeses), verdict, target))


def reach(*groups, title="Who is reached, by profession", of_staff=True):
    return reach_chart(ReachChart(title, groups, of_staff=of_staff))


def activity(*values, title="Meetings a week"):
    weeks = tuple(WeekBar(f"{turn} Jan", shown(value)) for turn, value in enumerate(values, start=1))
    return activity_chart(ActivityChart(title, weeks))


EACH = [
    pytest.param(lambda title: trend(20, None, 30, title=title), id="trend"),
    pytest.param(
        lambda title: reach(("A", of(3)), ("B", of(9)), ("C", share(None)), title=title), id="reach"
    ),
    pytest.param(lambda title: activity(10, None, 20, title=title), id="activity"),
]


def texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


def test_a_trend_says_its_target_and_verdict_in_words_and_every_figure():
    chart = trend(20, None, 30, 39)
    assert chart.alt_text == (
        "Line chart: On track after 3 months. Target: at least 70 %. Reached. From each Monday: "
        "5 Jan about 50 % (likely 35 to 65 %); 2 Feb not shown; 2 Mar about 75 % (likely 60 to 85 %); "
        "30 Mar 95 % or more (likely 90 to 100 %). Small numbers aren't shown, to protect small groups."
    )
    assert {"50 %", "75 %", "95+", "Target: at least 70 %. Reached."} <= set(texts(chart))


def test_two_dates_that_are_shown_are_a_line_and_one_is_no_chart():
    assert trend(20, 30) is not None
    assert trend(20) is None
    assert trend(None, 20, None) is None
    assert trend() is None


def test_no_line_leads_over_a_date_that_is_not_shown():
    lines = re.findall(r'<line [^>]*stroke-width="7"', trend(20, None, 30, 31).svg)
    assert len(lines) == 1


def test_a_trend_shows_its_last_eight_dates_and_says_no_other():
    chart = trend(*range(20, 32))
    assert "27 Apr" in chart.alt_text
    assert "30 Mar" not in chart.alt_text


@pytest.mark.parametrize(
    ("target", "lines", "said"),
    [
        (AT_LEAST_70, 1, "at least 70 %"),
        (Target(Comparison.UNDER, high=15), 1, "under 15 %"),
        (Target(Comparison.BETWEEN, low=50, high=90), 2, "50 to 90 %"),
        (Target(Comparison.REPORT), 0, ""),
        (None, 0, ""),
    ],
)
def test_a_target_is_dashed_and_one_that_aims_at_nothing_draws_none(target, lines, said):
    chart = trend(20, 30, target=target, verdict=Verdict.CLOSE if said else Verdict.NO_TARGET)
    in_legend = 1 if lines else 0
    assert chart.svg.count('stroke-dasharray="20 12"') == lines + in_legend
    assert target_in_words(target) == said
    assert ("Too close to tell." in chart.alt_text) is bool(said)


def test_a_results_own_trend_is_drawn():
    result = Result("pairs_active", of(30), Verdict.REACHED, AT_LEAST_70, trend=points(20, 30))
    assert trend_chart(trend_of(result, title="On track after 3 months")) == trend(20, 30)


def test_reach_keeps_the_order_of_its_list_and_says_what_is_small():
    chart = reach(("Nursing", of(3)), ("Medicine", of(20)), ("Pharmacy", share(None)))
    assert chart.alt_text == (
        "Bar chart: Who is reached, by profession. Of the staff of each group. Rounded. "
        "Nursing about 10 % (likely 0 to 20 %); Medicine about 50 % (likely 35 to 65 %); "
        "Pharmacy not shown. Small numbers aren't shown, to protect small groups."
    )
    assert [one for one in texts(chart) if one in ("Nursing", "Medicine", "Pharmacy")] == [
        "Nursing",
        "Medicine",
        "Pharmacy",
    ]


def test_without_a_directory_reach_is_in_numbers():
    chart = reach(("A", count_of(58)), ("B", count_of(3)), ("C", count_of(21)), of_staff=False)
    assert {"about 60", "fewer than 5", "about 20"} <= set(texts(chart))
    assert "A about 60; B fewer than 5; C about 20." in chart.alt_text


def test_one_group_compares_nothing():
    assert reach(("Nursing", of(3)), ("Medicine", share(None))) is None
    assert reach() is None


def test_what_a_phone_has_no_room_for_stands_in_the_list():
    chart = reach(*((f"Group {number:02}", of(20)) for number in range(14)))
    assert "Group 09" in chart.alt_text
    assert "Group 10" not in chart.alt_text
    assert "More groups stand in the list." in chart.alt_text


@pytest.mark.parametrize("draw", EACH)
def test_every_letter_is_large_enough_for_a_phone(draw):
    """At 390 pixels, a third of what is drawn, none is smaller than 11."""
    sizes = [int(one) for one in re.findall(r'font-size="(\d+)"', draw("Short").svg)]
    assert min(*sizes, SIZE) * 390 / 1200 >= 11


@pytest.mark.parametrize("draw", EACH)
def test_a_long_title_is_cut_to_one_line_but_said_in_full(draw):
    chart = draw("A title " + "that goes on " * 12)
    assert texts(chart)[0].endswith("…")
    assert len(texts(chart)[0]) * 0.54 * SIZE <= 1200 - 2 * 48
    assert "that goes on " * 12 in chart.alt_text


@pytest.mark.parametrize("draw", EACH)
def test_markup_in_a_name_stays_words(draw):
    chart = draw("<script>&</script>")
    assert texts(chart)[0] == "<script>&</script>"


@pytest.mark.parametrize("draw", EACH)
def test_the_drawing_carries_its_words_and_its_file_name_none(draw):
    chart = draw("Secret")
    assert ElementTree.fromstring(chart.svg).findtext(f"{SVG}desc") == chart.alt_text
    assert "secret" not in chart.filename


@pytest.mark.parametrize("yeses", range(1, FEW + 1))
def test_whatever_a_hidden_number_is_the_picture_is_the_same(yeses):
    """Bit for bit, in all three."""

    def few(number):
        return share(record(ON_TRACK, number, FEW))

    def drawn(number):
        over_time = [*points(20, 30), (MONDAY + FOUR_WEEKS * 2, few(number))]
        return (
            trend_chart(TrendChart("T", over_time, Verdict.CLOSE, AT_LEAST_70)),
            reach(("A", of(20)), ("B", of(9)), ("C", few(number))),
            activity_chart(ActivityChart("M", (WeekBar("5 Jan", shown(20)), WeekBar("12 Jan", few(number))))),
        )

    assert drawn(yeses) == drawn(0)


def test_every_shown_figure_is_in_the_words():
    figures = [of(yeses) for yeses in range(0, 41, 5)]
    groups = [(f"Group {number}", figure) for number, figure in enumerate(figures)]
    over_time = [(MONDAY + FOUR_WEEKS * turn, figure) for turn, figure in enumerate(figures[:8])]
    drawn = [
        (reach(*groups), figures),
        (trend_chart(TrendChart("T", over_time, Verdict.CLOSE)), figures[:8]),
    ]
    for chart, said in drawn:
        assert all(figure.text in chart.alt_text and figure.likely in chart.alt_text for figure in said)


def result(verdict, target=AT_LEAST_70):
    return Result("m", of(30), verdict, target)


def test_targets_are_counted_in_words_and_measures_without_one_are_none():
    results = [
        *[result(Verdict.REACHED)] * 3,
        result(Verdict.NOT_REACHED),
        *[result(Verdict.TOO_EARLY)] * 2,
        result(Verdict.NO_TARGET, None),
        result(Verdict.NO_TARGET, Target(Comparison.REPORT)),
    ]
    assert targets_in_words(results) == "Targets: 3 reached, 1 not reached, 2 too early to tell"
    assert targets_in_words([result(Verdict.NO_TARGET, None)]) == ""

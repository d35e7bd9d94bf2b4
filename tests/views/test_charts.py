"""The activity chart: its picture, and the words that say the same."""

import re
import struct
from xml.etree import ElementTree

import pytest

from bot.views.charts import Chart
from bot.views.charts.activity import ActivityChart, WeekBar, activity_chart
from tests.figures import shown

EARLIER = ("31 Aug", "7 Sep", "14 Sep", "21 Sep", "28 Sep", "5 Oct")
LABELS = (*EARLIER, "12 Oct", "19 Oct", "26 Oct", "2 Nov", "9 Nov", "16 Nov")
VALUES = (None, 10, 15, 15, 20, None, 25, 30, 35, None, 40, 35)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(values=VALUES, title="Meetings a week in New nurse mentoring") -> Chart:
    weeks = tuple(WeekBar(label, shown(value)) for label, value in zip(LABELS, values, strict=False))
    return activity_chart(ActivityChart(title, weeks))


def texts(chart: Chart) -> list[str]:
    """What can be read in the picture itself."""
    return [element.text or "" for element in ElementTree.fromstring(chart.svg).iter(f"{SVG}text")]


def bars(chart: Chart) -> list[str]:
    return [path.get("d", "") for path in ElementTree.fromstring(chart.svg).iter(f"{SVG}path")]


def test_it_is_a_png_of_the_promised_size():
    png = drawn().png

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (1200, 660)


def test_the_same_numbers_give_the_same_picture():
    assert drawn() == drawn()


def test_the_bundled_font_draws_the_words():
    titled, untitled = drawn(title="Mmmmmmmmmmmm"), drawn(title="")

    assert len(titled.png) > len(untitled.png) + 500


def test_the_words_carry_every_figure_of_the_picture():
    assert drawn().alt_text == (
        "Bar chart: Meetings a week in New nurse mentoring. Highest: about 40, week of 9 Nov. By week: "
        "31 Aug not shown; 7 Sep about 10; 14 Sep about 15; 21 Sep about 15; 28 Sep about 20; "
        "5 Oct not shown; 12 Oct about 25; 19 Oct about 30; 26 Oct about 35; 2 Nov not shown; "
        "9 Nov about 40; 16 Nov about 35. "
        "Numbers are rounded; small ones aren't shown, to protect small groups."
    )


def test_the_drawing_itself_carries_the_words_for_screen_readers():
    chart = drawn()

    assert ElementTree.fromstring(chart.svg).findtext(f"{SVG}desc") == chart.alt_text


def test_every_shown_week_has_its_number_above_its_bar():
    chart = drawn(values=(10, 25))

    assert texts(chart).count("25") == 1
    assert len(bars(chart)) == 2


def test_a_hidden_week_is_a_stub_of_one_size_without_a_number():
    chart = drawn(values=(None,) * 12)
    stubs = re.findall(r'height="(\d+)"[^>]*activity-hatch', chart.svg)

    assert len(set(stubs[:12])) == 1
    assert bars(chart) == []
    assert [text for text in texts(chart) if text.isdigit()] == [label.split()[0] for label in LABELS]
    assert "about" not in chart.alt_text
    assert "The numbers are still too small to show." in texts(chart)


def test_hatching_is_explained_only_where_there_is_some():
    explanation = "Not shown, to protect small groups"

    assert explanation in texts(drawn())
    assert explanation not in texts(drawn(values=(5, 10)))


def test_a_month_is_named_once():
    assert [text for text in texts(drawn()) if text in ("Aug", "Sep", "Oct", "Nov")] == [
        "Aug",
        "Sep",
        "Oct",
        "Nov",
    ]


@pytest.mark.parametrize(
    "title", ['</text><script>alert("1")</script>', "Nights & <days>", "Odd\x00\x0b\ud800signs"]
)
def test_markup_and_odd_signs_in_a_name_stay_words(title):
    chart = drawn(title=title)

    assert "<script>" not in chart.svg
    assert texts(chart)[0] == "".join(sign if sign.isprintable() else " " for sign in title)


def test_a_long_title_is_cut_to_one_line_but_said_in_full():
    chart = drawn(title="Meetings a week in " + "a very long name " * 9)

    assert texts(chart)[0].endswith("…")
    assert "a very long name " * 9 in chart.alt_text


def test_the_file_name_says_nothing_about_the_program():
    assert drawn(title="Secret").filename == "meetings-by-week.png"


def test_no_weeks_at_all_is_still_a_picture():
    assert drawn(values=()).png.startswith(b"\x89PNG")

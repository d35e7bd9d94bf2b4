"""Charts on a page: the drawing as it is made for Slack, and its figures for the table under it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from bot.content import Content
from bot.content.numbers.measures import name_of
from bot.domain.disclosure.figures import Figure
from bot.domain.measures.results import Result
from bot.views.charts.activity import activity_chart
from bot.views.charts.chart import Chart
from bot.views.charts.trend import trend_chart, trend_of
from bot.views.managing.summary import Summary, activity
from bot.views.measures.words import day_in_words


@dataclass(frozen=True, slots=True)
class Drawing:
    """`rows` are the figures that are drawn: from which day on, and the figure."""

    svg: Markup
    title: str
    begins: str
    counts: str
    rows: Sequence[tuple[str, Figure]]


def meetings_drawn(summary: Summary) -> Drawing | None:
    """None where too few numbers can be shown. The page says already of which program they are."""
    drawn = activity(summary)
    if not drawn.weeks:
        return None
    title = "Meetings a week" if drawn.is_by_week else "Meetings in four weeks"
    begins = "Week of" if drawn.is_by_week else "Four weeks from"
    chart = activity_chart(replace(drawn, title=title))
    return _drawing(chart, title, begins, "Meetings", summary.bars.met)


def trends_drawn(results: Sequence[Result], *, content: Content) -> list[Drawing]:
    """Of those that have been counted often enough for a line."""
    found = []
    for place, one in enumerate(results):
        title = name_of(content.measures, one.key)
        if chart := trend_chart(trend_of(one, title=title, mark=f"-{place}")):
            found.append(_drawing(chart, title, "From", "Result", one.trend))
    return found


def _drawing(
    chart: Chart, title: str, begins: str, counts: str, points: Sequence[tuple[date, Figure]]
) -> Drawing:
    """The drawing is made of a template of ours, in which every word is escaped."""
    return Drawing(
        Markup(chart.svg), title, begins, counts, [(day_in_words(day), one) for day, one in points]
    )

"""What a review draws: how often people met, who takes part by site, and measures over time."""

from collections.abc import Iterator

from bot.content import Content
from bot.domain.measures.results import Result
from bot.views.charts.activity import ActivityChart, WeekBar, activity_chart
from bot.views.charts.chart import Chart
from bot.views.charts.reach import ReachChart, reach_chart
from bot.views.charts.trend import trend_chart, trend_of
from bot.views.measures.targets import target_in_words
from bot.views.review.pack import Pack
from bot.views.review.words import measure_name

BY_SITE = "Who takes part, by site"


def meetings_drawn(pack: Pack) -> Chart | None:
    """None where no bar may be shown."""
    if not pack.bars.met:
        return None
    weeks = tuple(WeekBar(f"{monday.day} {monday:%b}", met) for monday, met in pack.bars.met)
    is_by_week = pack.bars.weeks == 1
    title = "Meetings a week" if is_by_week else "Meetings in four weeks"
    return activity_chart(ActivityChart(title, weeks, is_by_week=is_by_week))


def sites_drawn(pack: Pack) -> Chart | None:
    return reach_chart(ReachChart(BY_SITE, [*pack.reached.items()], of_staff=False))


def trends_drawn(pack: Pack, content: Content) -> Iterator[tuple[Result, Chart]]:
    """Draw the measures that have a target and enough figures over time for a line."""
    aimed = [one for one in pack.shown if target_in_words(one.target)]
    for place, one in enumerate(aimed):
        drawn = trend_chart(trend_of(one, title=measure_name(one, content), mark=f"-{place}"))
        if drawn:
            yield one, drawn

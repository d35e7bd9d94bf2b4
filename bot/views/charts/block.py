"""The chart that Slack draws itself: all that is known of a `data_visualization` block is here."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from bot.views.charts.activity import ActivityChart, WeekBar

MOST_CATEGORIES = 20
# At most 50 characters; labels and names at most 20.
TITLE, SERIES, WEEKS = "Meetings a week", "Meetings", "Week of"
TITLE_OF_FOUR, FOUR_WEEKS = "Meetings in four weeks", "Four weeks from"
DRAWN = "data_visualization"
# What Slack says where it does not know the block, or not this shape of it.
NOT_DRAWN = ("invalid_blocks", "invalid_blocks_format")


class BarChartBlock(Block):
    """Weeks, or four together, as bars. slack_sdk (3.47) does not know the block."""

    def __init__(self, weeks: list[WeekBar], *, is_by_week: bool = True) -> None:
        super().__init__(type=DRAWN)
        self._weeks = weeks
        self._title, self._axis = (TITLE, WEEKS) if is_by_week else (TITLE_OF_FOUR, FOUR_WEEKS)

    def to_dict(self, *_: Any) -> dict[str, Any]:
        """Lay it out as Slack documents it."""
        points = [{"label": week.label, "value": week.value} for week in self._weeks]
        axis = {"categories": [week.label for week in self._weeks], "x_label": self._axis, "y_label": SERIES}
        series = [{"name": SERIES, "data": points}]
        return {
            "type": self.type,
            "title": self._title,
            "chart": {"type": "bar", "series": series, "axis_config": axis},
        }


def chart_block(chart: ActivityChart) -> BarChartBlock | None:
    """Make the block of the weeks that are shown, the last ones; None where there are none.

    Every category has to have a value: a week whose number is hidden stands in the words alone.
    """
    shown = [week for week in chart.weeks if week.value is not None][-MOST_CATEGORIES:]
    return BarChartBlock(shown, is_by_week=chart.is_by_week) if shown else None


def without_charts(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give a message in words alone, for where Slack doesn't draw; None if it has no chart."""
    rest = [block for block in message["blocks"] if block["type"] != DRAWN]
    return {**message, "blocks": rest} if len(rest) < len(message["blocks"]) else None

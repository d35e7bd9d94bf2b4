"""Charts: one SVG drawing for the dashboard, its PNG for Slack, and words that say the same."""

from bot.views.charts.chart import Chart

__all__ = ["Chart"]

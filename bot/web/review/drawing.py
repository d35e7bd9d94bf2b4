"""A drawing on a page: the SVG itself, which says what it shows to whoever can't see it."""

from markupsafe import Markup

from bot.views.charts.chart import Chart


def as_drawing(chart: Chart | None) -> Markup:
    """Our own templates made it, with all that was typed escaped. Empty where nothing is drawn."""
    return Markup(chart.svg) if chart else Markup("")

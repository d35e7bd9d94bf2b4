"""Results in words: no share without what it may lie between, and without the Monday it is from."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.content import Content
from bot.content.numbers.measures import measure_of, name_of
from bot.domain.disclosure.figures import Figure, WhyNot
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.domain.measures.typed import say_target
from bot.views.feedback.words import capital, likely
from bot.views.parts import escape

VERDICTS: Mapping[Verdict, str] = {
    Verdict.REACHED: "*Reached.*",
    Verdict.NOT_REACHED: "*Not reached.*",
    Verdict.CLOSE: "*Too close to tell.*",
    Verdict.TOO_EARLY: "*Too early to tell.*",
}
BY_HR = "HR worked this out."
TREND_SHOWN = 4


def result_in_words(one: Result, *, content: Content) -> str:
    """Its name, the figure, what was aimed at and what came of that, and how it changed."""
    is_external = _is_external(one, content)
    lines = [
        f"*{escape(name_of(content.measures, one.key))}*",
        f"{capital(_said(one.figure, is_external))}. {period_in_words(one, content=content)}",
        target_in_words(one),
        *_beside(one, content=content),
        *_over_time(one.trend),
    ]
    return "\n".join(line for line in lines if line)


def _said(figure: Figure, is_external: bool) -> str:
    """What HR works out has no chance or noise in it that we know of."""
    return figure.text if is_external else f"{figure}{likely(figure)}"


def period_in_words(one: Result, *, content: Content) -> str:
    """ "From 5 January to 2 March 2026." """
    if one.as_of is None:
        return ""
    if _is_external(one, content):
        return f"As of {day_in_words(one.as_of)}. {BY_HR}"
    since = f"From {day_in_words(one.since)} to" if one.since else "As of"
    return f"{since} {day_in_words(one.as_of)}."


def target_in_words(one: Result) -> str:
    if one.target is None:
        return ""
    return f"{_aim(one.target)} {VERDICTS.get(one.verdict, '')}".rstrip()


def _aim(target: Target) -> str:
    note = f" You wrote: “{escape(target.note)}”." if target.note else ""
    if target.comparison is Comparison.REPORT:
        return f"No target in percent.{note}" if note else ""
    return f"Target: {say_target(target)}.{note}"


def _beside(one: Result, *, content: Content) -> list[str]:
    """The figure that it is compared with."""
    if one.earlier is None or not one.earlier.is_shown:
        return []
    is_external = _is_external(one, content)
    what = "Comparable staff" if is_external else "At the start"
    return [f"{what}: {_said(one.earlier, is_external)}."]


def _over_time(trend: Sequence[tuple[date, Figure]]) -> list[str]:
    """Two points or more, the latest of them."""
    shown = [figure.text for _, figure in trend[-TREND_SHOWN:]]
    return [f"Over time: {', '.join(shown)}."] if len(shown) > 1 else []


def trend_in_words(trend: Sequence[tuple[date, Figure]]) -> list[str]:
    """A line for each period, with the Monday on which it began."""
    return [f"• {day_in_words(day)}: {figure}{likely(figure)}" for day, figure in trend]


def why_untold(one: Result, *, content: Content) -> str:
    if _is_external(one, content):
        return "HR's result isn't here yet"
    if one.as_of is None:
        return "Not counted yet"
    if one.figure.why_not is WhyNot.FEW_ANSWERED:
        return "Too few people answered"
    return "Too few people so far, so that no one can be picked out"


def _is_external(one: Result, content: Content) -> bool:
    measure = measure_of(content.measures, one.key)
    return measure is not None and measure.is_external


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

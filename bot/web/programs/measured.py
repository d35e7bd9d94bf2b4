"""Results as rows of a table, in the words that Slack has for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.content.numbers.measures import measure_of, name_of
from bot.domain.measures.results import Result, Verdict
from bot.views.feedback.words import capital
from bot.views.measures.targets import aimed_at
from bot.views.measures.words import period_in_words, why_untold

TONES: Mapping[Verdict, str] = {Verdict.REACHED: "good", Verdict.NOT_REACHED: "look"}


@dataclass(frozen=True, slots=True)
class Row:
    """A result; `why` it can't be told, else empty. `answer` is its verdict with the tone of it, if any.

    `period` is the days that it counts, and `beside` what it is compared with.
    """

    result: Result
    name: str
    definition: str
    target: str
    answer: tuple[str, str] | None
    why: str
    period: str
    beside: str


def rows_of(results: Sequence[Result], *, content: Content) -> list[Row]:
    return [row_of(one, content=content) for one in results]


def row_of(one: Result, *, content: Content) -> Row:
    """Without a target there is no verdict either."""
    measure = measure_of(content.measures, one.key)
    has_target = one.verdict is not Verdict.NO_TARGET
    return Row(
        result=one,
        name=name_of(content.measures, one.key),
        definition=measure.definition if measure else "",
        target=aimed_at(one.target),
        answer=(capital(one.verdict), TONES.get(one.verdict, "")) if has_target else None,
        why="" if one.figure.is_shown else why_untold(one, content=content),
        period=period_in_words(one, content=content) if one.figure.is_shown else "",
        beside="Comparable staff" if measure and measure.is_external else "At the start",
    )

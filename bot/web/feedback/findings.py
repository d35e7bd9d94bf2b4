"""Findings as rows of a table: what each is about, what people said, and the figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.disclosure.figures import Figure
from bot.domain.feedback.findings import Choice, Finding, Says
from bot.views.feedback.words import heading_of, told_of


@dataclass(frozen=True, slots=True)
class FindingRow:
    """`told` is what those who are counted said, marked for Slack; `start` the share then, if it's shown."""

    about: str
    told: str
    finding: Finding
    start: Figure | None = None


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A question with its options in words, those that most chose first."""

    about: str
    options: list[tuple[str, Figure]]


def rows_of(findings: Iterable[Finding]) -> list[FindingRow]:
    return [FindingRow(heading_of(one), _told(one), one, _start(one)) for one in findings]


def _start(one: Finding) -> Figure | None:
    return one.earlier if one.earlier and one.earlier.is_shown else None


def _told(one: Finding) -> str:
    is_both = one.says is Says.MORE_CONFIDENT and one.of is not None and one.of.is_shown
    return f"{told_of(one)}, of {one.of} who answered both times" if is_both else told_of(one)


def choices_of(chosen: Iterable[Choice]) -> list[ChoiceRow]:
    return [
        ChoiceRow(one.item.text, [(one.item.options[number], share) for number, share in one.options])
        for one in chosen
    ]

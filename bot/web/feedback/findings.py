"""Findings as rows of a table: what each is about, what people said, and the figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.feedback.findings import Choice, Finding
from bot.views.feedback.words import heading_of, told_of


@dataclass(frozen=True, slots=True)
class FindingRow:
    """`told` is what those who are counted said, marked for Slack."""

    about: str
    told: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A question with its options in words, those that most chose first."""

    about: str
    options: list[tuple[str, object]]


def rows_of(findings: Iterable[Finding]) -> list[FindingRow]:
    return [FindingRow(heading_of(one), told_of(one), one) for one in findings]


def choices_of(chosen: Iterable[Choice]) -> list[ChoiceRow]:
    return [
        ChoiceRow(one.item.text, [(one.item.options[number], share) for number, share in one.options])
        for one in chosen
    ]

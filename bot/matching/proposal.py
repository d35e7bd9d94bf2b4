"""What matching proposes: pairs with reasons in words, and for everybody else what stood in the way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence to the two people, true of both, that a manager may read as well."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is 0 to 100."""

    mentee_id: str
    mentor_id: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """For managers: neither sentence tells whether somebody was excluded."""

    mentee_id: str
    why: str
    help: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`lowest` and `median` are scores of the matches; `would_help` speaks for all who are unmatched."""

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    would_help: tuple[str, ...] = ()
    lowest: float | None = None
    median: float | None = None

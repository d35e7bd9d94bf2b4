"""What matching proposes: pairs with reasons in words, and for everybody else what stood in the way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence to the people matched, true of all of them, that a manager may read as well."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is 0 to 100. If it is `mutual`, everybody mentors and is mentored; `third_id` makes it a trio.

    `notes` are for managers: what weighs much and was not said, such as "career path not said".
    """

    mentee_id: str
    mentor_id: str
    score: float
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...] = ()
    third_id: str | None = None
    mutual: bool = False

    @property
    def user_ids(self) -> tuple[str, ...]:
        return tuple(one for one in (self.mentee_id, self.mentor_id, self.third_id) if one is not None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that somebody else put together. `score` is 0 to 100, whatever is broken.

    `minutes` is shared welcome time per cycle, None if unknown. `broken` are the ids of rules, which nobody
    reads: some are private.
    """

    mentee_id: str
    mentor_id: str
    score: float
    reasons: tuple[Reason, ...]
    minutes: float | None
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """For managers: neither sentence tells whether somebody was excluded."""

    mentee_id: str
    why: str
    help: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """`lowest` and `median` are scores of the matches; `would_help` speaks for all who are unmatched.

    `relaxed` are sentences to managers: what was let go of in a small pool, so that more people have a match.
    """

    matches: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    would_help: tuple[str, ...] = ()
    lowest: float | None = None
    median: float | None = None
    relaxed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Circle:
    """`member_ids` are equals; the host comes on top. `minutes` is the time all share in one cycle."""

    member_ids: tuple[str, ...]
    host_id: str | None
    score: float
    reasons: tuple[Reason, ...]
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class CircleProposal:
    """`total` adds up every member's score with the others of their circle.

    No way to put people into circles of these sizes has a total above `at_most`; `gap` is the share of it
    that is missing.
    """

    circles: tuple[Circle, ...]
    unmatched: tuple[Unmatched, ...]
    would_help: tuple[str, ...] = ()
    total: float = 0.0
    at_most: float = 0.0

    @property
    def gap(self) -> float:
        return max(1 - self.total / self.at_most, 0.0) if self.at_most else 0.0

"""Arithmetic on lists of half-open spans that are sorted and don't touch."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]
FEW = 4


def merged(spans: Iterable[Span]) -> list[Span]:
    """Any spans, made sorted and apart; empty ones are left out."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def minus(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """What is left of `spans` outside `holes`; both sorted and apart."""
    if not holes:
        return list(spans)
    left = []
    for start, end in spans:
        at = start
        for index in range(bisect_right(holes, start, key=_end), len(holes)):
            hole_start, hole_end = holes[index]
            if hole_start >= end:
                break
            if hole_start > at:
                left.append((at, hole_start))
            at = hole_end
        if at < end:
            left.append((at, end))
    return left


def _end(span: Span) -> datetime:
    return span[1]


def _first_near(spans: Sequence[Span], at: datetime) -> int:
    """Where to begin: a day is often held against weeks."""
    return bisect_right(spans, at, key=_end) if len(spans) > FEW else 0


def common(left: Sequence[Span], right: Sequence[Span]) -> list[Span]:
    """The time in both; both sorted and apart."""
    if not left or not right:
        return []
    found = []
    i, j = _first_near(left, right[0][0]), _first_near(right, left[0][0])
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return found

"""What the words of a title say: work counts before being away, being away before a day off."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.rosters import RosterWords, Work

SEPARATOR = re.compile(r"\s+[-/]\s+|[-:](?=\s)|(?<=\s)[-/]|:(?!\d)|\s*[;,|()\[\]{}–—•*]\s*")
NUMBER = re.compile(r"\d\S*(?:\s*(?:am|pm)\b)?(?:\s+to\b)?", re.IGNORECASE)
HYPHENS = str.maketrans("\u2010\u2011", "--")
CANCELLED, IGNORED, SOME_WORK = "cancelled", "ignored", "some_work"
Listed = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """`work` is None where a word says work and not which, and where none says anything.

    It is sure unless it rests on words that stand in names too, with others beside them.
    """

    work: Work | None = None
    is_work: bool = False
    is_ignored: bool = False
    is_cancelled: bool = False
    is_sure: bool = True

    @property
    def is_free(self) -> bool:
        """Whether it only says what is no shift."""
        return self.is_ignored or self.is_cancelled


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a title between separators: what its words stand for, and whether it holds others."""

    names: tuple[str, ...]
    weak: tuple[str, ...]
    has_others: bool

    @property
    def counting(self) -> tuple[str, ...]:
        return self.names if self.has_others else (*self.names, *self.weak)


def evidence(title: str, words: RosterWords) -> Evidence:
    segments = [one for one in _segments(" ".join(title.translate(HYPHENS).split()), words) if one]
    found = {name for one in segments for name in one.counting}
    if _is_cancelled(segments, words):
        return Evidence(is_cancelled=True)
    kinds = [work for work in words.by_work if work.value in found]
    work = next((one for one in kinds if one.has_times), None)
    if work or SOME_WORK in found:
        return Evidence(work, is_work=True)
    if kinds:
        rests_on_names = all(kinds[0].value not in one.names for one in segments)
        return Evidence(kinds[0], is_sure=not (rests_on_names and any(one.has_others for one in segments)))
    return Evidence(is_ignored=IGNORED in found)


def _is_cancelled(segments: Sequence[_Segment], words: RosterWords) -> bool:
    """In front of a title or behind it, set apart from the rest, or beside nothing but work."""
    if any(one.counting == (CANCELLED,) and not one.has_others for one in (*segments[:1], *segments[-1:])):
        return True
    is_whole = len(segments) == 1 and not segments[0].has_others
    work = {SOME_WORK, CANCELLED, *(one.value for one in words.by_work if one.has_times)}
    return is_whole and CANCELLED in segments[0].names and work.issuperset(segments[0].counting)


def _segments(title: str, words: RosterWords) -> Iterable[_Segment | None]:
    known, names = _known(_listed(words))
    weak = _any_lower(words.in_names)
    for part in SEPARATOR.split(title):
        found = [one.lower() for one in known.findall(part)]
        rest = NUMBER.sub("", known.sub("", part))
        has_others = any(one.isalpha() for one in rest)
        if found or has_others:
            yield _Segment(
                tuple(name for one in found if one not in weak for name in names[one]),
                tuple(name for one in found if one in weak for name in names[one]),
                has_others,
            )


def _listed(words: RosterWords) -> Listed:
    by_work = ((work.value, listed) for work, listed in words.by_work.items())
    others = ((CANCELLED, words.cancelled), (SOME_WORK, words.some_work), (IGNORED, words.ignored))
    return (*others, *by_work)


@lru_cache(maxsize=8)
def _any_lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


@lru_cache(maxsize=8)
def _known(listed: Listed) -> tuple[re.Pattern[str], Mapping[str, tuple[str, ...]]]:
    """Of words that begin alike the longest is looked for: a day off is no day."""
    names: dict[str, tuple[str, ...]] = {}
    for name, words in listed:
        for word in words:
            names[word.lower()] = (*names.get(word.lower(), ()), name)
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE), names

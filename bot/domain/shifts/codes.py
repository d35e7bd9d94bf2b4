"""What shift codes mean: to whoever said so, to everybody, and in the usual lists of a few countries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.rosters import CodeChange, Codes, Meaning, RosterWords, Work


class Settled(StrEnum):
    """How a meaning came to count for everybody: two wards agree, or somebody who may decide did."""

    AGREED = "agreed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class CommonCode:
    """A code whose meaning counts for everybody who has said nothing else."""

    code: str
    meaning: Meaning
    settled: Settled


@dataclass(frozen=True, slots=True)
class SaidCode:
    """What one person says of a code. `ward` is where they work, None where that is not known."""

    code: str
    user_id: str
    meaning: Meaning
    ward: str | None = None


@dataclass(frozen=True, slots=True)
class CodeTable:
    """All that is said of codes in a workspace: what counts for everybody, by code, and what people say."""

    common: Mapping[str, CommonCode]
    said: Sequence[SaidCode]

    def said_of(self, code: str) -> list[SaidCode]:
        return [one for one in self.said if one.code == code]

    def meaning_to(self, user_id: str, code: str) -> Meaning | None:
        """What they say themselves, or else what counts for everybody."""
        own = next((one.meaning for one in self.said_of(code) if one.user_id == user_id), None)
        common = self.common.get(code)
        return own or (common.meaning if common else None)

    def meanings_besides(self, user_id: str | None, code: str) -> list[Meaning]:
        """What a code means to anybody but this person."""
        common = [self.common[code].meaning] if code in self.common else []
        return [*common, *(one.meaning for one in self.said_of(code) if one.user_id != user_id)]


@dataclass(frozen=True, slots=True)
class UsualCode:
    code: str
    name: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class CodeList:
    """The usual codes of a country. A zone that ends in "/" stands for all that begin so.

    `month_first`: whether dates in numbers are written so there; None where both are.
    """

    id: str
    name: str
    zones: tuple[str, ...]
    codes: tuple[UsualCode, ...]
    month_first: bool | None = None

    def is_at(self, zone: str) -> bool:
        return any(zone.startswith(one) if one.endswith("/") else zone == one for one in self.zones)

    def among(self, codes: Iterable[str]) -> tuple[UsualCode, ...]:
        """Those of its codes that are among these, in its own order."""
        wanted = frozenset(codes)
        return tuple(one for one in self.codes if one.code in wanted)


CodeLists = Mapping[str, CodeList]


def list_at(zone: str, lists: CodeLists) -> CodeList | None:
    """The list of the country a time zone belongs to."""
    return next((one for one in lists.values() if one.is_at(zone)), None)


def agreed(said: Sequence[SaidCode], *, words: RosterWords) -> Meaning | None:
    """Find the only meaning of a code that people of two different wards give; unknown ones never differ.

    None also where several meanings are agreed on: then nobody knows which.
    """
    wards: dict[Meaning, set[str]] = {}
    for one in said:
        if one.ward is not None:
            wards.setdefault(in_full(one.meaning, words), set()).add(one.ward)
    found = [meaning for meaning, known in wards.items() if len(known) > 1]
    return found[0] if len(found) == 1 else None


def in_full(meaning: Meaning, words: RosterWords) -> Meaning:
    """With the usual hours where it has none of its own, so that equal meanings are equal."""
    if meaning.hours is None and meaning.work.has_times:
        return Meaning(meaning.work, words.usual_hours.get(meaning.work))
    return meaning


def to_ask_again(said: Codes, *, table: CodeTable, lists: CodeLists, by: str | None = None) -> frozenset[str]:
    """Find the codes somebody calls a day off that are work to others, here or in a usual list.

    A slip would wake people.
    """
    return frozenset(
        code
        for code, meaning in said.items()
        if meaning.work is Work.OFF and _is_work(code, table.meanings_besides(by, code), lists)
    )


def _is_work(code: str, known: Iterable[Meaning], lists: CodeLists) -> bool:
    usual = (one.meaning for each in lists.values() for one in each.among([code]))
    return any(one.work.has_times for one in (*known, *usual))


def changes_for(
    user_id: str, codes: Iterable[str], *, before: CodeTable, after: CodeTable, words: RosterWords
) -> tuple[CodeChange, ...]:
    """What these codes meant to somebody and mean now, where that is not the same."""
    found = (
        CodeChange(code, before.meaning_to(user_id, code), after.meaning_to(user_id, code))
        for code in sorted(set(codes))
    )
    return tuple(one for one in found if not _is_same(one.before, one.after, words))


def added_up(known: Sequence[CodeChange], new: Sequence[CodeChange]) -> tuple[CodeChange, ...]:
    """Changes one after another as one each; what is as it was again is no change."""
    found = {one.code: one for one in known}
    for one in new:
        first = found.get(one.code)
        found[one.code] = CodeChange(one.code, first.before if first else one.before, one.after)
    return tuple(one for one in found.values() if one.before != one.after)


def _is_same(one: Meaning | None, other: Meaning | None, words: RosterWords) -> bool:
    if one is None or other is None:
        return one is other
    return in_full(one, words) == in_full(other, words)

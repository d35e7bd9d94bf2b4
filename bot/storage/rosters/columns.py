"""Column types of rosters, which give the nouns back as they were."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from bot.domain.availability import Shift, ShiftKind
from bot.domain.rosters import Assumed, CodeChange, Meaning, Work


class Assumptions(TypeDecorator[Mapping[date, Assumed]]):
    """What was assumed of days, kept as a JSON object: by the day, the name of the assumption."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: Mapping[date, Assumed] | None, dialect: Dialect
    ) -> dict[str, str] | None:
        return None if value is None else {day.isoformat(): one.name for day, one in value.items()}

    def process_result_value(
        self, value: Mapping[str, str] | None, dialect: Dialect
    ) -> Mapping[date, Assumed]:
        return {date.fromisoformat(day): Assumed[name] for day, name in (value or {}).items()}


class Changes(TypeDecorator[tuple[CodeChange, ...]]):
    """Changes of what codes mean, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[CodeChange] | None, dialect: Dialect) -> list[list[Any]]:
        return [[one.code, _plain(one.before), _plain(one.after)] for one in value or ()]

    def process_result_value(
        self, value: Sequence[Sequence[Any]] | None, dialect: Dialect
    ) -> tuple[CodeChange, ...]:
        return tuple(
            CodeChange(code, _meaning(before), _meaning(after)) for code, before, after in value or ()
        )


class Shifts(TypeDecorator[tuple[Shift, ...]]):
    """Shifts that are only ever read together, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Shift] | None, dialect: Dialect) -> list[list[str]]:
        return [[one.start.isoformat(), one.end.isoformat(), one.kind.value] for one in value or ()]

    def process_result_value(
        self, value: Sequence[Sequence[str]] | None, dialect: Dialect
    ) -> tuple[Shift, ...]:
        return tuple(
            Shift(datetime.fromisoformat(start), datetime.fromisoformat(end), ShiftKind(kind))
            for start, end, kind in value or ()
        )


def _plain(meaning: Meaning | None) -> list[str] | None:
    if meaning is None:
        return None
    return [meaning.work.value, *(one.isoformat() for one in meaning.hours or ())]


def _meaning(value: Sequence[str] | None) -> Meaning | None:
    if value is None:
        return None
    work, *hours = value
    return Meaning(
        Work(work), (time.fromisoformat(hours[0]), time.fromisoformat(hours[1])) if hours else None
    )

"""Small checks on one JSON value, and how they combine into the shape of an object."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

# A check is given a value and the JSON pointer to it, and yields its problems.
Check = Callable[[Any, str], Iterable[str]]
# A rule looks at a whole object, after its keys: what two keys may not say together.
Rule = Callable[[Mapping[str, Any], str], Iterable[str]]


def string(most: int, *, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield f"{at}: must be a string"
        elif len(value) < least or (least and not value.strip()):
            yield f"{at}: must not be empty"
        elif len(value) > most:
            yield f"{at}: {len(value)} characters, at most {most}"

    return check


def whole_number(least: int, most: int) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield f"{at}: must be a whole number from {least} to {most}"

    return check


def any_number(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        yield f"{at}: must be a number"


def flag(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{at}: must be true or false"


def one_of(*allowed: str) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{at}: must be one of {', '.join(allowed)}"

    return check


def anything(_value: Any, _at: str) -> Iterable[str]:
    return ()


def list_of(check_item: Check, *, most: int, least: int = 1) -> Check:
    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at}: must be a list"
            return
        if not least <= len(value) <= most:
            yield f"{at}: {len(value)} items, must be {least} to {most}"
        for number, item in enumerate(value):
            yield from check_item(item, f"{at}/{number}")

    return check


def shape(
    required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *, rules: Iterable[Rule] = ()
) -> Check:
    """An object with these keys and no others; `type` is taken for granted."""
    known = {**required, **(optional or {}), "type": anything}
    rules = tuple(rules)

    def check(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, Mapping):
            yield f"{at}: must be an object"
            return
        yield from (f"{at}/{key}: is required" for key in required if key not in value)
        for key, item in value.items():
            yield from known[key](item, f"{at}/{key}") if key in known else [f"{at}/{key}: is not known here"]
        for rule in rules:
            yield from rule(value, at)

    return check


def typed(kinds: Mapping[str, Check], what: str) -> Check:
    """An object whose `type` says which of the checks applies; `what` names the kinds in the problem."""

    def check(value: Any, at: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if isinstance(kind, str) and kind in kinds:
            yield from kinds[kind](value, at)
        else:
            yield f"{at}/type: {kind!r} is not a known {what}"

    return check


def either(first: str, second: str) -> Rule:
    """Exactly one of two keys."""

    def rule(value: Mapping[str, Any], at: str) -> Iterator[str]:
        if (first in value) == (second in value):
            yield f"{at}: needs either {first} or {second}, not {'both' if first in value else 'neither'}"

    return rule


def items(value: Any) -> list[Any]:
    """A list as it is, nothing for anything else: what is wrong with it is said by its own check."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The items of a list that are objects at all."""
    return [item for item in items(value) if isinstance(item, Mapping)]


def unlike(listed: Any, key: str, at: str) -> Iterator[str]:
    """A problem for every item whose `key` says the same as an earlier item's."""
    seen: set[str] = set()
    for number, item in enumerate(items(listed)):
        name = item.get(key) if isinstance(item, Mapping) else None
        if isinstance(name, str) and name in seen:
            yield f"{at}/{number}/{key}: {name!r} is used twice"
        if isinstance(name, str):
            seen.add(name)

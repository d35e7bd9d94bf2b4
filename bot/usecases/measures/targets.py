"""Targets as a manager types them in the plan's form, and as a shared file has them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.content.numbers.measures import Measure, measure_of, name_of
from bot.domain.measures.targets import REPORT, Target
from bot.domain.measures.typed import read_any_text, read_target, say_target

WHAT_TO_WRITE = (
    "Write a whole percent from 0 to 100, as in “70”, “at least 70”, “under 15” or “50 to 90”. Or write "
    "“report” to see the figure without a target."
)
# What forms said of these before targets were numbers, if nobody changed it.
USUAL_BEFORE = frozenset({"5 on average", "3 or more"})


def read_targets(
    typed: Mapping[str, str], before: Mapping[str, Target], measures: Mapping[str, Measure]
) -> tuple[dict[str, Target], dict[str, str]]:
    """The targets that were typed, by key, and the text of what can't be read. What is empty is neither.

    A target that reads as it stood keeps its note.
    """
    found: dict[str, Target] = {}
    unread: dict[str, str] = {}
    for key, text in typed.items():
        targets = _read(key, text, measures) if text else {}
        if targets is None:
            unread[key] = text
            continue
        found |= {one: _with_note(target, before.get(one)) for one, target in targets.items()}
    return found, unread


def _read(key: str, text: str, measures: Mapping[str, Measure]) -> Mapping[str, Target] | None:
    """A form from before targets were numbers may still be open: its own words are read as well."""
    measure = measure_of(measures, key)
    if measure and text not in USUAL_BEFORE and (target := read_target(text, usual=measure.usual(key))):
        return {key: target}
    anything = read_file_target(key, text, measures)
    is_read = text in USUAL_BEFORE or not any(target.note for target in anything.values())
    return anything if is_read else None


def _with_note(target: Target, before: Target | None) -> Target:
    return before if before and before.note and replace(before, note="") == target else target


def read_file_target(key: str, text: str, measures: Mapping[str, Measure]) -> Mapping[str, Target]:
    """Whatever stands in a file, by key: what can't be read as a number becomes a note."""
    measure = measures.get(key.partition(":")[0])
    parts = measure.part_ids if measure and key == measure.id else ()
    return read_any_text(key, text, parts=parts, usual=measure.usual(key) if measure else REPORT.comparison)


def targets_as_typed(targets: Mapping[str, Target]) -> dict[str, str]:
    """As the fields of the form show them."""
    return {key: say_target(target) for key, target in targets.items()}


def notes_in_words(targets: Mapping[str, Target], measures: Mapping[str, Measure]) -> Iterator[str]:
    """What could not be read as a number, for who brought the file."""
    for key, target in targets.items():
        if target.note:
            yield (
                f"The target of “{name_of(measures, key)}” is kept as a note, “{target.note}”: it isn't just "
                "a percent. Its manager can set one under “Edit plan”."
            )

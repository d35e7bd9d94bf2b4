"""The invented hospital's staff directory: the sample export, and who of it is here."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.content import load_content
from bot.demo.cast import Cast
from bot.demo.hospital import Invented
from bot.directory.mapping import SAMPLE, Codes, DirectoryMapping, load_mapping

EXPORT, MAPPING = SAMPLE / "people.csv", SAMPLE / "mapping.yml"

# What somebody is, in the order of the mapping's codes.
Post = tuple[str | None, ...]


def give_addresses(cast: Cast) -> None:
    """When they are in already: the page does not wait until the export is read."""
    found = addresses(cast.hospital.people)
    for (person, _), address in zip(cast.people, found, strict=True):
        person.email = address


def addresses(people: Sequence[Invented]) -> list[str]:
    """For each person the address of a row with exactly their post, or else one the directory never saw."""
    waiting = _addresses_by_post()
    found = []
    for one in people:
        rows = waiting.get(_post(one), [])
        found.append(rows.pop(0) if rows else f"{'.'.join(one.name.lower().split())}@hospital.example")
    return found


def _addresses_by_post() -> dict[Post, list[str]]:
    mapping = load_mapping(MAPPING, people=load_content().people)
    with EXPORT.open(newline="", encoding=mapping.encoding) as text:
        return _by_post(csv.DictReader(text, delimiter=mapping.delimiter), mapping)


def _by_post(rows: Iterable[dict[str, str]], mapping: DirectoryMapping) -> dict[Post, list[str]]:
    found = defaultdict(list)
    for row in rows:
        post = tuple(
            getattr(mapping.codes, name).get(row[mapping.column_of(name) or ""])
            for name in Codes.model_fields
        )
        found[post].append(row[mapping.columns.email or ""])
    return found


def _post(one: Invented) -> Post:
    return tuple(getattr(one, name) for name in Codes.model_fields)

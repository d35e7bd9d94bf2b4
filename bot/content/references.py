"""Checks that everything one file names is there in another."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.content.cards import Card
from bot.content.document import Document, Path
from bot.content.errors import Problem
from bot.content.fields import blanks_in, did_you_mean
from bot.content.guides import Guide
from bot.content.lines import Lines
from bot.content.people import People, Related
from bot.content.programs import ProgramTemplate
from bot.content.surveys import Surveys

Known = Collection[str] | None  # None: its own file cannot be read, so nothing is held against it


@dataclass(frozen=True, slots=True)
class Names:
    """Every id that one file may use to mean something in another."""

    programs: Known
    guides: Known
    measures: Known
    confidence_items: Known
    topics: Known
    signposts: Known


def check_ids(document: Document, path: Path, ids: Sequence[str], *, key: str = "id") -> Iterator[Problem]:
    """Items of a list that carry an id used before."""
    for place, name in enumerate(ids):
        if name in ids[:place]:
            yield document.problem((*path, place, key), f"`{name}` is used twice in this list; give it another")


def check_program(document: Document, program: ProgramTemplate, names: Names) -> Iterator[Problem]:
    yield from _unknown(document, ("guides",), program.guides, names.guides, "guide")
    yield from _unknown(document, ("success_measures",), program.success_measures, names.measures, "measure")
    yield from _unknown(
        document, ("confidence_items",), program.confidence_items, names.confidence_items, "confidence item"
    )
    yield from check_ids(document, ("milestones",), [milestone.key for milestone in program.milestones], key="key")


def check_guide(document: Document, guide: Guide, names: Names) -> Iterator[Problem]:
    if names.topics is not None and guide.topic not in names.topics:
        yield document.problem(("topic",), _no_such("topic", guide.topic, names.topics))


def check_card(document: Document, card: Card, names: Names) -> Iterator[Problem]:
    for key in ("listen", "say", "signpost", "escalate_when", "avoid"):
        for place, text in enumerate(getattr(card, key)):
            yield from _signposts(document, (key, place), text, names.signposts)
    yield from _signposts(document, ("after",), card.after, names.signposts)


def check_lines(document: Document, lines: Lines, names: Names) -> Iterator[Problem]:
    yield from _signposts(document, ("not_emergency",), lines.not_emergency, names.signposts)


def check_surveys(document: Document, surveys: Surveys, names: Names) -> Iterator[Problem]:
    yield from check_ids(document, ("items",), [item.id for item in surveys.items])
    for place, item in enumerate(surveys.items):
        yield from _unknown(document, ("items", place, "programs"), item.programs, names.programs, "program")


def check_people(document: Document, people: People, names: Names) -> Iterator[Problem]:
    del names  # its lists stand in the one file
    yield from _related(document, "related_professions", people.related_professions, people.professions)
    yield from _related(document, "related_specialties", people.related_specialties, people.specialties)
    yield from _related(document, "related_departments", people.related_departments, people.departments)
    yield from _once_each(document, "functions", people.functions, people.professions)
    yield from _once_each(document, "patient_settings", people.patient_settings, people.departments)


def _related(document: Document, key: str, groups: Related, known: Collection[str]) -> Iterator[Problem]:
    for place, group in enumerate(groups):
        yield from _unknown(document, (key, place), group, known, "entry")


def _once_each(
    document: Document, key: str, groups: Mapping[str, Sequence[str]], known: Collection[str]
) -> Iterator[Problem]:
    listed = [name for group in groups.values() for name in group]
    for group, names in groups.items():
        yield from _unknown(document, (key, group), names, known, "entry")
    for name in known:
        if listed.count(name) != 1:
            yield document.problem((key,), f"should hold `{name}` in exactly one line, not in {listed.count(name)}")


def _unknown(document: Document, path: Path, used: Sequence[str], known: Known, what: str) -> Iterator[Problem]:
    for place, name in enumerate(used):
        if known is not None and name not in known:
            yield document.problem((*path, place), _no_such(what, name, known))


def _signposts(document: Document, path: Path, text: str, known: Known) -> Iterator[Problem]:
    for name in blanks_in(text):
        if known is not None and name not in known:
            yield document.problem(path, _no_such("signpost", name, known))


def _no_such(what: str, name: str, known: Collection[str]) -> str:
    return f"there is no {what} `{name}`{did_you_mean(name, known)}"

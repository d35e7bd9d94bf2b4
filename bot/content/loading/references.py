"""Checks that everything one file names is there in another."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.content.announcements import ChampionWords
from bot.content.cards import Card, Escalation
from bot.content.guides import Guide
from bot.content.lines import Lines
from bot.content.loading.document import Document, Path
from bot.content.loading.errors import Problem
from bot.content.loading.fields import blanks_in, did_you_mean
from bot.content.people import People, Related
from bot.content.preferences import PreferenceLists
from bot.content.programs import ProgramTemplate
from bot.content.reflections import ReflectionFile
from bot.content.surveys import Surveys
from bot.domain.feedback.waves import WaveKind

MEASURES_FIRST_MEETING = re.compile(r"first_meeting_([0-9]+)d")
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
    cards: Known


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def check_ids(document: Document, key: str, items: Sequence[_HasId]) -> Iterator[Problem]:
    """Items of a list that carry an id used before."""
    return _used_twice(document, key, [item.id for item in items], called="id")


def _used_twice(document: Document, key: str, names: Sequence[str], *, called: str) -> Iterator[Problem]:
    for place, name in enumerate(names):
        if name in names[:place]:
            yield document.problem((key, place, called), f"`{name}` is used twice; give this one another")


def check_program(document: Document, program: ProgramTemplate, names: Names) -> Iterator[Problem]:
    yield from _unknown(document, ("guides",), program.guides, names.guides, "guide")
    yield from _unknown(document, ("success_measures",), program.success_measures, names.measures, "measure")
    yield from _unknown(
        document, ("confidence_items",), program.confidence_items, names.confidence_items, "confidence item"
    )
    yield from _used_twice(document, "milestones", [one.key for one in program.milestones], called="key")
    yield from _check_length(document, program)
    yield from _check_first_meeting(document, program)


def _check_first_meeting(document: Document, program: ProgramTemplate) -> Iterator[Problem]:
    """What is measured is what is counted."""
    days = program.first_meeting_days
    for place, name in enumerate(program.success_measures):
        measured = MEASURES_FIRST_MEETING.fullmatch(name)
        if measured and int(measured[1]) != days:
            sentence = f"is `{name}`, and first_meeting_days is {days}; make them agree"
            yield document.problem(("success_measures", place), sentence)


def _check_length(document: Document, program: ProgramTemplate) -> Iterator[Problem]:
    phases = sum(phase.weeks for phase in program.rhythm.phases)
    if phases not in (0, program.length_weeks):
        sentence = f"add up to {phases} weeks, and length_weeks is {program.length_weeks}; make them agree"
        yield document.problem(("rhythm", "phases"), sentence)
    for place, milestone in enumerate(program.milestones):
        if milestone.week > program.length_weeks:
            sentence = f"is {milestone.week}, after the end in week {program.length_weeks}"
            yield document.problem(("milestones", place, "week"), sentence)


def check_guide(document: Document, guide: Guide, names: Names) -> Iterator[Problem]:
    if names.topics is not None and guide.topic not in names.topics:
        yield document.problem(("topic",), _no_such("topic", guide.topic, names.topics))
    yield from _unknown(document, ("also",), guide.also, names.topics, "topic")


def check_reflections(document: Document, found: ReflectionFile, names: Names) -> Iterator[Problem]:
    yield from check_ids(document, "reflections", found.reflections)
    yield from _unknown_keys(document, "suits", found.suits, names.topics, "topic")
    known = sorted({one.topic for one in found.reflections})
    for topic, kinds in found.suits.items():
        yield from _unknown(document, ("suits", topic), kinds, known, "topic of a reflection")


def _unknown_keys(
    document: Document, key: str, used: Iterable[str], known: Known, kind: str
) -> Iterator[Problem]:
    for name in used:
        if known is not None and name not in known:
            yield document.problem((key, name), _no_such(kind, name, known))


def check_card(document: Document, card: Card, names: Names) -> Iterator[Problem]:
    for key in ("listen", "say", "signpost", "escalate_when", "avoid"):
        for place, text in enumerate(getattr(card, key)):
            yield from _signposts(document, (key, place), text, names.signposts)
    yield from _signposts(document, ("after",), card.after, names.signposts)
    yield from _unknown(document, ("see",), card.see, names.cards, "card")


def check_escalation(document: Document, policy: Escalation, names: Names) -> Iterator[Problem]:
    for place, level in enumerate(policy.levels):
        for key in ("looks_like", "act", "kept"):
            yield from _signposts(document, ("levels", place, key), getattr(level, key), names.signposts)
    for place, rule in enumerate(policy.rules):
        yield from _signposts(document, ("rules", place), rule, names.signposts)


def check_lines(document: Document, lines: Lines, names: Names) -> Iterator[Problem]:
    yield from _signposts(document, ("not_emergency",), lines.not_emergency, names.signposts)


def check_surveys(document: Document, surveys: Surveys, names: Names) -> Iterator[Problem]:
    yield from check_ids(document, "items", surveys.items)
    repeated = {one.id for one in surveys.items if one.repeat_for and one.wave is WaveKind.BASELINE}
    for place, item in enumerate(surveys.items):
        yield from _unknown(document, ("items", place, "programs"), item.programs, names.programs, "program")
        if item.since and item.since not in repeated:
            yield document.problem(
                ("items", place, "since"), f"there is no repeated item `{item.since}` before it"
            )


def check_champion(document: Document, words: ChampionWords, names: Names) -> Iterator[Problem]:
    yield from _unknown_keys(document, "helps", words.helps, names.measures, "measure")


def check_people(document: Document, people: People) -> Iterator[Problem]:
    yield from _related(document, "related_professions", people.related_professions, people.professions)
    yield from _related(document, "related_specialties", people.related_specialties, people.specialties)
    yield from _related(document, "related_departments", people.related_departments, people.departments)
    yield from _related(document, "workflow_links", people.workflow_links, people.departments)
    yield from _once_each(document, "functions", people.functions, people.professions)
    yield from _once_each(document, "patient_settings", people.patient_settings, people.departments)
    yield from _labelled(document, people)


def _labelled(document: Document, people: People) -> Iterator[Problem]:
    labels = people.patient_setting_labels
    for name in labels:
        if name not in people.patient_settings:
            sentence = _no_such("patient setting", name, people.patient_settings)
            yield document.problem(("patient_setting_labels", name), sentence)
    for name in people.patient_settings:
        if name not in labels:
            yield document.problem(("patient_setting_labels",), f"has no label for `{name}`; add one")


def check_preferences(document: Document, lists: PreferenceLists) -> Iterator[Problem]:
    used, known = lists.leadership_aspirations, lists.aspirations
    yield from _unknown(document, ("leadership_aspirations",), used, known, "aspiration")
    yield from _related(document, "related_leadership", lists.related_leadership, used)


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
            yield document.problem((key,), f"has `{name}` {listed.count(name)} times; keep it once")


def _unknown(
    document: Document, path: Path, used: Sequence[str], known: Known, kind: str
) -> Iterator[Problem]:
    for place, name in enumerate(used):
        if known is not None and name not in known:
            yield document.problem((*path, place), _no_such(kind, name, known))


def _signposts(document: Document, path: Path, text: str, known: Known) -> Iterator[Problem]:
    for name in blanks_in(text):
        if known is not None and name not in known:
            yield document.problem(path, _no_such("signpost", name, known))


def _no_such(kind: str, name: str, known: Collection[str]) -> str:
    return f"there is no {kind} `{name}`{did_you_mean(name, known)}"

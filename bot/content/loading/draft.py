"""A language's content before it is known to be whole: what could be read, and the checks between files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from bot.content.announcements import Announcements, ChampionWords
from bot.content.briefings import BRIEFED, Briefing
from bot.content.cards import Card, Escalation
from bot.content.charter import Charter
from bot.content.codes import CodeFile
from bot.content.guides import Guide
from bot.content.lines import Lines
from bot.content.loading.document import Document
from bot.content.loading.errors import Problem
from bot.content.loading.references import (
    Names,
    check_card,
    check_champion,
    check_escalation,
    check_guide,
    check_ids,
    check_lines,
    check_people,
    check_preferences,
    check_program,
    check_reflections,
    check_surveys,
)
from bot.content.loading.shelf import Found, Shelf
from bot.content.numbers.ledger import LedgerFile
from bot.content.numbers.measures import MeasureFile
from bot.content.people import People
from bot.content.preferences import PreferenceLists
from bot.content.programs import ProgramTemplate
from bot.content.reflections import ReflectionFile
from bot.content.rosters import RosterFile
from bot.content.rotations import RotationFile
from bot.content.signposts import SignpostFile
from bot.content.surveys import Surveys
from bot.content.timing import PresetFile, QuietFile
from bot.content.topics import TopicFile

M = TypeVar("M", bound=BaseModel)
PROGRAMS, GUIDES, CARDS, BRIEFINGS = "programs", "guides", "cards", "briefings"
MOST_PROGRAMS = 10  # radio buttons in Slack


@dataclass(frozen=True, slots=True)
class Draft:
    """None stands for a file that cannot be used."""

    programs: list[Found[ProgramTemplate]]
    guides: list[Found[Guide]]
    cards: list[Found[Card]]
    briefings: list[Found[Briefing]]
    charter: Found[Charter] | None
    escalation: Found[Escalation] | None
    signposts: Found[SignpostFile] | None
    presets: Found[PresetFile] | None
    quiet: Found[QuietFile] | None
    topics: Found[TopicFile] | None
    people: Found[People] | None
    preferences: Found[PreferenceLists] | None
    measures: Found[MeasureFile] | None
    ledger: Found[LedgerFile] | None
    lines: Found[Lines] | None
    reflections: Found[ReflectionFile] | None
    surveys: Found[Surveys] | None
    announcements: Found[Announcements] | None
    champion: Found[ChampionWords] | None
    rosters: Found[RosterFile] | None
    rotations: Found[RotationFile] | None
    codes: Found[CodeFile] | None


def read_draft(shelf: Shelf) -> Draft:
    """Whatever is wrong, inside files or between them, is in the shelf's problems afterwards."""
    draft = Draft(
        programs=shelf.folder(PROGRAMS, ProgramTemplate),
        guides=shelf.folder(GUIDES, Guide),
        cards=shelf.folder(CARDS, Card),
        briefings=shelf.folder(BRIEFINGS, Briefing, needed=BRIEFED),
        charter=shelf.file("charter.yml", Charter),
        escalation=shelf.file("escalation.yml", Escalation),
        signposts=shelf.file("signposts.yml", SignpostFile),
        presets=shelf.file("shift_presets.yml", PresetFile),
        quiet=shelf.file("quiet_rules.yml", QuietFile),
        topics=shelf.file("topics.yml", TopicFile),
        people=shelf.file("people.yml", People),
        preferences=shelf.file("preferences.yml", PreferenceLists),
        measures=shelf.file("measures.yml", MeasureFile),
        ledger=shelf.file("ledger.yml", LedgerFile),
        lines=shelf.file("lines.yml", Lines),
        reflections=shelf.file("reflections.yml", ReflectionFile),
        surveys=shelf.file("surveys.yml", Surveys),
        announcements=shelf.file("announcement.yml", Announcements),
        champion=shelf.file("champion.yml", ChampionWords),
        rosters=shelf.file("roster.yml", RosterFile),
        rotations=shelf.file("rotations.yml", RotationFile),
        codes=shelf.file("codes.yml", CodeFile),
    )
    shelf.problems.extend(_between_files(draft, _names(shelf, draft)))
    shelf.check_strangers()
    return draft


def _names(shelf: Shelf, draft: Draft) -> Names:
    topics = draft.topics.model if draft.topics else None
    return Names(
        programs=shelf.names(PROGRAMS),
        guides=shelf.names(GUIDES),
        measures=[one.id for one in draft.measures.model.measures] if draft.measures else None,
        confidence_items=draft.surveys.model.confidence_items if draft.surveys else None,
        topics=[*topics.topics, *topics.guide_only] if topics else None,
        signposts=[one.id for one in draft.signposts.model.signposts] if draft.signposts else None,
        cards=shelf.names(CARDS),
    )


def _between_files(draft: Draft, names: Names) -> Iterator[Problem]:
    yield from _each(draft.programs, lambda at, one: check_program(at, one, names))
    yield from _too_many(draft.programs)
    yield from _each(draft.guides, lambda at, one: check_guide(at, one, names))
    yield from _each(draft.cards, lambda at, one: check_card(at, one, names))
    yield from _each([draft.escalation], lambda at, one: check_escalation(at, one, names))
    yield from _each([draft.lines], lambda at, one: check_lines(at, one, names))
    yield from _each([draft.surveys], lambda at, one: check_surveys(at, one, names))
    yield from _each([draft.champion], lambda at, one: check_champion(at, one, names))
    yield from _each([draft.people], check_people)
    yield from _each([draft.preferences], check_preferences)
    yield from _each([draft.signposts], lambda at, one: check_ids(at, "signposts", one.signposts))
    yield from _each([draft.rotations], lambda at, one: check_ids(at, "rotations", one.rotations))
    yield from _each([draft.presets], lambda at, one: check_ids(at, "shift_presets", one.shift_presets))
    yield from _each([draft.measures], lambda at, one: check_ids(at, "measures", one.measures))
    yield from _each([draft.codes], lambda at, one: check_ids(at, "countries", one.countries))
    yield from _each([draft.reflections], lambda at, one: check_reflections(at, one, names))


def _each(
    found: Iterable[Found[M] | None], check: Callable[[Document, M], Iterable[Problem]]
) -> Iterator[Problem]:
    for one in found:
        if one is not None:
            yield from check(one.document, one.model)


def _too_many(programs: Sequence[Found[ProgramTemplate]]) -> Iterator[Problem]:
    sentence = f"is one program too many: {MOST_PROGRAMS} can be offered"
    for one in programs[MOST_PROGRAMS:]:
        yield Problem(one.document.file, 0, "", sentence)

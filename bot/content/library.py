"""Loads a language's content, all or nothing, and holds what was loaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from pydantic import BaseModel

from bot.content.announcements import Announcements, ChampionWords
from bot.content.briefings import Briefing
from bot.content.cards import Card, Escalation
from bot.content.charter import Charter
from bot.content.guides import Guide
from bot.content.lines import Lines
from bot.content.loading.draft import Draft, read_draft
from bot.content.loading.errors import ContentError, Problem
from bot.content.loading.shelf import Found, Shelf
from bot.content.numbers.ledger import LedgerFile
from bot.content.numbers.measures import Measure
from bot.content.people import People
from bot.content.preferences import PreferenceLists
from bot.content.programs import ProgramTemplate
from bot.content.reflections import Reflection
from bot.content.signposts import Signpost
from bot.content.surveys import Surveys
from bot.content.timing import NOT_SAID, DefaultWindows
from bot.domain.availability import QuietRules, ShiftPreset
from bot.domain.pausing import Until
from bot.domain.rosters import RosterWords
from bot.domain.shifts.codes import CodeLists

HERE = Path(__file__).parent
Item = TypeVar("Item", bound="_HasId")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Content:
    """All words and rules of one language, by id and in the order they are shown; `topics` are labels.

    `signed_version` names what a program's lead signs off: the cards, the charter and the policy as they
    read. `reflections_for` gives the topics of reflections that go with a topic people talk about.
    """

    programs: Mapping[str, ProgramTemplate]
    guides: Mapping[str, Guide]
    cards: Mapping[str, Card]
    briefings: Mapping[str, Briefing]
    charter: Charter
    escalation: Escalation
    signed_version: str
    signposts: Mapping[str, Signpost]
    presets: Mapping[str, ShiftPreset]
    quiet_rules: QuietRules
    default_windows: DefaultWindows
    snooze_choices: Mapping[Until, str]
    topics: Mapping[str, str]
    people: People
    preferences: PreferenceLists
    measures: Mapping[str, Measure]
    ledger: LedgerFile
    lines: Lines
    reflections: Mapping[str, Reflection]
    reflections_for: Mapping[str, Sequence[str]]
    surveys: Surveys
    announcements: Announcements
    champion: ChampionWords
    roster_words: RosterWords
    code_lists: CodeLists

    def preset(self, preset_id: str | None) -> ShiftPreset:
        """One without fixed times when the person has not said, or when their preset is no longer offered."""
        return self.presets.get(preset_id or "", NOT_SAID)


def load_content(language: str = "en", folder: Path | None = None) -> Content:
    """Reads `folder`/`language`, by default from this package. Raises ContentError with everything wrong."""
    return _read(folder.resolve() / language) if folder else _shipped(language)


@cache
def _shipped(language: str) -> Content:
    """It comes with the code, and changes with it alone."""
    return _read(HERE / language)


def _read(root: Path) -> Content:
    if not root.is_dir():
        raise ContentError(
            [Problem(f"{root.parent.name}/{root.name}", 0, "", "there is no content in this language")]
        )
    shelf = Shelf(root)
    draft = read_draft(shelf)
    if shelf.problems:
        raise ContentError(shelf.problems)
    return _content(draft)


def _content(draft: Draft) -> Content:
    quiet = _whole(draft.quiet)
    cards = [one.model for one in draft.cards]
    charter, escalation = _whole(draft.charter), _whole(draft.escalation)
    return Content(
        programs=_by_id(one.model for one in draft.programs),
        guides=_by_id(one.model for one in draft.guides),
        cards=_by_id(cards),
        briefings=_by_id(one.model for one in draft.briefings),
        charter=charter,
        escalation=escalation,
        signed_version=_version_of(*sorted(cards, key=lambda one: one.id), charter, escalation),
        signposts=_by_id(_whole(draft.signposts).signposts),
        presets=MappingProxyType(_whole(draft.presets).for_domain()),
        quiet_rules=quiet.for_domain(),
        default_windows=quiet.default_windows,
        snooze_choices=MappingProxyType(quiet.snoozes()),
        topics=_whole(draft.topics).topics,
        people=_whole(draft.people),
        preferences=_whole(draft.preferences),
        measures=_by_id(_whole(draft.measures).measures),
        ledger=_whole(draft.ledger),
        lines=_whole(draft.lines),
        reflections=_by_id(_whole(draft.reflections).reflections),
        reflections_for=_whole(draft.reflections).suits,
        surveys=_whole(draft.surveys),
        announcements=_whole(draft.announcements),
        champion=_whole(draft.champion),
        roster_words=replace(
            _whole(draft.rosters).for_domain(), rotations=_whole(draft.rotations).for_domain()
        ),
        code_lists=_by_id(one.for_domain() for one in _whole(draft.codes).countries),
    )


def _version_of(*read: BaseModel) -> str:
    """Name what these say; other words, another name."""
    said = "\n".join(one.model_dump_json() for one in read)
    return sha256(said.encode()).hexdigest()[:8]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _by_id(items: Iterable[Item]) -> Mapping[str, Item]:
    return MappingProxyType({item.id: item for item in items})


def _whole(found: Found[M] | None) -> M:
    if found is None:
        raise AssertionError("a file that can't be used is a problem, and problems were raised before")
    return found.model

"""Looking back at a program, and turning a finding into a change of its plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.disclosure.board import Board
from bot.domain.disclosure.kinds import ON_TRACK
from bot.domain.feedback.retrospective import (
    Lesson,
    Lever,
    Verdict,
    lessons_of,
    objective_of,
    with_change,
)
from bot.domain.feedback.waves import WaveKind
from bot.domain.matching.choices import MatchedBy
from bot.domain.programs.programs import Program, require_editable, require_manager
from bot.domain.programs.versions import WHY
from bot.errors import InvalidInput, NotNow
from bot.planning.findings import plan_you_said
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.feedback.findings import closed_waves, find_in
from bot.usecases.programs.forms import (
    NOT_LISTED,
    Page,
    PurposePage,
    TargetsPage,
    budget_of,
    length_in_weeks,
)
from bot.usecases.programs.history import keep_change
from bot.usecases.programs.times import TimesPage
from bot.views.feedback.retrospective import Retrospective, why_in_words
from bot.views.programs.words import changes_in_words

GONE = "That isn't among the findings any more. Open the page again from Home."
# What is asked before anything has happened says nothing of how it went.
LOOKED_BACK_AT = frozenset({WaveKind.PULSE, WaveKind.MID, WaveKind.END})


@dataclass(frozen=True, slots=True)
class ChangeSuggested:
    """`after` is the program with what is suggested, as `line` says; `budget` is its minutes a month."""

    after: Program
    lesson: Lesson
    line: str
    length_weeks: int

    @property
    def budget(self) -> int:
        return budget_of(self.after)


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """`lines` say what changed; none where nothing did."""

    program: Program
    lines: tuple[str, ...]
    why: str


async def look_back(db: Database, *, act: Act, program_id: str) -> Retrospective:
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        lessons = await read_lessons(repos, program)
        cells = await repos.cells.list_for_programs(act.workspace_id, [program_id], since=program.starts_on)
    board = Board(tuple(cells.get(program_id, ())))
    return Retrospective(
        program,
        lessons,
        on_track=board.latest_share(ON_TRACK, today=act.now.date()),
        hours=board.hours(program.minutes),
    )


async def read_lessons(repos: Repositories, program: Program) -> list[Lesson]:
    """Of the last people whose waves closed: the latest wave first, each question once."""
    waves = await closed_waves(repos, program)
    latest = [one for one in waves if one.intake == waves[0].intake and one.kind in LOOKED_BACK_AT]
    found: dict[str, Lesson] = {}
    for wave in latest:
        for lesson in lessons_of(await find_in(repos, wave, waves), program.plan.targets):
            found.setdefault(lesson.key, lesson)
    return sorted(found.values(), key=lambda one: one.verdict is not Verdict.TO_CHANGE)


async def suggest_change(
    db: Database, *, act: Act, program_id: str, key: str, content: Content
) -> ChangeSuggested:
    """Raises NotNow for what is no finding any more, and where the plan stays as it is."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        require_editable(program)
        lesson = await _lesson(repos, program, key)
    template = content.programs[program.template_id]
    after = with_change(program, lesson)
    lines = changes_in_words(program, after, content=content)
    line = next(iter(lines.values()), "") if lesson.lever is not Lever.OBJECTIVE else objective_of(lesson)
    return ChangeSuggested(after, lesson, line, length_in_weeks(after) or template.length_weeks)


async def change_plan(
    db: Database, *, act: Act, program_id: str, key: str, typed: str, content: Content
) -> PlanChanged:
    """Keep one field of the plan, with why, and tell the people in it. Raises InvalidInput by field."""
    async with db.transaction() as repos:
        before = await repos.programs.get(act.workspace_id, program_id, lock=True)
        require_manager(before, user_id=act.by)
        require_editable(before)
        lesson = await _lesson(repos, before, key)
        after = _applied(before, lesson.lever, typed, content, act.now)
        why = why_in_words([lesson])
        lines = tuple(changes_in_words(before, after, content=content).values())
        kept = await keep_change(repos, before, after, by=act.by, content=content, now=act.now, why=why)
        if lines:
            await tell_people(repos, before, now=act.now)
        else:
            lines = await _changed_before(repos, before, why)
    return PlanChanged(kept, lines, why)


async def _changed_before(repos: Repositories, program: Program, why: str) -> tuple[str, ...]:
    """For a second submit of the same form: what the first one did."""
    versions = await repos.program_versions.list_for_program(program.workspace_id, program.id)
    return versions[0].lines if versions and versions[0].why == why else ()


async def tell_people(repos: Repositories, program: Program, *, now: datetime) -> None:
    """One message after each wave to everyone who has a place, or had one to the end."""
    wave = next(iter(await closed_waves(repos, program)), None)
    if wave is None:
        return
    enrolments = await repos.enrolments.list_for_program(program.workspace_id, program.id)
    people = [one.user_id for one in enrolments if one.state.has_a_place]
    await repos.outbox.plan(plan_you_said(wave, people, now=now))


def changes_offered(program: Program, lessons: Sequence[Lesson], *, content: Content) -> Mapping[str, str]:
    """By finding, what it would change of the plan, in words."""
    found = {}
    for lesson in lessons:
        lines = changes_in_words(program, with_change(program, lesson), content=content)
        if lesson.verdict is not Verdict.WORKED and lines:
            is_objective = lesson.lever is Lever.OBJECTIVE
            found[lesson.key] = objective_of(lesson) if is_objective else next(iter(lines.values()))
    return found


def with_lessons(
    draft: Program, lessons: Sequence[Lesson], *, content: Content
) -> tuple[Program, Mapping[str, str]]:
    """The draft with what they suggest, and the lines for its history."""
    after = draft
    for lesson in lessons:
        after = with_change(after, lesson)
    if not lessons:
        return draft, {}
    return after, {**changes_in_words(draft, after, content=content), WHY: why_in_words(lessons)}


async def _lesson(repos: Repositories, program: Program, key: str) -> Lesson:
    found = {one.key: one for one in await read_lessons(repos, program)}
    if key not in found:
        raise NotNow(GONE)
    return found[key]


def _applied(program: Program, lever: Lever, typed: str, content: Content, now: datetime) -> Program:
    if lever is Lever.MATCHING:
        if typed not in tuple(MatchedBy):
            raise InvalidInput({"matched_by": NOT_LISTED})
        return replace(program, plan=replace(program.plan, matched_by=MatchedBy(typed)))
    return _page(program, lever, typed, content).applied(program, content=content, today=now.date())


def _page(program: Program, lever: Lever, typed: str, content: Content) -> Page:
    """The page of the plan's form that has this field, as it is but for what was typed there."""
    if lever is Lever.OBJECTIVE:
        return replace(PurposePage.of(program), objectives=typed)
    if lever is Lever.TIME:
        return replace(TargetsPage.of(program), minutes_a_month=typed)
    changes: dict[str, Any] = {TYPED[lever]: typed}
    return replace(TimesPage.of(program, content=content), **changes)


TYPED: Mapping[Lever, str] = {
    Lever.RHYTHM: "every_weeks",
    Lever.LENGTH: "length_weeks",
    Lever.TALK: "minutes",
    Lever.PLACES: "capacity",
}

"""Variants of what a closed wave came to, and of looking back at a program."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.content import load_content
from bot.domain.feedback.findings import find
from bot.domain.feedback.retrospective import lessons_of, with_change
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.measures.targets import at_least
from bot.domain.programs.states import ProgramState
from bot.domain.programs.versions import WHY, ProgramVersion
from bot.views.feedback import change, findings, notes, retrospective
from bot.views.feedback.retrospective import why_in_words
from bot.views.programs import files as program_files
from tests.domain.feedback.closed_waves import at_the_end, at_the_start, closed
from tests.figures import board_of, on_track

CONTENT = load_content()
AT = datetime(2026, 8, 3, 9, tzinfo=UTC)
LINE = "Rhythm: every three weeks → every four weeks"
CHANGED = ("Rhythm: every three weeks → every four weeks. You said: Rhythm, about 40 % (likely 25 to 55 %).",)
TARGETS = {
    "match_fit": at_least(80),
    "safe_to_be_open": at_least(80),
    "pairs_active:3_months": at_least(70),
    "pairs_active:6_months": at_least(60),
}
MET = {date(2026, 6, 1): (20, 30), date(2026, 6, 8): (18, 30)}


def variants_of_findings(program):
    first, before = at_the_start()
    cells = [*at_the_end(), *before]
    found = find(closed(), cells, first=first)
    lessons = lessons_of(find(closed(), at_the_end(mentees=(60, 70), mentors=(40, 48))), TARGETS)
    few = find(closed(), at_the_end(mentees=(3, 9), mentors=(2, 4)))
    quarter = replace(closed(WaveKind.MID), intake="2026Q2")
    hours = board_of({}, met=MET)

    def page(**about):
        return findings.findings_page(findings.FindingsPage(program, **about))

    def back(found, **about):
        figures = {"on_track": on_track(25, 32), "hours": hours.hours(45)}
        return retrospective.retrospective_page(
            retrospective.Retrospective(program, found, **{**figures, **about})
        )

    program = replace(program, plan=replace(program.plan, targets=TARGETS))
    over = replace(program, state=ProgramState.CLOSED)
    return {
        "findings": page(found=found, others=[first], may_change=True),
        "findings_of_people": page(found=found, others=[quarter, first], changed=CHANGED),
        "findings_of_few": page(found=few, may_change=True),
        "findings_none": page(may_change=True),
        "retrospective": back(lessons),
        "retrospective_over": retrospective.retrospective_page(
            retrospective.Retrospective(over, lessons[:3], on_track(2, 3), hours.hours(45))
        ),
        "retrospective_none": back([]),
        **changing(program, lessons),
    }


def changing(program, lessons):
    """A finding turned into a change: each lever's field, and what comes of it."""
    by_lever = {lesson.lever: lesson for lesson in lessons}
    forms = {
        f"change_{lever}": change.change_form(
            with_change(program, lesson),
            lesson=lesson,
            line=LINE,
            length_weeks=26,
            budget=75,
            content=CONTENT,
        )
        for lever, lesson in by_lever.items()
    }
    why = why_in_words(lessons[:1])
    offered = {lesson.key: LINE for lesson in lessons[:2]}
    return {
        **forms,
        "change_saved": change.change_saved(program, lines=(LINE,), why=why),
        "change_nothing": change.change_saved(program, lines=(), why=why),
        "answers_in": notes.answers_in(program, kind=WaveKind.END, intake=COHORT),
        "you_said": notes.you_said(program, kind=WaveKind.END, intake=COHORT),
        "cohort_with_changes": program_files.cohort_form(
            program, name="Spring", context="P1:P2", changes=offered, chosen=list(offered)[:1]
        ),
        "program_history_why": program_files.program_history(
            program,
            versions=[
                ProgramVersion("T1", program.id, 2, AT, "UMANAGER", {"every_weeks": LINE, WHY: why}),
            ],
        ),
    }

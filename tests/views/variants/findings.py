"""Variants of what a closed wave came to, and of looking back at a program."""

from dataclasses import replace
from datetime import date

from bot.domain.feedback.findings import find
from bot.domain.feedback.retrospective import lessons_of
from bot.domain.feedback.waves import WaveKind
from bot.domain.programs.states import ProgramState
from bot.views.feedback import findings, retrospective
from tests.feedback import at_the_end, at_the_start, closed
from tests.figures import board_of, on_track

CHANGED = ("Rhythm: every three weeks → every four weeks. You said: Rhythm, about 40 % (likely 25 to 55 %).",)
TARGETS = {"match_fit": "80 % agree", "safe_to_be_open": "80 % agree"}
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
        figures = {"on_track": on_track(25, 32), "hours": hours.hours(45), "target": "70 % and 60 %"}
        return retrospective.retrospective_page(
            retrospective.Retrospective(program, found, **{**figures, **about})
        )

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
    }

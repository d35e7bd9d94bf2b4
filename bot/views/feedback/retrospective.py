"""Looking back at a program: what worked, what is unclear and what to change, and from there to the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.domain.disclosure.figures import Figure
from bot.domain.feedback.retrospective import Lesson, Verdict
from bot.domain.measures.targets import Target
from bot.domain.measures.typed import say_target
from bot.domain.programs.programs import Program
from bot.views.feedback.words import capital, heading_of, likely, told_of
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, listed, many_words, small, words
from bot.views.refs import ChangeRef

TITLE = "What to do next"
ASK_FIRST = (
    "Read a low number as a question about time and shifts first. A change only fills in the plan for you: "
    "nothing is kept until you save it."
)
NOTHING_YET = "There is nothing to look back at yet. You'll find it here once a set of questions has closed."
# Of the rest there is no room on one page.
LESSONS_SHOWN = 12
AFTER = {"pairs_active:3_months": "after 3 months", "pairs_active:6_months": "after 6 months"}


@dataclass(frozen=True, slots=True)
class Retrospective:
    """`lessons` of its waves, the most urgent first; `on_track` and `hours` are from activity.

    In a program that is over a change is one of the next cohort's.
    """

    program: Program
    lessons: Sequence[Lesson]
    on_track: Figure
    hours: Figure


def retrospective_page(page: Retrospective) -> Modal:
    if not page.lessons:
        return Modal(TITLE, [words(f"*{escape(page.program.name)}*"), words(NOTHING_YET)])
    return Modal(
        TITLE,
        [
            words(f"*{escape(page.program.name)}*"),
            *_next_version(page.program),
            *_part("What to change first", page, Verdict.TO_CHANGE),
            *_part("What is unclear", page, Verdict.UNCLEAR),
            *_part("What worked", page, Verdict.WORKED),
            *_activity(page),
            small(ASK_FIRST),
        ],
    )


def _next_version(program: Program) -> list[Block]:
    start = button("Start the next version", Action.NEXT_VERSION, value=program.id, style="primary")
    return [buttons(start)]


def _part(title: str, page: Retrospective, verdict: Verdict) -> list[Block]:
    found = [one for one in page.lessons if one.verdict is verdict][:LESSONS_SHOWN]
    if not found:
        return []
    if verdict is Verdict.WORKED:
        return [HeaderBlock(text=title), *many_words(lesson_in_words(one) for one in found)]
    return [HeaderBlock(text=title), *(_with_change(one, page.program) for one in found)]


def _with_change(lesson: Lesson, program: Program) -> Block:
    ref = str(ChangeRef(program.id, lesson.key))
    change = button("Turn into a change", Action.CHANGE, value=ref)
    return words(lesson_in_words(lesson), accessory=change)


def lesson_in_words(lesson: Lesson) -> str:
    aim = f" You aimed at {lesson.target} %." if lesson.target else ""
    told = f"{capital(lesson.share.text)} {_told(lesson)}{likely(lesson.share)}."
    return f"*{escape(heading(lesson))}*\n{told}{aim}"


def heading(lesson: Lesson) -> str:
    return lesson.option if lesson.finding is None else heading_of(lesson.finding)


def _told(lesson: Lesson) -> str:
    if lesson.choice is not None:
        return f"chose this for “{escape(lesson.choice.item.text)}”"
    assert lesson.finding is not None
    return told_of(lesson.finding)


def _activity(page: Retrospective) -> list[Block]:
    lines = activity_in_words(page)
    return [HeaderBlock(text="Meetings and time"), *many_words(lines)] if lines else []


def activity_in_words(page: Retrospective) -> list[str]:
    aim = _aim(page.program.plan.targets)
    so_many = f"{capital(page.on_track.text)} of mentorships with time to meet are on track"
    found = (
        (page.on_track, f"{so_many}{likely(page.on_track)}.{aim}"),
        (page.hours, f"Talks took {page.hours} hours, as planned for each."),
    )
    return [line for figure, line in found if figure.is_shown]


def _aim(targets: Mapping[str, Target]) -> str:
    """What the program aimed at for pairs on track."""
    found = {after: targets[key] for key, after in AFTER.items() if key in targets}
    said = [f"{say_target(one)} {after}" for after, one in found.items() if one.low or one.high]
    return f" Your target: {listed(said)}." if said else ""


def why_in_words(lessons: Iterable[Lesson]) -> str:
    """What the history of a plan says of why it changed."""
    return " ".join(f"People said: “{heading(one)}”, {one.share}{likely(one.share)}." for one in lessons)

"""The summary of a program for its channel: totals in words, no names, small numbers hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ConversationSelectElement

from bot.domain.disclosure.board import Bars
from bot.domain.disclosure.figures import Figure
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.views.charts.activity import ActivityChart, WeekBar, alt_text
from bot.views.charts.block import chart_block
from bot.views.ids import Action, Field
from bot.views.measures.targets import targets_in_words
from bot.views.message import Message
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    channel_picker,
    escape,
    small,
    weekday_in_words,
    words,
    writes_to,
)
from bot.views.room import as_many_as_fit

SMALL_NUMBERS = (
    "Numbers are rounded and a little blurred on purpose, and small ones are hidden, so that no one can be "
    "picked out."
)
LOCK_SCREEN = "Lamplight: the totals of a mentoring program, and its meetings over time."
REGULARLY = "Post this regularly"
ON_MONDAY = "Totals are counted once a week. The first ones come on Monday."


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of a program, as of a Monday; None before the first.

    `bars` are its meetings over time, `results` what its measures came to.
    """

    program: Program
    as_of: date | None
    enrolled: Figure
    mentorships: Figure
    on_track: Figure
    meetings: Figure
    bars: Bars
    results: Sequence[Result] = ()

    @property
    def says_something(self) -> bool:
        """Whether it says more than how many take part: of a small program it does not."""
        shown = (self.on_track, self.meetings, *(one.figure for one in self.results))
        return self.as_of is not None and any(figure.is_shown for figure in shown)


def key_figures(summary: Summary) -> str:
    if summary.as_of is None:
        return ON_MONDAY
    targets = targets_in_words(summary.results)
    lines = [*total_lines(summary), *([f"• {targets}"] if targets else [])]
    return "\n".join([f"As of {weekday_in_words(summary.as_of)}:", *lines])


def total_lines(summary: Summary) -> list[str]:
    figures = (
        (summary.enrolled, "people have joined"),
        (summary.mentorships, "mentorships introduced so far"),
        (summary.on_track, f"of mentorships that had time to meet are on track{_likely(summary.on_track)}"),
        (summary.meetings, "meetings in the last 12 weeks"),
    )
    return [f"• {figure.text} {what}" for figure, what in figures if figure.is_shown]


def _likely(figure: Figure) -> str:
    return f" (likely {figure.likely})" if figure.likely else ""


def summary_text(summary: Summary) -> str:
    """The words that go with the chart."""
    return f"*{escape(summary.program.name)}*\n{key_figures(summary)}\n_{SMALL_NUMBERS}_"


def summary_message(summary: Summary) -> Message:
    """What is posted where Slack draws the chart, or where there is none."""
    drawn = activity(summary)
    chart = chart_block(drawn)
    figures = [chart, small(escape(alt_text(drawn)))] if chart else []
    return Message(LOCK_SCREEN, [words(summary_text(summary)), *figures])


def summary_preview(summary: Summary, *, is_drawn: bool = True) -> Message:
    """As it would be posted, and where. Without `is_drawn` its chart is there in words."""
    if summary.as_of is None:
        return _nothing_yet(summary.program)
    confirm = asks_first(writes_to("everyone in the channel", "now"), question="Post it?", yes="Post it")
    post = button("Post it", Action.SUMMARY_POST, value=summary.program.id, style="primary", confirm=confirm)
    return Message(
        "A preview of the program summary. Only you can see it.",
        [
            words("*Preview.* Only you can see this."),
            words(summary_text(summary)),
            *_chart_in_preview(summary, is_drawn),
            words("Post it to"),
            ActionsBlock(block_id=Field.CHANNEL, elements=[_channel(summary.program)]),
            buttons(
                post,
                button(REGULARLY, Action.SUMMARY_SCHEDULE, value=summary.program.id),
                button("Cancel", Action.SUMMARY_CANCEL, value=summary.program.id),
            ),
        ],
    )


def _channel(program: Program) -> ConversationSelectElement:
    return channel_picker(Action.SUMMARY_CHANNEL, chosen=program.channel_id)


def _chart_in_preview(summary: Summary, is_drawn: bool) -> list[Block]:
    drawn = activity(summary)
    if not drawn.weeks:
        return [small("There is no chart yet: too few weeks have numbers that can be shown.")]
    chart = chart_block(drawn) if is_drawn else None
    return [*([chart] if chart else []), small(escape(alt_text(drawn)))]


def _nothing_yet(program: Program) -> Message:
    text = f"There is nothing to post for *{escape(program.name)}* yet. {ON_MONDAY}"
    return Message(text, [words(text)])


def summary_posted(program: Program) -> Message:
    text = f"Posted to <#{program.channel_id}>."
    return Message(text, [words(text)])


def summary_cancelled() -> Message:
    text = "Nothing was posted."
    return Message(text, [words(text)])


def choose_program(programs: Sequence[Program]) -> Message:
    return Message(
        "Which program is the summary for?",
        as_many_as_fit(
            [
                words(
                    f"*{escape(program.name)}*", accessory=button("Preview", Action.SUMMARY, value=program.id)
                )
                for program in programs
            ]
        ),
    )


def activity(summary: Summary) -> ActivityChart:
    """The meetings as bars, of a week or of four; none where too few can be shown."""
    bars = summary.bars
    weeks = tuple(WeekBar(f"{monday.day} {monday:%b}", met) for monday, met in bars.met)
    each = "a week" if bars.weeks == 1 else "in four weeks"
    return ActivityChart(f"Meetings {each}: {summary.program.name}", weeks, is_by_week=bars.weeks == 1)

"""The summary of a program for its channel: totals in words, no names, small numbers hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.disclosure.figures import Figure
from bot.domain.programs.programs import Program
from bot.views.charts.activity import ActivityChart, WeekBar, alt_text
from bot.views.charts.block import chart_block
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import asks_first, button, buttons, escape, small, weekday_in_words, words, writes_to
from bot.views.room import as_many_as_fit

SMALL_NUMBERS = (
    "Numbers are rounded and a little blurred on purpose, and small ones are hidden, so that nobody can be "
    "picked out."
)
ON_MONDAY = "Totals are counted once a week. The first ones come on Monday."


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of a program, as of a Monday; None before the first. `weeks`: meetings by Monday, in order."""

    program: Program
    as_of: date | None
    enrolled: Figure
    mentorships: Figure
    on_track: Figure
    meetings: Figure
    weeks: Sequence[tuple[date, Figure]]


def key_figures(summary: Summary) -> str:
    if summary.as_of is None:
        return ON_MONDAY
    figures = (
        (summary.enrolled, "people have joined"),
        (summary.mentorships, "mentorships introduced so far"),
        (summary.on_track, f"of those that could be are on track{_likely(summary.on_track)}"),
        (summary.meetings, "meetings in the last 12 weeks"),
    )
    lines = [f"• {figure.text} {what}" for figure, what in figures if figure.is_shown]
    return "\n".join([f"As of {weekday_in_words(summary.as_of)}:", *lines])


def _likely(figure: Figure) -> str:
    return f" (likely {figure.likely})" if figure.likely else ""


def summary_text(summary: Summary) -> str:
    """The words that go with the chart."""
    return f"*{escape(summary.program.name)}*\n{key_figures(summary)}\n_{SMALL_NUMBERS}_"


def summary_message(summary: Summary) -> Message | None:
    """What is posted where Slack draws the chart; None where nothing can be drawn."""
    drawn = activity(summary)
    chart = chart_block(drawn)
    if chart is None:
        return None
    return Message(
        "Lamplight: the totals of a mentoring program, and its meetings by week.",
        [words(summary_text(summary)), chart, small(escape(alt_text(drawn)))],
    )


def summary_preview(summary: Summary) -> Message:
    if summary.as_of is None:
        return _nothing_yet(summary.program)
    channel = f"<#{summary.program.channel_id}>"
    confirm = asks_first(writes_to("everybody in the channel", "at once"), question="Post it?", yes="Post it")
    post = button("Post it", Action.SUMMARY_POST, value=summary.program.id, style="primary", confirm=confirm)
    return Message(
        "A preview of the program summary. Only you can see it.",
        [
            words(f"This is what I would post to {channel}, with a chart of the last 12 weeks:"),
            words(summary_text(summary)),
            buttons(post, button("Cancel", Action.SUMMARY_CANCEL, value=summary.program.id)),
            small("Only you can see this preview."),
        ],
    )


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
    weeks = tuple(WeekBar(f"{monday.day} {monday:%b}", met) for monday, met in summary.weeks)
    return ActivityChart(f"Meetings a week in {summary.program.name}", weeks)

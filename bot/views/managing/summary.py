"""The summary of a program for its channel: totals in words, no names, small numbers hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.privacy.disclosure import NOT_SHOWN, Disclosed
from bot.domain.programs.programs import Program
from bot.views.charts.activity import ActivityChart, WeekBar, alt_text
from bot.views.charts.block import chart_block
from bot.views.ids import Action
from bot.views.message import Message
from bot.views.parts import asks_first, button, buttons, escape, small, words, writes_to
from bot.views.room import as_many_as_fit

SMALL_NUMBERS = (
    "Numbers are rounded, and small ones are hidden or left out, so that nobody can be picked out."
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything in it has been through disclosure. `weeks`: Monday and meetings, oldest first."""

    program: Program
    enrolled: Disclosed
    mentorships: Disclosed
    on_track: Disclosed
    meetings: Disclosed
    weeks: Sequence[tuple[date, Disclosed]]


def key_figures(summary: Summary) -> str:
    figures = (
        (summary.enrolled, "people have joined"),
        (summary.mentorships, "mentorships introduced so far"),
        (summary.on_track, "of them on track"),
        (summary.meetings, "meetings in the last 12 weeks"),
    )
    return "\n".join(f"• {figure.text} {what}" for figure, what in figures if figure.text != NOT_SHOWN)


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
    weeks = tuple(WeekBar(f"{monday.day} {monday:%b}", met.value) for monday, met in summary.weeks)
    return ActivityChart(f"Meetings a week in {summary.program.name}", weeks)

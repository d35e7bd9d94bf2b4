"""Your roster: how to tell it, what was understood of it, and its codes and corrections."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.content import Lines
from bot.domain.availability import Hours
from bot.domain.roster_days import DayKind, RosterDay
from bot.domain.rosters import Assumed, CodeChange, Meaning, RosterKind, Work
from bot.views.availability.pausing import in_words
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import (
    button,
    buttons,
    escape,
    many_words,
    small,
    sure,
    text_field,
    words,
)
from bot.views.rosters.codes import MOST_CHANGES, some_codes
from bot.views.rosters.days import day_line, in_a_line, with_days
from bot.views.rosters.meanings import change_in_words

TITLE = "Your roster"
LONGEST_TEXT = 3000
NOT_SHOWN = "We never show it again, not even to you, and you can delete it at any time."
KEPT = (
    "We keep only when you work and when you're away, for the coming six weeks: no names of shifts, "
    "no places, no reasons."
)
NOT_YET = (
    "*Is this right?* It counts when you tap *Looks right* below. Until then we don't message you whenever "
    "this, or what we knew before, says that you work or are away."
)
READING = "One moment, we're reading it ..."
SILENT_ON_THEM = "Until you say what they mean, we don't message you on those days."
ADD_THE_DAY = "If a day is wrong, change it under *Fix a day*."
ZONE_TAKEN = (
    "We read its times as in your own time zone, and don't message you on those days. "
    "Set the calendar to your city's time zone if you can."
)
HOW_TO_CORRECT = (
    "One day per line: 4 Mar off, or 5 Mar night 20:00-08:00, or 6 Mar away. "
    "We go by these, whatever the roster says."
)


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything the person is shown of it. `known_until` is the last day that is known, if any is.

    `later` are days after the first ones, where a pattern is looked at further ahead; `codes` are those that
    stand in it, with what they mean to the person. `note` says how it was read just now.
    """

    kind: RosterKind
    days: Sequence[RosterDay]
    counts: Counter[DayKind]
    known_until: date | None
    zone: str = "UTC"
    later: Sequence[RosterDay] = ()
    unknown: Sequence[str] = ()
    codes: Mapping[str, Meaning] = field(default_factory=dict)
    unclear: int = 0
    undated: int = 0
    zones: Sequence[str] = ()
    read_at: datetime | None = None
    is_failing: bool = False
    is_agreed: bool = True
    corrections: str = ""
    usual_hours: Mapping[Work, Hours] = field(default_factory=dict)
    assumed: Mapping[date, Assumed] = field(default_factory=dict)
    changes: Sequence[CodeChange] = ()
    note: str = ""


def roster_form(*, problem: str = "", is_reading: bool = False) -> Modal:
    """Never filled in: a link is not shown again."""
    said = [words(f":warning: {escape(problem)}")] if problem else []
    reading = [words(READING)] if is_reading else []
    return Modal(
        TITLE,
        [
            *said,
            *reading,
            words("Fill in *one* of these. Then we message you only when you're awake and off shift."),
            text_field(
                "A private link to your calendar",
                Field.ROSTER_LINK,
                optional=True,
                at_most=LONGEST_TEXT,
                hint=f"From your rostering system: iCal, ICS or webcal. {NOT_SHOWN}",
                example="https:// or webcal://",
            ),
            text_field(
                "Or your rota, one day per line",
                Field.ROSTER_LINES,
                optional=True,
                multiline=True,
                at_most=LONGEST_TEXT,
                hint="A date and a code, a word or times. Days in between without a line are days off.",
                example="3 Mar N\n4 Mar 07:00-19:30\n5 Mar A/L",
            ),
            text_field(
                "Or a pattern that repeats",
                Field.ROSTER_PATTERN,
                optional=True,
                example="2 days, 2 nights, 4 off from 3 March",
            ),
            small(KEPT),
        ],
        callback_id=Callback.ROSTER_FORM,
        submit="Next",
        close="Not now",
    )


def roster_page(page: RosterPage, *, lines: Lines) -> Modal:
    """What was understood, to be looked through."""
    return Modal(
        TITLE,
        [
            HeaderBlock(text="This is how we read it"),
            *_how_it_was_read(page),
            *(day_line(day, page.assumed.get(day.on)) for day in page.days),
            *many_words(in_a_line(day, page.assumed.get(day.on)) for day in page.later),
            words(_in_numbers(page)),
            *_doubts(page),
            buttons(*_roster_buttons(page)),
            small(_where_from(page, lines), KEPT),
        ],
        callback_id=Callback.ROSTER_RIGHT,
        submit="Looks right",
        close="Done",
    )


def _how_it_was_read(page: RosterPage) -> list[Block]:
    zone = page.zone.rpartition("/")[2].replace("_", " ")
    note = [words(escape(page.note))] if page.note else []
    told = [change_in_words(one) for one in page.changes[:MOST_CHANGES]]
    changed = [words("\n".join(["*Others have corrected what these codes mean:*", *told]))] if told else []
    asked = [] if page.is_agreed else [words(NOT_YET)]
    return [*asked, small(f"These are times in {escape(zone)}."), *note, *changed]


def _in_numbers(page: RosterPage) -> str:
    if page.known_until is None:
        return "After today we know nothing, so we go by your usual pattern."
    named = (
        (DayKind.SHIFT, "day on shift", "days on shift"),
        (DayKind.NIGHT, "night", "nights"),
        (DayKind.ON_CALL, "day on call", "days on call"),
        (DayKind.AWAY, "day away", "days away"),
        (DayKind.OFF, "day off", "days off"),
    )
    counts = [
        f"{page.counts[kind]} {one if page.counts[kind] == 1 else many}"
        for kind, one, many in named
        if page.counts[kind]
    ]
    until = in_words(page.known_until, today=page.days[0].on)
    return f"Known until {until}: {', '.join(counts)}. After that we go by your usual pattern."


def _doubts(page: RosterPage) -> list[Block]:
    lines = []
    if page.unknown:
        lines.append(f"We don't know yet what these codes mean: {some_codes(page.unknown)}. {SILENT_ON_THEM}")
    if dated := page.unclear - page.undated:
        what, its = (
            ("1 entry isn't", "Its day counts as")
            if dated == 1
            else (f"{dated} entries aren't", "Their days count as")
        )
        lines.append(f"{what} clear to us. {its} away. Change that under *Fix a day* if it's wrong.")
    if page.undated:
        what = "1 entry" if page.undated == 1 else f"{page.undated} entries"
        lines.append(f"We can't read the date or time of {what}, so we may message you then. {ADD_THE_DAY}")
    if page.zones:
        listed = ", ".join(escape(zone) for zone in page.zones)
        lines.append(f"We don't know the time zone your calendar names: {listed}. {ZONE_TAKEN}")
    if page.is_failing:
        lines.append("We couldn't read your roster lately, so this is the last we know. A new link may help.")
    return [words(f":warning: {line}") for line in lines]


def _roster_buttons(page: RosterPage) -> list[ButtonElement]:
    codes = [button("Explain the codes", Action.ROSTER_CODES, style="primary")] if page.unknown else []
    known = [button("What codes mean", Action.ROSTER_CODES_OF_MINE)] if page.codes else []
    return [
        *codes,
        *known,
        button("Fix a day", Action.ROSTER_CORRECT),
        button("New roster", Action.ROSTER_NEW),
        button(
            "Delete your roster",
            Action.ROSTER_FORGET,
            style="danger",
            confirm=sure("We delete what we know of your shifts, and the link.", yes="Delete"),
        ),
    ]


def _where_from(page: RosterPage, lines: Lines) -> str:
    match page.kind:
        case RosterKind.FEED:
            return f"{lines.roster_added} We read it again twice a day."
        case RosterKind.LINES:
            return "This comes from the lines you typed. Come back with new ones when they run out."
    return "This comes from the pattern you typed. It repeats until you change it."


def corrections_form(page: RosterPage) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which days are different? The rest stays as it is."),
            text_field(
                "Days to fix",
                Field.ROSTER_CORRECTIONS,
                value=with_days(page.corrections),
                multiline=True,
                optional=True,
                at_most=LONGEST_TEXT,
                hint=HOW_TO_CORRECT,
                example="4 Mar off",
            ),
        ],
        callback_id=Callback.ROSTER_CORRECTED,
        submit="Save",
        close="Not now",
    )


def roster_right() -> Modal:
    text = "Thanks. We don't message you while you work or sleep."
    return Modal(TITLE, [words(text)], close="Done")


def roster_forgotten() -> Modal:
    text = "Your roster is deleted, and so is what we knew of your shifts. We go by your usual pattern again."
    return Modal(TITLE, [words(text)], close="Done")


def roster_to_agree() -> Message:
    return Message(
        "Lamplight: please look through your roster once, and say whether it is right.",
        [
            words(
                "We have your roster, and don't know yet whether we read it right. Until you say so, we "
                "don't message you whenever it, or what we knew before, says that you work or are away. A "
                "look takes a minute: *Your roster*, then *Looks right*, or fix a day. We ask this once."
            ),
            buttons(button("Your roster", Action.ROSTER, style="primary")),
        ],
    )


def roster_unreachable() -> Message:
    return Message(
        "Lamplight: we can't read your roster any more. We go by what we knew last.",
        [
            words(
                "We can't read your roster link any more. We go by what we knew last, and after that by your "
                "usual pattern. Perhaps the link has changed. We say this once."
            ),
            buttons(button("Your roster", Action.ROSTER, style="primary")),
        ],
    )

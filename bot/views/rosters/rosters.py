"""My roster: how to tell it, what was understood of it, and its codes and corrections."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock, TimePickerElement

from bot.content import Lines
from bot.domain.availability import Hours
from bot.domain.roster_days import DayKind, RosterDay
from bot.domain.rosters import RosterKind, Work
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, small, sure, text_field, words
from bot.views.parts import field as form_field

TITLE = "My roster"
LONGEST_TEXT = 3000
CODES_ON_A_PAGE = 10
CODE, CODE_FROM, CODE_UNTIL = "code:", "code_from:", "code_until:"
WORK_IN_WORDS: Mapping[Work, str] = {
    Work.DAY: "A day shift",
    Work.EVENING: "An evening shift",
    Work.NIGHT: "A night shift",
    Work.ON_CALL: "On call",
    Work.AWAY: "Away: leave or anything else",
    Work.OFF: "Not work: a day off",
}
NOT_SHOWN = "I never show it again, not even to you, and you can take it away at any time."
KEPT = (
    "I keep only when you work and when you are away, for the coming six weeks: no names of shifts, "
    "no places, no reasons."
)
READING = "One moment, I am reading it ..."
SILENT_ON_THEM = "I keep silent on the days they stand for until somebody says what they mean."
ADD_THE_DAY = "If a day is wrong, tell me with *Correct it*."
ZONE_TAKEN = (
    "I take its times as times where you are, and keep silent all day. "
    "Set the calendar to your city's time zone if you can."
)
HOW_TO_CORRECT = "One day per line: 4 Mar off, or 5 Mar night 20:00-08:00, or 6 Mar away. These count first."


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything the person is shown of it. `known_until` is the last day that is known, if any is."""

    kind: RosterKind
    days: Sequence[RosterDay]
    counts: Counter[DayKind]
    known_until: date | None
    unknown: Sequence[str] = ()
    unclear: int = 0
    undated: int = 0
    zones: Sequence[str] = ()
    read_at: datetime | None = None
    is_failing: bool = False
    corrections: str = ""
    usual_hours: Mapping[Work, Hours] = field(default_factory=dict)


def roster_form(*, problem: str = "", is_reading: bool = False) -> Modal:
    """Never filled in: a link is not shown again."""
    said = [words(f":warning: {escape(problem)}")] if problem else []
    reading = [words(READING)] if is_reading else []
    return Modal(
        TITLE,
        [
            *said,
            *reading,
            words("Fill in *one* of these. With your roster I write only when you are awake and off shift."),
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
                hint="A date and a code, a word or times. Days between them without a line are days off.",
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
            HeaderBlock(text="This is what I understood"),
            words("\n".join(_day(day) for day in page.days)),
            words(_in_numbers(page)),
            *_doubts(page),
            buttons(*_roster_buttons(page)),
            small(_where_from(page, lines), KEPT),
        ],
        callback_id=Callback.ROSTER_RIGHT,
        submit="That is right",
        close="Close",
    )


def _day(day: RosterDay) -> str:
    parts = [
        f"{part.kind.value} {part.start:%H:%M}-{part.end:%H:%M}"
        if part.start and part.end
        else part.kind.value
        for part in day.parts
    ]
    return f"*{day.on:%a} {day.on.day} {day.on:%b}*  {', '.join(parts)}"


def _in_numbers(page: RosterPage) -> str:
    if page.known_until is None:
        return "After today nothing is known, so I go by your usual pattern."
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
    until = f"{page.known_until.day} {page.known_until:%B}"
    return f"Known until {until}: {', '.join(counts)}. After that I go by your usual pattern."


def _doubts(page: RosterPage) -> list[Block]:
    lines = []
    if page.unknown:
        listed = ", ".join(escape(code) for code in page.unknown[:CODES_ON_A_PAGE])
        lines.append(f"Nobody has said yet what these codes mean: {listed}. {SILENT_ON_THEM}")
    if dated := page.unclear - page.undated:
        what, its = ("1 entry is", "its day") if dated == 1 else (f"{dated} entries are", "their days")
        lines.append(f"{what} not clear to me. I take {its} as away; correct that if you like.")
    if page.undated:
        what = "1 entry does" if page.undated == 1 else f"{page.undated} entries do"
        lines.append(f"{what} not say when in a way I can read, so I may write during it. {ADD_THE_DAY}")
    if page.zones:
        listed = ", ".join(escape(zone) for zone in page.zones)
        lines.append(f"I don't know the time zone your calendar names: {listed}. {ZONE_TAKEN}")
    if page.is_failing:
        lines.append("I could not read it lately, so this is what I knew last. A new link may help.")
    return [words(f":warning: {line}") for line in lines]


def _roster_buttons(page: RosterPage) -> list[ButtonElement]:
    codes = [button("Explain the codes", Action.ROSTER_CODES, style="primary")] if page.unknown else []
    return [
        *codes,
        button("Correct it", Action.ROSTER_CORRECT),
        button("Start again", Action.ROSTER_NEW),
        button(
            "Forget my roster",
            Action.ROSTER_FORGET,
            confirm=sure("What I know of your shifts goes, and the link with it.", yes="Forget it"),
        ),
    ]


def _where_from(page: RosterPage, lines: Lines) -> str:
    match page.kind:
        case RosterKind.FEED:
            return f"{lines.roster_added} I read it again twice a day."
        case RosterKind.LINES:
            return "From the lines you typed. Come back with new ones when they are over."
    return "From the pattern you typed. It goes on until you change it."


def codes_form(codes: Sequence[str], *, usual_hours: Mapping[Work, Hours]) -> Modal:
    """What each code means here; asked once for the whole workspace."""
    choices = {work.value: label for work, label in WORK_IN_WORDS.items()}
    usual = ", ".join(
        f"{work.value.replace('_', ' ')} {hours[0]:%H:%M}-{hours[1]:%H:%M}"
        for work, hours in usual_hours.items()
    )
    blocks: list[Block] = [
        words(
            "Your roster has codes that nobody here has explained yet. What you say is remembered for "
            "everybody, and not that you said it."
        ),
        small(f"Leave the times empty where they are the usual ones: {usual}."),
    ]
    for code in codes[:CODES_ON_A_PAGE]:
        blocks += [
            choice_field(f"{code} means", f"{CODE}{code}", choices, optional=True),
            _time_field(f"{code}, from", f"{CODE_FROM}{code}"),
            _time_field("until", f"{CODE_UNTIL}{code}"),
        ]
    return Modal(TITLE, blocks, callback_id=Callback.ROSTER_CODES, submit="Next", close="Not now")


def _time_field(label: str, name: str) -> Block:
    element = TimePickerElement(action_id=name, placeholder="Choose a time")
    return form_field(label, element, name=name, optional=True)


def corrections_form(page: RosterPage) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which days are different? The rest stays as it is."),
            text_field(
                "Days to correct",
                Field.ROSTER_CORRECTIONS,
                value=page.corrections,
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
    text = "Thank you. I keep silent when you work and sleep."
    return Modal(TITLE, [words(text)], close="Done")


def roster_forgotten() -> Modal:
    text = "Your roster is gone, and so is what I knew of your shifts. I go by your usual pattern again."
    return Modal(TITLE, [words(text)], close="Done")


def roster_unreachable() -> Message:
    return Message(
        "Lamplight: I can't read your roster any more. I go by what I knew last.",
        [
            words(
                "I can't read your roster link any more, so I go by what I knew last, and after that by your "
                "usual pattern. Perhaps the link has changed. I say this once."
            ),
            buttons(button("My roster", Action.ROSTER, style="primary")),
        ],
    )

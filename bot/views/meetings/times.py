"""Finding a time: three slots to tick in private, the one that is set, and what is said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, CheckboxesElement, Option

from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import LONG, Offer, Reason, Slot
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action, Callback, Field
from bot.views.meetings.check_in import in_weeks
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, field, mentions, slack_time, small, sure, words
from bot.views.refs import CycleRef
from bot.views.room import as_many_as_fit

TITLE = "Find a time"
HOW_MANY = {1: "one time", 2: "two times", 3: "three times"}


class Note(StrEnum):
    """What has to be said before the times."""

    NO_COMMON = "None of those times works for {everybody}, which happens. Here are others."
    CHANGED = "Those times have changed since you looked. These are the ones to choose from now."
    MOVING = "The time you have stands until you find another one."


@dataclass(frozen=True, slots=True)
class Times:
    """Where somebody's search for a time stands. `offers` are for them to tick; `tz` is their zone."""

    mentorship: Mentorship
    reader: str
    tz: str
    meeting: Meeting | None = None
    offers: Sequence[Offer] = ()
    note: Note | None = None

    @property
    def others(self) -> tuple[str, ...]:
        return self.mentorship.others(self.reader)


def reason_in_words(reason: Reason, *, people: int) -> str:
    both, either = ("both", "either") if people == 2 else ("all", "any")
    return {
        Reason.OFF: f"You are {both} off that day.",
        Reason.ROSTERED: "Outside your shifts, and not close to a night.",
        Reason.PATTERN: "It fits the working hours each of you has told me.",
        Reason.DAYTIME: f"Neither early nor late for {either} of you. Please check your shifts.",
        Reason.MOST: "It suits most of you.",
    }[reason]


def slot_in_words(slot: Slot, *, tz: str) -> str:
    """On the reader's own clock."""
    start, end = (one.astimezone(ZoneInfo(tz)) for one in (slot.start, slot.end))
    return f"{start:%A} {start.day} {start:%B}, {start:%H:%M}-{end:%H:%M}"


def slot_value(slot: Slot) -> str:
    return str(int(slot.start.timestamp()))


def find_a_time(mentorship_id: str, *, style: str | None = None) -> ButtonElement:
    return button(TITLE, Action.TIME_FIND, value=mentorship_id, style=style)


def times_form(times: Times) -> Modal:
    """Everything that works is ticked at once, so that one round is mostly enough."""
    people = len(times.mentorship.members)
    picks = times.meeting.picks.get(times.reader, ()) if times.meeting else ()
    ticks = {one.slot.start: _tick(one, people=people, tz=times.tz) for one in times.offers}
    element = CheckboxesElement(
        action_id=Field.SLOTS,
        options=list(ticks.values()),
        initial_options=[tick for start, tick in ticks.items() if start in picks] or None,
    )
    label = "Which of these work for you? Tick all that do."
    return Modal(
        TITLE,
        [
            *_note(times),
            words(f"Some time with {mentions(times.others)}. {LONG} minutes are plenty."),
            field(label, element, name=Field.SLOTS, optional=True),
            small(
                f"Times are as on your clock ({times.tz}). Nobody sees what you tick; the first time that "
                "works is set. None of them? Leave them empty, and I look for others."
            ),
        ],
        callback_id=Callback.TIMES,
        submit="Save",
        context=times.mentorship.id,
    )


def _tick(one: Offer, *, people: int, tz: str) -> Option:
    return Option(
        value=slot_value(one.slot),
        text=slot_in_words(one.slot, tz=tz),
        description=reason_in_words(one.reason, people=people),
    )


def _note(times: Times) -> list[Block]:
    if times.note is None:
        return []
    everybody = "both of you" if len(times.mentorship.members) == 2 else "enough of you"
    return [words(times.note.value.format(everybody=everybody))]


def time_page(times: Times, *, is_new: bool = False) -> Modal:
    """The time that is set, and what can be done about it."""
    assert times.meeting is not None
    assert times.meeting.time is not None
    when = slot_in_words(times.meeting.time, tz=times.tz)
    new = "That works. " if is_new else ""
    follows = "A calendar file follows in our conversation. " if is_new else ""
    return Modal(
        "Your time to meet",
        [
            words(f"{new}You meet {mentions(times.others)} on *{when}*."),
            buttons(*_time_buttons(times.mentorship.id), _file_button(times.mentorship.id)),
            small(f"{follows}I remind you once, the day before if I can."),
        ],
        close="Done",
    )


def ticked(times: Times, *, is_asked: bool) -> Modal:
    """Noted, while others have not answered yet."""
    who = mentions(times.others)
    asked = f"I ask {who} when they are awake and off shift." if is_asked else "The others are asked already."
    return Modal(
        TITLE,
        [
            words(f"Noted. {asked} The first time that works is set, and you hear from me."),
            small("Nobody sees what you ticked. Until then you can change it here."),
        ],
        close="Done",
    )


def no_time_page(times: Times) -> Modal:
    mentorship_id = times.mentorship.id
    return Modal(
        TITLE,
        [
            words(_no_hour(times.others)),
            words(
                "This month, one question each way is enough: each of you writes one in your own "
                "conversation when it suits, and answers when it suits. It counts as having been in touch."
            ),
            buttons(
                button("One question each way", Action.QUESTION_MONTH, value=mentorship_id, style="primary")
            ),
        ],
    )


def question_month_begun(times: Times, *, cycle: int) -> Modal:
    return Modal(
        "One question each way",
        [
            words(_ask_your_question(times.others)),
            buttons(_we_did(times.mentorship.id, cycle)),
            small(f"I tell {mentions(times.others)}, too, when they are awake and off shift."),
        ],
        close="Done",
    )


def choose_whom(mentorships: Sequence[tuple[str, tuple[str, ...]]]) -> Message:
    """For somebody in several: one button for each of them, by id and other people."""
    if not mentorships:
        text = "There is nobody to find a time with yet. Once you are introduced, I can look for one."
        return Message(text, [words(text)])
    return Message(
        "With whom would you like to find a time?",
        as_many_as_fit(
            [words(f"With {mentions(others)}", accessory=find_a_time(one)) for one, others in mentorships]
        ),
    )


def first_meeting_nudge(
    mentorship: Mentorship, *, others: tuple[str, ...], offers: Sequence[Offer], line: str
) -> Message:
    text = "Lamplight: times to meet, whenever you like. One tap to choose."
    if not offers:
        month = button("One question each way", Action.QUESTION_MONTH, value=mentorship.id, style="primary")
        return Message(
            text,
            [
                words(f"No rush. {_no_hour(others)} {_ask_your_question(others)}"),
                buttons(month, find_a_time(mentorship.id)),
            ],
        )
    return Message(
        text,
        [
            words(f"A first talk with {mentions(others)}: 20 minutes is plenty."),
            words(_first_times(mentorship, offers, line)),
            buttons(find_a_time(mentorship.id, style="primary")),
        ],
    )


def _first_times(mentorship: Mentorship, offers: Sequence[Offer], line: str) -> str:
    """The line speaks of three."""
    if len(offers) == 3:
        return line.format(slots=_listed(mentorship, offers).removesuffix("."))
    return f"No rush. When you are free, {HOW_MANY[len(offers)]} could work: {_listed(mentorship, offers)}"


def time_question(mentorship: Mentorship, *, others: tuple[str, ...], offers: Sequence[Offer]) -> Message:
    return Message(
        "Lamplight: which times would work for you? One tap to choose.",
        [
            words(f"You and {mentions(others)} are looking for a time. {_listed(mentorship, offers)}"),
            buttons(button("Tick what works", Action.TIME_FIND, value=mentorship.id, style="primary")),
            small("Nobody sees what you tick. The first time that works is set."),
        ],
    )


def time_set_message(meeting: Meeting, *, others: tuple[str, ...]) -> Message:
    assert meeting.time is not None
    what = "is set" if meeting.sequence == 0 else "is now"
    return Message(
        "Lamplight: a time to meet is set. A calendar file comes with it.",
        [
            words(f"Your time with {mentions(others)} {what}: *{_when(meeting.time)}*."),
            _about_time(meeting),
            small("The calendar file holds the time, and neither names nor topics."),
        ],
    )


def meeting_reminder(meeting: Meeting, *, others: tuple[str, ...]) -> Message:
    assert meeting.time is not None
    return Message(
        "Lamplight: a reminder of a time to meet.",
        [
            words(f"Your time with {mentions(others)}: *{_when(meeting.time)}*. No need to prepare."),
            _about_time(meeting),
        ],
    )


def time_off_message(meeting: Meeting, *, others: tuple[str, ...], goes_on: bool) -> Message:
    """Who called it off, and why, is nobody's business."""
    assert meeting.was_at is not None
    again = [buttons(find_a_time(meeting.mentorship_id))] if goes_on else []
    return Message(
        "Lamplight: a time to meet is called off. That happens.",
        [
            words(
                f"Your time with {mentions(others)}, {_when(meeting.was_at)}, is called off. That happens."
            ),
            *again,
            small("The calendar file takes it out of your calendar."),
        ],
    )


def called_off(meeting: Meeting, *, others: tuple[str, ...]) -> Message:
    text = "Called off. No reason needed."
    told = f"I let {mentions(others)} know, when they are awake and off shift."
    return Message(text, [words(f"{text} {told}"), buttons(find_a_time(meeting.mentorship_id))])


def question_month(*, others: tuple[str, ...], mentorship_id: str, cycle: int) -> Message:
    return Message(
        "Lamplight: an idea for a busy month. One tap when it is done.",
        [
            words(f"{_no_hour(others)} {_ask_your_question(others)}"),
            buttons(_we_did(mentorship_id, cycle), find_a_time(mentorship_id)),
            small("It counts as having been in touch. I can't read what you write."),
        ],
    )


def in_touch(*, every_weeks: int, mentorship_id: str, cycle: int) -> Message:
    text = f"Noted: you were in touch. I will ask again in about {in_weeks(every_weeks)}."
    undo = button("Undo", Action.UNDO, value=str(CycleRef(mentorship_id, cycle)))
    return Message(text, [words(text), buttons(undo)])


def file_sent() -> Message:
    text = "The calendar file is in our conversation."
    return Message(text, [words(text)])


def _about_time(meeting: Meeting) -> ActionsBlock:
    return buttons(*_time_buttons(meeting.mentorship_id), _file_button(meeting.mentorship_id))


def _time_buttons(mentorship_id: str) -> list[ButtonElement]:
    question = sure("I let the others know kindly. You don't need to give a reason.", yes="Call it off")
    return [
        button("Move it", Action.TIME_MOVE, value=mentorship_id),
        button("Cancel it", Action.TIME_CANCEL, value=mentorship_id, confirm=question),
    ]


def _file_button(mentorship_id: str) -> ButtonElement:
    return button("Calendar file", Action.TIME_FILE, value=mentorship_id)


def _we_did(mentorship_id: str, cycle: int) -> ButtonElement:
    return button("We did", Action.WE_DID, value=str(CycleRef(mentorship_id, cycle)), style="primary")


def _when(slot: Slot) -> str:
    return f"{slack_time(slot.start)}, {slot.minutes} minutes"


def _listed(mentorship: Mentorship, offers: Sequence[Offer]) -> str:
    """In a message Slack itself shows each reader their own clock."""
    people = len(mentorship.members)
    return "".join(
        f"\n• {slack_time(one.slot.start)} - {reason_in_words(one.reason, people=people)}" for one in offers
    )


def _no_hour(others: tuple[str, ...]) -> str:
    together = "both" if len(others) == 1 else "all"
    return (
        f"I find no hour in the next four weeks in which you and {mentions(others)} are {together} awake and "
        "free, which is normal on busy rosters."
    )


def _ask_your_question(others: tuple[str, ...]) -> str:
    return (
        f"So this month one question each way is enough: when it suits you, write one to {mentions(others)} "
        "in your own conversation."
    )

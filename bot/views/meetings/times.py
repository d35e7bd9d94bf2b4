"""Finding a time: three slots to tick in private, the one that is set, and what is said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, CheckboxesElement, Option

from bot.domain.goals.goals import has_goals
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Offer, Reason, Slot
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.goals.goals import next_talk_button
from bot.views.goals.next_talk import ForTheTalk, for_the_talk
from bot.views.ids import Action, Callback, Field
from bot.views.meetings.check_in import in_weeks
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, field, mentions, more, slack_time, small, sure, words
from bot.views.refs import CycleRef
from bot.views.room import as_many_as_fit

TITLE = "Find a time"
HOW_MANY = {1: "is one time", 2: "are two times", 3: "are three times"}


class Note(StrEnum):
    """What has to be said before the times."""

    NO_COMMON = "None of those times works for {all_of_you}. That happens. Here are others."
    CHANGED = "Those times have changed since you looked. You can choose from these now."
    MOVING = "You keep the time you have until you find another one."


@dataclass(frozen=True, slots=True)
class Times:
    """Where somebody's search for a time stands. `offers` are for them to tick; `tz` is their zone.

    `minutes` is how long the program says that they meet.
    """

    mentorship: Mentorship
    reader: str
    tz: str
    minutes: int
    meeting: Meeting | None = None
    offers: Sequence[Offer] = ()
    note: Note | None = None

    @property
    def others(self) -> tuple[str, ...]:
        return self.mentorship.others(self.reader)


def reason_in_words(reason: Reason, *, people: int) -> str:
    """True of one time and of several."""
    both, either = ("both", "either") if people == 2 else ("all", "any")
    return {
        Reason.OFF: f"You're {both} off then.",
        Reason.ROSTERED: "Outside your shifts, and not close to a night.",
        Reason.PATTERN: "Within the working hours you've each told us.",
        Reason.DAYTIME: f"Neither early nor late for {either} of you. Please check your shifts.",
        Reason.MOST: "Good for most of you.",
    }[reason]


def shared_reason(offers: Sequence[Offer], *, people: int) -> str:
    """What is true of all of them, to be said once; empty where they differ."""
    reasons = {one.reason for one in offers}
    return reason_in_words(reasons.pop(), people=people) if len(reasons) == 1 else ""


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
    ticks = {one.slot.start: _tick(one, times.offers, people=people, tz=times.tz) for one in times.offers}
    element = CheckboxesElement(
        action_id=Field.SLOTS,
        options=list(ticks.values()),
        initial_options=[tick for start, tick in ticks.items() if start in picks] or None,
    )
    label = "Which of these work for you? Tick all that do."
    why = shared_reason(times.offers, people=people)
    return Modal(
        TITLE,
        [
            *_note(times),
            words(f"About {times.minutes} minutes with {mentions(times.others)}. {why}".rstrip()),
            field(label, element, name=Field.SLOTS, optional=True),
            small(
                f"Times are in your own time zone ({times.tz}). Nobody sees what you tick. We book the first "
                f"time {_in_common(times.others)}. None of them? Save without a tick: we'll look for others."
            ),
        ],
        callback_id=Callback.TIMES,
        submit="Save",
        context=times.mentorship.id,
    )


def _tick(one: Offer, offers: Sequence[Offer], *, people: int, tz: str) -> Option:
    """With its reason where not all of them have the same."""
    is_shared = bool(shared_reason(offers, people=people))
    why = None if is_shared else reason_in_words(one.reason, people=people)
    return Option(value=slot_value(one.slot), text=slot_in_words(one.slot, tz=tz), description=why)


def _note(times: Times) -> list[Block]:
    if times.note is None:
        return []
    all_of_you = "both of you" if len(times.mentorship.members) == 2 else "enough of you"
    return [words(times.note.value.format(all_of_you=all_of_you))]


def time_page(times: Times, *, is_new: bool = False) -> Modal:
    """The time that is set, and what can be done about it."""
    assert times.meeting is not None
    assert times.meeting.time is not None
    when = slot_in_words(times.meeting.time, tz=times.tz)
    new = "That works. " if is_new else ""
    follows = "We've sent you a calendar file. " if is_new else ""
    return Modal(
        "Your time to meet",
        [
            words(f"{new}You meet {mentions(times.others)} on *{when}*."),
            _about_time(times.mentorship.id, picks=has_goals(times.mentorship, times.reader)),
            small(f"{follows}We'll remind you once, the day before if you're off shift then."),
        ],
        close="Done",
    )


def ticked(times: Times, *, is_asked: bool) -> Modal:
    """Kept, while others have not answered yet."""
    who = mentions(times.others)
    asked = f"We'll ask {who} when they're next off shift" if is_asked else f"We've asked {who} already"
    then = f"we'll book the first time {_in_common(times.others)}, and tell you."
    return Modal(
        TITLE,
        [
            words(f"Thanks. {asked}. After that {then}"),
            small("Nobody sees what you ticked. Until then you can change it here."),
        ],
        close="Done",
    )


def _in_common(others: tuple[str, ...]) -> str:
    return "you both ticked" if len(others) == 1 else "enough of you ticked"


def no_time_page(times: Times) -> Modal:
    mentorship_id = times.mentorship.id
    return Modal(
        TITLE,
        [
            words(_no_hour(times.others)),
            words(
                "This month, one question each way is enough. Each of you writes one in your own "
                "conversation when it suits, and answers when it suits. It counts as being in touch."
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
            small(f"We'll tell {mentions(times.others)} too, when they're next off shift."),
        ],
        close="Done",
    )


def choose_whom(mentorships: Sequence[tuple[str, tuple[str, ...]]]) -> Modal:
    """For somebody in several: one button for each of them, by id and other people."""
    if not mentorships:
        text = "There's nobody to find a time with yet. Once you're introduced, you can find one here."
        return Modal(TITLE, [words(text)])
    rows = [words(f"With {mentions(others)}", accessory=find_a_time(one)) for one, others in mentorships]
    return Modal(TITLE, [words("Who would you like to meet?"), *as_many_as_fit(rows)])


def first_meeting_nudge(
    mentorship: Mentorship, *, others: tuple[str, ...], minutes: int, offers: Sequence[Offer], line: str
) -> Message:
    text = "Lamplight: times to meet, whenever you want. One tap to choose."
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
            words(f"Your first talk with {mentions(others)}: about {minutes} minutes."),
            words(_first_times(mentorship, offers, line)),
            buttons(find_a_time(mentorship.id, style="primary")),
        ],
    )


def _first_times(mentorship: Mentorship, offers: Sequence[Offer], line: str) -> str:
    """The line speaks of three."""
    if len(offers) == 3:
        return line.format(slots=_listed(mentorship, offers))
    return f"No rush. Here {HOW_MANY[len(offers)]} that could work: {_listed(mentorship, offers)}"


def time_question(mentorship: Mentorship, *, others: tuple[str, ...], offers: Sequence[Offer]) -> Message:
    return Message(
        "Lamplight: which times would work for you? One tap to choose.",
        [
            words(f"You and {mentions(others)} are looking for a time: {_listed(mentorship, offers)}"),
            buttons(button("Tick what works", Action.TIME_FIND, value=mentorship.id, style="primary")),
            small("Nobody sees what you tick. We book the first time that works."),
        ],
    )


def time_set_message(meeting: Meeting, *, others: tuple[str, ...], picks: bool = False) -> Message:
    """A mentee, who `picks` what the talk is about, is offered to."""
    assert meeting.time is not None
    what = "is set" if meeting.sequence == 0 else "is now"
    return Message(
        "Lamplight: a time to meet is set. A calendar file comes with it.",
        [
            words(f"Your time with {mentions(others)} {what}: *{_when(meeting.time)}*."),
            _about_time(meeting.mentorship_id, picks=picks),
            small("The calendar file has the time in it, but no names and no topics."),
        ],
    )


def meeting_reminder(
    meeting: Meeting, *, others: tuple[str, ...], reader: str = "", about: Sequence[ForTheTalk] = ()
) -> Message:
    """`about` is what its mentees chose for this talk."""
    assert meeting.time is not None
    return Message(
        "Lamplight: a reminder of a time to meet.",
        [
            words(f"Your time with {mentions(others)}: *{_when(meeting.time)}*. No need to prepare."),
            *for_the_talk(about, reader=reader),
            _about_time(meeting.mentorship_id),
        ],
    )


def time_off_message(meeting: Meeting, *, others: tuple[str, ...], goes_on: bool) -> Message:
    """Who called it off, and why, is nobody's business."""
    assert meeting.was_at is not None
    again = [buttons(find_a_time(meeting.mentorship_id))] if goes_on else []
    return Message(
        "Lamplight: a time to meet has been called off. That happens.",
        [
            words(
                f"Your time with {mentions(others)}, {_when(meeting.was_at)}, has been called off. "
                "That happens."
            ),
            *again,
            small("The calendar file takes it out of your calendar."),
        ],
    )


def called_off(meeting: Meeting, *, others: tuple[str, ...]) -> Message:
    text = "Called off. You don't have to give a reason."
    told = f"We'll tell {mentions(others)} when they're next off shift."
    return Message(text, [words(f"{text} {told}"), buttons(find_a_time(meeting.mentorship_id))])


def question_month(*, others: tuple[str, ...], mentorship_id: str, cycle: int) -> Message:
    return Message(
        "Lamplight: an idea for a busy month. One tap when it is done.",
        [
            words(f"{_no_hour(others)} {_ask_your_question(others)}"),
            buttons(_we_did(mentorship_id, cycle), find_a_time(mentorship_id)),
            small("It counts as being in touch. We can't read what you write."),
        ],
    )


def in_touch(*, every_weeks: int, mentorship_id: str, cycle: int) -> Message:
    text = f"Thanks: you were in touch. We'll check in again in about {in_weeks(every_weeks)}."
    undo = button("Undo", Action.UNDO, value=str(CycleRef(mentorship_id, cycle)))
    return Message(text, [words(text), buttons(undo)])


def file_sent() -> Message:
    text = "We've sent you the calendar file."
    return Message(text, [words(text)])


def _about_time(mentorship_id: str, *, picks: bool = False) -> ActionsBlock:
    """Where there is more to do than a message shows, the file stands in the menu."""
    file, others = _file_button(mentorship_id), _time_buttons(mentorship_id)
    return buttons(next_talk_button(mentorship_id), *others, more(file)) if picks else buttons(*others, file)


def _time_buttons(mentorship_id: str) -> list[ButtonElement]:
    question = sure("We'll let them know kindly. You don't have to give a reason.", yes="Call it off")
    return [
        button("Move it", Action.TIME_MOVE, value=mentorship_id),
        button("Call it off", Action.TIME_CANCEL, value=mentorship_id, style="danger", confirm=question),
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
    if why := shared_reason(offers, people=people):
        return "".join([*(f"\n• {slack_time(one.slot.start)}" for one in offers), f"\n{why}"])
    return "".join(
        f"\n• {slack_time(one.slot.start)}: {reason_in_words(one.reason, people=people)}" for one in offers
    )


def _no_hour(others: tuple[str, ...]) -> str:
    together = "both" if len(others) == 1 else "all"
    return (
        f"In the next four weeks there's no hour in which you and {mentions(others)} are {together} awake "
        "and off shift. That's normal on busy rosters."
    )


def _ask_your_question(others: tuple[str, ...]) -> str:
    return (
        f"This month, one question each way is enough: when it suits you, write one to {mentions(others)} "
        "in your own conversation."
    )

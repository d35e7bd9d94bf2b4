"""Announcing a program: the form, how it will look, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    DividerBlock,
    InputBlock,
    StaticSelectElement,
)

from bot.content import Announcement as Words
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import LONGEST_TEXT, REPEAT_DAYS, TIMES, Announcement, Readers
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    channel_picker,
    choice_field,
    escape,
    field,
    options,
    small,
    sure,
    text_field,
    words,
    writes_to,
)
from bot.views.recruiting.announcement import moment_in_words
from bot.views.room import as_many_as_fit

TITLE = "Announce"
LONGEST_COPY = 2950
# A form should stay a form.
PLANNED_SHOWN = 10
READERS = {Readers.MENTORS: "Mentors first", Readers.EVERYONE: "Everyone"}
TEXT_OF = {Readers.MENTORS: Field.TEXT_MENTORS, Readers.EVERYONE: Field.TEXT_EVERYONE}
AT_ONCE = "now"
ON_DAYS = {at.strftime("%H:%M"): at.strftime("%H:%M") for at in TIMES}
ONCE = "0"
REPEATS = {ONCE: "No"} | {str(days): f"Again after {days} days" for days in REPEAT_DAYS}
NOBODYS = "the person who planned it no longer manages the program. To post it, plan it yourself."
INVITE_FIRST = "Lamplight can only post where it's invited: type `/invite @Lamplight` there first."
LATE = ":warning: The text says when the program starts, but it will be posted after that day."


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """An announcement that waits, or that could not be posted.

    It `is_nobodys` where whoever planned it manages the program no more.
    """

    announcement: Announcement
    due_at: datetime
    failed: bool = False
    is_nobodys: bool = False


@dataclass(frozen=True, slots=True)
class AnnouncementForm:
    """What the form opens with; `wishes` is a line for the recruiting post."""

    program: Program
    readers: Readers
    texts: Mapping[Readers, Words]
    planned: Sequence[PlannedPost] = ()


def announcement_form(form: AnnouncementForm) -> Modal:
    program, readers = form.program, form.readers
    text = TEXT_OF[readers]
    return Modal(
        TITLE,
        [
            words(f"*{escape(program.name)}*"),
            *_planned(form.planned),
            _channel_field(program),
            _readers_field(readers),
            text_field(
                "What to post",
                text,
                value=form.texts[readers].channel[:LONGEST_TEXT],
                multiline=True,
                at_most=LONGEST_TEXT,
                hint="Change anything you want. Please leave out names, and anything about a patient.",
            ),
            _day_field(),
            choice_field(
                "Time",
                Field.POST_AT,
                ON_DAYS,
                optional=True,
                hint="In your own time zone. Nothing is posted at night.",
            ),
            choice_field("Post it again?", Field.REPEAT, REPEATS, chosen=ONCE),
        ],
        callback_id=Callback.ANNOUNCE_FORM,
        submit="Preview",
        close="Cancel",
        context=program.id,
    )


def _channel_field(program: Program) -> InputBlock:
    element = channel_picker(Field.CHANNEL, chosen=program.channel_id)
    return field("Channel", element, name=Field.CHANNEL, hint=INVITE_FIRST.replace("`", ""))


def _readers_field(readers: Readers) -> InputBlock:
    choices = {key.value: label for key, label in READERS.items()}
    element = StaticSelectElement(
        action_id=Action.ANNOUNCE_FOR,
        options=options(choices),
        initial_option=options({readers.value: READERS[readers]})[0],
    )
    return InputBlock(label="Who it's for", element=element, block_id=Field.ROLE, dispatch_action=True)


def _day_field() -> InputBlock:
    element = DatePickerElement(action_id=Field.POST_ON, placeholder="Now")
    return field("Day", element, name=Field.POST_ON, optional=True, hint="Leave this empty to post it now.")


def _planned(planned: Sequence[PlannedPost]) -> list[Block]:
    return [_planned_line(one) for one in planned[:PLANNED_SHOWN]]


def _planned_line(one: PlannedPost) -> Block:
    what = one.announcement
    when = moment_in_words(one.due_at, tz=what.tz)
    remove = button("Remove", Action.ANNOUNCE_CANCEL, value=what.id)
    if one.is_nobodys:
        said = f"Not posted to <#{what.channel_id}> on {when}: {NOBODYS}"
        return words(said, accessory=remove)
    if one.failed:
        return words(f"We couldn't post it to <#{what.channel_id}> on {when}.", accessory=remove)
    cancel = button(
        "Don't post it",
        Action.ANNOUNCE_CANCEL,
        value=what.id,
        confirm=sure("It won't be posted.", yes="Don't post it", no="Keep it"),
    )
    return words(f"Planned for <#{what.channel_id}> on {when}.", accessory=cancel)


def announcement_preview(one: Announcement, *, elsewhere: Words, is_late: bool = False) -> Modal:
    """With `is_late` it says that the program starts, and is posted when it has."""
    verb = "Schedule" if one.post_at else "Post it now"
    how = f"on {moment_in_words(one.post_at, tz=one.tz)}" if one.post_at else "at once"
    said = f"{writes_to('everyone in the channel', how)}{_once_more(one)}"
    confirm = asks_first(said, question="Schedule it?" if one.post_at else "Post it?", yes=verb)
    return Modal(
        "Preview",
        [
            small(f"{_where_and_when(one)} {INVITE_FIRST}"),
            *([words(LATE)] if is_late else []),
            DividerBlock(),
            words(escape(one.text)),
            small("Two buttons come with it: *Join* and *What is private?*"),
            DividerBlock(),
            buttons(button(verb, Action.ANNOUNCE_POST, value=one.id, style="primary", confirm=confirm)),
            words("*To copy into an email*"),
            words(_to_copy(f"{elsewhere.email.subject}\n\n{elsewhere.email.body}")),
            words("*To copy into the intranet*"),
            words(_to_copy(elsewhere.intranet)),
        ],
        close="Back",
    )


def _where_and_when(one: Announcement) -> str:
    when = f"on {moment_in_words(one.post_at, tz=one.tz)}" if one.post_at else "at once"
    return f"This goes to <#{one.channel_id}>, {when}.{_once_more(one)}"


def _once_more(one: Announcement) -> str:
    return f" Again on {moment_in_words(one.repeat_at, tz=one.tz)}." if one.repeat_at else ""


def _to_copy(text: str) -> str:
    return f"```{escape(text.strip())[:LONGEST_COPY]}```"


def announced(one: Announcement) -> Message:
    if one.post_at is None:
        text = f"Posted to <#{one.channel_id}>.{_once_more(one)}"
    else:
        when = moment_in_words(one.post_at, tz=one.tz)
        text = f"Planned for <#{one.channel_id}> on {when}.{_once_more(one)}"
    is_planned = one.post_at or one.repeat_at
    cancel = " You can still change or cancel it." if is_planned else ""
    change = (
        [buttons(button("Change or cancel", Action.ANNOUNCE, value=one.program_id))] if is_planned else []
    )
    return Message(text, [words(text + cancel), *change])


def choose_announced(programs: Sequence[Program]) -> Message:
    return Message(
        "Which program do you want to announce?",
        as_many_as_fit(
            [
                words(f"*{escape(program.name)}*", accessory=button(TITLE, Action.ANNOUNCE, value=program.id))
                for program in programs
            ]
        ),
    )

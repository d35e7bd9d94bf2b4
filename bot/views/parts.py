"""The pieces views are built from: buttons, choices and form fields."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from bot.domain.disclosure.figures import Figure
from bot.views.ids import MORE, PLACE
from bot.views.refs import FoldedRef

LONGEST_TEXT = 3000
# Buttons that a message shows; everything else stands in one menu.
MOST_VISIBLE = 3


def mention(user_id: str) -> str:
    return f"<@{user_id}>"


def mentions(user_ids: Iterable[str]) -> str:
    """Names Slack fills in: "A", "A and B", "A, B and C"."""
    *most, last = [mention(user_id) for user_id in user_ids] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def escape(text: str) -> str:
    """Text somebody typed, made safe to stand in mrkdwn: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def words(text: str, **extra: Any) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text), **extra)


def many_words(lines: Iterable[str], *, title: str = "") -> list[SectionBlock]:
    """A list of any length: as many blocks as Slack's longest text asks for, whole lines in each."""
    texts = [title]
    for line in lines:
        fits = len(texts[-1]) + 1 + len(line) <= LONGEST_TEXT
        texts[-1:] = [f"{texts[-1]}\n{line}"] if fits else [texts[-1], line[:LONGEST_TEXT]]
    return [words(text.strip("\n")) for text in texts if text.strip("\n")]


def some(names: Sequence[str], *, most: int = 5) -> str:
    """The first of them, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def listed(things: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c" """
    *most, last = things or [""]
    return f"{', '.join(most)} and {last}" if most else last


def slack_time(when: datetime) -> str:
    """Shown by Slack in the reader's own zone; the words in UTC are for whoever can't."""
    at_utc = when.astimezone(UTC)
    fallback = f"{weekday_in_words(at_utc)} at {at_utc:%H:%M} UTC"
    return f"<!date^{int(when.timestamp())}^{{date_long_pretty}} at {{time}}|{fallback}>"


def weekday_in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def small(*texts: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text) for text in texts])


def button(
    text: str,
    action: str,
    *,
    value: str = "",
    style: str | None = None,
    confirm: ConfirmObject | None = None,
    label: str | None = None,
) -> ButtonElement:
    return ButtonElement(
        text=text,
        action_id=action,
        value=value or None,
        style=style,
        confirm=confirm,
        accessibility_label=label,
    )


def buttons(*elements: ButtonElement | OverflowMenuElement) -> ActionsBlock:
    return ActionsBlock(elements=list(elements))


def row_of(action: str, each: Iterable[ButtonElement]) -> list[ButtonElement]:
    """Give buttons of one action ids of their own, so that they may stand in a row."""
    found = list(each)
    for place, one in enumerate(found):
        one.action_id = f"{action}{PLACE}{place}"
    return found


def more(*folded: ButtonElement) -> OverflowMenuElement:
    """Fold up to five buttons into a menu behind three dots; a choice does what its button does.

    Raises ValueError for one that asks first: a menu has one question for all of its choices.
    """
    shown = [one.to_dict() for one in folded]
    if asking := [one["action_id"] for one in shown if "confirm" in one]:
        raise ValueError(f"These open a form that asks, or stand outside of the menu: {', '.join(asking)}.")
    choices = {str(FoldedRef(one["action_id"], one.get("value", ""))): one["text"]["text"] for one in shown}
    return OverflowMenuElement(action_id=MORE, options=options(choices))


def pager(
    page: int, pages: int, action: str, *, value: Callable[[int], str]
) -> list[ActionsBlock | ContextBlock]:
    """Which page this is, and buttons to the ones beside it; `value` gives what such a button carries."""
    turns = [(text, to) for text, to in (("Back", page - 1), ("More", page + 1)) if 0 <= to < pages]
    if not turns:
        return []
    found = [button(text, action, value=value(to), label=f"Page {to + 1} of {pages}") for text, to in turns]
    # Two buttons of one action_id may not share a block.
    return [small(f"Page {page + 1} of {pages}"), *(buttons(one) for one in found)]


def sure(question: str, *, yes: str, no: str = "Go back") -> ConfirmObject:
    return ConfirmObject(title="Are you sure?", text=question, confirm=yes, deny=no)


def asks_first(*said: str, question: str, yes: str) -> ConfirmObject:
    """Ask before several people are written to; what is `said` begins with `writes_to`."""
    return sure(" ".join((*said, question)), yes=yes)


def writes_to(whom: str, how: str) -> str:
    """Say what a button or a form sends: `whom` with how many they are, `how` with when it reaches them."""
    return f"This writes to {whom}, {how}."


def counted(count: Figure, one: str, more: str = "") -> str:
    """ "1 mentee", "19 mentees"; `more` where an s does not make the plural."""
    return f"{count} {one if count.value == 1 else more or f'{one}s'}"


def what_would_help(text: str) -> str:
    return f"What would help: {text[:1].lower()}{text[1:]}"


def off_shift(count: Figure) -> str:
    """When so many people are reached by what waits for a welcome moment."""
    return f"{'' if count.value == 1 else 'each '}when they are next off shift"


def options(choices: Mapping[str, str]) -> list[Option]:
    return [Option(value=key, text=label) for key, label in choices.items()]


def _chosen(choices: Mapping[str, str], key: str | None) -> Option | None:
    return Option(value=key, text=choices[key]) if key in choices and key is not None else None


def field(
    label: str, element: Any, *, name: str, optional: bool = False, hint: str | None = None
) -> InputBlock:
    return InputBlock(label=label, element=element, block_id=name, optional=optional, hint=hint)


def channel_picker(name: str, *, chosen: str) -> ConversationSelectElement:
    """Let somebody choose a channel of this workspace: none that people of another one read."""
    return ConversationSelectElement(
        action_id=name,
        initial_conversation=chosen or None,
        filter=ConversationFilter(
            include=["public", "private"], exclude_bot_users=True, exclude_external_shared_channels=True
        ),
        placeholder="Choose a channel",
    )


def text_field(
    label: str,
    name: str,
    *,
    value: str = "",
    optional: bool = False,
    hint: str | None = None,
    multiline: bool = False,
    at_most: int = 200,
    example: str | None = None,
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=name,
        initial_value=value or None,
        multiline=multiline,
        max_length=at_most,
        placeholder=example,
    )
    return field(label, element, name=name, optional=optional, hint=hint)


def choice_field(
    label: str,
    name: str,
    choices: Mapping[str, str],
    *,
    chosen: str | None = None,
    optional: bool = False,
    hint: str | None = None,
) -> InputBlock:
    element = StaticSelectElement(
        action_id=name,
        options=options(choices),
        initial_option=_chosen(choices, chosen),
        placeholder="Choose",
    )
    return field(label, element, name=name, optional=optional, hint=hint)


def choices_field(
    label: str,
    name: str,
    choices: Mapping[str, str],
    *,
    chosen: Iterable[str] = (),
    at_most: int,
    optional: bool = True,
    hint: str | None = None,
) -> InputBlock:
    """Choose up to `at_most`."""
    initial = [option for key in chosen if (option := _chosen(choices, key))]
    element = StaticMultiSelectElement(
        action_id=name,
        options=options(choices),
        initial_options=initial or None,
        max_selected_items=at_most,
        placeholder="Choose",
    )
    return field(label, element, name=name, optional=optional, hint=hint)

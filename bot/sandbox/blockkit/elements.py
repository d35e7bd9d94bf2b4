"""Buttons, menus and inputs: their keys and limits, and which of them go where."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.blockkit.checks import (
    Check,
    Rule,
    anything,
    either,
    flag,
    items,
    list_of,
    objects,
    one_of,
    shape,
    string,
    typed,
    whole_number,
)
from bot.sandbox.blockkit.objects import (
    ADDRESS,
    CONFIRM,
    ID,
    MENU_OPTION,
    OPTION,
    OPTION_GROUP,
    PICTURE,
    PICTURE_SOURCE,
    TICK_OPTION,
    distinct_values,
    one_picture_source,
    plain_text,
    text,
)

ANY = {"action_id": ID}
ASKING = ANY | {"confirm": CONFIRM, "focus_on_load": flag}
PLACEHOLDER = {"placeholder": plain_text(150)}
SEVERAL = {"max_selected_items": whole_number(1, 100)}
TYPED = ANY | PLACEHOLDER | {"focus_on_load": flag, "dispatch_action_config": anything}
IDS = list_of(ID, most=1000)
CONVERSATIONS = {"filter": anything, "default_to_current_conversation": flag}


def all_options(element: Mapping[str, Any]) -> list[Any]:
    groups = objects(element.get("option_groups"))
    return items(element.get("options")) + [
        option for group in groups for option in items(group.get("options"))
    ]


def initial_among_options(element: Mapping[str, Any], at: str) -> Iterator[str]:
    offered = all_options(element)
    if "initial_option" in element and element["initial_option"] not in offered:
        yield f"{at}/initial_option: is not one of the options"
    for number, chosen in enumerate(items(element.get("initial_options"))):
        if chosen not in offered:
            yield f"{at}/initial_options/{number}: is not one of the options"


def button_says_something(button: Mapping[str, Any], at: str) -> Iterator[str]:
    label = button.get("text")
    words = label.get("text", "") if isinstance(label, Mapping) else ""
    spoken = re.sub(r":[a-z0-9_+'-]+:", "", str(words))
    if words and not any(sign.isalnum() for sign in spoken) and not button.get("accessibility_label"):
        yield f"{at}: a button without words needs an accessibility_label"


def lengths_in_order(element: Mapping[str, Any], at: str) -> Iterator[str]:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield f"{at}/min_length: {least} is more than max_length, {most}"


def matches(key: str, pattern: str, example: str) -> Rule:
    def rule(element: Mapping[str, Any], at: str) -> Iterator[str]:
        if key in element and not re.fullmatch(pattern, str(element[key])):
            yield f"{at}/{key}: must look like {example}"

    return rule


def menu(options: Mapping[str, Check], initial: Mapping[str, Check], *rules: Rule) -> Check:
    return shape(
        {}, ASKING | PLACEHOLDER | dict(options) | dict(initial), rules=[*rules, initial_among_options]
    )


STATIC = {"options": list_of(OPTION, most=100), "option_groups": list_of(OPTION_GROUP, most=100)}
STATIC_RULES = (either("options", "option_groups"), distinct_values)

BUTTON = shape(
    {"text": plain_text(75)},
    ANY
    | {
        "value": string(2000),
        "url": ADDRESS,
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": list_of(ID, most=10),
    },
    rules=[button_says_something],
)
IMAGE = shape(PICTURE, PICTURE_SOURCE, rules=[one_picture_source])

SELECTS: dict[str, Check] = {
    "static_select": menu(STATIC, {"initial_option": OPTION}, *STATIC_RULES),
    "external_select": shape(
        {}, ASKING | PLACEHOLDER | {"initial_option": OPTION, "min_query_length": whole_number(0, 100)}
    ),
    "users_select": menu({}, {"initial_user": ID}),
    "channels_select": menu({}, {"initial_channel": ID, "response_url_enabled": flag}),
    "conversations_select": menu(CONVERSATIONS, {"initial_conversation": ID, "response_url_enabled": flag}),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": menu(
        STATIC | SEVERAL, {"initial_options": list_of(OPTION, most=100)}, *STATIC_RULES
    ),
    "multi_external_select": shape(
        {},
        ASKING
        | PLACEHOLDER
        | SEVERAL
        | {"initial_options": list_of(OPTION, most=100), "min_query_length": whole_number(0, 100)},
    ),
    "multi_users_select": menu(SEVERAL, {"initial_users": IDS}),
    "multi_channels_select": menu(SEVERAL, {"initial_channels": IDS}),
    "multi_conversations_select": menu(SEVERAL | CONVERSATIONS, {"initial_conversations": IDS}),
}
TICKS: dict[str, Check] = {
    "checkboxes": shape(
        {"options": list_of(TICK_OPTION, most=10)},
        ASKING | {"initial_options": list_of(TICK_OPTION, most=10)},
        rules=[distinct_values, initial_among_options],
    ),
    "radio_buttons": shape(
        {"options": list_of(TICK_OPTION, most=10)},
        ASKING | {"initial_option": TICK_OPTION},
        rules=[distinct_values, initial_among_options],
    ),
}
DATE = matches("initial_date", r"\d{4}-\d\d-\d\d", "2026-01-31")
TIME = matches("initial_time", r"[0-2]\d:[0-5]\d", "09:30")
PICKERS: dict[str, Check] = {
    "datepicker": shape({}, ASKING | PLACEHOLDER | {"initial_date": string(10)}, rules=[DATE]),
    "timepicker": shape({}, ASKING | PLACEHOLDER | {"initial_time": string(5), "timezone": ID}, rules=[TIME]),
}
DATETIME: dict[str, Check] = {
    "datetimepicker": shape({}, ASKING | {"initial_date_time": whole_number(0, 9_999_999_999)}),
}
TEXT_INPUT = shape(
    {},
    TYPED
    | {
        "initial_value": string(3000, least=0),
        "multiline": flag,
        "min_length": whole_number(0, 3000),
        "max_length": whole_number(1, 3000),
    },
    rules=[lengths_in_order],
)
TYPED_INPUTS: dict[str, Check] = {
    "plain_text_input": TEXT_INPUT,
    "rich_text_input": shape(
        {},
        TYPED
        | {"initial_value": anything, "min_lines": whole_number(1, 100), "max_lines": whole_number(1, 100)},
    ),
    "email_text_input": shape({}, TYPED | {"initial_value": string(3000, least=0)}),
    "url_text_input": shape({}, TYPED | {"initial_value": string(3000, least=0)}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        TYPED | {"initial_value": string(100, least=0), "min_value": string(100), "max_value": string(100)},
    ),
    "file_input": shape({}, ANY | {"filetypes": anything, "max_files": whole_number(1, 10)}),
}
OVERFLOW = shape(
    {"options": list_of(MENU_OPTION, most=5)}, ANY | {"confirm": CONFIRM}, rules=[distinct_values]
)
ICON_BUTTON = shape(
    {"icon": one_of("trash"), "text": plain_text(75)},
    ANY
    | {
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": list_of(ID, most=10),
    },
)
FEEDBACK = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

CLICKED: dict[str, Check] = (
    {"button": BUTTON, "overflow": OVERFLOW} | SELECTS | MULTI_SELECTS | TICKS | PICKERS
)
ACCESSORY = typed(CLICKED | {"image": IMAGE}, "accessory of a section")
ACTION = typed(CLICKED | DATETIME, "element of an actions block")
INPUT = typed(
    SELECTS | MULTI_SELECTS | TICKS | PICKERS | DATETIME | TYPED_INPUTS, "element of an input block"
)
CONTEXT = typed(
    {"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)}, "element of a context block"
)
CONTEXT_ACTION = typed(
    {
        "icon_button": ICON_BUTTON,
        "feedback_buttons": shape({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, ANY),
    },
    "element of a context_actions block",
)

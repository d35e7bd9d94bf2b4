"""Finding interactive elements in blocks, and the values they hold, as a client does."""

import copy
import random
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.model import Json

# element type -> (name of its value in state and actions, name of its initial value, holds several)
VALUES: dict[str, tuple[str, str, bool]] = {
    "plain_text_input": ("value", "initial_value", False),
    "number_input": ("value", "initial_value", False),
    "email_text_input": ("value", "initial_value", False),
    "url_text_input": ("value", "initial_value", False),
    "rich_text_input": ("rich_text_value", "initial_value", False),
    "static_select": ("selected_option", "initial_option", False),
    "multi_static_select": ("selected_options", "initial_options", True),
    "radio_buttons": ("selected_option", "initial_option", False),
    "checkboxes": ("selected_options", "initial_options", True),
    "users_select": ("selected_user", "initial_user", False),
    "multi_users_select": ("selected_users", "initial_users", True),
    "conversations_select": ("selected_conversation", "initial_conversation", False),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", True),
    "channels_select": ("selected_channel", "initial_channel", False),
    "multi_channels_select": ("selected_channels", "initial_channels", True),
    "datepicker": ("selected_date", "initial_date", False),
    "timepicker": ("selected_time", "initial_time", False),
    "datetimepicker": ("selected_date_time", "initial_date_time", False),
}
OPTIONS = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}
TEXTS = {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input"}


@dataclass(frozen=True, slots=True)
class Placed:
    """An element and the block it stands in; `dispatches` says whether using it tells the app at once."""

    block: Json
    element: Json

    @property
    def kind(self) -> str:
        return str(self.element.get("type", ""))

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def dispatches(self) -> bool:
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def walk_blocks(blocks: Sequence[Json]) -> Iterator[Json]:
    """Every block, those inside containers and carousels too."""
    for block in blocks:
        yield block
        yield from walk_blocks(block.get("child_blocks", []))
        if block.get("type") == "carousel":
            yield from walk_blocks(block.get("elements", []))


def _raw_elements(block: Json) -> list[Json]:
    kind = block.get("type")
    if kind in ("actions", "context_actions"):
        return list(block.get("elements", []))
    if kind == "card":
        return list(block.get("actions", []))
    only = block.get("element") if kind == "input" else block.get("accessory") if kind == "section" else None
    return [only] if only else []


def walk(blocks: Sequence[Json]) -> Iterator[Placed]:
    """Every interactive element that stands in these blocks, in reading order."""
    for block in walk_blocks(blocks):
        for element in _raw_elements(block):
            if "action_id" in element:
                yield Placed(block, element)


def visible_to(placed: Placed, person_id: str) -> bool:
    only = placed.element.get("visible_to_user_ids")
    return not only or person_id in only


def with_ids(blocks: Sequence[Json], rng: random.Random) -> list[Json]:
    """A copy in which every block and element has an id, invented where the app gave none."""
    named = copy.deepcopy(list(blocks))
    for block in walk_blocks(named):
        block.setdefault("block_id", _invented(rng))
        for element in _raw_elements(block):
            if element.get("type") != "image":
                element.setdefault("action_id", _invented(rng))
    return named


def _invented(rng: random.Random) -> str:
    return "".join(rng.choices(string.ascii_letters + string.digits, k=5))


def state_value(kind: str, value: Any) -> Json:
    """The shape in which view.state.values holds this element's value."""
    field, _, several = VALUES[kind]
    return {"type": kind, field: (value or []) if several else value}


def initial_state(blocks: Sequence[Json]) -> dict[str, Json]:
    """Values by block_id and action_id before anybody touched anything."""
    state: dict[str, Json] = {}
    for placed in walk(blocks):
        if placed.kind in VALUES:
            initial = placed.element.get(VALUES[placed.kind][1])
            state.setdefault(placed.block_id, {})[placed.action_id] = state_value(placed.kind, initial)
    return state


def kept_state(blocks: Sequence[Json], before: dict[str, Json]) -> dict[str, Json]:
    """State after an update: what was entered survives where block_id, action_id and type are the same."""
    state = initial_state(blocks)
    for block_id, actions in state.items():
        for action_id, value in actions.items():
            old = before.get(block_id, {}).get(action_id)
            if old and old["type"] == value["type"]:
                actions[action_id] = old
    return state


def options_of(element: Json) -> list[Json]:
    grouped = [option for group in element.get("option_groups", []) for option in group.get("options", [])]
    return list(element.get("options", [])) + grouped


def pick_option(element: Json, wanted: str) -> Json:
    """The option with this value, or with this label."""
    options = options_of(element)
    for option in options:
        if wanted in (option.get("value"), option["text"]["text"]):
            return option
    there = ", ".join(str(option.get("value")) for option in options) or "none"
    raise LookupError(f"No option {wanted!r} in {element['action_id']}; the options are: {there}.")


def picked(element: Json, value: Any) -> Any:
    """Turn what a person chose (ids, option values or labels, text, dates) into what Slack sends for it."""
    kind = element["type"]
    if value is None:
        return [] if VALUES[kind][2] else None
    if not VALUES[kind][2]:
        return _one(element, value)
    values = [value] if isinstance(value, str) else list(value)
    if len(values) > element.get("max_selected_items", len(values)):
        raise ValueError(f"{element['action_id']} takes at most {element['max_selected_items']} choices.")
    return [_one(element, one) for one in values]


def _one(element: Json, value: Any) -> Any:
    if element["type"] in OPTIONS:
        return pick_option(element, str(value))
    if element["type"] in ("rich_text_input", "datetimepicker"):
        return value
    return str(value)


def action_of(placed: Placed, value: Any, at: str) -> Json:
    """One entry of a block_actions payload's `actions`; `value` as `picked` gave it, or an option."""
    element, kind = placed.element, placed.kind
    action: Json = {"type": kind, "action_id": placed.action_id, "block_id": placed.block_id, "action_ts": at}
    for key in ("text", "value", "style", "placeholder", "confirm", "url"):
        if key in element and kind not in TEXTS:
            action[key] = element[key]
    if kind == "overflow":
        action["selected_option"] = value
    if kind in VALUES:
        field, initial, _ = VALUES[kind]
        action[field] = value
        if initial in element and kind not in TEXTS:
            action[initial] = element[initial]
    return action


def find_element(
    blocks: Sequence[Json], action_id: str, *, person_id: str, value: str | None, block_id: str | None
) -> Placed:
    """The one element meant; LookupError says what is there when it is none, or more than one."""
    shown = [placed for placed in walk(blocks) if visible_to(placed, person_id)]
    meant = [p for p in shown if p.action_id == action_id and block_id in (None, p.block_id)]
    if value is not None:
        meant = [p for p in meant if p.kind != "button" or p.element.get("value") == value]
    if len(meant) == 1:
        return meant[0]
    there = ", ".join(f"{p.action_id}={p.element.get('value', p.kind)}" for p in shown) or "nothing to use"
    raise LookupError(f"{len(meant)} elements match {action_id!r} (value {value!r}); here are: {there}.")


def find_folded(
    blocks: Sequence[Json], action_id: str, *, person_id: str, value: str | None, block_id: str | None
) -> tuple[Placed, str] | None:
    """The menu in which "action_id:value" is a choice, and that choice; None unless there is just one."""
    menus = [one for one in walk(blocks) if one.kind == "overflow" and visible_to(one, person_id)]
    found = [
        (menu, choice)
        for menu in menus
        if block_id in (None, menu.block_id)
        for choice in (str(option.get("value")) for option in options_of(menu.element))
        if is_choice_of(choice, action_id, value)
    ]
    return found[0] if len(found) == 1 else None


def unfolded(menu: Placed) -> list[Placed]:
    """The buttons that a menu's choices "action_id:value" stand for."""
    choices = [str(option.get("value")).partition(":") for option in options_of(menu.element)]
    return [
        replace(menu, element={"type": "button", "action_id": action, "value": value})
        for action, _, value in choices
    ]


def is_choice_of(choice: str, action_id: str, value: str | None) -> bool:
    """Whether a menu's choice stands for a button with this action and value."""
    action, _, carried = choice.partition(":")
    return action == action_id and value in (None, carried)

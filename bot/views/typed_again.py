"""A form as it stood when it was submitted, with what was typed in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

# What a state calls a value, and what the element calls it that begins with it.
BEGINS_WITH = {
    "value": "initial_value",
    "rich_text_value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_user": "initial_user",
    "selected_users": "initial_users",
    "selected_conversation": "initial_conversation",
    "selected_conversations": "initial_conversations",
    "selected_channel": "initial_channel",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
KEPT = ("type", "title", "submit", "close", "callback_id", "private_metadata", "clear_on_close")


def typed_again(view: Json, *, above: Iterable[Json]) -> dict[str, Any]:
    """Lay out a submitted view anew, beneath a few blocks that say why."""
    typed = (view.get("state") or {}).get("values") or {}
    blocks = [_with_typed(block, typed.get(block.get("block_id"), {})) for block in view.get("blocks", ())]
    kept = {name: view[name] for name in KEPT if view.get(name)}
    return kept | {"blocks": [*above, *blocks]}


def _with_typed(block: Json, typed: Json) -> dict[str, Any]:
    again = dict(block)
    for place, element in _elements(block):
        said = typed.get(str(element.get("action_id")))
        if said is None:
            continue
        filled = _filled(element, said)
        if place == "elements":
            again[place] = [filled if one is element else one for one in again[place]]
        else:
            again[place] = filled
    return again


def _elements(block: Json) -> Iterator[tuple[str, Json]]:
    for place in ("element", "accessory"):
        if element := block.get(place):
            yield place, element
    if block.get("type") == "actions":
        yield from (("elements", element) for element in block["elements"])


def _filled(element: Json, said: Json) -> dict[str, Any]:
    """What they emptied is empty again."""
    bare = {name: value for name, value in element.items() if not name.startswith("initial_")}
    begins = {BEGINS_WITH[name]: value for name, value in said.items() if value and name in BEGINS_WITH}
    return bare | begins

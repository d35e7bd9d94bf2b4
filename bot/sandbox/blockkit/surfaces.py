"""Whole messages, modals and Home tabs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.blockkit.blocks import BLOCK_IN_MESSAGE, BLOCK_IN_VIEW, modal_only_elements
from bot.sandbox.blockkit.checks import Check, flag, list_of, objects, shape, string, typed, unlike
from bot.sandbox.blockkit.objects import plain_text

LARGEST_VIEW = 250_000
# Slack refuses a message from about 12,000 on and does not say what it counts: we count all and stay below.
LONGEST_MESSAGE = 9_000
VIEW = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
VIEW_BLOCKS = {"blocks": list_of(BLOCK_IN_VIEW, most=100, least=0)}
MODAL = shape(
    VIEW_BLOCKS | {"title": plain_text(24)},
    VIEW
    | {
        "submit": plain_text(24),
        "close": plain_text(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
    },
)
ANY_VIEW: Check = typed({"modal": MODAL, "home": shape(VIEW_BLOCKS, VIEW)}, "view")
MESSAGE_TEXT = string(4000)
MESSAGE_BLOCKS = list_of(BLOCK_IN_MESSAGE, most=50, least=0)


def lint_message(payload: Mapping[str, Any], *, longest: int = LONGEST_MESSAGE) -> list[str]:
    """Problems in `text` and `blocks` as for chat.postMessage; other arguments are not looked at."""
    return list(_message_problems(payload, longest))


def characters(part: Any) -> int:
    """How long a message's blocks are: every text in them, ids and values too."""
    if isinstance(part, Mapping):
        return sum(characters(value) for value in part.values())
    if isinstance(part, list):
        return sum(characters(item) for item in part)
    return len(part) if isinstance(part, str) else 0


def _message_problems(payload: Mapping[str, Any], longest: int) -> Iterator[str]:
    if payload.get("text"):
        yield from MESSAGE_TEXT(payload["text"], "/text")
    else:
        yield "/text: is required: it is all that screen readers and lock screens get"
    blocks = payload.get("blocks") or []
    yield from MESSAGE_BLOCKS(blocks, "/blocks")
    if (length := characters(blocks)) > longest:
        yield f"/blocks: {length} characters in all, at most {longest} in a message"
    yield from unlike(blocks, "block_id", "/blocks")
    yield from _once_per_message(objects(blocks))


def _once_per_message(blocks: list[Mapping[str, Any]]) -> Iterator[str]:
    if (tables := sum(block.get("type") == "table" for block in blocks)) > 1:
        yield f"/blocks: {tables} tables, at most 1 in a message"
    if (charts := sum(block.get("type") == "data_visualization" for block in blocks)) > 2:
        yield f"/blocks: {charts} charts, at most 2 in a message"
    markdown = sum(len(str(block.get("text", ""))) for block in blocks if block.get("type") == "markdown")
    if markdown > 12_000:
        yield f"/blocks: {markdown} characters of markdown, at most 12000 in a message"


def lint_view(view: Mapping[str, Any]) -> list[str]:
    """Problems in a modal or a Home tab, as given to views.open or views.publish."""
    return list(_view_problems(view))


def _view_problems(view: Mapping[str, Any]) -> Iterator[str]:
    yield from ANY_VIEW(view, "")
    blocks = view.get("blocks")
    yield from unlike(blocks, "block_id", "/blocks")
    if view.get("type") == "home":
        yield from modal_only_elements(blocks)
    elif "submit" not in view and any(block.get("type") == "input" for block in objects(blocks)):
        yield "/submit: is required in a modal with an input block"
    if (size := len(json.dumps(view).encode())) > LARGEST_VIEW:
        yield f": the view is {size} bytes, at most {LARGEST_VIEW}"

"""What the client itself checks before it lets somebody submit a modal."""

import re
from collections.abc import Sequence

from bot.sandbox.elements import VALUES, Placed, walk
from bot.sandbox.model import Json

REQUIRED = "Please complete this required field."


def input_problems(blocks: Sequence[Json], state: dict[str, Json]) -> dict[str, str]:
    """A sentence by block_id for every input that would keep the modal open."""
    problems: dict[str, str] = {}
    for placed in walk(blocks):
        if placed.block["type"] == "input" and placed.kind in VALUES:
            value = state.get(placed.block_id, {}).get(placed.action_id, {}).get(VALUES[placed.kind][0])
            if problem := _problem(placed, value):
                problems[placed.block_id] = problem
    return problems


def _problem(placed: Placed, value: object) -> str:
    if value in (None, "", []):
        return "" if placed.block.get("optional") else REQUIRED
    if placed.kind == "plain_text_input":
        return _length_problem(placed.element, str(value))
    if placed.kind == "number_input":
        return _number_problem(placed.element, str(value))
    if placed.kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", str(value)):
        return "Please enter a valid email address."
    if placed.kind == "url_text_input" and not re.match(r"https?://\S+", str(value)):
        return "Please enter a valid URL."
    return ""


def _length_problem(element: Json, text: str) -> str:
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(text) > element.get("max_length", 3000):
        return f"Please enter no more than {element.get('max_length', 3000)} characters."
    return ""


def _number_problem(element: Json, text: str) -> str:
    decimal = element.get("is_decimal_allowed")
    if not re.fullmatch(r"-?\d+(\.\d+)?" if decimal else r"-?\d+", text):
        return "Please enter a number." if decimal else "Please enter a whole number."
    if "min_value" in element and float(text) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(text) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return ""

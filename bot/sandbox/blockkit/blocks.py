"""The blocks: their keys and limits, and which of them go where."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.sandbox.blockkit.checks import (
    Check,
    any_number,
    anything,
    flag,
    items,
    list_of,
    objects,
    shape,
    string,
    typed,
    unlike,
)
from bot.sandbox.blockkit.elements import ACCESSORY, ACTION, CONTEXT, CONTEXT_ACTION, INPUT
from bot.sandbox.blockkit.objects import ID, PICTURE, PICTURE_SOURCE, one_picture_source, plain_text, text

BLOCK = {"block_id": ID}


def _text_or_fields(section: Mapping[str, Any], at: str) -> Iterator[str]:
    if "text" not in section and "fields" not in section:
        yield f"{at}: a section needs text or fields"


def _distinct_actions(block: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from unlike(block.get("elements"), "action_id", f"{at}/elements")


def _no_dispatch_of_files(block: Mapping[str, Any], at: str) -> Iterator[str]:
    element = block.get("element")
    if block.get("dispatch_action") and isinstance(element, Mapping) and element.get("type") == "file_input":
        yield f"{at}/dispatch_action: is not possible with a file_input"


CELL = typed(
    {
        "raw_text": shape({"text": string(3000)}),
        "raw_number": shape({"value": anything}, {"text": string(3000)}),
        "rich_text": shape({"elements": anything}, BLOCK),
    },
    "table cell",
)
EVERYWHERE: dict[str, Check] = {
    "section": shape(
        {},
        BLOCK
        | {
            "text": text(3000),
            "fields": list_of(text(2000), most=10),
            "accessory": ACCESSORY,
            "expand": flag,
        },
        rules=[_text_or_fields],
    ),
    "header": shape({"text": plain_text(150)}, BLOCK),
    "divider": shape({}, BLOCK),
    "image": shape(PICTURE, BLOCK | PICTURE_SOURCE | {"title": plain_text(2000)}, rules=[one_picture_source]),
    "actions": shape({"elements": list_of(ACTION, most=25)}, BLOCK, rules=[_distinct_actions]),
    "context": shape({"elements": list_of(CONTEXT, most=10)}, BLOCK),
    "rich_text": shape({"elements": list_of(anything, most=1000)}, BLOCK),
}
POINTS = list_of(shape({"label": string(20), "value": any_number}), most=20)


def _labels_are_categories(chart: Mapping[str, Any], at: str) -> Iterator[str]:
    axis = chart.get("axis_config")
    categories = items(axis.get("categories")) if isinstance(axis, Mapping) else []
    for place, series in enumerate(objects(chart.get("series"))):
        if [point.get("label") for point in objects(series.get("data"))] != categories:
            yield f"{at}/series/{place}: its labels are not the categories"
    yield from unlike(chart.get("series"), "name", f"{at}/series")


AXIS = shape({"categories": list_of(string(20), most=20)}, {"x_label": string(50), "y_label": string(50)})
PLOT = shape(
    {"series": list_of(shape({"name": string(20), "data": POINTS}), most=6), "axis_config": AXIS},
    rules=[_labels_are_categories],
)
PIE = shape({"segments": list_of(shape({"label": string(20), "value": any_number}), most=6)})
CHART = typed({"line": PLOT, "bar": PLOT, "area": PLOT, "pie": PIE}, "chart")
MESSAGE_ONLY: dict[str, Check] = {
    "markdown": shape({"text": string(12_000)}, BLOCK),
    "data_visualization": shape({"title": string(50), "chart": CHART}, BLOCK),
    "table": shape(
        {"rows": list_of(list_of(CELL, most=20), most=100)},
        BLOCK | {"column_settings": list_of(anything, most=20)},
    ),
    "context_actions": shape({"elements": list_of(CONTEXT_ACTION, most=5)}, BLOCK, rules=[_distinct_actions]),
}
VIEW_ONLY: dict[str, Check] = {
    "input": shape(
        {"label": plain_text(2000), "element": INPUT},
        BLOCK | {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
        rules=[_no_dispatch_of_files],
    ),
}
# What slack.com's table of elements lists for modals, but not for the Home tab.
MODAL_ONLY = ("datetimepicker", "email_text_input", "url_text_input", "number_input", "file_input")

BLOCK_IN_MESSAGE = typed(EVERYWHERE | MESSAGE_ONLY, "block of a message")
BLOCK_IN_VIEW = typed(EVERYWHERE | VIEW_ONLY, "block of a view")


def modal_only_elements(blocks: Any) -> Iterable[str]:
    for number, block in enumerate(items(blocks)):
        held = [block.get("element"), *items(block.get("elements"))] if isinstance(block, Mapping) else []
        for element in objects(held):
            if element.get("type") in MODAL_ONLY:
                yield f"/blocks/{number}: {element['type']} works in modals only"

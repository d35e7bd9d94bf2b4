"""Texts, options and confirmations: the objects that blocks and elements are made of."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.blockkit.checks import Check, either, flag, list_of, one_of, shape, string, typed, unlike

ID = string(255)
ADDRESS = string(3000)


def plain_text(most: int) -> Check:
    return typed({"plain_text": _plain(most)}, "plain text object (mrkdwn is not allowed here)")


def text(most: int) -> Check:
    """Plain text or mrkdwn."""
    return typed({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)}, "text object")


def _plain(most: int) -> Check:
    return shape({"text": string(most)}, {"emoji": flag})


def _mrkdwn(most: int) -> Check:
    return shape({"text": string(most)}, {"verbatim": flag})


def distinct_values(item: Mapping[str, Any], at: str) -> Iterator[str]:
    yield from unlike(item.get("options"), "value", f"{at}/options")


# The Python SDK allows values of 150; Slack's own types say 75.
MENU_OPTION = shape(
    {"text": plain_text(75), "value": string(150)}, {"description": plain_text(75), "url": ADDRESS}
)
OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75)})
TICK_OPTION = shape({"text": text(75), "value": string(150)}, {"description": text(75)})
OPTION_GROUP = shape({"label": plain_text(75), "options": list_of(OPTION, most=100)}, rules=[distinct_values])
CONFIRM = shape(
    {"title": plain_text(100), "text": text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)
SLACK_FILE = shape({}, {"id": ID, "url": ADDRESS}, rules=[either("id", "url")])
PICTURE = {"alt_text": string(2000)}
PICTURE_SOURCE = {"image_url": ADDRESS, "slack_file": SLACK_FILE}
one_picture_source = either("image_url", "slack_file")

"""A Web API call's arguments, from a form, a query or JSON, read the way Slack reads them."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.model import Json


class Args:
    """Values may come as JSON or as text that holds JSON; both mean the same."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise with_messages("invalid_arguments", [f"missing required field: {name}"])
        return value

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.lstrip("-").isdigit():
            raise with_messages("invalid_arguments", [f"{name} must be an integer"])
        return int(value)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("1", "true")

    def json(self, name: str, *, error: str = "invalid_arguments") -> Any:
        """The value, parsed when it is text; None when absent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise with_messages(error, [f"{name} is not valid JSON"]) from None

    def ids(self, name: str) -> list[str]:
        """A comma-separated list, or a JSON one."""
        value = self.values.get(name) or []
        parts = value.split(",") if isinstance(value, str) else value
        return [str(part).strip() for part in parts if str(part).strip()]


async def read_args(request: web.Request) -> Args:
    """Query and body together."""
    return Args({**request.query, **await _body(request)})


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return body
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}

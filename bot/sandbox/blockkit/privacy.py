"""What a lock screen must not show."""

import re
from collections.abc import Mapping
from typing import Any

MENTION = re.compile(r"<@[^>]*>")


def lint_privacy(payload: Mapping[str, Any]) -> list[str]:
    """Problems with a message's top-level `text`: it may mention nobody, because lock screens show names."""
    found = MENTION.findall(str(payload.get("text") or ""))
    return [f"/text: mentions {mention}, and a lock screen would show the name" for mention in found]

"""A linter for Block Kit: what Slack refuses and what people trip over, with a JSON pointer to each."""

from bot.sandbox.blockkit.privacy import lint_privacy
from bot.sandbox.blockkit.surfaces import characters, lint_message, lint_view

__all__ = ["characters", "lint_message", "lint_privacy", "lint_view"]

"""What the two commands can do, in words."""

from collections.abc import Mapping

from bot.views.message import Message
from bot.views.notices import ANYWHERE
from bot.views.parts import small, words

HELP = "help"


def usage(command: str, verbs: Mapping[str, str], *, unknown: str = "") -> Message:
    """List what a slash command can do, `help` last. `verbs` are words with what each is for."""
    verbs = {**verbs, HELP: "this list"}
    start = f"There is no `{command} {unknown}`. " if unknown else ""
    listed = "\n".join(f"• `{command} {verb}` - {what}" for verb, what in verbs.items())
    return Message(
        f"{start}What you can type after {command}: {', '.join(verbs)}.",
        [
            words(f"{start}This is what you can type:"),
            words(listed),
            small(f"Type them {ANYWHERE}.", "We can't read your conversations."),
        ],
    )

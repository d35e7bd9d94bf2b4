"""What the app can reach, and what a program's managers see about one person, exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import DividerBlock

from bot.views.message import Modal
from bot.views.parts import escape, many_words, small, words

REASONS = {
    "commands": "answer `/mentor` and `/mentoring`",
    "chat:write": "write to you",
    "chat:write.public": "post a summary to a public channel without being invited",
    "mpim:write": "open the group conversation that introduces you",
    "users:read": "know your time zone, so that I don't write at night",
    "users:read.email": "match the staff directory to Slack",
    "dnd:read": "respect do-not-disturb",
    "files:write": "post the summary's chart",
}


@dataclass(frozen=True, slots=True)
class SeenByManagers:
    """One line of a manager's view about this person."""

    program_name: str
    line: str


def privacy_page(*, scopes: Sequence[str], seen: Sequence[SeenByManagers]) -> Modal:
    reach = "\n".join(
        f"• `{scope}` - {REASONS.get(scope, 'not needed; tell your IT department')}" for scope in scopes
    )
    return Modal(
        "What is private",
        [
            words(
                "*I cannot read your messages.* I hold no permission to read any conversation, so Slack "
                "keeps them from me."
            ),
            words(f"*What Slack lets me do, right now*\n{reach}"),
            DividerBlock(),
            *many_words(_lines(seen), title="*What your program managers can see about you, right now*"),
            words(
                "*What they never see:* messages, goals, topics you talk about, who said you met or "
                "when, your shifts, "
                "the list of people you asked not to be matched with. Your line manager sees nothing."
            ),
            words(
                "*Who else?* Like all work messages, Slack messages may be reachable by your "
                "organisation under its "
                "policies and the law. Have sensitive talks in person or by phone."
            ),
            small("When you meet I keep the week, nothing else."),
        ],
    )


def _lines(seen: Sequence[SeenByManagers]) -> list[str]:
    if not seen:
        return ["Nothing. You are in no program."]
    return [f"• {escape(one.program_name)}: {one.line}" for one in seen]

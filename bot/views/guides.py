"""Conversation guides and the cards for hard conversations."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.content import Card, Guide, Lines
from bot.views.ids import Action
from bot.views.message import Message, Modal
from bot.views.parts import button, escape, small, words


class Signposted(dict[str, str]):
    """Signposts by id; one that is not filled in shows as its own name, never as an empty gap."""

    def __missing__(self, key: str) -> str:
        return key.replace("_", " ")


def guide_page(guide: Guide, *, lines: Lines) -> Modal:
    prompts = "\n".join(f"{number}. {prompt}" for number, prompt in enumerate(guide.prompts, start=1))
    return Modal(
        "Conversation guide",
        [
            HeaderBlock(text=guide.title),
            words(f"{guide.purpose} _About {guide.minutes} minutes._"),
            words(prompts),
            small(lines.under_guide),
        ],
    )


def guide_list(guides: Mapping[str, Guide]) -> Message:
    return Message(
        "Conversation guides: choose one to read.",
        [
            words("*Conversation guides*"),
            *(_row(guide.title, Action.GUIDE, guide.id) for guide in guides.values()),
        ],
    )


def card_list(cards: Mapping[str, Card], *, signposts: Mapping[str, str], lines: Lines) -> Modal:
    return Modal(
        "Hard conversations",
        [
            words("Each card says how to listen, what to say, where to turn, and what to leave alone."),
            *(_row(card.title, Action.CARD, card.id) for card in cards.values()),
            small(lines.not_emergency.format_map(_filled_in(signposts))),
        ],
    )


def _filled_in(signposts: Mapping[str, str]) -> Signposted:
    return Signposted({key: escape(value) for key, value in signposts.items() if value.strip()})


def _row(title: str, action: Action, value: str) -> Block:
    return words(title, accessory=button("Read", action, value=value, label=f"Read: {title}"[:75]))


def card_page(card: Card, *, signposts: Mapping[str, str], lines: Lines) -> Modal:
    known = _filled_in(signposts)

    def listed(title: str, items: tuple[str, ...]) -> Block:
        return words(f"*{title}*\n" + "\n".join(f"• {item.format_map(known)}" for item in items))

    return Modal(
        "Hard conversations",
        [
            HeaderBlock(text=card.title),
            listed("Listen", card.listen),
            listed("You might say", card.say),
            listed("Where to turn", card.signpost),
            listed("When it can't wait", card.escalate_when),
            listed("Leave alone", card.avoid),
            words(f"*Afterwards*\n{card.after.format_map(known)}"),
            small(lines.not_emergency.format_map(known)),
        ],
    )

"""Conversation guides and the cards for hard conversations."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement, HeaderBlock

from bot.content import Card, Content, Guide, Lines
from bot.views.care.words import advice_button
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, mentions, small, words
from bot.views.signposts import Signposts

CARDS_TITLE = "Hard conversations"
# The context of a modal in which one card gives way to the next.
AMONG_CARDS = "cards"


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


def guide_list(guides: Mapping[str, Guide]) -> Modal:
    rows = (_row(guide.title, Action.GUIDE, guide.id) for guide in guides.values())
    return Modal("Conversation guides", [words("Choose one to read."), *rows])


def card_list(content: Content, *, filled: Mapping[str, str], mentors: bool = False) -> Modal:
    """All cards; `filled` are the hospital's signposts, by id. `mentors`: the reader is one, or a host."""
    signposts = Signposts(content.signposts, filled)
    return Modal(
        CARDS_TITLE,
        [
            words("Each card says how to listen, what to say, where to turn, and what to avoid."),
            *(_row(card.title, Action.CARD, card.id) for card in content.cards.values()),
            small(signposts.no_emergency(content.lines)),
            buttons(*_further(content, mentors=mentors)),
        ],
        context=AMONG_CARDS,
    )


def _further(content: Content, *, mentors: bool) -> list[ButtonElement]:
    policy = button(content.escalation.title, Action.ESCALATION)
    return [policy, *([advice_button()] if mentors else [])]


def _row(title: str, action: Action, value: str) -> Block:
    return words(title, accessory=button("Read", action, value=value, label=f"Read: {title}"[:75]))


def card_page(card: Card, *, content: Content, filled: Mapping[str, str], mentors: bool = False) -> Modal:
    """One card, with the way to those it names and back to all; `filled` are the hospital's signposts."""
    signposts = Signposts(content.signposts, filled)

    def listed(title: str, items: Sequence[str]) -> Block:
        return words(f"*{title}*\n" + "\n".join(f"• {signposts.said(item)}" for item in items))

    # Two buttons of one action_id may not share a block.
    others = [buttons(button(content.cards[one].title, Action.CARD, value=one)) for one in card.see]
    danger = [listed("When it can't wait", card.escalate_when), *others]
    return Modal(
        CARDS_TITLE,
        [
            HeaderBlock(text=card.title),
            *(danger if card.danger_first else ()),
            listed("Listen", card.listen),
            listed("You might say", card.say),
            listed("Where to turn", card.signpost),
            *(() if card.danger_first else danger),
            listed("Avoid", card.avoid),
            words(f"*Afterwards*\n{signposts.said(card.after)}"),
            small(signposts.no_emergency(content.lines)),
            buttons(button("All cards", Action.CARD), *_further(content, mentors=mentors)),
        ],
        context=AMONG_CARDS,
    )


def escalation_page(
    content: Content, *, filled: Mapping[str, str], leads: Sequence[str] = (), mentors: bool = False
) -> Modal:
    """What to do when, in five levels. `leads` are whom the reader can turn to as a mentor."""
    policy, signposts = content.escalation, Signposts(content.signposts, filled)
    levels = [
        words(
            f"*{place}. {level.title}*\n{signposts.said(level.looks_like)}\n"
            f"*Who acts:* {signposts.said(level.act)}\n*Written down:* {signposts.said(level.kept)}"
        )
        for place, level in enumerate(policy.levels, start=1)
    ]
    turn = [words(f"*Who you can turn to:* {mentions(leads)}")] if leads else []
    return Modal(
        policy.title,
        [
            *levels,
            words("\n".join(f"• {signposts.said(rule)}" for rule in policy.rules)),
            *turn,
            small(signposts.no_emergency(content.lines)),
            buttons(button("All cards", Action.CARD), *([advice_button()] if mentors else [])),
        ],
        context=AMONG_CARDS,
    )

"""The briefing, page by page, with dots for how far one is, and the cards to have seen once."""

from dataclasses import dataclass

from slack_sdk.models.blocks import Block, HeaderBlock

from bot.content import Content
from bot.content.briefings import BriefingPage
from bot.domain.joining.briefings import CARDS
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.notices import ANYWHERE
from bot.views.parts import button, buttons, small, words
from bot.views.refs import BriefingRef

TITLE = "Your briefing"


@dataclass(frozen=True, slots=True)
class BriefingPosition:
    """Page number `page`, from 0, of a briefing; `with_cards` when the cards are still to come after it."""

    briefing_id: str
    page: int
    with_cards: bool


def briefing_page(at: BriefingPosition, *, content: Content) -> Modal:
    if at.briefing_id == CARDS:
        return _cards_page(content)
    cards = content.briefings[at.briefing_id].cards
    page = min(at.page, len(cards) - 1)
    return Modal(
        TITLE,
        [*_card(cards[page]), small(_dots(page, len(cards), at.with_cards))],
        callback_id=Callback.BRIEFING,
        submit="Done" if page + 1 == len(cards) and not at.with_cards else "Next",
        close="Finish later",
        context=str(BriefingRef(at.briefing_id, page)),
    )


def _card(card: BriefingPage) -> list[Block]:
    return [HeaderBlock(text=card.title), words("\n\n".join(card.lines))]


def _dots(page: int, pages: int, with_cards: bool) -> str:
    """How far one is, drawn and in words."""
    total = pages + with_cards
    return f"{'●' * (page + 1)}{'○' * (total - page - 1)}  Page {page + 1} of {total}"


def _cards_page(content: Content) -> Modal:
    return Modal(
        TITLE,
        [
            HeaderBlock(text="Cards for hard conversations"),
            words(
                "You don't need to know these by heart. Open the ones you want, so you know what's there "
                f"when you need it: on Home, or with `/mentor cards`, {ANYWHERE}. Nobody can tell which "
                "you open."
            ),
            *(
                words(
                    card.title,
                    accessory=button("Read", Action.CARD, value=card.id, label=f"Read: {card.title}"[:75]),
                )
                for card in content.cards.values()
            ),
        ],
        callback_id=Callback.BRIEFING,
        submit="Got it",
        close="Finish later",
        context=str(BriefingRef(CARDS, 0)),
    )


def briefing_done() -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*Thank you.* You're ready. Read it again at any time: `/mentor briefing`, {ANYWHERE}."),
            small("We'll message you when there's a match, or news about it."),
        ],
        close="Done",
    )


def briefing_todo(*, has_begun: bool) -> Todo:
    text = "*Your briefing* takes three minutes. Once you've read it, you can be matched."
    return Todo(text, [button("Carry on" if has_begun else "Start", Action.BRIEFING, style="primary")])


def briefing_reminder() -> Message:
    return Message(
        "Lamplight: your briefing is ready. It takes three minutes, when it suits you.",
        [
            words(
                "Thank you for coming forward. Before your first match there's a short briefing: four or "
                "five pages, three minutes, when it suits you."
            ),
            buttons(button("Start", Action.BRIEFING, style="primary")),
        ],
    )

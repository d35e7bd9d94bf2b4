"""A mentee's choice of mentors: cards without photos, ranks or scores, in random order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.content import Content
from bot.domain.joining.enrolments import Enrolment
from bot.domain.matching.choices import Said, Suggestion
from bot.domain.matching.topics import in_sentence
from bot.domain.people import Person, Preferences
from bot.domain.programs.programs import Program
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, mention, small, words

TITLE = "Mentors to choose from"
PREFIX = "mentor."
CHOICES: Mapping[str, str] = {
    Said.FIRST.value: "First choice",
    Said.ALSO.value: "Also good",
    Said.NO.value: "Not this one",
}
NOBODY_SEES = "Nobody sees what you choose, and you don't have to choose at all."
NOT_THIS_ONE = "If you choose “Not this one”, we won't match you with them in this program."


@dataclass(frozen=True, slots=True)
class Card:
    """A mentor as a mentee sees them before they have met."""

    suggestion: Suggestion
    offers: Enrolment
    person: Person
    likes: Preferences


def mentor_field(mentor_id: str) -> str:
    return f"{PREFIX}{mentor_id}"


def mentor_cards(program: Program, cards: Sequence[Card], *, content: Content) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"Who would suit you in *{escape(program.name)}*? They're in no special order."),
            *(block for card in cards for block in _card(card, content)),
            small(f"{NOBODY_SEES} {NOT_THIS_ONE}"),
        ],
        callback_id=Callback.CHOOSE_FORM,
        submit="Save",
        close="Not now",
        context=program.id,
    )


def _card(card: Card, content: Content) -> Iterator[Block]:
    shown = card.suggestion
    yield DividerBlock()
    yield words("\n".join([f"*{mention(shown.mentor_id)}*{_post(card, content)}", *_lines(card, content)]))
    yield choice_field(
        "What do you think?",
        mentor_field(shown.mentor_id),
        CHOICES,
        chosen=shown.said,
        optional=True,
    )


def _post(card: Card, content: Content) -> str:
    lists = content.people
    profession = lists.professions.get(card.person.profession or "")
    specialty = lists.specialties.get(card.person.specialty or "")
    known = [escape(one) for one in (profession, specialty) if one]
    return f", {', '.join(known)}" if known else ""


def _lines(card: Card, content: Content) -> Iterator[str]:
    offered = [content.topics[one] for one in card.offers.topics_offered if one in content.topics]
    if offered:
        yield f"Offers: {escape(', '.join(offered))}"
    yield from (escape(line) for line in _likes(card.likes, content))
    yield from (escape(reason) for reason in card.suggestion.reasons)


def _likes(likes: Preferences, content: Content) -> Iterator[str]:
    """The statements they chose, as whole sentences: a side alone doesn't say what it is about."""
    styles = content.preferences.working_styles
    chosen = [(styles[key], side) for key, side in likes.styles.items() if key in styles]
    if said := [f"{style.question} {in_sentence(getattr(style, side))}." for style, side in chosen]:
        yield f"“{' '.join(said)}”"
    modes = content.preferences.meeting_modes
    if likes.meets and likes.meets in modes:
        yield f"To meet: {in_sentence(modes[likes.meets])}"


def choose_question(*, program_name: str, program_id: str) -> Message:
    return Message(
        "Lamplight: a few mentors to choose from. One tap to look.",
        [words(_who(program_name)), buttons(_look(program_id)), small(NOBODY_SEES)],
    )


def choice_todo(*, program_name: str, program_id: str) -> Todo:
    return Todo(_who(program_name), [_look(program_id)])


def _who(program_name: str) -> str:
    return f"Who would you like as a mentor in *{escape(program_name)}*? Here are some who could suit you."


def _look(program_id: str) -> ButtonElement:
    return button("Look", Action.CHOOSE, value=program_id, style="primary")


def chosen(program: Program, *, asked: bool) -> Modal:
    then = (
        "We're asking them now, and we'll tell you when it's settled."
        if asked
        else "It counts the next time matching is run. You can change your mind until then."
    )
    return Modal(TITLE, [words(f"*{escape(program.name)}*: saved. {then}"), small(NOBODY_SEES)], close="Done")

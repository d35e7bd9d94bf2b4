"""Several proposed pairs at once: chosen with ticks, then approved, kept or dropped together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    RadioButtonsElement,
)

from bot.domain.matching.reviewing import in_order, wants_a_look
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action, Callback, Field
from bot.views.matching.pairs import in_one_line, these
from bot.views.matching.review import Review
from bot.views.matching.sentences import publishing_sends
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, field, many_words, options, small, words
from bot.views.refs import MatchesRef, ReviewRef

TITLE = "Choose several"
# So many ids fit in what a form carries; so many ticks in one field.
MOST, A_FIELD = 40, 10
PREFIX = f"{Field.PAIRS}."


class Do(StrEnum):
    """What is done with the pairs that were ticked."""

    APPROVE = "approve"
    KEEP = "keep"
    DROP = "drop"


CHOICES: Mapping[str, str] = {
    Do.APPROVE: "Approve them: you see who is written to first",
    Do.KEEP: "Keep them as they are when matching is run again",
    Do.DROP: "Drop them: we won't suggest the same people to each other again",
}


def choose_several(review: Review) -> Modal:
    """Those that want a look come first, as in the review."""
    pairs = in_order((one for one in review.proposed if one.mentor_to_ask), review.marks)[:MOST]
    to_look_at = [one for one in pairs if wants_a_look(one, review.marks)]
    good = [one for one in pairs if one not in to_look_at]
    what = RadioButtonsElement(action_id=Field.DO, options=options(CHOICES))
    cut = [small("Only the first of them fit here.")] if len(review.proposed) > MOST else []
    return Modal(
        TITLE,
        [
            words(f"*{escape(review.program.name)}*: tick pairs, then choose what to do with them."),
            *_ticks(review, "To look at, the weakest first", to_look_at, "look"),
            *_ticks(review, "Looking good", good, "good"),
            *cut,
            field("What should happen to them?", what, name=Field.DO),
            _back(review),
        ],
        callback_id=Callback.SEVERAL,
        submit="Next",
        close="Later",
        context=review.program.id,
    )


def _ticks(review: Review, label: str, pairs: Sequence[Mentorship], name: str) -> Iterator[InputBlock]:
    for first in range(0, len(pairs), A_FIELD):
        block = f"{PREFIX}{name}{first}"
        ticks = [_tick(review, one) for one in pairs[first : first + A_FIELD]]
        element = CheckboxesElement(action_id=block, options=ticks)
        yield field(label if not first else f"{label}, continued", element, name=block, optional=True)


def _tick(review: Review, pair: Mentorship) -> Option:
    broken = ". A rule is in the way" if pair.id in review.marks.broken else ""
    return Option(
        value=pair.id,
        text=MarkdownTextObject(text=in_one_line(review, pair)),
        description=f"{pair.score:.0f} out of 100{', kept' if pair.locked else ''}{broken}",
    )


def approve_some(review: Review, ids: Collection[str]) -> Modal:
    """Say whom it writes to before it does; the rest of the proposal stays."""
    pairs = [one for one in review.proposed if one.id in ids]
    return Modal(
        "Approve these?",
        [
            words(" ".join(publishing_sends(review, pairs))),
            *many_words([f"• {in_one_line(review, one)}" for one in pairs]),
            small("Everyone else stays in the review."),
            _back(review),
        ],
        callback_id=Callback.APPROVE_SOME,
        submit=f"Approve {these(pairs)}",
        close="Later",
        context=str(MatchesRef.of(review.program.id, [one.id for one in pairs])),
    )


def _back(review: Review) -> Block:
    return buttons(button("Back to the review", Action.PAGE, value=str(ReviewRef(review.program.id))))

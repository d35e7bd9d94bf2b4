"""A manager's own hand in a proposal: what swapping would do, and a pair added by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, UserSelectElement

from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import button, buttons, escape, field, mention, small, words
from bot.views.refs import PairRef, ReviewRef, SwapPreviewRef, SwapRef

SWAP_TITLE = "Swap mentors"
PAIR_TITLE = "Add a pair by hand"
LOGGED = "Trying this pair is logged, and both can see it."


@dataclass(frozen=True, slots=True)
class Tentative:
    """A (mentee, mentor) that is not kept yet. `in_the_way` is why it can't be."""

    pair: tuple[str, str]
    score: float
    reasons: tuple[str, ...]
    in_the_way: str = ""


@dataclass(frozen=True, slots=True)
class Tried(NamesPeople):
    """Pairs that a manager thinks of, with what speaks for and against each; nothing is kept yet.

    `matches` are those whose mentors would be swapped, as they are now.
    """

    program: Program
    pairs: Sequence[Tentative]
    matches: Sequence[Mentorship] = ()

    @property
    def whom(self) -> Collection[str]:
        return {who for one in self.pairs for who in one.pair}

    @property
    def is_allowed(self) -> bool:
        return not any(one.in_the_way for one in self.pairs)


@dataclass(frozen=True, slots=True)
class WhoCanBePaired(NamesPeople):
    """By hand: who waits for a mentor, and who mentors. `posts` says in words what each works as."""

    program: Program
    mentees: Sequence[str]
    mentors: Sequence[str]
    posts: Mapping[str, str]

    @property
    def whom(self) -> Collection[str]:
        return {*self.mentees, *self.mentors}


def swap_preview(tried: Tried, *, swap: SwapRef, at: ReviewRef) -> Modal:
    return _preview(
        SWAP_TITLE,
        tried.pairs,
        callback_id=Callback.SWAP,
        submit="Swap",
        context=str(
            SwapPreviewRef(
                swap.mentorship_id, swap.other_id, at.page, mentor_id=tried.pairs[0].pair[1], shown=at.shown
            )
        ),
        back=str(at),
    )


def pair_form(program: Program) -> Modal:
    fields = ((Field.MENTEE, "Who is looking for a mentor?"), (Field.MENTOR, "Who mentors them?"))
    return Modal(
        PAIR_TITLE,
        [
            words(f"*{escape(program.name)}*: you'll see what they share before anything is saved."),
            *(field(label, UserSelectElement(action_id=name), name=name) for name, label in fields),
            _back(str(ReviewRef(program.id))),
        ],
        callback_id=Callback.ADD_PAIR,
        submit="Preview",
        close="Later",
        context=program.id,
    )


def pair_preview(tried: Tried) -> Modal:
    [one] = tried.pairs
    return _preview(
        PAIR_TITLE,
        tried.pairs,
        callback_id=Callback.ADD_PAIR_SURE,
        submit="Add it",
        context=str(PairRef(tried.program.id, *one.pair)),
        back=str(ReviewRef(tried.program.id)),
    )


def _preview(
    title: str, pairs: Sequence[Tentative], *, callback_id: str, submit: str, context: str, back: str
) -> Modal:
    """Where a rule stands in the way there is nothing to press but back."""
    blocks = [*(_tentative(one) for one in pairs), _back(back)]
    if any(one.in_the_way for one in pairs):
        return Modal(title, [*blocks[:-1], small(LOGGED), blocks[-1]], close="Later")
    kept = small(f"We keep it as it is when matching is run again. {LOGGED}")
    return Modal(
        title,
        [*blocks[:-1], kept, blocks[-1]],
        callback_id=callback_id,
        submit=submit,
        close="Later",
        context=context,
    )


def _tentative(one: Tentative) -> Block:
    mentee, mentor = (mention(who) for who in one.pair)
    said = f"*Not possible:* {escape(one.in_the_way)}" if one.in_the_way else escape(" ".join(one.reasons))
    return words(f"{mentee} with {mentor}\n{said}")


def _back(value: str) -> Block:
    return buttons(button("Back to the review", Action.PAGE, value=value))

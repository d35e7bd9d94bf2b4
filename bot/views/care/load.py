"""How a mentor's load is: four answers, and what each of them did."""

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.care.load import Load
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action
from bot.views.mentorships.rematching import another_button
from bot.views.message import Modal
from bot.views.parts import button, buttons, mentions, small, weekday_in_words, words
from bot.views.refs import LoadRef

TITLE = "Your load"
ANSWERS: Mapping[Load, tuple[str, str]] = {
    Load.FINE: ("Fine", "All stays as it is."),
    Load.A_BIT_MUCH: ("A bit much", "No new mentee for eight weeks."),
    Load.TOO_MUCH: ("Too much", "No new mentee until you say so."),
    Load.ONE_MORE: ("One more", "You could take one more mentee."),
}
AGAIN = "You can get a new mentee again."
PRIVATE = "This isn't a survey: nothing is counted, and no manager sees what you say."
SHOWN = 4


def load_button() -> ButtonElement:
    return button("How's the load?", Action.LOAD)


def load_question(*, rests: bool, until: date | None, notice: str = "") -> Modal:
    now = [words(f"For now: {rest_in_words(until)}")] if rests else []
    rows = [
        words(f"*{label}.* {_does(load, rests=rests)}", accessory=button(label, Action.LOAD_SAY, value=load))
        for load, (label, _) in ANSWERS.items()
    ]
    told = [words(notice)] if notice else []
    return Modal(TITLE, [*told, words("How is the load as a mentor?"), *now, *rows, small(PRIVATE)])


def _does(load: Load, *, rests: bool) -> str:
    return AGAIN if rests and load is Load.FINE else ANSWERS[load][1]


def load_said(
    said: Load,
    *,
    until: date | None,
    offered: int,
    is_most: bool,
    theirs: Sequence[Mentorship],
    user_id: str,
    before: LoadRef | None,
) -> Modal:
    """`before` is how it was, where something changed; `is_most`: the programs allow no more places."""
    undo = [button("Undo", Action.LOAD_UNDO, value=str(before))] if before else []
    return Modal(
        TITLE,
        [
            words(_did(said, until=until, offered=offered, is_most=is_most, changed=before is not None)),
            *(_hand_over(theirs, user_id) if said is Load.TOO_MUCH else ()),
            buttons(*undo, button("Change it", Action.LOAD)),
            small(PRIVATE),
        ],
        close="Done",
    )


def rest_in_words(until: date | None) -> str:
    if until is None:
        return "you get no new mentee until you say so."
    return f"you get no new mentee until {weekday_in_words(until)}."


def _did(said: Load, *, until: date | None, offered: int, is_most: bool, changed: bool) -> str:
    match said:
        case Load.FINE:
            return f"Good to hear. {AGAIN if changed else ANSWERS[said][1]}"
        case Load.ONE_MORE if changed:
            return f"Thank you. You now have places for {offered} {'mentee' if offered == 1 else 'mentees'}."
        case Load.ONE_MORE if is_most:
            return "Thank you. You offer as many places as your programs allow, so nothing changes."
        case Load.ONE_MORE:
            return "Thank you. Nothing changes."
    return f"Thanks for saying so: {rest_in_words(until)} The mentees you have stay with you."


def _hand_over(theirs: Sequence[Mentorship], user_id: str) -> list[Block]:
    """Each opens the form that asks first: the mentee gets a new match, and nobody a reason."""
    if not theirs:
        return []
    return [
        words("Still too much? You can hand over a mentorship kindly. They get a new match, and no reason."),
        *(
            words(f"With {mentions(one.others(user_id))}", accessory=another_button(one.id))
            for one in theirs[:SHOWN]
        ),
    ]

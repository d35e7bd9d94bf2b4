"""A mentorship for its program's managers: how it goes and since when, and what one can do for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, DatePickerElement, DividerBlock

from bot.content import People
from bot.domain.disclosure.figures import named
from bot.domain.managing.helping import NoOffer
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import Show, VisibleMatch, VisiblePerson
from bot.domain.programs.programs import Program
from bot.domain.programs.states import MATCHABLE
from bot.views.availability.pausing import in_words
from bot.views.ids import Action, Callback, Field
from bot.views.managing.people_list import lines_of_person, status_line
from bot.views.message import Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    counted,
    escape,
    field,
    mention,
    mentions,
    off_shift,
    small,
    words,
    writes_to,
)
from bot.views.refs import PageRef, PeopleRef, SupportRef

TITLE = "A mentorship"
ASK_ABOUT = (
    "Ask about time and shifts, never about effort. Viewing these names is logged, and they can see it."
)
A_START = (
    "Hello from {program}. How is it going? If shifts make it hard to find a time, say what would help. "
    "You don't have to explain anything."
)
TO_ONE_ON_ITS_WAY = "Their introduction is on its way. There's nothing to do for now."
NOTHING_MORE = "It has ended, so there's nothing more to do."
HAS_IT = "*You have this in hand.* The other managers see that."
SEE_TO_IT = (
    "*See to it yourself.* The other managers see that you have it in hand, and so do the people in it if "
    "they look."
)
WRITE = "*Write to them.* We give you a text to start from, and send nothing."
OFFER = (
    "*Offer a new match.* We ask each of them in private, without blame. Nobody in it is told who said yes."
)
END = "*End it kindly.* They get a kind note without a reason. We ask you first."
WHAT_THEY_CAN_DO = (
    "*What they can do on their Home tab*\nPause, change how often they talk, ask for a new match or end "
    "this mentorship. Each takes a tap or two, without a reason."
)
SENDS_NOTHING = f"We send nothing from here. {ASK_ABOUT}"
STOPS_MEANWHILE = (
    "*What stops until then:* check-ins, reminders and notes about it. A time they've set to meet is called "
    "off."
)
AT_MOST = "At most eight weeks from today."
NOT_TALKED_YET = "If you haven't talked to them yet, do that first. This can't be undone."
NO_MORE_MATCHES = "This program makes no new matches any more."
OFFERED = "*Offered.* We ask each of them in private when they're next off shift."
ENDED = "*Ended.* Each of them gets a kind note, without a reason and without your name."
# Where nothing is said, the offer is left out.
NO_OFFER: Mapping[NoOffer, str] = {
    NoOffer.NO_MATCHES: NO_MORE_MATCHES,
    NoOffer.OVER: NO_MORE_MATCHES,
    NoOffer.AWAY: "You can offer a new match once all of them are back.",
    NoOffer.ASKED: "One of them asked about the match already. See what they asked first.",
    NoOffer.LATELY: "A new match was offered to them in the last four weeks. Give them time.",
}


@dataclass(frozen=True, slots=True)
class MentorshipPage(NamesPeople):
    """A mentorship as `reader`, a manager, sees it; `no_offer` is why no other match can be offered now."""

    program: Program
    mentorship: Mentorship
    match: VisibleMatch
    people: Sequence[VisiblePerson]
    reader: str
    no_offer: NoOffer | None = None

    @property
    def whom(self) -> Collection[str]:
        return set(self.mentorship.user_ids)

    @property
    def stands(self) -> bool:
        """Whether there is something a manager can do for it."""
        return self.mentorship.state in (MentorshipState.ACTIVE, MentorshipState.PAUSED)

    @property
    def waits_for_a_manager(self) -> bool:
        return self.match.status is Status.MAY_NEED_SUPPORT and self.match.taker is None


def mentorship_page(
    page: MentorshipPage, at: SupportRef, *, lists: People, notice: Sequence[Block] = ()
) -> Modal:
    """`notice` says what came of a tap."""
    what = "Circle: " if page.mentorship.is_circle else ""
    return Modal(
        TITLE,
        [
            *notice,
            words(
                f"*{escape(page.program.name)}*\n{what}{mentions(page.mentorship.user_ids)}\n"
                f"{status_in_a_line(page)}"
            ),
            *(_person(one, page, lists) for one in page.people),
            DividerBlock(),
            *_to_do(page, at),
            small(ASK_ABOUT),
            buttons(*_asked(page), _back(at)),
        ],
    )


def status_in_a_line(page: MentorshipPage) -> str:
    return _capital(status_line(page.match))


def _asked(page: MentorshipPage) -> list[ButtonElement]:
    """To what its people asked a hand with, where it is settled."""
    if not any(one.hands for one in page.people):
        return []
    return [button("See what they asked", Action.HANDS, value=page.program.id)]


def _person(seen: VisiblePerson, page: MentorshipPage, lists: People) -> Block:
    return words("\n".join([f"*{mention(seen.user_id)}*", *lines_of_person(seen, lists)]))


@dataclass(frozen=True, slots=True)
class CanDo:
    """What a manager can do for it now, each in words; empty for what they can't.

    `nothing` says why there is nothing at all, and `no_offer` why no other match can be offered.
    """

    nothing: str = ""
    has_it: str = ""
    take: str = ""
    write: str = ""
    offer: str = ""
    no_offer: str = ""
    pause: str = ""
    end: str = ""


def can_do(page: MentorshipPage) -> CanDo:
    if page.mentorship.state is MentorshipState.APPROVED:
        return CanDo(nothing=TO_ONE_ON_ITS_WAY)
    if not page.stands:
        return CanDo(nothing=NOTHING_MORE)
    no_offer = NO_OFFER.get(page.no_offer, "") if page.no_offer else ""
    return CanDo(
        has_it=HAS_IT if page.match.taker == page.reader else "",
        take=SEE_TO_IT if page.waits_for_a_manager else "",
        write=WRITE,
        offer="" if page.no_offer else OFFER,
        no_offer=f"*Offer a new match.* {no_offer}" if no_offer else "",
        pause=_pause(page) if page.mentorship.state is MentorshipState.ACTIVE else "",
        end=END,
    )


def _pause(page: MentorshipPage) -> str:
    who = _capital(_any_of_them(page))
    return f"*Pause it.* We don't write about it until a day you choose. {who} can start it again sooner."


def _to_do(page: MentorshipPage, at: SupportRef) -> list[Block]:
    can, value = can_do(page), str(at)
    back = button("Give it back", Action.SUPPORT_BACK, value=value)
    take = button("Take this on", Action.SUPPORT_TAKE, value=value, style="primary")
    write = button(write_label(page), Action.GET_IN_TOUCH, value=value)
    pause = button("Pause it", Action.PAUSE_FOR_THEM, value=value)
    end = button(end_label(page), Action.END_KINDLY, value=value)
    each = (
        (can.nothing, None),
        (can.has_it, back),
        (can.take, take),
        (can.write, write),
        (can.offer, _offer(page, at)),
        (can.no_offer, None),
        (can.pause, pause),
        (can.end, end),
    )
    return [words(said, accessory=one) for said, one in each if said]


def _offer(page: MentorshipPage, at: SupportRef) -> ButtonElement:
    return button(
        "Offer a new match",
        Action.OFFER_MATCH,
        value=str(at),
        confirm=asks_first(*offer_writes(page), question="Offer a new match?", yes="Offer it"),
    )


def offer_writes(page: MentorshipPage) -> Sequence[str]:
    """Say what an offer sends."""
    return _writes(page), "It says that a manager offers it."


def _writes(page: MentorshipPage) -> str:
    count = named(len(page.mentorship.user_ids))
    return writes_to(counted(count, "person", "people"), off_shift(count))


def write_label(page: MentorshipPage) -> str:
    return "Write to them" if _are_several(page) else "Write to both"


def end_label(page: MentorshipPage) -> str:
    return "End the circle kindly" if page.mentorship.is_circle else "End it kindly"


def _back(at: SupportRef) -> ButtonElement:
    """To the list that led here."""
    if at.show is Show.SUPPORT:
        page = PageRef(at.program_id, at.page)
        return button("Back to the list", Action.NEEDING_SUPPORT_PAGE, value=str(page))
    people = PeopleRef(at.program_id, at.show, at.page)
    return button("Back to the list", Action.PEOPLE_PAGE, value=str(people))


def _back_to_it(at: SupportRef) -> ButtonElement:
    return button("Go back", Action.MENTORSHIP, value=str(at))


def start_of_a_message(page: MentorshipPage) -> str:
    return A_START.format(program=escape(page.program.name))


def get_in_touch(page: MentorshipPage, at: SupportRef) -> Modal:
    """What a manager can write, and what the people in it can do themselves; nothing is sent from here."""
    return Modal(
        "Get in touch",
        [
            words(f"Tap a name to write to them: {mentions(page.mentorship.user_ids)}"),
            words(f"*A message to start from*\n```{start_of_a_message(page)}```"),
            words(WHAT_THEY_CAN_DO),
            small(SENDS_NOTHING),
            buttons(_back_to_it(at)),
        ],
    )


def pause_for_them_form(page: MentorshipPage, at: SupportRef, *, until: date) -> Modal:
    """`until` is the day that is suggested."""
    picker = DatePickerElement(
        action_id=Field.PAUSE_DATE, initial_date=until.isoformat(), placeholder="Choose a day"
    )
    return Modal(
        "Pause it?",
        [
            words(f"Pause the mentorship of {mentions(page.mentorship.user_ids)} until:"),
            field("Starts again on", picker, name=Field.PAUSE_DATE, hint=AT_MOST),
            words(STOPS_MEANWHILE),
            small(pause_tells(page)),
            buttons(_back_to_it(at)),
        ],
        callback_id=Callback.PAUSE_FOR_THEM,
        submit="Pause it",
        close="Not now",
        context=str(at),
    )


def pause_tells(page: MentorshipPage) -> str:
    """Say what its people hear of a pause."""
    return (
        "We tell each of them that a manager has paused it, and until when. It starts again automatically, "
        f"and {_any_of_them(page)} can start it again sooner."
    )


def paused_until(until: date, *, today: date) -> str:
    return f"*Paused until {in_words(until, today=today)}.* We tell each of them when they're next off shift."


def end_kindly_form(page: MentorshipPage, at: SupportRef) -> Modal:
    return Modal(
        "End it kindly?",
        [
            *(words(one) for one in what_ending_does(page)),
            small(NOT_TALKED_YET),
            buttons(_back_to_it(at)),
        ],
        callback_id=Callback.END_KINDLY,
        submit="End it kindly",
        close="Not now",
        context=str(at),
    )


def what_ending_does(page: MentorshipPage) -> Sequence[str]:
    """Say it before it ends. A circle is asked about more clearly: it ends for everyone in it."""
    count, whom = named(len(page.mentorship.user_ids)), mentions(page.mentorship.user_ids)
    what = f"the mentorship of {whom}"
    if page.mentorship.is_circle:
        what = f"this circle for all {count} people in it: {whom}"
    note = "It's a kind note that it has ended, without a reason and without your name."
    return f"This ends {what}.", f"{_writes(page)} {note}", _then(page)


def _then(page: MentorshipPage) -> str:
    if page.program.state in MATCHABLE:
        return "They keep their places in the program, and can wait for a new match or leave."
    return f"They keep their places in the program. {NO_MORE_MATCHES}"


def _any_of_them(page: MentorshipPage) -> str:
    return "any of them" if _are_several(page) else "either of them"


def _are_several(page: MentorshipPage) -> bool:
    return len(page.mentorship.members) > 2


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

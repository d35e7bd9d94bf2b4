"""The people of a program by name, for its managers: the same lines as on everybody's own privacy page."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, InputInteractiveElement, StaticSelectElement

from bot.content import People
from bot.domain.disclosure.figures import named
from bot.domain.joining.enrolments import Role
from bot.domain.managing.requests import Topic
from bot.domain.mentorships.status import Status
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import Place, Show, VisibleMatch, VisiblePerson
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback
from bot.views.managing.help_requests import HELP_WITH
from bot.views.managing.posts import post_in_words
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    escape,
    mention,
    mentions,
    more,
    options,
    pager,
    small,
    weekday_in_words,
    words,
)
from bot.views.refs import PageRef, PeopleRef, PersonRef, SupportRef

TITLE = "People"
A_PAGE = 15
MOST_PROGRAMS = 50
# Of a menu of five.
MOST_MATCHES = 3
HOLD_MEANS = (
    "They won't be matched until you end the hold. A match they already have carries on. They can see that "
    "they're on hold, and no reason is kept."
)
SOMEONE_DELETED = "someone whose data is deleted"
PLACES: Mapping[Place, str] = {
    Place.APPLIED: "asked to join",
    Place.ACTIVE: "takes part",
    Place.PAUSED: "takes part, paused",
    Place.DECLINED: "was told there's no place this time",
    Place.RELEASED: "place freed up after a long silence",
    Place.LEFT: "has left",
}
AS_WHAT: Mapping[Role, str] = {
    Role.MENTEE: "mentee",
    Role.MENTOR: "mentor",
    Role.BOTH: "mentee and mentor",
    Role.PEER: "peer",
    Role.HOST: "host",
}
SHOWN: Mapping[Show, str] = {
    Show.ALL: "Everyone",
    Show.WAITING: "Waiting for a match",
    Show.MATCHED: "Matched",
    Show.SUPPORT: "May need support",
}


@dataclass(frozen=True, slots=True)
class PeopleList(NamesPeople):
    """Whom one filter shows; `counts` says how many each would."""

    program: Program
    show: Show
    seen: Sequence[VisiblePerson]
    counts: Mapping[Show, int]

    @property
    def whom(self) -> Collection[str]:
        return {one.user_id for one in self.seen}


@dataclass(frozen=True, slots=True)
class PersonInWords:
    """All that managers see of one person but their matches, by what it is about, without naming them."""

    place: str
    post: Sequence[str]
    aside: Sequence[str]
    asked: Sequence[str]


def visible_lines(seen: VisiblePerson, lists: People) -> list[str]:
    """All that managers see of one person in one program, without naming that person."""
    return [*lines_of_person(seen, lists), *matches_in_words(seen)]


def lines_of_person(seen: VisiblePerson, lists: People) -> list[str]:
    """The same without their matches."""
    found = person_in_words(seen, lists)
    return [found.place, *found.post, *found.aside, *found.asked]


def person_in_words(seen: VisiblePerson, lists: People) -> PersonInWords:
    """The same line by line, by what it is about."""
    day = seen.asked_on
    asked = [f"asked for a new match on {weekday_in_words(day)}"] if day else []
    post = post_in_words(seen.post, lists)
    return PersonInWords(
        place=f"{AS_WHAT[seen.role]}, {PLACES[seen.place]}",
        post=[post] if post else [],
        aside=["on hold: not matched for now"] if seen.set_aside else [],
        asked=[*asked, *(_hand(topic, on, taker) for topic, on, taker in seen.hands)],
    )


def matches_in_words(seen: VisiblePerson) -> list[str]:
    """Say with whom they are matched, and how each goes."""
    return [_match(match) for match in seen.matches]


def _hand(topic: Topic, on: date, taker: str | None) -> str:
    taken = f", taken by {mention(taker)}" if taker else ""
    return f"may need support: asked for help with {HELP_WITH[topic]} on {weekday_in_words(on)}{taken}"


def _match(match: VisibleMatch) -> str:
    who = mentions(match.others) if match.others else SOMEONE_DELETED
    return f"matched with {who}; {status_line(match)}"


@dataclass(frozen=True, slots=True)
class StatusInWords:
    """The word for how it goes, the week since which it is so, and the manager who has it in hand."""

    status: str
    since: str
    taken: str

    @property
    def line(self) -> str:
        return f"status: {' '.join(one for one in (self.status, self.since) if one)}{self._and_taken}"

    @property
    def _and_taken(self) -> str:
        return f", {self.taken}" if self.taken else ""


def status_in_words(match: VisibleMatch) -> StatusInWords:
    return StatusInWords(
        match.status.value,
        f"since the week of {weekday_in_words(match.since)}" if match.since else "",
        f"in hand with {mention(match.taker)}" if match.taker else "",
    )


def status_line(match: VisibleMatch) -> str:
    """Say all three in one line."""
    return status_in_words(match).line


def people_list(people: PeopleList, *, lists: People, page: int = 0) -> Modal:
    pages = max(1, -(-len(people.seen) // A_PAGE))
    page = min(page, pages - 1)
    shown = people.seen[page * A_PAGE : (page + 1) * A_PAGE]
    return Modal(
        TITLE,
        [
            words(
                f"*{escape(people.program.name)}*\nPeople you can do something for come first.",
                accessory=_filter(people),
            ),
            *_what_would_help(people),
            *(_person(seen, people, page, lists) for seen in shown or ()),
            *([] if shown else [words(_nobody(people.show))]),
            *pager(
                page,
                pages,
                Action.PEOPLE_PAGE,
                value=lambda to: str(PeopleRef(people.program.id, people.show, to)),
            ),
            small(
                "Viewing these names is logged, and they can see it. They see these lines too, under *What "
                "is private?* on Home. There's nothing else to see."
            ),
        ],
    )


def _what_would_help(people: PeopleList) -> list[Block]:
    """Of those who wait: since when, and what would help."""
    if people.show is not Show.WAITING or not people.seen:
        return []
    page = str(PageRef(people.program.id))
    return [buttons(button("Since when, and what would help", Action.WITHOUT_MATCH, value=page))]


def _person(seen: VisiblePerson, people: PeopleList, page: int, lists: People) -> Block:
    text = "\n".join([f"*{mention(seen.user_id)}*", *visible_lines(seen, lists)])
    found = _to_do(seen, people, page)
    return words(text, accessory=more(*found)) if found else words(text)


def _to_do(seen: VisiblePerson, people: PeopleList, page: int) -> list[ButtonElement]:
    """What a manager can do for this person now."""
    program_id = people.program.id
    value = str(PersonRef(program_id, people.show, page, seen.user_id))
    found = []
    if seen.place is Place.APPLIED:
        found.append(button("Answer them", Action.APPLICATIONS, value=program_id))
    if seen.hands:
        found.append(button("See what they asked", Action.HANDS, value=program_id))
    found += _to_mentorships(seen, people, page)
    if seen.place in (Place.ACTIVE, Place.PAUSED):
        hold = button("Put on hold", Action.SET_ASIDE, value=value)
        found.append(button("End the hold", Action.SET_ASIDE_END, value=value) if seen.set_aside else hold)
    return found


def _to_mentorships(seen: VisiblePerson, people: PeopleList, page: int) -> list[ButtonElement]:
    """A way to each of their matches, counted as they are listed; of many, to those that may need support."""
    standing = [one for one in enumerate((one for one in seen.matches if one.stands), start=1)]
    first = sorted(standing, key=lambda one: one[1].status is not Status.MAY_NEED_SUPPORT)[:MOST_MATCHES]
    return [
        button(
            "Their mentorship" if len(standing) == 1 else f"Their mentorship, no. {number}",
            Action.MENTORSHIP,
            value=str(SupportRef(people.program.id, one.mentorship_id, people.show, page)),
        )
        for number, one in sorted(first, key=lambda one: one[0])
    ]


def hold_form(person: PersonRef) -> Modal:
    """Say what a hold does before it begins; whom it is about, whoever tapped knows."""
    back = button("Back to the list", Action.PEOPLE_PAGE, value=str(person))
    return Modal(
        "Put on hold?",
        [words(HOLD_MEANS), buttons(back)],
        callback_id=Callback.SET_ASIDE,
        submit="Put on hold",
        close="Later",
        context=str(person),
    )


def _nobody(show: Show) -> str:
    return "No one has joined yet." if show is Show.ALL else "No one right now."


def _filter(people: PeopleList) -> InputInteractiveElement:
    choices = {
        str(PeopleRef(people.program.id, show)): f"{label} ({named(people.counts.get(show, 0))})"
        for show, label in SHOWN.items()
    }
    chosen = str(PeopleRef(people.program.id, people.show))
    return StaticSelectElement(
        action_id=Action.PEOPLE_SHOW,
        options=options(choices),
        initial_option=next(one for one in options(choices) if one.value == chosen),
        placeholder="Show",
    )


def choose_program(programs: Sequence[Program]) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which program?"),
            *(
                words(f"*{escape(program.name)}*", accessory=button("Open", Action.PEOPLE, value=program.id))
                for program in programs[:MOST_PROGRAMS]
            ),
        ],
    )

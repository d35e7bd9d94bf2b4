"""A hold, as a manager begins and ends it, and as the people it covers read of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement, DividerBlock

from bot.domain.managing.holds import Where
from bot.domain.programs.programs import Program
from bot.errors import NotFound
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import button, choice_field, escape, field, small, weekday_in_words, words
from bot.views.refs import HoldRef, PlaceRef

TITLE = "Hold messages"
MOST_PROGRAMS = 50
MOST_PLACES = 100
MOST_HELD = 40
UNTIL = "Messages start again that day, automatically. No reason is kept."
WHAT_IT_DOES = (
    "Until that day, this program's messages to them wait, and are left out if they no longer fit by then. "
    "Those days don't count as a pair going quiet. What people are waiting for still comes: introductions, "
    "answers to what they asked, and notes that something has ended."
)


@dataclass(frozen=True, slots=True)
class Held:
    """A hold that runs. `place` is in words."""

    id: str
    place: str
    until: date


@dataclass(frozen=True, slots=True)
class HoldsPage:
    """What runs in a program, and the places to choose from, by what the form carries."""

    program: Program
    held: Sequence[Held]
    places: Mapping[str, str]


def place_in_words(where: Where, place: str, departments: Mapping[str, str]) -> str:
    if where is Where.EVERYBODY:
        return "everyone"
    return departments.get(place, place) if where is Where.DEPARTMENT else place


def places_to_choose(sites: Sequence[str], departments: Mapping[str, str]) -> dict[str, str]:
    found = {str(PlaceRef(Where.EVERYBODY)): "Everyone in this program"}
    found |= {str(PlaceRef(Where.SITE, site)): f"Site: {site}"[:75] for site in sites}
    found |= {str(PlaceRef(Where.DEPARTMENT, key)): label for key, label in departments.items()}
    return dict(list(found.items())[:MOST_PLACES])


def where_of(choice: str) -> tuple[Where, str] | None:
    """Read a choice of the form: "everybody", "site:Main", "department:critical_care". None for another."""
    try:
        ref = PlaceRef.parse(choice)
    except NotFound:
        return None
    return (ref.where, ref.place) if bool(ref.place) == (ref.where is not Where.EVERYBODY) else None


def holds_page(page: HoldsPage) -> Modal:
    return Modal(
        TITLE,
        [
            words(f"*{escape(page.program.name)}*"),
            *(_held(one, page.program.id) for one in page.held[:MOST_HELD]),
            *([DividerBlock()] if page.held else []),
            choice_field("Whose messages", Field.WHERE, page.places, chosen=Where.EVERYBODY.value),
            field(
                "Until",
                DatePickerElement(action_id=Field.HELD_UNTIL, placeholder="Choose a day"),
                name=Field.HELD_UNTIL,
                hint=UNTIL,
            ),
            small(WHAT_IT_DOES),
        ],
        callback_id=Callback.HOLD,
        submit="Hold messages",
        close="Not now",
        context=page.program.id,
    )


def _held(one: Held, program_id: str) -> Block:
    return words(
        f"Messages on hold for {whom_and_when(one)}",
        accessory=button(*_end(), value=str(HoldRef(program_id, one.id))),
    )


def _end() -> tuple[str, str]:
    return "End the hold now", Action.HOLD_END


def whom_and_when(one: Held) -> str:
    """Say for whom messages are held, and until when."""
    return f"{escape(one.place)} until {in_words(one.until)}"


def held_now(held: Sequence[Held], *, program_id: str) -> list[Block]:
    """A line of a manager's Home: one is ended there, several on their page."""
    if not held:
        return []
    text = f"Messages on hold for {'; '.join(whom_and_when(one) for one in held[:5])}"
    if len(held) == 1:
        return [_held(held[0], program_id)]
    return [words(text, accessory=button("See all", Action.HOLDS, value=program_id))]


def rests_until(resting: Mapping[str, date]) -> list[Block]:
    """For the people it covers: program names, and the day each ends on."""
    lines = [
        f"You won't hear from *{escape(name)}* until {in_words(until)}. Nothing is lost."
        for name, until in resting.items()
    ]
    return [words("\n".join(lines[:MOST_HELD])[:3000])] if lines else []


def choose_program(programs: Sequence[Program]) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which program?"),
            *(
                words(
                    f"*{escape(program.name)}*",
                    accessory=button("Open", Action.HOLDS, value=program.id),
                )
                for program in programs[:MOST_PROGRAMS]
            ),
        ],
    )


def in_words(day: date) -> str:
    return weekday_in_words(day)

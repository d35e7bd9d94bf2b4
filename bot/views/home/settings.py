"""Settings: one door to hours, roster, nights, leave, answers and privacy, and to leaving."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock

from bot.domain.programs.programs import Program
from bot.views.availability.pausing import in_words
from bot.views.home.places import Places, places_in_words
from bot.views.ids import Action
from bot.views.message import IN_PLACE, Modal
from bot.views.parts import button, buttons, escape, words

TITLE = "Settings"
PLACES_SHOWN = 10
NOT_IN_ANY = "You aren't in a program, so we don't message you."


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A program the reader is in, as what, or has asked to be in."""

    program: Program
    as_what: str
    is_asked_for: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """`picture` and `when` say the same: drawn, and in words for those who hear it.

    `pattern` is how they usually work, in words; a roster counts before it, up to `roster_until`. `mentors`:
    they are a mentor or a host somewhere.
    """

    when: str
    picture: str
    pattern: str
    programs: Sequence[MyPlace]
    roster_until: date | None = None
    today: date | None = None
    is_on_nights: bool = False
    away_until: date | None = None
    places: Places | None = None
    mentors: bool = False


def settings_page(settings: Settings | None) -> Modal:
    """Each button turns this page into its form; None for who takes no part."""
    if settings is None:
        private = _row("*Privacy.* What we keep, and who can see it.", "Privacy", Action.PRIVACY)
        return Modal(TITLE, [words(NOT_IN_ANY), private], close="Done", context=IN_PLACE)
    return Modal(
        TITLE,
        [
            words(f"*When we message you*\n{settings.when}"),
            words(f"```{settings.picture}```"),
            *_hours(settings),
            DividerBlock(),
            *_away(settings),
            DividerBlock(),
            *_of_mentors(settings),
            *_answers(settings),
            *(_leaving(one) for one in settings.programs[:PLACES_SHOWN]),
        ],
        close="Done",
        context=IN_PLACE,
    )


def back_to_settings() -> ActionsBlock:
    """For a page that says what came of a change."""
    return buttons(button("Back to settings", Action.SETTINGS))


def _row(text: str, label: str, action: Action, *, value: str = "") -> SectionBlock:
    return words(text, accessory=button(label, action, value=value))


def _hours(settings: Settings) -> list[Block]:
    known = (
        f"Known until {in_words(settings.roster_until, today=settings.today)}."
        if settings.roster_until
        else _pattern(settings)
    )
    return [
        _row("*Quiet hours.* Hours of the day you want to keep free.", "Quiet hours", Action.QUIET_HOURS),
        _row(f"*Roster.* {known}", "Roster", Action.ROSTER),
    ]


def _pattern(settings: Settings) -> str:
    return f"We go by your usual pattern: {settings.pattern}. With your roster the times fit better."


def _away(settings: Settings) -> list[Block]:
    """Nights and leave are days of work and away from it; a pause is a choice."""
    nights = (
        ("*Nights.* You're on nights.", "Not on nights", Action.NOT_ON_NIGHTS)
        if settings.is_on_nights
        else ("*Nights.* On nights until Sunday? We'll keep out of your sleep.", "On nights", Action.NIGHTS)
    )
    if settings.away_until:
        back = f"*Away.* We don't message you until {in_words(settings.away_until, today=settings.today)}."
        return [_row(*nights), _row(back, "Come back now", Action.BACK)]
    return [
        _row(*nights),
        _row("*On leave.* No messages until the day you're back.", "On leave", Action.LEAVE_UNTIL),
        _row("*Pause.* No messages and no new match for a while.", "Pause", Action.PAUSE_OR_LEAVE),
    ]


def _answers(settings: Settings) -> list[Block]:
    places = f"\n{places_in_words(settings.places)}" if settings.places else ""
    return [
        _row(
            f"*Your answers.* Role, topics, shifts and who you're kept apart from.{places}",
            "Change",
            Action.JOIN,
            value=settings.programs[0].program.id if settings.programs else "",
        ),
        _row(
            "*Tell us more.* Optional: languages, interests and how you like to talk.",
            "Tell us more",
            Action.TELL_MORE,
        ),
        _row("*Privacy.* What we keep, who can see it, your data.", "Privacy", Action.PRIVACY),
    ]


def _of_mentors(settings: Settings) -> list[Block]:
    if not settings.mentors:
        return []
    load = _row("*Your load.* Take no new mentee for a while, or one more.", "Your load", Action.LOAD)
    hours = _row("*Your hours as a mentor.* For an appraisal.", "Your hours", Action.HOURS)
    return [*([load] if settings.places else []), hours]


def _leaving(place: MyPlace) -> SectionBlock:
    name = place.program.name
    text = (
        f"You asked to join *{escape(name)}*."
        if place.is_asked_for
        else f"You're in *{escape(name)}* as {place.as_what}."
    )
    return words(text, accessory=_leave_button(place))


def _leave_button(place: MyPlace) -> ButtonElement:
    label = "Withdraw" if place.is_asked_for else "Leave the program"
    return button(
        label,
        Action.LEAVE_PROGRAM,
        value=place.program.id,
        style="danger",
        label=f"{label}: {place.program.name}"[:75],
    )

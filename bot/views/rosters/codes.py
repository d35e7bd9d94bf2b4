"""What codes mean: the usual ones for one tap, the others one by one, and what is told of a change."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, StaticSelectElement, TimePickerElement

from bot.domain.availability import Hours
from bot.domain.rosters import CodeChange, Meaning, Work
from bot.domain.shifts.codes import CodeList, CodeLists, UsualCode
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.parts import button, buttons, choice_field, escape, options, small, words
from bot.views.parts import field as form_field
from bot.views.rosters.meanings import SHORTLY, WORK_IN_WORDS, change_in_words

TITLE = "Your roster"
CODES_ON_A_PAGE = 10
CODES_OF_MINE = 30
CODE, CODE_FROM, CODE_UNTIL = "code:", "code_from:", "code_until:"
FOR_WHOM = (
    "What you say counts for you at once. For others it counts when someone from another ward says the same, "
    "or when someone who manages a program confirms it. Nobody is shown who said it."
)
MOST_CHANGES = 20


def usual_codes(codes: Sequence[str], country: CodeList, lists: CodeLists) -> Modal:
    """What these codes usually mean in a country, as a whole."""
    found = country.among(codes)
    known = {one.code for one in found}
    others = [code for code in codes if code not in known]
    asked = f" After this we'll ask you about {some_codes(others)}." if others else ""
    return Modal(
        TITLE,
        [
            words(f"Your roster has shift codes. This is what they usually mean (*{escape(country.name)}*)."),
            words("\n".join(_usual(one) for one in found)),
            ActionsBlock(elements=[*_countries(codes, country, lists), _one_by_one()]),
            small(f"{FOR_WHOM}{asked}"),
        ],
        callback_id=Callback.ROSTER_USUAL_CODES,
        submit="Looks right",
        close="Not now",
        context=country.id,
    )


def _usual(one: UsualCode) -> str:
    hours = one.meaning.hours
    times = f" {hours[0]:%H:%M}-{hours[1]:%H:%M}" if hours else ""
    work = one.meaning.work
    kind = "" if SHORTLY[work] in one.name or work is Work.OFF else f" ({SHORTLY[work]})"
    return f"*{escape(one.code)}*  {escape(one.name)}{kind}{times}"


def _countries(
    codes: Sequence[str], chosen: CodeList | None, lists: CodeLists
) -> list[StaticSelectElement | ButtonElement]:
    """The countries in whose list one of the codes stands."""
    names = {one.id: one.name for one in lists.values() if one.among(codes)}
    if not names:
        return []
    listed = options(names)
    initial = next((one for one in listed if chosen and one.value == chosen.id), None)
    return [
        StaticSelectElement(
            action_id=Action.ROSTER_COUNTRY,
            options=listed,
            initial_option=initial,
            placeholder="Usual codes of a country",
        )
    ]


def _one_by_one() -> ButtonElement:
    return button("Go through them one by one", Action.ROSTER_EACH_CODE)


def some_codes(codes: Sequence[str]) -> str:
    """A few of them, and how many more there are."""
    shown = ", ".join(escape(code) for code in codes[:CODES_ON_A_PAGE])
    return shown if len(codes) <= CODES_ON_A_PAGE else f"{shown} and {len(codes) - CODES_ON_A_PAGE} more"


def codes_form(
    codes: Sequence[str], *, usual_hours: Mapping[Work, Hours], lists: CodeLists | None = None
) -> Modal:
    """What each code means; those of `lists` can be taken as a whole."""
    countries = _countries(codes, None, lists or {})
    blocks: list[Block] = [
        words(f"*These shift codes are new here. What do they mean?* {FOR_WHOM}"),
        *([ActionsBlock(elements=countries)] if countries else []),
        small(_leave_empty(usual_hours)),
        *code_fields(codes[:CODES_ON_A_PAGE]),
    ]
    return Modal(TITLE, blocks, callback_id=Callback.ROSTER_CODES, submit="Next", close="Not now")


def codes_of_mine(codes: Mapping[str, Meaning], *, usual_hours: Mapping[Work, Hours]) -> Modal:
    """The codes of a roster as they are understood, to be changed."""
    shown = dict(list(codes.items())[:CODES_OF_MINE])
    blocks: list[Block] = [
        words(f"This is what the codes in your roster mean for you. Change what isn't right. {FOR_WHOM}"),
        small(_leave_empty(usual_hours)),
        *code_fields(tuple(shown), known=shown),
    ]
    return Modal(TITLE, blocks, callback_id=Callback.ROSTER_CODES, submit="Save", close="Not now")


def codes_sure(codes: Sequence[str], *, callback: Callback = Callback.ROSTER_CODES_SURE) -> Modal:
    """Asked once more before a code counts as a day off that is work to others."""
    off = {code: Meaning(Work.OFF) for code in codes[:CODES_ON_A_PAGE]}
    said, ask = (
        ("is a day off. Others say it's work", "is it a day off in this roster? If not, choose what it is.")
        if len(codes) == 1
        else (
            "are days off. Others say they're work",
            "are they days off in this roster? If not, choose again.",
        )
    )
    blocks: list[Block] = [
        words(
            f":warning: You said that {some_codes(codes)} {said}. We may message you on a day off, so "
            f"please check: {ask}"
        ),
        *code_fields(tuple(off), known=off),
    ]
    return Modal(TITLE, blocks, callback_id=callback, submit="Looks right", close="Not now")


def _leave_empty(usual_hours: Mapping[Work, Hours]) -> str:
    usual = ", ".join(
        f"{SHORTLY[work]} {hours[0]:%H:%M}-{hours[1]:%H:%M}" for work, hours in usual_hours.items()
    )
    return f"Leave the times empty where they're the usual ones: {usual}."


def code_fields(codes: Sequence[str], *, known: Mapping[str, Meaning] | None = None) -> list[Block]:
    """A code's kind of work and its times, filled in where they are known."""
    choices = {work.value: label for work, label in WORK_IN_WORDS.items()}
    blocks: list[Block] = []
    for code in codes:
        meaning = (known or {}).get(code)
        start, end = (meaning and meaning.hours) or (None, None)
        chosen = meaning.work.value if meaning else None
        blocks += [
            choice_field(f"{code} means", f"{CODE}{code}", choices, chosen=chosen, optional=True),
            _time_field(f"{code} starts at", f"{CODE_FROM}{code}", f"{start:%H:%M}" if start else None),
            _time_field(f"{code} ends at", f"{CODE_UNTIL}{code}", f"{end:%H:%M}" if end else None),
        ]
    return blocks


def _time_field(label: str, name: str, chosen: str | None) -> Block:
    element = TimePickerElement(action_id=name, initial_time=chosen, placeholder="Choose a time")
    return form_field(label, element, name=name, optional=True)


def code_changed(changes: Sequence[CodeChange]) -> Message:
    lines = [change_in_words(one) for one in changes[:MOST_CHANGES]]
    more = [f"... and {len(changes) - MOST_CHANGES} more"] if len(changes) > MOST_CHANGES else []
    return Message(
        "Lamplight: we read your roster differently now. Please look through it once.",
        [
            words("The meaning of some shift codes has been corrected here. Your roster has these:"),
            words("\n".join([*lines, *more])),
            words(
                "We've read your roster again with that. If it's different in your ward, say so on its page: "
                "what you say counts for you."
            ),
            buttons(button("Your roster", Action.ROSTER, style="primary")),
        ],
    )

"""Everything a manager can do with one program, in one modal; each topic adds its line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ConfirmObject

from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, OVER, ProgramState, Step
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import (
    button,
    escape,
    many_words,
    small,
    sure,
    words,
    writes_to,
)
from bot.views.programs.words import in_words

THANKS = writes_to("everybody in its mentorships", "each when they are next off shift, to thank them")


@dataclass(frozen=True, slots=True)
class PageButton:
    """One thing to do, for programs that it `fits`. The button carries the program's id; what can't be taken
    back is asked about first, with `warning`, and with whom it thanks where it `writes`.
    """

    label: str
    action: Action
    about: str
    fits: Callable[[Program], bool]
    warning: str = ""
    writes: bool = False


def is_live(program: Program) -> bool:
    return program.is_live


def is_draft(program: Program) -> bool:
    return program.state is ProgramState.DRAFT


def is_editable(program: Program) -> bool:
    return program.state not in OVER


def is_in(state: ProgramState) -> Callable[[Program], bool]:
    return lambda program: program.state is state


def may(step: Step) -> Callable[[Program], bool]:
    return lambda program: step.fits(program.state)


PAGE_BUTTONS: Sequence[PageButton] = (
    PageButton("Open", Action.LAUNCH, "Open it, once everything it needs is filled in", is_draft),
    PageButton(
        "Open for mentees",
        Action.OPEN_SIGNUP,
        "Let mentees join as well",
        is_in(ProgramState.RECRUITING),
    ),
    PageButton("People", Action.PEOPLE, "Who takes part, by name, and how it goes", is_live),
    PageButton("Edit", Action.PROGRAM_EDIT, "Change the plan: each saving is a new version", is_editable),
    PageButton("Signposts", Action.SIGNPOSTS, "Where people turn when they need help", is_editable),
    PageButton(
        "Matching",
        Action.MATCH_SETTINGS,
        "Who decides, who is asked first, and what counts for how much",
        is_editable,
    ),
    PageButton(
        "Cover", Action.COVER, "Whether there are enough mentors, and where they are missing", is_live
    ),
    PageButton("Announce", Action.ANNOUNCE, "Tell people: in a channel, by email, on the intranet", is_live),
    PageButton("Suggest", Action.NOMINATE, "Suggest mentors: each is asked once, privately", is_live),
    PageButton("Ask", Action.INVITE, "Ask people of the staff directory to be mentors", is_live),
    PageButton(
        "What will be sent",
        Action.SENDS,
        "How much is sent this week, which posts are planned, and what to hold",
        is_live,
    ),
    PageButton(
        "Quiet time", Action.HOLDS, "Hold messages to a ward, a site or everybody for a while", is_live
    ),
    PageButton(
        "Asked for a hand", Action.HANDS, "Who asked you for help with timing, match or access", is_live
    ),
    PageButton("Staff numbers", Action.STAFF_NUMBERS, "Confirm who has which staff number", is_live),
    PageButton("History", Action.PROGRAM_HISTORY, "What was changed, when and by whom", lambda one: True),
    PageButton(
        "New cohort",
        Action.NEW_COHORT,
        "Run it again: everything but people and dates is copied",
        lambda one: not is_draft(one),
    ),
    PageButton(
        "Export",
        Action.PROGRAM_EXPORT,
        "Get the plan as a file, without any name, to share with another hospital",
        lambda one: True,
    ),
    PageButton(
        "Close sign-up",
        Action.CLOSE_SIGNUP,
        "Nobody else joins while you match those who are in",
        may(Step.CLOSE_SIGNUP),
    ),
    PageButton("Reopen sign-up", Action.REOPEN_SIGNUP, "Let people join again", may(Step.REOPEN_SIGNUP)),
    PageButton(
        "Begin closing",
        Action.BEGIN_CLOSING,
        "End it early, with four weeks to say goodbye",
        may(Step.BEGIN_CLOSING),
        warning="Today becomes its last day. Nobody can join from now on, and I ask nobody whether they met. "
        "Pairs keep their conversation; in four weeks everything ends by itself.",
        writes=True,
    ),
    PageButton(
        "Run it again",
        Action.RUN_AGAIN,
        "Take the closing back: it runs for at least four more weeks",
        may(Step.RUN_AGAIN),
    ),
    PageButton(
        "Close now",
        Action.CLOSE_PROGRAM,
        "End it for good, without waiting for the four weeks to pass",
        may(Step.CLOSE),
        warning="Mentorships that still stand end now; I write to nobody about it. Whom people asked not to "
        "be matched with, suggestions and waiting messages are deleted. This can't be taken back.",
    ),
    PageButton(
        "Call off",
        Action.CALL_OFF,
        "End it before anybody is matched",
        may(Step.CALL_OFF),
        warning="Nobody can join or be matched any more; I write to nobody about it. Proposed matches, whom "
        "people asked not to be matched with, suggestions and waiting messages are deleted. This can't be "
        "taken back.",
    ),
    PageButton(
        "Archive",
        Action.ARCHIVE,
        "Take it off your Home tab",
        may(Step.ARCHIVE),
        warning="It leaves the Home tab of all its managers for good. Its numbers are kept.",
    ),
)


def program_page(program: Program, *, is_asked: bool = False, is_thanking: bool = False) -> Modal:
    """`is_asked`: somebody waits to hear if they may join. `is_thanking`: closing would write to people."""
    shown = [page_button for page_button in PAGE_BUTTONS if page_button.fits(program)]
    return Modal(
        "Program",
        [
            words(f"*{escape(program.name)}* is {IN_WORDS[program.state]}."),
            *(_asked(program) if is_asked else ()),
            *_plan(program),
            *(
                words(
                    page_button.about,
                    accessory=button(
                        page_button.label,
                        page_button.action,
                        value=program.id,
                        confirm=_warning(page_button, is_thanking=is_thanking),
                    ),
                )
                for page_button in shown
            ),
        ],
    )


def _asked(program: Program) -> list[Block]:
    answer = button("Answer", Action.APPLICATIONS, value=program.id, style="primary")
    return [words("*Somebody asked to join*, and waits to hear from you.", accessory=answer)]


def _warning(page_button: PageButton, *, is_thanking: bool) -> ConfirmObject | None:
    if not page_button.warning:
        return None
    told = f"{THANKS} " if page_button.writes and is_thanking else ""
    return sure(f"{told}{page_button.warning}", yes=page_button.label)


def _plan(program: Program) -> list[Block]:
    objectives = [f"• {escape(one)}" for one in program.plan.objectives]
    about = [escape(program.plan.purpose)] if program.plan.purpose else []
    return [
        *many_words([*about, *objectives]),
        small(f"{in_words(program)[:1].upper()}{in_words(program)[1:]}."),
    ]

"""Everything a manager can do with one program, in one modal; each topic adds its button to a group."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, MATCHABLE, OVER, ProgramState, Step
from bot.domain.review.reviews import REVIEWED
from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import (
    button,
    buttons,
    escape,
    many_words,
    more,
    small,
    sure,
    words,
    writes_to,
)
from bot.views.programs.words import in_words

THANKS = writes_to("everyone in its mentorships", "each when they are next off shift, to thank them")


CIRCLE = "peer_circle"
STEPS: Mapping[Action, Step] = {
    Action.CLOSE_SIGNUP: Step.CLOSE_SIGNUP,
    Action.REOPEN_SIGNUP: Step.REOPEN_SIGNUP,
    Action.BEGIN_CLOSING: Step.BEGIN_CLOSING,
    Action.RUN_AGAIN: Step.RUN_AGAIN,
    Action.CLOSE_PROGRAM: Step.CLOSE,
    Action.CALL_OFF: Step.CALL_OFF,
    Action.ARCHIVE: Step.ARCHIVE,
}


class Group(StrEnum):
    """What belongs together on the page, in its order."""

    PEOPLE = "People"
    MATCHING = "Matching"
    MESSAGES = "Messages"
    NUMBERS = "Numbers"
    PLAN = "Plan"
    END = "End"


ABOUT: Mapping[Group, str] = {
    Group.PEOPLE: "Who takes part, and whether there are enough mentors",
    Group.MATCHING: "Suggested matches, who decides, and what counts",
    Group.MESSAGES: "What we post and send, and when",
    Group.NUMBERS: "Who it reaches, the time it takes, and who else reads that",
    Group.PLAN: "Dates, people in charge and targets. Every save is a version",
}


@dataclass(frozen=True, slots=True)
class PageButton:
    """One thing to do, for programs that it `fits`. The button carries the program's id.

    What is `folded` stands in its group's menu. What can't be taken back is asked about first, with
    `warning`, and with whom it thanks where it `writes`; `about` is said beside it.
    """

    label: str
    action: Action
    group: Group
    fits: Callable[[Program], bool]
    folded: bool = False
    about: str = ""
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


def is_matched(program: Program) -> bool:
    return program.state in MATCHABLE


def has_mentors(program: Program) -> bool:
    return program.is_live and program.template_id != CIRCLE


def is_reviewed(program: Program) -> bool:
    return program.state in REVIEWED


def is_any(program: Program) -> bool:
    return True


def was_open(program: Program) -> bool:
    return not is_draft(program)


NEXT: Sequence[tuple[str, Action, Callable[[Program], bool]]] = (
    ("Open for joining", Action.LAUNCH, is_draft),
    ("Open for mentees", Action.OPEN_SIGNUP, is_in(ProgramState.RECRUITING)),
)
PAGE_BUTTONS: Sequence[PageButton] = (
    PageButton("People", Action.PEOPLE, Group.PEOPLE, is_live),
    PageButton("Without a match", Action.WITHOUT_MATCH, Group.PEOPLE, is_live),
    PageButton("Enough mentors?", Action.COVER, Group.PEOPLE, is_live),
    PageButton("Suggest mentors", Action.NOMINATE, Group.PEOPLE, is_live, folded=True),
    PageButton("Ask people to be mentors", Action.INVITE, Group.PEOPLE, is_live, folded=True),
    PageButton("Who asked for help", Action.HANDS, Group.PEOPLE, is_live, folded=True),
    PageButton("Confirm staff numbers", Action.STAFF_NUMBERS, Group.PEOPLE, is_live, folded=True),
    PageButton("Mentors' circle", Action.CIRCLES, Group.PEOPLE, has_mentors, folded=True),
    PageButton("Review matches", Action.MATCH, Group.MATCHING, is_matched),
    PageButton("How matching works", Action.MATCH_SETTINGS, Group.MATCHING, is_editable),
    PageButton("Announce", Action.ANNOUNCE, Group.MESSAGES, is_live),
    PageButton("Summary", Action.SUMMARY, Group.MESSAGES, is_live),
    PageButton("Post the summary regularly", Action.SUMMARY_SCHEDULE, Group.MESSAGES, is_live, folded=True),
    PageButton("What will be sent", Action.SENDS, Group.MESSAGES, is_live, folded=True),
    PageButton("Hold messages for a while", Action.HOLDS, Group.MESSAGES, is_live, folded=True),
    PageButton("Who is reached", Action.REACH, Group.NUMBERS, was_open),
    PageButton("Time", Action.LEDGER, Group.NUMBERS, was_open),
    PageButton("Readers", Action.READERS, Group.NUMBERS, was_open, folded=True),
    PageButton("Who looked at lists", Action.ACCESS_LOG, Group.NUMBERS, was_open, folded=True),
    PageButton("Edit plan", Action.PROGRAM_EDIT, Group.PLAN, is_editable),
    PageButton("Where to turn", Action.SIGNPOSTS, Group.PLAN, is_editable, folded=True),
    PageButton("Review", Action.REVIEW, Group.PLAN, is_reviewed),
    PageButton("Did it help?", Action.FINDINGS, Group.PLAN, lambda program: not is_draft(program)),
    PageButton("Targets and results", Action.RESULTS, Group.PLAN, lambda program: not is_draft(program)),
    PageButton("History", Action.PROGRAM_HISTORY, Group.PLAN, is_any, folded=True),
    PageButton(
        "New cohort", Action.NEW_COHORT, Group.PLAN, lambda program: not is_draft(program), folded=True
    ),
    PageButton(
        "Take numbers out", Action.EXPORTS, Group.PLAN, lambda program: not is_draft(program), folded=True
    ),
    PageButton("Export the plan as a file", Action.PROGRAM_EXPORT, Group.PLAN, is_any, folded=True),
    PageButton(
        "Close sign-up",
        Action.CLOSE_SIGNUP,
        Group.END,
        may(Step.CLOSE_SIGNUP),
        about="No one else joins while you match the people who are in",
    ),
    PageButton(
        "Reopen sign-up",
        Action.REOPEN_SIGNUP,
        Group.END,
        may(Step.REOPEN_SIGNUP),
        about="People can join again",
    ),
    PageButton(
        "End early",
        Action.BEGIN_CLOSING,
        Group.END,
        may(Step.BEGIN_CLOSING),
        about="Four weeks to say goodbye, then it closes",
        warning="Today becomes its last day. No one can join from now on, and we stop asking pairs if they "
        "met. They keep their conversation. In four weeks everything ends automatically.",
        writes=True,
    ),
    PageButton(
        "Keep it running",
        Action.RUN_AGAIN,
        Group.END,
        may(Step.RUN_AGAIN),
        about="Take the closing back: it runs for at least four more weeks",
    ),
    PageButton(
        "Close now",
        Action.CLOSE_PROGRAM,
        Group.END,
        may(Step.CLOSE),
        about="End it for good, without waiting for the four weeks to pass",
        warning="Mentorships that are still going end now, and we write to no one about it. People's lists "
        "of who they asked not to be matched with, suggestions and waiting messages are deleted. You can't "
        "undo this.",
    ),
    PageButton(
        "Call off",
        Action.CALL_OFF,
        Group.END,
        may(Step.CALL_OFF),
        about="End it before anyone is matched",
        warning="No one can join or be matched any more, and we write to no one about it. Proposed matches, "
        "people's lists of who they asked not to be matched with, suggestions and waiting messages are "
        "deleted. You can't undo this.",
    ),
    PageButton(
        "Archive",
        Action.ARCHIVE,
        Group.END,
        may(Step.ARCHIVE),
        about="Take it off your Home tab",
        warning="It leaves the Home tab of all its managers for good. Its numbers are kept.",
    ),
)


def program_page(
    program: Program,
    *,
    is_asked: bool = False,
    is_thanking: bool = False,
    lead: Sequence[Block] = (),
    regular: Sequence[Block] = (),
) -> Modal:
    """`is_asked`: somebody waits to hear if they may join. `is_thanking`: closing would write to people.

    `lead` says what is missing of who mentors can turn to, `regular` what is posted regularly.
    """
    fitting = [one for one in PAGE_BUTTONS if one.fits(program)]
    groups = [(group, [one for one in fitting if one.group is group]) for group in Group]
    return Modal(
        "Program",
        [
            words(f"*{escape(program.name)}* is {IN_WORDS[program.state]}."),
            *(_asked(program) if is_asked else ()),
            *lead,
            *_plan(program),
            *_next(program),
            *regular,
            *(
                block
                for group, found in groups
                if found
                for block in _group(group, found, program, is_thanking=is_thanking)
            ),
        ],
    )


def _next(program: Program) -> list[Block]:
    found = [
        button(label, action, value=program.id, style="primary")
        for label, action, fits in NEXT
        if fits(program)
    ]
    return [buttons(*found)] if found else []


def _group(group: Group, found: Sequence[PageButton], program: Program, *, is_thanking: bool) -> list[Block]:
    """Its name and what it is about, the buttons, and the rest of them in one menu."""
    about = ABOUT.get(group) or ". ".join(
        f"{one.label}: {one.about[:1].lower()}{one.about[1:]}" for one in found
    )
    seen = [_button(one, program, is_thanking=is_thanking) for one in found if not one.folded]
    folded = [button(one.label, one.action, value=program.id) for one in found if one.folded]
    return [words(f"*{group}*\n{about}."), buttons(*seen, *([more(*folded)] if folded else []))]


def _button(one: PageButton, program: Program, *, is_thanking: bool) -> ButtonElement:
    return button(
        one.label,
        one.action,
        value=program.id,
        style="danger" if one.warning else None,
        confirm=_warning(one, is_thanking=is_thanking),
    )


def _asked(program: Program) -> list[Block]:
    answer = button("Answer", Action.APPLICATIONS, value=program.id, style="primary")
    return [words("*Someone asked to join*, and is waiting to hear from you.", accessory=answer)]


def _warning(page_button: PageButton, *, is_thanking: bool) -> ConfirmObject | None:
    warning = warning_in_words(page_button, is_thanking=is_thanking)
    return sure(warning, yes=page_button.label) if warning else None


def warning_in_words(page_button: PageButton, *, is_thanking: bool) -> str:
    """Say what can't be taken back, and whom it thanks; empty for what can."""
    told = f"{THANKS} " if page_button.writes and is_thanking else ""
    return f"{told}{page_button.warning}" if page_button.warning else ""


def _plan(program: Program) -> list[Block]:
    objectives = [f"• {escape(one)}" for one in program.plan.objectives]
    about = [escape(program.plan.purpose)] if program.plan.purpose else []
    return [
        *many_words([*about, *objectives]),
        small(f"{in_words(program)[:1].upper()}{in_words(program)[1:]}."),
    ]

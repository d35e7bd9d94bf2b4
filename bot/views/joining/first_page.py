"""Joining, the first page: which program, as what, and about you."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, Block, InputBlock, StaticSelectElement

from bot.content import Content, ProgramTemplate
from bot.domain.joining.enrolments import Role
from bot.domain.joining.joining import JoinAnswers
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.domain.staff_numbers import LONGEST
from bot.views.directory.staff_numbers import ASKED
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.notices import ANYWHERE
from bot.views.parts import (
    button,
    buttons,
    choice_field,
    escape,
    options,
    small,
    some,
    text_field,
    words,
)

TITLE = "Join mentoring"
ANSWERS = "Your answers"
ROLES = {
    Role.MENTEE: "Mentee: you'd like a mentor",
    Role.MENTOR: "Mentor: you'd like to help someone",
    Role.BOTH: "Both",
    Role.PEER: "Peer: one of a circle of equals",
    Role.HOST: "Host: you look after a circle",
}
NO_PROGRAM = (
    "No mentoring program is open right now. When one opens, you can join on Lamplight's Home, or with "
    f"`/mentor join`, {ANYWHERE}."
)
MENTORS_FIRST = {ProgramState.RECRUITING: " (mentors first)"}
# One menu of Slack's.
MOST_PROGRAMS = 100


@dataclass(frozen=True, slots=True)
class JoinForm:
    """What the pages need: what is open, what this person said before, and the form's own memory.

    `can_link` asks for the staff number; in this form it has been `asked` for once it was typed.
    `has_accepted` leaves the charter out. `confirmed` is what they say of themselves before they are in.
    """

    programs: Sequence[Program]
    program: Program
    roles: Sequence[Role]
    sites: Sequence[str]
    answers: JoinAnswers
    is_edit: bool
    has_accepted: bool
    most_mentees: int
    context: str
    can_link: bool = False
    asked: bool = False
    confirmed: Sequence[str] = ()

    @property
    def is_complete(self) -> bool:
        """Nothing is left to agree to."""
        return self.has_accepted and not self.confirmed

    @property
    def pages(self) -> int:
        return 2 if self.is_complete else 3

    @property
    def role(self) -> Role:
        """What they said, if it is open to them, or else the first that is."""
        return next((role for role in self.roles if role == self.answers.role), self.roles[0])


def about_page(form: JoinForm, *, content: Content) -> Modal:
    return Modal(
        title_of(form, 1),
        [
            _program_field(form),
            *_audience(form, content.programs[form.program.template_id]),
            _role_field(form),
            *_directory(form),
            *_about_fields(form, content),
        ],
        callback_id=Callback.JOIN_ABOUT,
        submit="Next",
        close="Not now",
        context=form.context,
    )


def _program_field(form: JoinForm) -> InputBlock:
    others = [program for program in form.programs if program.id != form.program.id]
    shown = {program.id for program in (form.program, *others[: MOST_PROGRAMS - 1])}
    choices = {program.id: program.name for program in form.programs if program.id in shown}
    element = StaticSelectElement(
        action_id=Action.JOIN_PROGRAM,
        options=options(choices),
        initial_option=options({form.program.id: form.program.name})[0],
    )
    return InputBlock(label="Program", element=element, block_id=Field.PROGRAM, dispatch_action=True)


def title_of(form: JoinForm, page: int) -> str:
    """With how far one is."""
    return f"{ANSWERS if form.is_edit else TITLE}, {page} of {form.pages}"


def back_to(page: str) -> ActionsBlock:
    """A button to the page before; what was typed is still there."""
    return buttons(button("Back", Action.JOIN_BACK, value=page))


def _audience(form: JoinForm, template: ProgramTemplate) -> list[Block]:
    """Where there are several to choose from."""
    who = template.audience
    if len(form.programs) < 2:
        return []
    return [small(f"*Mentees:* {who.mentees}. *Mentors:* {who.mentors}.")]


def _role_field(form: JoinForm) -> InputBlock:
    roles = {role.value: ROLES[role] for role in form.roles}
    return _anew(choice_field("You join as", Field.ROLE, roles, chosen=form.role.value), form.program.id)


def _directory(form: JoinForm) -> list[Block]:
    if not form.can_link:
        return []
    if form.asked:
        return [words(ASKED)]
    return [
        text_field(
            "Staff number",
            Field.STAFF_NUMBER,
            optional=True,
            at_most=LONGEST,
            hint="Someone who runs the program checks it. After that your post and your managers come "
            "from the staff directory.",
        ),
        buttons(button("Send the number", Action.JOIN_DIRECTORY)),
    ]


def _about_fields(form: JoinForm, content: Content) -> list[InputBlock]:
    given, lists = form.answers, content.people
    return [
        choice_field("Profession", Field.PROFESSION, lists.professions, chosen=given.profession),
        choice_field("Career stage", Field.STAGE, lists.career_stages, chosen=given.career_stage),
        choice_field("Specialty", Field.SPECIALTY, lists.specialties, chosen=given.specialty),
        choice_field("Department", Field.DEPARTMENT, lists.departments, chosen=given.department),
        *_site_field(form),
    ]


def _site_field(form: JoinForm) -> list[InputBlock]:
    if not form.sites:
        return []
    sites: Mapping[str, str] = dict(zip(form.sites, form.sites, strict=True))
    return [choice_field("Site", Field.SITE, sites, chosen=form.answers.site)]


def _anew(block: InputBlock, because_of: str) -> InputBlock:
    """Slack keeps what stands in a field as long as its block keeps its id."""
    block.block_id = f"{block.block_id}@{because_of}"
    return block


def no_program_open() -> Modal:
    return Modal(TITLE, [words(NO_PROGRAM)])


def open_now(programs: Sequence[Program]) -> str:
    """Their names; where only mentors can join yet, that is said."""
    return some([f"*{escape(one.name)}*{MENTORS_FIRST.get(one.state, '')}" for one in programs])


def invitation(programs: Sequence[Program]) -> Message:
    """What `/mentor` says to somebody who is in no program yet."""
    if not programs:
        return Message(NO_PROGRAM, [words(NO_PROGRAM)])
    names = open_now(programs)
    return Message(
        "Mentoring is open. Joining takes about 90 seconds.",
        [
            words(f"Open now: {names}. Joining takes about 90 seconds, and it is your choice."),
            buttons(
                button("Join", Action.JOIN, style="primary"),
                button("What is private?", Action.PRIVACY),
            ),
        ],
    )

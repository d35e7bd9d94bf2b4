"""Joining: about you, your shifts, the charter. Three short pages of one modal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import InputBlock, StaticSelectElement, UserMultiSelectElement

from bot.content import Content, FormatKind, ProgramTemplate
from bot.domain.enrolments import Role
from bot.domain.joining import MOST_EXCLUDED, MOST_TOPICS_OFFERED, MOST_TOPICS_WANTED, JoinAnswers
from bot.domain.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Message, Modal
from bot.views.parts import (
    button,
    buttons,
    choice_field,
    choices_field,
    escape,
    field,
    options,
    small,
    some,
    words,
)

TITLE = "Join mentoring"
PAIR_ROLES = {
    Role.MENTEE: "Mentee: I would like a mentor",
    Role.MENTOR: "Mentor: I would like to help someone",
    Role.BOTH: "Both",
}
CIRCLE_ROLES = {Role.PEER: "Peer: one of a circle of equals", Role.HOST: "Host: I look after a circle"}
JOINED_AS = {
    Role.MENTEE: "a mentee",
    Role.MENTOR: "a mentor",
    Role.BOTH: "a mentee and a mentor",
    Role.PEER: "a peer",
    Role.HOST: "a host",
}
CAPACITY = {"1": "One", "2": "Two", "3": "Three"}
NO_PROGRAM = "No mentoring program is open right now. When one opens, you can join with `/mentor join`."


@dataclass(frozen=True, slots=True)
class JoinForm:
    """What the form needs: open programs, the lists to choose from, what this person said before."""

    programs: Sequence[Program]
    sites: Sequence[str]
    answers: JoinAnswers
    is_edit: bool
    context: str

    @property
    def program(self) -> Program:
        return next(program for program in self.programs if program.id == self.answers.program_id)


def about_page(form: JoinForm, *, content: Content) -> Modal:
    given = form.answers
    lists = content.people
    return Modal(
        "Change my answers" if form.is_edit else TITLE,
        [
            _program_field(form),
            small(_audience(content.programs[form.program.template_id])),
            _role_field(form, content),
            choice_field("Profession", Field.PROFESSION, lists.professions, chosen=given.profession),
            choice_field("Career stage", Field.STAGE, lists.career_stages, chosen=given.career_stage),
            choice_field("Specialty", Field.SPECIALTY, lists.specialties, chosen=given.specialty),
            choice_field("Department", Field.DEPARTMENT, lists.departments, chosen=given.department),
            *_site_field(form),
            *_topic_fields(given, content.topics),
            choice_field(
                "If you mentor: how many people at once?",
                Field.CAPACITY,
                CAPACITY,
                chosen=str(max(given.capacity, 1)),
                hint="Over all programs together.",
            ),
        ],
        callback_id=Callback.JOIN_ABOUT,
        submit="Next",
        close="Not now",
        context=form.context,
    )


def _audience(template: ProgramTemplate) -> str:
    who = template.audience
    return f"*Mentees:* {who.mentees}. *Mentors:* {who.mentors}."


def _role_field(form: JoinForm, content: Content) -> InputBlock:
    is_circle = content.programs[form.program.template_id].format.kind is FormatKind.GROUP
    roles = {role.value: label for role, label in (CIRCLE_ROLES if is_circle else PAIR_ROLES).items()}
    chosen = form.answers.role if form.answers.role in roles else next(iter(roles))
    return choice_field("I join as", Field.ROLE, roles, chosen=chosen)


def _program_field(form: JoinForm) -> InputBlock:
    choices = {program.id: program.name for program in form.programs}
    element = StaticSelectElement(
        action_id=Action.JOIN_PROGRAM,
        options=options(choices),
        initial_option=options({form.program.id: form.program.name})[0],
    )
    return InputBlock(label="Program", element=element, block_id="program", dispatch_action=True)


def _site_field(form: JoinForm) -> list[InputBlock]:
    if not form.sites:
        return []
    return [
        choice_field(
            "Site", Field.SITE, dict(zip(form.sites, form.sites, strict=True)), chosen=form.answers.site
        )
    ]


def _topic_fields(given: JoinAnswers, topics: Mapping[str, str]) -> list[InputBlock]:
    return [
        choices_field(
            "What would you like to get better at?",
            Field.WANTED,
            topics,
            chosen=given.topics_wanted,
            at_most=MOST_TOPICS_WANTED,
            hint="Mentees: choose one to three.",
        ),
        choices_field(
            "What could you help with?",
            Field.OFFERED,
            topics,
            chosen=given.topics_offered,
            at_most=MOST_TOPICS_OFFERED,
            hint="Mentors: choose one to six.",
        ),
    ]


def shifts_page(form: JoinForm, *, content: Content, when: str, last: bool) -> Modal:
    """`when` says in words when the bot may write; `last` if the charter is accepted already."""
    presets = {preset.id: preset.label for preset in content.presets.values()}
    chosen = options({key: label for key, label in presets.items() if key == form.answers.preset_id})
    return Modal(
        "Your shifts",
        [
            InputBlock(
                label="I mostly work",
                block_id="preset",
                dispatch_action=True,
                element=StaticSelectElement(
                    action_id=Action.JOIN_PRESET,
                    options=options(presets),
                    initial_option=chosen[0] if chosen else None,
                    placeholder="Choose",
                ),
            ),
            small(f":crescent_moon: {when}"),
            field(
                "Who manages or assesses you?",
                UserMultiSelectElement(
                    action_id=Field.EXCLUDED,
                    initial_users=list(form.answers.excluded) or None,
                    max_selected_items=MOST_EXCLUDED,
                    placeholder="Choose people",
                ),
                name=Field.EXCLUDED,
                optional=True,
                hint="Your manager, assessor or supervisor, or anyone else. They will never be matched "
                "with you, "
                "and nobody sees this list.",
            ),
        ],
        callback_id=Callback.JOIN_SHIFTS,
        submit="Save" if last else "Next",
        close="Not now",
        context=form.context,
    )


def charter_page(form: JoinForm, *, content: Content) -> Modal:
    return Modal(
        "Our mentoring charter",
        [words(section) for section in content.charter.sections],
        callback_id=Callback.JOIN_CHARTER,
        submit="I agree",
        close="Not now",
        context=form.context,
    )


def joined(program: Program, *, role: Role, when: str, today: date) -> Modal:
    starts = f"The program starts on {program.starts_on.day} {program.starts_on:%B}. "
    return Modal(
        "You are in",
        [
            words(f"*Welcome to {escape(program.name)}.* You joined as {JOINED_AS[role]}."),
            words(
                "*What happens next:* the program's managers look at the matches before anyone is "
                "introduced. "
                f"{starts if program.starts_on > today else ''}Until there is a match, I will be silent."
            ),
            words(f":crescent_moon: {when}"),
            small(
                "Change your answers or read what others can see at any time: `/mentor home`, `/mentor "
                "privacy`."
            ),
        ],
        close="Done",
    )


def answers_saved(*, when: str) -> Modal:
    return Modal("Saved", [words("Your answers are saved."), words(f":crescent_moon: {when}")], close="Done")


def no_program_open() -> Modal:
    return Modal(TITLE, [words(NO_PROGRAM)])


def invitation(programs: Sequence[Program]) -> Message:
    """What `/mentor` says to somebody who is in no program yet."""
    if not programs:
        return Message(NO_PROGRAM, [words(NO_PROGRAM)])
    names = some([f"*{escape(program.name)}*" for program in programs])
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

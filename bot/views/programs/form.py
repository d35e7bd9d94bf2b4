"""The form a program is planned on: three short pages of one modal, filled in from its template."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    UserMultiSelectElement,
    UserSelectElement,
)

from bot.content import Content, ProgramTemplate
from bot.content.numbers.measures import keys_of, measure_of
from bot.domain.measures.targets import Target
from bot.domain.measures.typed import say_target
from bot.domain.programs.programs import Plan, Program
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.parts import channel_picker, choice_field, escape, field, many_words, text_field, words
from bot.views.programs.words import APPROVALS, CHANNEL, INTAKES, release, rhythm, time_in_words

RHYTHMS = (1, 2, 3, 4, 6, 8)
MINUTES = (15, 20, 30, 40, 45, 60)
PERCENTS = (0, 50, 60, 70, 80, 90, 100)
RELEASES = (0, 4, 6, 8, 12)
REVIEWS = (4, 6, 8, 12, 13, 26)
LONGEST_HINT = 150
MEANWHILE = (
    "*Someone else saved this program while you were typing.* What you typed is below and not saved yet: "
    "check that it still fits, then save it again."
)
Blocks = Sequence[Block]


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The program as the page shows it, with what belongs to all programs; `length_weeks` and `budget` are
    what the fields say. `meanwhile` is what somebody else changed; None if nobody did.
    """

    program: Program
    sites: Sequence[str]
    length_weeks: int
    budget: int
    context: str
    meanwhile: Sequence[str] | None = None


def purpose_page(form: PlanForm, *, content: Content) -> Modal:
    program, plan = form.program, form.program.plan
    template = content.programs[program.template_id]
    return Modal(
        "What it's for",
        [
            *_meanwhile(form),
            words(f"*{escape(template.name)}*\nThis template has filled in the form. Change what you like."),
            text_field("Name", Field.NAME, value=program.name, at_most=75),
            _long("Purpose", Field.PURPOSE, plan.purpose),
            _long("Who the mentees are", Field.MENTEES, plan.mentees),
            _long("Who the mentors are", Field.MENTORS, plan.mentors),
            objectives_field(plan),
            _managers_field(program),
            _champion_field(program),
            *_lead_fields(program),
        ],
        callback_id=Callback.PROGRAM_FORM,
        submit="Next",
        close="Cancel",
        context=form.context,
    )


def times_page(form: PlanForm, *, content: Content) -> Modal:
    program, plan = form.program, form.program.plan
    template = content.programs[program.template_id]
    return Modal(
        "When and where",
        [
            *_meanwhile(form),
            choice_field("Intake", Field.INTAKE, INTAKES, chosen=program.intake),
            _day_field("Starts on", Field.STARTS_ON, program.starts_on.isoformat()),
            length_field(form.length_weeks),
            _day_field(
                "Sign-up ends on",
                Field.SIGNUP_ENDS,
                program.signup_ends_on.isoformat() if program.signup_ends_on else None,
                optional=True,
                hint="Pick a day before the start, so that there's time for matching. Leave it empty and "
                "people can join while the program runs.",
            ),
            rhythm_field(program, template),
            talk_field(program),
            capacity_field(plan, template),
            choice_field(
                "Joining",
                Field.APPROVAL,
                APPROVALS,
                chosen="approval" if plan.by_approval else "open",
            ),
            _sites_field(form.sites),
            _channel_field(program),
        ],
        callback_id=Callback.PROGRAM_TIMES,
        submit="Next",
        close="Later",
        context=form.context,
    )


def targets_page(form: PlanForm, *, content: Content) -> Modal:
    program, plan = form.program, form.program.plan
    budgeted = replace(program, plan=replace(plan, minutes_a_month=form.budget))
    return Modal(
        "What success is",
        [
            *_meanwhile(form),
            text_field(
                "How many mentees do you expect?",
                Field.EXPECTED,
                value=str(plan.expected_mentees or ""),
                optional=True,
                at_most=4,
            ),
            choice_field(
                "Mentors first: places before mentees may join",
                Field.PLACES_FIRST,
                places_first(plan),
                chosen=str(plan.places_first_percent),
            ),
            budget_field(form.budget, hint=time_in_words(budgeted, content)),
            choice_field(
                "Free up the places of a pair that doesn't answer",
                Field.RELEASE,
                releases(plan),
                chosen=str(plan.release_after_weeks),
                hint="They're asked first, privately, and one tap brings them back.",
            ),
            choice_field(
                "Look back at the program",
                Field.REVIEW,
                reviews(plan),
                chosen=str(plan.review_every_weeks),
            ),
            words(
                "*Targets,* in percent: “70”, “at least 70”, “under 15” or “50 to 90”. These are starting "
                "points: set your own. Write “report” to see a figure without a target. Leave one empty to "
                "leave it out."
            ),
            *(_target_field(key, plan.targets.get(key), content) for key in target_keys(program, content)),
        ],
        callback_id=Callback.PROGRAM_TARGETS,
        submit="Save",
        close="Later",
        context=form.context,
    )


def _meanwhile(form: PlanForm) -> Blocks:
    if form.meanwhile is None:
        return []
    return many_words([f"• {escape(line)}" for line in form.meanwhile], title=MEANWHILE)


def _long(label: str, name: str, value: str) -> InputBlock:
    return text_field(label, name, value=value, optional=True, multiline=True, at_most=500)


def _day_field(
    label: str, name: str, day: str | None, *, optional: bool = False, hint: str | None = None
) -> InputBlock:
    element = DatePickerElement(action_id=name, initial_date=day)
    return field(label, element, name=name, optional=optional, hint=hint)


def objectives_field(plan: Plan) -> InputBlock:
    return text_field(
        "Objectives, one on each line",
        Field.OBJECTIVES,
        value="\n".join(plan.objectives),
        optional=True,
        multiline=True,
        at_most=1600,
        hint="What should be different when it ends? Up to ten.",
    )


def length_field(length_weeks: int) -> InputBlock:
    return text_field(
        "Length in weeks",
        Field.LENGTH,
        value=str(length_weeks),
        at_most=3,
        hint="From 4 to 104. A rolling program has no end.",
    )


def rhythm_field(program: Program, template: ProgramTemplate) -> InputBlock:
    return choice_field(
        "Rhythm",
        Field.RHYTHM,
        rhythms(program),
        chosen=str(program.every_weeks),
        hint=template.rhythm.note,
    )


def talk_field(program: Program) -> InputBlock:
    return choice_field(
        "A talk takes about",
        Field.MINUTES,
        talks(program),
        chosen=str(program.minutes),
    )


def capacity_field(plan: Plan, template: ProgramTemplate) -> InputBlock:
    return choice_field(
        "Most mentees for one mentor",
        Field.CAPACITY,
        capacities(plan, template),
        chosen=str(plan.capacity),
        hint="A mentor can choose fewer.",
    )


def rhythms(program: Program) -> Mapping[str, str]:
    return _listed(RHYTHMS, program.every_weeks, say=_rhythm)


def talks(program: Program) -> Mapping[str, str]:
    return _listed(MINUTES, program.minutes, say=lambda minutes: f"{minutes} minutes")


def capacities(plan: Plan, template: ProgramTemplate) -> Mapping[str, str]:
    most = max(template.mentor_capacity.max, plan.capacity)
    return {str(count): str(count) for count in range(1, most + 1)}


def places_first(plan: Plan) -> Mapping[str, str]:
    return _listed(PERCENTS, plan.places_first_percent, say=_places)


def releases(plan: Plan) -> Mapping[str, str]:
    return _listed(RELEASES, plan.release_after_weeks, say=_release)


def reviews(plan: Plan) -> Mapping[str, str]:
    return _listed(REVIEWS, plan.review_every_weeks, say=_rhythm)


def target_keys(program: Program, content: Content) -> list[str]:
    """List the targets that the form asks for: those usual here, and those that the plan has."""
    usual = keys_of(content.measures, content.programs[program.template_id].success_measures)
    every = dict.fromkeys([*usual, *program.plan.targets])
    return [key for key in every if measure_of(content.measures, key)]


def budget_field(budget: int, *, hint: str | None = None) -> InputBlock:
    return text_field(
        "Minutes a month for each person",
        Field.MINUTES_A_MONTH,
        value=str(budget),
        at_most=4,
        hint=hint,
    )


def _sites_field(sites: Sequence[str]) -> InputBlock:
    return text_field(
        "Sites, one on each line",
        Field.SITES,
        value="\n".join(sites),
        optional=True,
        multiline=True,
        at_most=1000,
        hint="People choose theirs when they join. Every program here shares this list: only workspace "
        "admins change it.",
    )


def _channel_field(program: Program) -> InputBlock:
    return field(
        CHANNEL,
        channel_picker(Field.CHANNEL, chosen=program.channel_id),
        name=Field.CHANNEL,
        hint="Only totals are posted there, never a name. A private channel has to invite Lamplight first: "
        "type /invite @Lamplight there.",
    )


def _managers_field(program: Program) -> InputBlock:
    return field(
        "Managers of this program",
        UserMultiSelectElement(
            action_id=Field.MANAGERS, initial_users=list(program.managers), placeholder="Choose people"
        ),
        name=Field.MANAGERS,
        hint="They see who is matched and how each mentorship is doing, never what is said.",
    )


def _champion_field(program: Program) -> InputBlock:
    return field(
        "Champion",
        UserSelectElement(
            action_id=Field.CHAMPION, initial_user=program.champion, placeholder="Choose a person"
        ),
        name=Field.CHAMPION,
        optional=True,
        hint="A senior leader who speaks up for it. Sees totals only, never a name.",
    )


def _lead_fields(program: Program) -> Blocks:
    """Optional on the page, so that a draft can be saved before somebody is found."""
    return [
        field(
            "Who mentors can turn to",
            UserSelectElement(action_id=Field.LEAD, initial_user=program.lead, placeholder="Choose a person"),
            name=Field.LEAD,
            optional=True,
            hint="The lead: mentors ask them for a call when a talk worries them. We ask them first; it "
            "can be a manager. The program opens once they've said yes and signed off the cards.",
        ),
        field(
            "Their deputy",
            UserSelectElement(
                action_id=Field.DEPUTY, initial_user=program.deputy, placeholder="Choose a person"
            ),
            name=Field.DEPUTY,
            optional=True,
            hint="Gets what mentors ask while the lead is away.",
        ),
    ]


def _target_field(key: str, target: Target | None, content: Content) -> InputBlock:
    measure = measure_of(content.measures, key)
    assert measure is not None
    return text_field(
        measure.names[key],
        f"target.{key}",
        value=say_target(target) if target else "",
        optional=True,
        at_most=150,
        example=measure.example(key),
        hint=f"It was “{target.note}”."[:LONGEST_HINT] if target and target.note else None,
    )


def _listed(usual: Iterable[int], current: int, *, say: Callable[[int], str]) -> Mapping[str, str]:
    """Whatever the program has now is among them, wherever it came from."""
    return {str(one): say(one) for one in sorted({*usual, current})}


def _places(percent: int) -> str:
    return f"Places for {percent} % of the mentees" if percent else "Don't wait for mentors"


def _rhythm(weeks: int) -> str:
    return _capital(rhythm(weeks))


def _release(weeks: int) -> str:
    return _capital(release(weeks))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

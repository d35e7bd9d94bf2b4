"""The form of a program as Slack sends it: which program it is about, and what was typed on each page."""

from collections.abc import Container, Mapping, Sequence

from bot.content.numbers.measures import Measure, keys_of
from bot.deps import Deps
from bot.domain.programs.programs import Program
from bot.errors import NotFound
from bot.handlers.click import Form
from bot.usecases.programs.forms import PurposePage, TargetsPage, budget_of, length_in_weeks, target_field
from bot.usecases.programs.times import TimesPage
from bot.views.ids import Field
from bot.views.programs.form import PlanForm
from bot.views.refs import FormRef


def purpose_typed(form: Form) -> PurposePage:
    return PurposePage(
        name=form.text(Field.NAME),
        purpose=form.text(Field.PURPOSE),
        mentees=form.text(Field.MENTEES),
        mentors=form.text(Field.MENTORS),
        objectives=form.text(Field.OBJECTIVES),
        managers=form.users(Field.MANAGERS),
        champion=form.user(Field.CHAMPION) or "",
        lead=form.user(Field.LEAD) or "",
        deputy=form.user(Field.DEPUTY) or "",
    )


def times_typed(form: Form) -> TimesPage:
    return TimesPage(
        intake=form.choice(Field.INTAKE) or "",
        starts_on=form.date(Field.STARTS_ON) or "",
        length_weeks=form.text(Field.LENGTH),
        signup_ends_on=form.date(Field.SIGNUP_ENDS) or "",
        every_weeks=form.choice(Field.RHYTHM) or "",
        minutes=form.choice(Field.MINUTES) or "",
        capacity=form.choice(Field.CAPACITY) or "",
        by_approval=form.choice(Field.APPROVAL) == "approval",
        channel_id=form.conversation(Field.CHANNEL) or "",
        sites=form.text(Field.SITES),
    )


def targets_typed(form: Form, *, measures: Mapping[str, Measure]) -> TargetsPage:
    """What the page did not ask about keeps its target. An older page may ask once for several parts."""
    keys = dict.fromkeys([*measures, *keys_of(measures, measures)])
    asked = [key for key in keys if target_field(key) in form.values]
    return TargetsPage(
        expected_mentees=form.text(Field.EXPECTED),
        places_first_percent=form.choice(Field.PLACES_FIRST) or "",
        minutes_a_month=form.text(Field.MINUTES_A_MONTH),
        release_after_weeks=form.choice(Field.RELEASE) or "",
        review_every_weeks=form.choice(Field.REVIEW) or "",
        targets={key: form.text(target_field(key)) for key in asked},
    )


def form_ref(context: str, *, templates: Container[str]) -> FormRef:
    ref = FormRef.parse(context)
    if ref.template_id not in templates:
        raise NotFound(FormRef.older)
    return ref


def plan_form(
    program: Program,
    sites: Sequence[str],
    deps: Deps,
    *,
    version: int,
    meanwhile: Sequence[str] | None = None,
) -> PlanForm:
    """`version` is what the form holds against later savings; 0 while nothing is kept."""
    template = deps.content.programs[program.template_id]
    return PlanForm(
        program=program,
        sites=sites,
        length_weeks=length_in_weeks(program) or template.length_weeks,
        budget=budget_of(program),
        context=str(FormRef(program.template_id, program.id, version)),
        meanwhile=meanwhile,
    )

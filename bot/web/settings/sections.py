"""The plan of a program in sections, each a form of its own that is saved alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

from bot.domain.programs.programs import Program
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.programs.forms import Page, PurposePage, TargetsPage, target_field
from bot.usecases.programs.planning import ChangedMeanwhile, ProgramSetUp, get_set_up, save_program
from bot.usecases.programs.times import TimesPage
from bot.views.ids import Field
from bot.views.programs.form import (
    capacities,
    places_first,
    releases,
    reviews,
    rhythms,
    talks,
    target_keys,
)
from bot.views.programs.words import APPROVALS, INTAKES, time_in_words
from bot.views.refs import FormRef, read_number
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Answer, Route
from bot.web.settings.people import choices_for, newly_added, people_typed, require_members, zones_of
from bot.web.visit import Visit

SETTINGS = "Settings"
VERSION = "version"


@dataclass(frozen=True, slots=True)
class Section:
    """A form of settings: `of` what stands, `typed` what was sent, `offers` what there is to choose from."""

    key: str
    title: str
    of: Callable[[Visit, ProgramSetUp], Page]
    typed: Callable[[Visit, ProgramSetUp], Page]
    offers: Callable[[Visit, ProgramSetUp], Mapping[str, Any]]

    @property
    def template(self) -> str:
        return f"settings/{self.key}.html"


@dataclass(frozen=True, slots=True)
class Form:
    """A section as it is shown: filled in, with what is wrong, and what others changed meanwhile."""

    page: Page
    version: int
    wrong: Mapping[str, str]
    meanwhile: Sequence[str] | None = None
    added: Sequence[str] = ()


def crumbs_of(visit: Visit, *last: str) -> tuple[Crumb, ...]:
    home = f"/programs/{visit.program.id}"
    way = Crumb("Overview", "/"), Crumb(visit.program.name, home)
    if not last:
        return *way, Crumb(SETTINGS)
    return *way, Crumb(SETTINGS, f"{home}/settings"), *map(Crumb, last)


async def read_set_up(visit: Visit) -> ProgramSetUp:
    return await get_set_up(
        visit.deps.db,
        workspace_id=visit.act.workspace_id,
        program_id=visit.program.id,
        by=visit.act.by,
        content=visit.deps.content,
    )


def _opening(section: Section) -> Answer:
    async def on_section(visit: Visit) -> web.StreamResponse:
        set_up = await read_set_up(visit)
        form = Form(section.of(visit, set_up), set_up.program.version, {})
        return await _show(visit, section, set_up, form)

    return on_section


def _saving(section: Section) -> Answer:
    async def on_saved(visit: Visit) -> web.StreamResponse:
        set_up = await read_set_up(visit)
        typed = section.typed(visit, set_up)
        form = Form(typed, read_number(visit.sent.text(VERSION)) or 0, {}, added=visit.sent.all("added"))
        try:
            if visit.sent.text("add"):
                added = await newly_added(visit)
                return await _show(visit, section, set_up, replace(form, added=(*form.added, added)))
            await require_members(visit, typed)
            saved = await _save(visit, typed, form.version)
        except InvalidInput as problem:
            return await _show(visit, section, set_up, replace(form, wrong=problem.fields), status=422)
        except ChangedMeanwhile as other:
            theirs = replace(set_up, program=other.typed, workspace=other.workspace)
            page = section.of(visit, theirs)
            form = replace(form, page=page, version=other.typed.version, meanwhile=other.changes)
            return await _show(visit, section, theirs, form, status=409)
        raise go(visit, _after(visit, saved.program), done=section.key)

    return on_saved


async def _save(visit: Visit, typed: Page, version: int) -> ProgramSetUp:
    program = visit.program
    return await save_program(
        visit.deps.db,
        act=visit.act,
        is_admin=visit.is_admin,
        form=FormRef(program.template_id, program.id, version),
        pages=[typed],
        content=visit.deps.content,
        zones=zones_of(visit, typed),
    )


def _after(visit: Visit, program: Program) -> str:
    """Whoever takes themself out of the managers has no settings any more."""
    return f"/programs/{program.id}/settings" if visit.act.by in program.managers else "/"


async def _show(
    visit: Visit, section: Section, set_up: ProgramSetUp, form: Form, *, status: int = 200
) -> web.StreamResponse:
    offers = dict(section.offers(visit, set_up))
    if section is PEOPLE:
        offers |= await choices_for(visit, form.page, form.added)
    return await show(
        visit,
        section.template,
        title=section.title,
        crumbs=crumbs_of(visit, section.title),
        status=status,
        program=set_up.program,
        home=f"/programs/{visit.program.id}/settings",
        section=section,
        form=form,
        typed=form.page,
        wrong=form.wrong,
        is_admin=visit.is_admin,
        **offers,
    )


def _purpose_typed(visit: Visit, set_up: ProgramSetUp) -> Page:
    sent = visit.sent
    return replace(
        PurposePage.of(set_up.program),
        name=sent.text(Field.NAME),
        purpose=sent.text(Field.PURPOSE),
        mentees=sent.text(Field.MENTEES),
        mentors=sent.text(Field.MENTORS),
        objectives=sent.text(Field.OBJECTIVES),
    )


def _people_typed(visit: Visit, set_up: ProgramSetUp) -> Page:
    return people_typed(visit.sent, set_up.program)


def _times_typed(visit: Visit, set_up: ProgramSetUp) -> Page:
    """The channel stays, which is chosen in Slack, and so do the sites that only admins change."""
    sent = visit.sent
    return TimesPage(
        intake=sent.text(Field.INTAKE),
        starts_on=sent.text(Field.STARTS_ON),
        length_weeks=sent.text(Field.LENGTH),
        signup_ends_on=sent.text(Field.SIGNUP_ENDS),
        every_weeks=sent.text(Field.RHYTHM),
        minutes=sent.text(Field.MINUTES),
        capacity=sent.text(Field.CAPACITY),
        by_approval=sent.text(Field.APPROVAL) == "approval",
        channel_id=set_up.program.channel_id,
        sites=sent.text(Field.SITES) if visit.is_admin else "\n".join(set_up.workspace.sites),
    )


def _targets_typed(visit: Visit, set_up: ProgramSetUp) -> Page:
    sent = visit.sent
    keys = target_keys(set_up.program, visit.deps.content)
    return TargetsPage(
        expected_mentees=sent.text(Field.EXPECTED),
        places_first_percent=sent.text(Field.PLACES_FIRST),
        minutes_a_month=sent.text(Field.MINUTES_A_MONTH),
        release_after_weeks=sent.text(Field.RELEASE),
        review_every_weeks=sent.text(Field.REVIEW),
        targets={key: sent.text(target_field(key)) for key in keys if target_field(key) in sent.fields},
    )


def _times_offered(visit: Visit, set_up: ProgramSetUp) -> Mapping[str, Any]:
    program, template = set_up.program, visit.deps.content.programs[set_up.program.template_id]
    return {
        "intakes": [*INTAKES.items()],
        "rhythms": [*rhythms(program).items()],
        "talks": [*talks(program).items()],
        "capacities": [*capacities(program.plan, template).items()],
        "approvals": [*APPROVALS.items()],
        "rhythm_hint": template.rhythm.note or "",
        "sites": set_up.workspace.sites,
    }


def _targets_offered(visit: Visit, set_up: ProgramSetUp) -> Mapping[str, Any]:
    program, content = set_up.program, visit.deps.content
    return {
        "places": [*places_first(program.plan).items()],
        "releases": [*releases(program.plan).items()],
        "reviews": [*reviews(program.plan).items()],
        "time": time_in_words(program, content),
        "asked": [_target(key, set_up, visit) for key in target_keys(program, content)],
    }


def _target(key: str, set_up: ProgramSetUp, visit: Visit) -> tuple[str, str, str, str]:
    """The key, the field, its label, and what stood there before targets were numbers or an example."""
    measure = visit.deps.content.measures[key.partition(":")[0]]
    target = set_up.program.plan.targets.get(key)
    note = f"It was “{target.note}”." if target and target.note else f"For example {measure.example(key)}"
    return key, target_field(key), measure.names[key], note


def _nothing(visit: Visit, set_up: ProgramSetUp) -> Mapping[str, Any]:
    return {}


def _times_of(visit: Visit, set_up: ProgramSetUp) -> Page:
    return TimesPage.of(set_up.program, content=visit.deps.content, sites=set_up.workspace.sites)


def _targets_of(visit: Visit, set_up: ProgramSetUp) -> Page:
    return TargetsPage.of(set_up.program, keys=target_keys(set_up.program, visit.deps.content))


def _purpose_of(visit: Visit, set_up: ProgramSetUp) -> Page:
    return PurposePage.of(set_up.program)


PURPOSE = Section("purpose", "What it's for", _purpose_of, _purpose_typed, _nothing)
PEOPLE = Section("people", "Who looks after it", _purpose_of, _people_typed, _nothing)
TIMES = Section("times", "When and where", _times_of, _times_typed, _times_offered)
TARGETS = Section("targets", "What success is", _targets_of, _targets_typed, _targets_offered)
SECTIONS = (PURPOSE, PEOPLE, TIMES, TARGETS)

ROUTES = tuple(
    Route(method, f"/programs/{{program}}/settings/{section.key}", answer(section), MANAGERS)
    for section in SECTIONS
    for method, answer in (("GET", _opening), ("POST", _saving))
)

"""Programs as the invented managers plan them: a template's words, their dates, their champion."""

from dataclasses import dataclass, replace
from datetime import date

from bot.content import Content
from bot.demo.cast import Cast
from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.domain.programs.states import ProgramState
from bot.usecases.care.leads import answer_lead, sign_off
from bot.usecases.measures.targets import targets_as_typed
from bot.usecases.programs.cohorts import cohort_name, start_cohort
from bot.usecases.programs.forms import Page, PurposePage, TargetsPage, length_in_weeks
from bot.usecases.programs.moves import launch_program, open_signup
from bot.usecases.programs.planning import fresh_draft, save_program, save_signposts
from bot.usecases.programs.times import TimesPage
from bot.views.refs import FormRef


@dataclass(frozen=True, slots=True)
class Plans:
    """What a manager types in beside the template's words."""

    template_id: str
    starts_on: date
    name: str = ""
    signup_ends_on: date | None = None
    by_approval: bool = False
    expected_mentees: int = 0
    mentors_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether mentors are asked first: nobody answers while the story is told."""

    mentors: bool

    def applied(self, program: Program, *, content: Content, today: date) -> Program:
        return replace(program, plan=replace(program.plan, mentors_confirm=self.mentors))


@dataclass(frozen=True, slots=True)
class Office:
    """Where programs are planned."""

    cast: Cast
    deps: Deps
    workspace_id: str

    async def plan(self, plans: Plans) -> Program:
        """A draft, filled in page by page."""
        draft = fresh_draft(
            program_id=self.deps.new_id(),
            workspace_id=self.workspace_id,
            template_id=plans.template_id,
            by=self.cast.manager_of(plans.template_id).id,
            content=self.deps.content,
            today=self.deps.clock().date(),
        )
        return await self._saved(draft, self._pages(draft, plans))

    async def plan_again(self, earlier: Program, plans: Plans) -> Program:
        """The next cohort of a program."""
        set_up = await start_cohort(
            self.deps.db,
            act=Act(self.workspace_id, earlier.managers[0], self.deps.clock()),
            program_id=earlier.id,
            new_id=self.deps.new_id(),
            name=cohort_name(earlier.name, starts_on=plans.starts_on),
            content=self.deps.content,
        )
        return await self._saved(set_up.program, [_times(set_up.program, plans, self.cast)])

    async def launch(self, program: Program) -> Program:
        """For mentors first, where it has any; its lead has said yes and signed by then."""
        by, now = program.managers[0], self.deps.clock()
        await self._lead_signs(program)
        await save_signposts(
            self.deps.db,
            act=Act(self.workspace_id, by, now),
            program_id=program.id,
            answers=self.cast.hospital.signposts,
            for_program_only=False,
            is_admin=True,
            content=self.deps.content,
        )
        return await launch_program(
            self.deps.db,
            act=Act(self.workspace_id, by, now),
            program_id=program.id,
            content=self.deps.content,
        )

    async def _lead_signs(self, program: Program) -> None:
        db, content = self.deps.db, self.deps.content
        for who in (program.lead, program.deputy):
            if who:
                act = Act(self.workspace_id, who, self.deps.clock())
                await answer_lead(db, act=act, program_id=program.id, yes=True)
        if program.lead:
            act = Act(self.workspace_id, program.lead, self.deps.clock())
            await sign_off(db, act=act, program_id=program.id, seen=content.signed_version, content=content)

    async def open(self, program: Program) -> None:
        """For everybody."""
        launched = await self.launch(program)
        if launched.state is ProgramState.RECRUITING:
            await open_signup(
                self.deps.db,
                act=Act(self.workspace_id, program.managers[0], self.deps.clock()),
                program_id=program.id,
                content=self.deps.content,
                anyway=True,
            )

    async def archive(self, program: Program) -> None:
        """As if it had run its course before the story begins."""
        async with self.deps.db.transaction() as repos:
            await repos.programs.save(replace(program, state=ProgramState.ARCHIVED))

    def _pages(self, draft: Program, plans: Plans) -> list[Page]:
        champion = self.cast.champion_of(plans.template_id)
        purpose = PurposePage(
            name=plans.name or draft.name,
            purpose=draft.plan.purpose,
            mentees=draft.plan.mentees,
            mentors=draft.plan.mentors,
            objectives="",
            managers=draft.managers,
            champion=champion.id if champion else "",
            lead=self.cast.lead_of(plans.template_id).id,
            deputy=self.cast.deputy_of(plans.template_id).id,
        )
        targets = TargetsPage(
            expected_mentees=str(plans.expected_mentees),
            minutes_a_month=str(draft.plan.minutes_a_month),
            targets=targets_as_typed(draft.plan.targets),
        )
        return [purpose, _times(draft, plans, self.cast), targets, Asking(plans.mentors_confirm)]

    async def _saved(self, program: Program, pages: list[Page]) -> Program:
        set_up = await save_program(
            self.deps.db,
            act=Act(self.workspace_id, program.managers[0], self.deps.clock()),
            is_admin=True,
            form=FormRef(program.template_id, program.id, program.version),
            pages=pages,
            content=self.deps.content,
            zones={person.id: person.tz for person, _ in self.cast.people},
        )
        return set_up.program


def _times(program: Program, plans: Plans, cast: Cast) -> TimesPage:
    return TimesPage(
        starts_on=plans.starts_on.isoformat(),
        length_weeks=str(length_in_weeks(program)),
        every_weeks=str(program.every_weeks),
        minutes=str(program.minutes),
        signup_ends_on=plans.signup_ends_on.isoformat() if plans.signup_ends_on else "",
        by_approval=plans.by_approval,
        channel_id=cast.channels[0].id,
        sites="\n".join(cast.hospital.sites),
    )

"""Sharing a program with another hospital: out as a file that names nobody, and in again as a draft."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.content import Content
from bot.content.loading.errors import ContentError, Problem
from bot.content.program_files import FORMAT, ProgramFile, write_program_file
from bot.domain.measures.typed import say_target
from bot.domain.patient_hint import looks_like_patient_data
from bot.domain.people import Workspace
from bot.domain.programs.programs import Intake, Plan, Program, require_manager, usual_signup_end
from bot.domain.programs.states import ProgramState
from bot.errors import NotFound, UserFacingError
from bot.storage.database import Database
from bot.usecases.measures.targets import read_file_target
from bot.usecases.programs.forms import MIN_WEEKS, length_in_weeks, one_line
from bot.usecases.programs.history import keep_new
from bot.usecases.programs.planning import monday_after_next

FILENAME = "program.yml"
LEFT_OUT = "…"
MENTION = re.compile(r"<[@#!][^>]*>?|\b[UWCDGTEBA](?=[A-Z]*\d)[A-Z0-9]{7,}\b")
USER_ID = re.compile(r"[UW][A-Z0-9]{1,30}")
SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class ProgramExported:
    program: Program
    text: str


async def export_program(
    db: Database, *, workspace_id: str, program_id: str, by: str, content: Content
) -> ProgramExported:
    """For a manager, who gets the file in a conversation with the bot."""
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        workspace = await repos.workspaces.get(workspace_id)
    return ProgramExported(program, shared_text(program, workspace, content))


async def export_by_hand(db: Database, *, wanted: str, workspace_id: str, content: Content) -> str:
    """For whoever runs the machine. `wanted` is an id or a name; an empty workspace is any."""
    async with db.transaction() as repos:
        spaces = [workspace_id] if workspace_id else await repos.workspaces.list_ids()
        programs = [one for ws in spaces for one in await repos.programs.list_all(ws)]
        program = _the_only(wanted, programs)
        workspace = await repos.workspaces.get(program.workspace_id)
    return shared_text(program, workspace, content)


def _the_only(wanted: str, programs: Sequence[Program]) -> Program:
    by_id = [one for one in programs if one.id == wanted]
    found = by_id or [one for one in programs if one.name.casefold() == wanted.strip().casefold()]
    if not found:
        raise NotFound(f"No program is called “{wanted}”, and none has this id.")
    if len(found) > 1:
        listed = "\n".join(
            f"{one.id} in workspace {one.workspace_id}, starting {one.starts_on}" for one in found
        )
        raise UserFacingError(f"{len(found)} programs fit. Say which by its id or --workspace:\n{listed}")
    return found[0]


def shared_text(program: Program, workspace: Workspace, content: Content) -> str:
    """What is typed freely may name somebody all the same: names and ids that are known are left out."""
    plan, clean = program.plan, _Cleaner(program, workspace)
    weeks = length_in_weeks(program)
    template = content.programs[program.template_id]
    file = ProgramFile(
        lamplight_program=FORMAT,
        template=program.template_id,
        name=clean.text(program.name) or template.name,
        purpose=clean.text(plan.purpose),
        mentees=clean.text(plan.mentees),
        mentors=clean.text(plan.mentors),
        objectives=clean.texts(plan.objectives),
        targets={key: clean.text(target.note) or say_target(target) for key, target in plan.targets.items()},
        intake=program.intake,
        length_weeks=None if program.intake is Intake.ROLLING else max(weeks or 0, MIN_WEEKS),
        every_weeks=program.every_weeks,
        minutes=program.minutes,
        minutes_a_month=plan.minutes_a_month,
        capacity=min(plan.capacity, template.mentor_capacity.max),
        review_every_weeks=plan.review_every_weeks,
        expected_mentees=plan.expected_mentees,
        places_first_percent=plan.places_first_percent,
        by_approval=plan.by_approval,
        release_after_weeks=plan.release_after_weeks,
        matched_by=plan.matched_by,
        mentors_confirm=plan.mentors_confirm,
        answer_days=plan.answer_days,
        silence=plan.silence,
        weights=plan.weights,
    )
    return write_program_file(file)


class _Cleaner:
    """Leaves out mentions, ids, and the names of the workspace and its sites."""

    def __init__(self, program: Program, workspace: Workspace) -> None:
        ids = (*program.managers, program.champion, program.created_by, program.channel_id)
        known = (*ids, workspace.id, program.id, workspace.name, *workspace.sites)
        names = sorted({one.strip() for one in known if one and len(one.strip()) >= SHORTEST_NAME}, key=len)
        either = "|".join(re.escape(one_line(name)) for name in reversed(names))
        self._names = re.compile(rf"(?<!\w)(?:{either})(?!\w)" if names else r"(?!)", re.IGNORECASE)

    def text(self, text: str) -> str:
        said = self._names.sub(LEFT_OUT, MENTION.sub(LEFT_OUT, one_line(text)))
        return "" if not said.strip(f"{LEFT_OUT} ,.;:-") else said

    def texts(self, texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(said for text in texts if (said := self.text(text))))


async def import_program(
    db: Database,
    *,
    file: ProgramFile,
    shown_as: str,
    workspace_id: str,
    manager: str,
    program_id: str,
    content: Content,
    now: datetime,
) -> Program:
    """A draft with this manager; an empty workspace is the only one there is. Raises UserFacingError."""
    _refuse_patient_data(file, shown_as, now)
    if not USER_ID.fullmatch(manager):
        raise UserFacingError(
            f"“{manager}” isn't the ID of a person in Slack. Open their profile, choose Copy member ID, "
            "and give it with --manager, as in U0123456789."
        )
    async with db.transaction() as repos:
        workspace = _the_workspace(workspace_id, await repos.workspaces.list_ids())
        program = _draft(
            file, program_id=program_id, workspace_id=workspace, manager=manager, content=content, now=now
        )
        await keep_new(repos, program, by=manager, origin="Brought in from a file", now=now)
    return program


def _the_workspace(wanted: str, known: Sequence[str]) -> str:
    if wanted in known:
        return wanted
    if not wanted and len(known) == 1:
        return known[0]
    if not known:
        raise UserFacingError("There is no workspace yet. Install the bot in Slack first.")
    problem = f"There is no workspace {wanted} here." if wanted else "There are several workspaces here."
    raise UserFacingError(f"{problem} Choose one with --workspace: {', '.join(known)}.")


def _draft(
    file: ProgramFile, *, program_id: str, workspace_id: str, manager: str, content: Content, now: datetime
) -> Program:
    starts_on = monday_after_next(now.date())
    plan_values: dict[str, Any] = {name: getattr(file, name) for name in asdict(Plan())}
    targets = [read_file_target(key, text, content.measures) for key, text in file.targets.items()]
    plan_values["targets"] = {key: target for one in targets for key, target in one.items()}
    return Program(
        id=program_id,
        workspace_id=workspace_id,
        template_id=file.template,
        name=file.name,
        state=ProgramState.DRAFT,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=file.length_weeks) if file.length_weeks else None,
        every_weeks=file.every_weeks,
        minutes=file.minutes,
        channel_id="",
        managers=(manager,),
        created_by=manager,
        intake=file.intake,
        signup_ends_on=usual_signup_end(starts_on) if file.intake is Intake.COHORT else None,
        plan=Plan(**plan_values),
    )


def _refuse_patient_data(file: ProgramFile, shown_as: str, now: datetime) -> None:
    texts = {name: getattr(file, name) for name in ("name", "purpose", "mentees", "mentors")}
    texts |= {f"objectives.{place}": text for place, text in enumerate(file.objectives, start=1)}
    texts |= {f"targets.{key}": text for key, text in file.targets.items()}
    problems = [
        Problem(shown_as, 0, key, "looks as if it holds a record number, a date of birth or a phone number")
        for key, text in texts.items()
        if looks_like_patient_data(text, today=now.date())
    ]
    if problems:
        raise ContentError(problems)

"""A new cohort: the plan of an earlier one, without its people and its dates."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.feedback.retrospective import Verdict
from bot.domain.programs.programs import Intake, Program, require_manager, usual_signup_end
from bot.domain.programs.states import ProgramState
from bot.errors import NotNow
from bot.storage.database import Database
from bot.usecases.care.leads import ask_leads
from bot.usecases.feedback.looking_back import changes_offered, read_lessons, with_lessons
from bot.usecases.programs.forms import LONGEST_NAME, MIN_WEEKS, length_in_weeks, one_line, refuse
from bot.usecases.programs.history import keep_new
from bot.usecases.programs.planning import ProgramSetUp, monday_after_next, set_up_of
from bot.usecases.review.holding import last_decision

SEASONS = ("winter", "spring", "summer", "autumn")
NAMED_SO = re.compile(rf",? +(?:{'|'.join(SEASONS)}) \d{{4}}$")


@dataclass(frozen=True, slots=True)
class CohortSuggested:
    """`changes` are by finding, in words; `first` are those that people want first."""

    earlier: Program
    name: str
    changes: Mapping[str, str]
    first: Sequence[str]


async def suggest_cohort(
    db: Database, *, workspace_id: str, program_id: str, by: str, today: date, content: Content
) -> CohortSuggested:
    async with db.reading() as repos:
        earlier = await repos.programs.get(workspace_id, program_id)
        _require_started(earlier, by)
        lessons = await read_lessons(repos, earlier)
    changes = changes_offered(earlier, lessons, content=content)
    first = [one.key for one in lessons if one.key in changes and one.verdict is Verdict.TO_CHANGE]
    name = cohort_name(earlier.name, starts_on=monday_after_next(today))
    return CohortSuggested(earlier, name, changes, first)


def cohort_name(name: str, *, starts_on: date) -> str:
    """ "Nurse leadership, spring 2027"; an earlier cohort's season gives way."""
    season = f", {SEASONS[starts_on.month % 12 // 3]} {starts_on.year}"
    return NAMED_SO.sub("", name)[: LONGEST_NAME - len(season)].rstrip() + season


async def start_cohort(
    db: Database,
    *,
    act: Act,
    program_id: str,
    new_id: str,
    name: str,
    content: Content,
    changes: Collection[str] = (),
) -> ProgramSetUp:
    """A draft that follows the program, with its plan and its managers. A second submit changes nothing.

    `changes` are the findings that it is to be changed by; those that are no more are passed over.
    """
    is_wrong = not one_line(name) or len(name) > LONGEST_NAME
    sentence = f"Give the cohort a name of up to {LONGEST_NAME} characters."
    problems = [("name", sentence)] if is_wrong else []
    refuse(problems, {"name": name}, content=content, today=act.now.date())
    async with db.transaction() as repos:
        workspace = await repos.workspaces.get(act.workspace_id)
        earlier = await repos.programs.get(act.workspace_id, program_id)
        _require_started(earlier, act.by)
        draft = _following(
            earlier, new_id=new_id, by=act.by, name=one_line(name), content=content, now=act.now
        )
        lessons = [one for one in await read_lessons(repos, earlier) if one.key in changes]
        draft, said = with_lessons(draft, lessons, content=content)
        said = {**said, **await last_decision(repos, earlier)}
        origin = f"A new cohort of “{earlier.name}”"
        if not await keep_new(repos, draft, by=act.by, origin=origin, now=act.now, changes=said):
            draft = await repos.programs.get(act.workspace_id, new_id)
            require_manager(draft, user_id=act.by)
        else:
            await ask_leads(repos, None, draft, act=act, zones={})
        return await set_up_of(repos, draft, workspace, content)


def _following(
    earlier: Program, *, new_id: str, by: str, name: str, content: Content, now: datetime
) -> Program:
    starts_on = monday_after_next(now.date())
    weeks = max(length_in_weeks(earlier) or content.programs[earlier.template_id].length_weeks, MIN_WEEKS)
    is_rolling = earlier.intake is Intake.ROLLING
    return replace(
        earlier,
        id=new_id,
        name=name,
        state=ProgramState.DRAFT,
        starts_on=starts_on,
        ends_on=None if is_rolling else starts_on + timedelta(weeks=weeks),
        signup_ends_on=usual_signup_end(starts_on) if earlier.signup_ends_on else None,
        created_by=by,
        version=1,
        follows=earlier.id,
    )


def _require_started(earlier: Program, by: str) -> None:
    require_manager(earlier, user_id=by)
    if earlier.state is ProgramState.DRAFT:
        raise NotNow(f"{earlier.name} is still a draft. Change it with Edit, or start a new program.")

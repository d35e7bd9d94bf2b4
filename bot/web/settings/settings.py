"""The settings of a program: what stands, section by section, and what can be done with it now."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from bot.content import Content
from bot.content.numbers.measures import name_of
from bot.domain.measures.typed import say_target
from bot.domain.programs.programs import Program
from bot.domain.programs.states import IN_WORDS, OVER, ProgramState
from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.managing.holds import read_holds
from bot.usecases.managing.summary_schedule import schedule_of
from bot.usecases.programs.planning import ProgramSetUp
from bot.views.managing.schedule import stands_in_words
from bot.views.parts import weekday_in_words
from bot.views.programs.form import places_first, releases, reviews
from bot.views.programs.words import APPROVALS, DECIDES, INTAKES, day_in_words, in_words, time_in_words
from bot.web.rendering import show
from bot.web.routes import Route
from bot.web.settings.moves import moves_of
from bot.web.settings.sections import PEOPLE, PURPOSE, SETTINGS, TARGETS, TIMES, crumbs_of, read_set_up
from bot.web.visit import Visit

SAVED = "Saved. The history says what changed."
DONE: Mapping[str, str] = {
    "purpose": SAVED,
    "people": f"{SAVED} Who is newly asked to be the lead or the deputy hears from us.",
    "times": SAVED,
    "targets": SAVED,
    "signposts": SAVED,
    "summary": "Saved. The summary is posted as set.",
    "cohort": "Here is the draft. Look at the dates first.",
    "stopped": "The summary isn't posted regularly any more.",
    "launch": "It's open. People join on the Home tab in Slack, or with /mentor join.",
    "open_signup": "It's open for mentees too.",
    "close_signup": "Sign-up is closed. No one else joins while you match the people who are in.",
    "reopen_signup": "People can join again.",
    "begin_closing": "The four weeks to say goodbye have begun.",
    "run_again": "It's running again.",
    "close": "The program is closed.",
    "call_off": "The program is called off.",
    "archive": "The program is in the archive, and no longer on your Home tab.",
}
NOT_SET = "not set yet"


async def on_settings(visit: Visit) -> web.StreamResponse:
    set_up = await read_set_up(visit)
    program, content = set_up.program, visit.deps.content
    people = (*program.managers, program.champion, program.lead, program.deputy)
    return await show(
        visit,
        "settings/settings.html",
        title=SETTINGS,
        crumbs=crumbs_of(visit),
        whom={one for one in people if one},
        notice=DONE.get(visit.asked("done"), ""),
        program=program,
        state=IN_WORDS[program.state],
        may_change=program.state not in OVER,
        is_live=program.is_live,
        home=f"/programs/{program.id}/settings",
        missing=set_up.missing if not program.is_live and program.state not in OVER else (),
        moves=moves_of(program),
        parts_of=_sections(program, set_up, content),
        people=PEOPLE,
        matching=_matching(program),
        may_follow=program.state is not ProgramState.DRAFT,
        signposts_left=set_up.empty_signposts,
        **await _messages(visit, program),
    )


def _sections(program: Program, set_up: ProgramSetUp, content: Content) -> Sequence[tuple[Any, Any]]:
    """Each section of the plan with what stands there, as terms and words."""
    return (
        (PURPOSE, _purpose(program)),
        (TIMES, _times(program, set_up)),
        (TARGETS, _targets(program, content)),
    )


def _purpose(program: Program) -> Sequence[tuple[str, str]]:
    plan = program.plan
    return (
        ("Name", program.name),
        ("Purpose", plan.purpose or NOT_SET),
        ("Who the mentees are", plan.mentees or NOT_SET),
        ("Who the mentors are", plan.mentors or NOT_SET),
        ("Objectives", "; ".join(plan.objectives) or NOT_SET),
    )


def _times(program: Program, set_up: ProgramSetUp) -> Sequence[tuple[str, str]]:
    ends = program.signup_ends_on
    talks = in_words(program)
    return (
        ("Talks", f"{talks[:1].upper()}{talks[1:]}"),
        ("Intake", INTAKES[program.intake]),
        ("Sign-up ends on", day_in_words(ends) if ends else "no day: people join while it runs"),
        ("Most mentees for one mentor", str(program.plan.capacity)),
        ("Joining", APPROVALS["approval" if program.plan.by_approval else "open"]),
        ("Sites", ", ".join(set_up.workspace.sites) or NOT_SET),
        ("Channel for summaries", "chosen" if program.channel_id else NOT_SET),
    )


def _targets(program: Program, content: Content) -> Sequence[tuple[str, str]]:
    plan = program.plan
    aims = [(name_of(content.measures, key), say_target(one)) for key, one in plan.targets.items()]
    return (
        ("Mentees expected", str(plan.expected_mentees or "not said")),
        ("Mentors first", places_first(plan)[str(plan.places_first_percent)]),
        ("Time", time_in_words(program, content)),
        ("A pair that doesn't answer frees its places", releases(plan)[str(plan.release_after_weeks)]),
        ("Look back at the program", reviews(plan)[str(plan.review_every_weeks)]),
        *((f"Target: {name}", aim or "a note, and no number") for name, aim in aims),
    )


def _matching(program: Program) -> Sequence[tuple[str, str]]:
    plan = program.plan
    asked = f"yes, they have {plan.answer_days} days" if plan.mentors_confirm else "no"
    return ("Who decides on matches", DECIDES[plan.matched_by]), ("Mentors are asked first", asked)


async def _messages(visit: Visit, program: Program) -> dict[str, Any]:
    """What is posted regularly and what is held; of a program that writes to nobody neither."""
    if not program.is_live:
        return {"stands": "", "held": ()}
    db, content = visit.deps.db, visit.deps.content
    schedule = await schedule_of(db, program, content=content, now=visit.now)
    holds = await read_holds(db, act=visit.act, program_id=program.id, content=content)
    held = [f"{one.place}, until {weekday_in_words(one.until)}" for one in holds.held]
    return {"stands": stands_in_words(schedule), "held": held}


ROUTES = (Route("GET", "/programs/{program}/settings", on_settings, MANAGERS, tab=SETTINGS, order=99),)

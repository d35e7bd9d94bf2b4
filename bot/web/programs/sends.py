"""What a program will send, what is on hold, and what could not be delivered, which names its readers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web

from bot.domain.answers import InvalidAnswer
from bot.domain.signing_in.standing import MANAGERS
from bot.errors import InvalidInput
from bot.usecases.delivery.sends import hold_kind, read_sends
from bot.usecases.delivery.undelivered import read_undelivered, send_again
from bot.usecases.managing.holds import begin_hold, end_hold, read_holds
from bot.views.delivery.sends import EACH_WAITS, ON_HOLD, this_week_in_words
from bot.views.delivery.undelivered import AGAIN, SHORT_OF_TIME, UndeliveredPage, how_many, to_whom, why
from bot.views.managing.holds import UNTIL, WHAT_IT_DOES, HoldsPage, whom_and_when
from bot.views.parts import weekday_in_words
from bot.views.refs import UndeliveredRef, read_number
from bot.web.rendering import Crumb, go, show
from bot.web.routes import Route
from bot.web.visit import Visit

SENDS = "/programs/{program}/sends"
WHERE, UNTIL_DAY = "where", "until"
DONE = {
    "held": "That kind of message is on hold until you resume it.",
    "resumed": "That kind of message is sent again.",
    "begun": "Those messages are on hold. They start again on that day, automatically.",
    "ended": "The hold has ended.",
    "again": "We'll try again, at a time that suits its readers.",
}
NOTHING_WRONG: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """The form of a hold, as it was sent."""

    where: str = "everybody"
    until: str = ""


async def on_sends(visit: Visit) -> web.StreamResponse:
    return await _show(visit)


async def _show(
    visit: Visit, *, typed: Typed | None = None, wrong: Mapping[str, str] = NOTHING_WRONG
) -> web.StreamResponse:
    """While nothing is sent there is only what could not be delivered."""
    deps, act, program = visit.deps, visit.act, visit.program
    is_live = program.is_live
    sends = await read_sends(deps.db, act=act, program_id=program.id) if is_live else None
    stuck = await read_undelivered(deps.db, act=act, program_id=program.id, page=_page(visit))
    return await show(
        visit,
        "programs/sends.html",
        status=422 if wrong else 200,
        title="What will be sent",
        crumbs=(
            Crumb("Overview", "/"),
            Crumb(program.name, f"/programs/{program.id}"),
            Crumb("What will be sent"),
        ),
        whom=stuck.whom,
        notice=DONE.get(visit.asked("done"), ""),
        program=program,
        sends=sends,
        free=[(one.key, one.title) for one in sends.kinds if not one.is_held] if sends else [],
        holds=await _holds(visit) if is_live else None,
        stuck=stuck,
        turns=_turns(visit, stuck),
        typed=typed or Typed(),
        wrong=wrong,
        day=weekday_in_words,
        this_week=this_week_in_words,
        whom_and_when=whom_and_when,
        to_whom=to_whom,
        why=why,
        how_many=how_many,
        again=AGAIN,
        sentences={
            "each_waits": EACH_WAITS,
            "on_hold": ON_HOLD,
            "what_a_hold_does": WHAT_IT_DOES,
            "until": UNTIL,
            "short_of_time": SHORT_OF_TIME,
        },
    )


async def on_hold(visit: Visit) -> web.StreamResponse:
    raise await _change_kind(visit, on_hold=True)


async def on_resume(visit: Visit) -> web.StreamResponse:
    raise await _change_kind(visit, on_hold=False)


async def on_begin(visit: Visit) -> web.StreamResponse:
    """A form that can't be kept comes back as it was."""
    deps, program = visit.deps, visit.program
    typed = Typed(visit.sent.text(WHERE), visit.sent.text(UNTIL_DAY))
    if typed.where not in (await _holds(visit)).places:
        return await _show(visit, typed=typed, wrong={WHERE: "Choose who it's for."})
    try:
        await begin_hold(
            deps.db,
            act=visit.act,
            program_id=program.id,
            choice=typed.where,
            until=_day(typed.until),
            new_id=deps.new_id,
        )
    except (InvalidAnswer, InvalidInput) as wrong:
        return await _show(visit, typed=typed, wrong={UNTIL_DAY: str(wrong)})
    raise _back(visit, "begun")


async def on_end(visit: Visit) -> web.StreamResponse:
    await end_hold(visit.deps.db, act=visit.act, program_id=visit.program.id, hold_id=visit.sent.text("hold"))
    raise _back(visit, "ended")


async def on_send_again(visit: Visit) -> web.StreamResponse:
    ref = UndeliveredRef.parse(visit.sent.text("message"))
    await send_again(visit.deps.db, act=visit.act, message_id=ref.message_id)
    raise _back(visit, "again")


async def _change_kind(visit: Visit, *, on_hold: bool) -> web.HTTPSeeOther:
    await hold_kind(
        visit.deps.db,
        workspace_id=visit.act.workspace_id,
        program_id=visit.program.id,
        kind=visit.sent.text("kind"),
        by=visit.act.by,
        on_hold=on_hold,
    )
    return _back(visit, "held" if on_hold else "resumed")


async def _holds(visit: Visit) -> HoldsPage:
    deps = visit.deps
    return await read_holds(deps.db, act=visit.act, program_id=visit.program.id, content=deps.content)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise InvalidInput({UNTIL_DAY: "Choose a day."}) from None


def _page(visit: Visit) -> int:
    """Where in the list, as in Slack's; whatever is no number is its beginning."""
    return read_number(visit.asked("page")) or 0


def _turns(visit: Visit, stuck: UndeliveredPage) -> tuple[str, str]:
    """Give the addresses of the pages beside this one; empty where there is none."""
    here = visit.url(f"/programs/{visit.program.id}/sends")
    before, after = (
        f"{here}?page={page}" if 0 <= page < stuck.pages else "" for page in (stuck.page - 1, stuck.page + 1)
    )
    return before, after


def _back(visit: Visit, done: str) -> web.HTTPSeeOther:
    return go(visit, f"/programs/{visit.program.id}/sends", done=done)


ROUTES = (
    Route("GET", SENDS, on_sends, MANAGERS),
    Route("POST", f"{SENDS}/hold", on_hold, MANAGERS),
    Route("POST", f"{SENDS}/resume", on_resume, MANAGERS),
    Route("POST", f"{SENDS}/begin", on_begin, MANAGERS),
    Route("POST", f"{SENDS}/end", on_end, MANAGERS),
    Route("POST", f"{SENDS}/again", on_send_again, MANAGERS),
)

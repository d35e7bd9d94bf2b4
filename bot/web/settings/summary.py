"""The summary that is posted regularly: how often, from when, and stopping it."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.managing.schedules import Every
from bot.domain.signing_in.standing import MANAGERS
from bot.usecases.managing.summary_schedule import read_schedule, save_schedule, stop_schedule
from bot.usecases.programs.forms import day
from bot.views.ids import Field
from bot.views.managing.schedule import HOURS, OFTEN, TITLE, TOO_SMALL, ScheduleShown, stands_in_words
from bot.web.rendering import go, show
from bot.web.routes import Route
from bot.web.settings.sections import crumbs_of
from bot.web.visit import Visit

PAGE = "/programs/{program}/settings/summary"
HOW_OFTEN = "Choose how often."
FIELDS: Mapping[Part, Field] = {Part.CHANNEL: Field.CHANNEL, Part.POST_DAY: Field.POST_ON}


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form holds."""

    channel: str
    every: str
    post_on: str


async def on_summary(visit: Visit) -> web.StreamResponse:
    shown = await _read(visit)
    standing = shown.standing
    first = max(standing.next_on, shown.tomorrow) if standing else shown.tomorrow
    channel = standing.channel_id if standing else visit.program.channel_id
    every = standing.every if standing else Every.FOUR_WEEKS
    return await _show(visit, shown, Typed(channel, every, first.isoformat()))


async def on_saved(visit: Visit) -> web.StreamResponse:
    sent, shown = visit.sent, await _read(visit)
    typed = Typed(sent.text(Field.CHANNEL), sent.text(Field.HOW_OFTEN), sent.text(Field.POST_ON))
    if typed.every not in frozenset(Every):
        return await _show(visit, shown, typed, wrong={str(Field.HOW_OFTEN): HOW_OFTEN}, status=422)
    try:
        await save_schedule(
            visit.deps.db,
            act=visit.act,
            program_id=visit.program.id,
            channel_id=typed.channel if typed.channel in _channels(shown) else "",
            every=Every(typed.every),
            starts_on=day(typed.post_on),
        )
    except InvalidAnswer as problem:
        wrong = {str(FIELDS[part]): sentence for part, sentence in problem.parts.items()}
        return await _show(visit, shown, typed, wrong=wrong, status=422)
    raise go(visit, f"/programs/{visit.program.id}/settings", done="summary")


async def on_stopped(visit: Visit) -> web.StreamResponse:
    await stop_schedule(visit.deps.db, act=visit.act, program_id=visit.program.id)
    raise go(visit, f"/programs/{visit.program.id}/settings", done="stopped")


async def _read(visit: Visit) -> ScheduleShown:
    return await read_schedule(
        visit.deps.db, act=visit.act, program_id=visit.program.id, content=visit.deps.content
    )


async def _show(
    visit: Visit,
    shown: ScheduleShown,
    typed: Typed,
    *,
    wrong: Mapping[str, str] | None = None,
    status: int = 200,
) -> web.StreamResponse:
    return await show(
        visit,
        "settings/summary.html",
        title=TITLE,
        crumbs=crumbs_of(visit, TITLE),
        status=status,
        stands=stands_in_words(shown),
        warning="" if shown.standing or shown.says_something else TOO_SMALL,
        typed=typed,
        channels=[*_channels(shown).items()],
        often=[(str(one), f"{words[:1].upper()}{words[1:]}") for one, words in OFTEN.items()],
        hours=HOURS,
        wrong=wrong or {},
        home=f"/programs/{visit.program.id}/settings",
    )


def _channels(shown: ScheduleShown) -> Mapping[str, str]:
    """Those that were chosen in Slack: which channels there are, only Slack knows."""
    standing = shown.standing.channel_id if shown.standing else ""
    found = {standing: "The channel where it's posted now"} if standing else {}
    if shown.program.channel_id:
        found[shown.program.channel_id] = "The program's channel for summaries"
    return found


ROUTES = (
    Route("GET", PAGE, on_summary, MANAGERS),
    Route("POST", PAGE, on_saved, MANAGERS),
    Route("POST", f"{PAGE}/stop", on_stopped, MANAGERS),
)

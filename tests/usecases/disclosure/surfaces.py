"""Every page, picture and file in which somebody may read a number: whatever shows one joins this list.

The laws read all of it, every day. A surface takes a `Reading` and gives what is read as text. The dashboard
is in dashboard.py: there every page is read without being listed.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.oversight.reach import ReachBy
from bot.facts.summaries import read_summaries
from bot.storage.database import Database
from bot.usecases.delivery.sends import read_sends
from bot.usecases.exports.numbers import read_numbers
from bot.usecases.home.home import read_home
from bot.usecases.managing.summary import summarise
from bot.usecases.measures.page import read_counts, read_results_page
from bot.usecases.oversight.ledger import read_ledger
from bot.usecases.oversight.organisation import read_organisation
from bot.usecases.oversight.reach import read_reach
from bot.usecases.recruiting.announcing import start_recruiting
from bot.usecases.recruiting.cover import read_cover
from bot.usecases.review.pack import read_pack
from bot.views.charts.activity import alt_text
from bot.views.delivery.sends import sends_page
from bot.views.exports.numbers import one_table, rows_of
from bot.views.exports.tables import csv_file
from bot.views.home.home import home_tab
from bot.views.managing.champion import champions_month, post_to_forward
from bot.views.managing.summary import activity, summary_message, summary_preview
from bot.views.measures.counts import counts_page
from bot.views.measures.results import results_page
from bot.views.oversight.ledger import ledger_page
from bot.views.oversight.organisation import organisation_page
from bot.views.oversight.reach import reach_page
from bot.views.recruiting.announcing import announcement_form
from bot.views.recruiting.cover import cover_page
from bot.views.refs import HeldRef, ResultRef
from bot.views.review.pack import pack_page
from tests.people import MIA, WS

CHAMPION = "UCHAMP"


@dataclass(frozen=True)
class Reading:
    """A manager, MIA, and a champion read the pages of the program P1 on a day at noon."""

    db: Database
    content: Content
    day: date

    @property
    def act(self) -> Act:
        return Act(WS, MIA, datetime.combine(self.day, time(12), UTC))

    @property
    def about(self) -> dict[str, Any]:
        return {"act": self.act, "program_id": "P1"}


Surface = Callable[[Reading], Awaitable[str]]


async def homes(at: Reading) -> str:
    found = [
        await read_home(at.db, act=replace(at.act, by=who), is_admin=False, content=at.content)
        for who in (MIA, CHAMPION)
    ]
    tabs = [home_tab(one, signposts=at.content.signposts, lines=at.content.lines) for one in found]
    return json.dumps([one.to_dict() for one in tabs])


async def summary(at: Reading) -> str:
    found = await summarise(at.db, **at.about, content=at.content)
    posted = summary_message(found)
    views = [summary_preview(found), *([posted] if posted else [])]
    return json.dumps([one.to_dict() for one in views]) + alt_text(activity(found))


async def cover(at: Reading) -> str:
    page = cover_page(await read_cover(at.db, **at.about, content=at.content), content=at.content)
    return json.dumps(page.to_dict())


async def announcement(at: Reading) -> str:
    form = await start_recruiting(at.db, **at.about, content=at.content)
    return json.dumps(announcement_form(form).to_dict())


async def sends(at: Reading) -> str:
    return json.dumps(sends_page(await read_sends(at.db, **at.about)).to_dict())


async def results(at: Reading) -> str:
    about: dict[str, Any] = {"act": at.act, "ref": ResultRef("P1"), "content": at.content}
    shown = results_page(await read_results_page(at.db, **about), content=at.content)
    counted = counts_page(await read_counts(at.db, **about), content=at.content)
    return json.dumps([shown.to_dict(), counted.to_dict()])


async def champions(at: Reading) -> str:
    """The message of a month, and the post to forward, as if each day were the first of one."""
    async with at.db.reading() as repos:
        program = await repos.programs.get(WS, "P1")
        found = await read_summaries(repos, [program], content=at.content, today=at.day)
    one = found["P1"]
    post = post_to_forward(one, content=at.content)
    return json.dumps([champions_month([one], content=at.content).to_dict(), post.to_dict()])


async def review(at: Reading) -> str:
    pack = await read_pack(at.db, act=at.act, ref=HeldRef("P1"), content=at.content)
    return json.dumps(pack_page(pack, content=at.content).to_dict())


async def reach(at: Reading) -> str:
    pages = [await read_reach(at.db, **at.about, by=by) for by in ReachBy]
    return json.dumps([reach_page(one, content=at.content).to_dict() for one in pages])


async def ledger(at: Reading) -> str:
    page = await read_ledger(at.db, **at.about, content=at.content)
    return json.dumps(ledger_page(page, taken=at.content.ledger).to_dict())


async def organisation(at: Reading) -> str:
    page = await read_organisation(at.db, act=at.act, content=at.content, is_admin=True)
    return json.dumps(organisation_page(page, measures=at.content.measures).to_dict())


async def export(at: Reading) -> str:
    """The rows of the workbook are those of this file."""
    numbers = rows_of(await read_numbers(at.db, **at.about, content=at.content), at.content)
    return csv_file(one_table(numbers)).decode()


SURFACES: tuple[Surface, ...] = (
    *(homes, summary, cover, announcement, sends),
    *(results, champions, review, reach, ledger, organisation, export),
)


async def read_all(db: Database, content: Content, day: date) -> list[str]:
    """All that managers, a champion and a channel can read in numbers."""
    return [await surface(Reading(db, content, day)) for surface in SURFACES]

"""Every page, picture and file in which somebody may read a number: whatever shows one joins this list.

The laws read all of it, every day. A surface takes a `Reading` and gives what is read as text.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.content import Content
from bot.domain.acts import Act
from bot.storage.database import Database
from bot.usecases.delivery.sends import read_sends
from bot.usecases.home.home import read_home
from bot.usecases.managing.summary import summarise
from bot.usecases.recruiting.announcing import start_recruiting
from bot.usecases.recruiting.cover import read_cover
from bot.views.charts.activity import alt_text
from bot.views.delivery.sends import sends_page
from bot.views.home.home import home_tab
from bot.views.managing.summary import activity, summary_preview
from bot.views.recruiting.announcing import announcement_form
from bot.views.recruiting.cover import cover_page
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
    found = await summarise(at.db, **at.about)
    return json.dumps(summary_preview(found).to_dict()) + alt_text(activity(found))


async def cover(at: Reading) -> str:
    page = cover_page(await read_cover(at.db, **at.about, content=at.content), content=at.content)
    return json.dumps(page.to_dict())


async def announcement(at: Reading) -> str:
    form = await start_recruiting(at.db, **at.about, content=at.content)
    return json.dumps(announcement_form(form).to_dict())


async def sends(at: Reading) -> str:
    return json.dumps(sends_page(await read_sends(at.db, **at.about)).to_dict())


SURFACES: tuple[Surface, ...] = (homes, summary, cover, announcement, sends)


async def read_all(db: Database, content: Content, day: date) -> list[str]:
    """All that managers, a champion and a channel can read in numbers."""
    return [await surface(Reading(db, content, day)) for surface in SURFACES]

"""Times as who reads a page has them on their clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.people import known_zone
from bot.web.visit import Visit


def in_words(visit: Visit, at: datetime) -> str:
    """ "30 Nov 2026, 09:35", in the zone that Slack gives of whoever is signed in."""
    member = visit.deps.slack.known_member(visit.act.workspace_id, visit.act.by)
    here = at.astimezone(ZoneInfo(known_zone(member.tz) if member else "UTC"))
    return f"{here.day} {here:%b %Y, %H:%M}"

"""Those in the workspace who are not of it: guests, a colleague of a sister hospital, a partner's people."""

from typing import Any

from bot.demo.cast import Cast
from bot.sandbox.sandbox import Sandbox

# Ids of their own: nothing that is drawn later changes by their coming.
SHARED_CHANNEL = "with-our-partners"


def invite_visitors(sandbox: Sandbox, cast: Cast) -> None:
    """Give each a place in a channel that is shared, together with whoever leads a program."""
    teams, zone = sandbox.workspace.teams, str(cast.hospital.zone)
    sister, charity = teams.add("St Elsewhere"), teams.add("Harbour Charity", is_partner=True)
    visitors: tuple[dict[str, Any], ...] = (
        {"name": "Agnes Temp", "title": "Agency nurse", "is_restricted": True},
        {"name": "Stu Dent", "title": "Student on placement", "is_ultra_restricted": True},
        {"name": "Cora Sister", "title": "Ward sister at St Elsewhere", "team": sister.id},
        {"name": "Pat Harbour", "title": "Carers' adviser at a charity", "team": charity.id},
        {"name": "Sam Harbour", "title": "New at the charity", "team": charity.id, "is_stranger": True},
    )
    people = [
        sandbox.add_person(id=f"UVISITOR{number}", tz=zone, **about)
        for number, about in enumerate(visitors, start=1)
    ]
    leads = [person for person, one in cast.people if one.manages]
    sandbox.add_channel(SHARED_CHANNEL, members=[*leads, *people[:-1]])

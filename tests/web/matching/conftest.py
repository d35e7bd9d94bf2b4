"""A house in whose program three pairs are proposed, and one mentee is left without a match."""

from dataclasses import dataclass, field, replace
from urllib.parse import quote

import pytest

from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.programs.states import ProgramState
from tests.web.visiting import House, Visitor

MENTEES, MENTORS = ("Ana Adams", "Bea Brown", "Cara Cole"), ("Dan Dale", "Eli East", "Fay Ford")
LATE = "Gil Gray"


@dataclass
class Review:
    """The review of that program, and its manager at it."""

    house: House
    manager: Visitor
    room: str
    proposed: list = field(default_factory=list)

    async def open(self, query=""):
        return await self.manager.get(f"{self.room}{query}")

    async def send(self, deed, **fields):
        return await self.manager.post(f"{self.room}{deed}", **fields)

    async def matches(self, *states):
        """Those of the program, in the order of their ids."""
        house, wanted = self.house, list(states or [MentorshipState.PROPOSED])
        async with house.deps.db.reading() as repos:
            found = await repos.mentorships.list_for_program(
                house.town.workspace_id, house.ids["program"], wanted
            )
        return sorted(found, key=lambda one: one.id)

    async def match(self, match_id):
        async with self.house.deps.db.reading() as repos:
            return await repos.mentorships.get(self.house.town.workspace_id, match_id)

    def id_of(self, name):
        return self.house.town.person(name).person.id

    def back(self, **query):
        """Where a deed leads back to."""
        return self.room + "?" + "&".join(f"{name}={quote(value)}" for name, value in query.items())


async def move_in(house):
    """The other program of the workspace is over: all of them join ours."""
    async with house.deps.db.transaction() as repos:
        other = await repos.programs.get(house.town.workspace_id, house.others["program"])
        await repos.programs.save(replace(other, state=ProgramState.CLOSED))
    for name in MENTEES:
        await house.town.join(house.town.person(name))
    for name in MENTORS:
        await house.town.join(house.town.person(name), role="mentor", wanted=(), offered=("leadership",))


@pytest.fixture
async def review(house):
    await move_in(house)
    made = Review(house, await house.sign_in("manager"), house.path("/programs/{program}/matching"))
    ran = await made.send("/work-out")
    assert ran.status == 303, ran.words
    made.proposed = await made.matches()
    assert len(made.proposed) == len(MENTEES)
    await house.town.join(house.town.person(LATE))
    return made

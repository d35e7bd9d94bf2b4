"""Whatever of a manager's pages comes to name somebody who takes part: is there a line in the access log?"""

import re
from dataclasses import dataclass, field
from typing import Any

MENTION = re.compile(r"<@(\w+)>")


@dataclass
class Looks:
    """`unnoted` are names she came to see without a line, each with the page; `seen` counts such pages."""

    town: Any
    manager: Any
    unnoted: list = field(default_factory=list)
    seen: int = 0

    @classmethod
    def watch(cls, town, manager):
        """After everything that is done from now on."""
        found, do = cls(town, manager), town.do

        async def watched(action):
            before, noted = found.surfaces(), await found.noted()
            reply = await do(action)
            await found.compare(before, noted)
            return reply

        town.do = watched
        return found

    def surfaces(self):
        """What she has before her: modals, Home and messages."""
        space, who = self.town.sandbox.workspace, self.manager
        views = [*space.modals.get(who.person.id, ()), *([who.home] if who.home else [])]
        shown = {str(view.blocks): view.title for view in views}
        return shown | {str(one.blocks): one.text for one in who.inbox()}

    async def noted(self):
        async with self.town.deps.db.transaction() as repos:
            programs = await repos.programs.list_managed_by(self.town.workspace_id, self.manager.person.id)
            ids = [one.id for one in programs]
            events = [await repos.access_log.list_for_program(self.town.workspace_id, one) for one in ids]
        mine = self.manager.person.id
        return sum(one.user_id == mine and one.about is None for some in events for one in some)

    async def taking_part(self):
        async with self.town.deps.db.transaction() as repos:
            programs = await repos.programs.list_managed_by(self.town.workspace_id, self.manager.person.id)
            places = [
                await repos.enrolments.list_for_program(self.town.workspace_id, one.id) for one in programs
            ]
        return {one.user_id for some in places for one in some}

    async def compare(self, before, noted):
        new = [one for one in self.surfaces() if one not in before and MENTION.search(one)]
        if not new:
            return
        here = await self.taking_part()
        with_names = [one for one in new if here & set(MENTION.findall(one))]
        self.seen += len(with_names)
        if with_names and await self.noted() == noted:
            self.unnoted += with_names

"""Mentorships, with their members."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, delete, func, insert, or_, select, update

from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState
from bot.errors import NotFound
from bot.storage.installation.rows import goes_on
from bot.storage.meetings.rows import planned
from bot.storage.mentorships.cycle_queries import KEEP_TIME
from bot.storage.mentorships.reading import members_of_it, mentorships_of, select_mentorships
from bot.storage.mentorships.silence_queries import LIST_ASKED_TWICE
from bot.storage.repository import Repository, save_over, values_of
from bot.storage.tables import cycle, member, mentorship

IN_WORKSPACE = mentorship.c.workspace_id == bindparam("ws")
IN_PROGRAM = mentorship.c.program_id == bindparam("program")
IN_STATES = mentorship.c.state.in_(bindparam("states", expanding=True))
IN_IDS = mentorship.c.id.in_(bindparam("ids", expanding=True))
IS_PROPOSED = mentorship.c.state == MentorshipState.PROPOSED

ADD = insert(mentorship)
SAVE = save_over(mentorship)
ADD_MEMBER = insert(member)
DELETE_MEMBERS = delete(member).where(
    member.c.workspace_id == bindparam("ws"), member.c.mentorship_id == bindparam("mentorship")
)
FIND = select_mentorships(IN_WORKSPACE, mentorship.c.id == bindparam("mentorship"))
LOCK = (
    select(mentorship.c.id).where(IN_WORKSPACE, mentorship.c.id == bindparam("mentorship")).with_for_update()
)
LOCK_ALL = select(mentorship.c.id).where(IN_WORKSPACE, IN_IDS).order_by(mentorship.c.id).with_for_update()
LIST_BY_IDS = select_mentorships(IN_WORKSPACE, IN_IDS)
LIST_FOR_PROGRAM = select_mentorships(IN_WORKSPACE, IN_PROGRAM, IN_STATES)
LIST_FOR_PERSON = select_mentorships(
    IN_WORKSPACE,
    mentorship.c.id.in_(
        select(member.c.mentorship_id).where(
            member.c.workspace_id == bindparam("ws"), member.c.user_id == bindparam("user")
        )
    ),
    IN_STATES,
)


def _of_these(keys: Select[Any]) -> Select[Any]:
    found = keys.subquery()
    return select_mentorships(
        mentorship.c.workspace_id == found.c.workspace_id, mentorship.c.id == found.c.id
    )


PAUSED_PAST = (
    select(mentorship.c.workspace_id, mentorship.c.id)
    .where(
        mentorship.c.state == MentorshipState.PAUSED,
        mentorship.c.paused_until <= bindparam("day"),
        goes_on(mentorship.c.workspace_id),
    )
    .order_by(mentorship.c.paused_until, mentorship.c.workspace_id, mentorship.c.id)
    .limit(bindparam("most"))
)
LIST_PAUSED_PAST = _of_these(PAUSED_PAST)
UNANSWERED = (
    select(mentorship.c.workspace_id, mentorship.c.id)
    .where(
        mentorship.c.answer_by < bindparam("day"),
        mentorship.c.state == MentorshipState.APPROVED,
        goes_on(mentorship.c.workspace_id),
    )
    .order_by(mentorship.c.answer_by, mentorship.c.workspace_id, mentorship.c.id)
    .limit(bindparam("most"))
)
LIST_UNANSWERED = _of_these(UNANSWERED)
THIS = (IN_WORKSPACE, mentorship.c.id == bindparam("mentorship"))
BEGIN = (
    update(mentorship)
    .where(*THIS, mentorship.c.state == MentorshipState.APPROVED)
    .values(
        state=MentorshipState.ACTIVE,
        channel_id=bindparam("channel"),
        introduced_on=bindparam("day"),
        settling_days=bindparam("days"),
    )
)
WAIT_FOR_MENTOR = (
    update(mentorship)
    .where(*THIS, mentorship.c.state == MentorshipState.APPROVED, mentorship.c.answer_by.is_not(None))
    .values(answer_by=bindparam("day"))
)
ASK_MENTORS = update(mentorship).where(IN_WORKSPACE, IN_IDS).values(answer_by=bindparam("day"))
DELETE = delete(mentorship).where(IN_WORKSPACE, IN_IDS)
DELETE_PROPOSED = delete(mentorship).where(IN_WORKSPACE, IN_PROGRAM, IS_PROPOSED)
COUNT_PROPOSED = (
    select(mentorship.c.program_id, func.count().label("proposed"))
    .where(IN_WORKSPACE, mentorship.c.program_id.in_(bindparam("programs", expanding=True)), IS_PROPOSED)
    .group_by(mentorship.c.program_id)
)
APPROVE = (
    update(mentorship)
    .where(IN_WORKSPACE, IN_PROGRAM, IN_IDS, IS_PROPOSED)
    .values(state=MentorshipState.APPROVED)
    .returning(mentorship.c.id)
)
IS_APPROVED = mentorship.c.state == MentorshipState.APPROVED
DROP_APPROVED = (
    update(mentorship).where(IN_WORKSPACE, IN_PROGRAM, IS_APPROVED).values(state=MentorshipState.DROPPED)
)
END_STANDING = (
    update(mentorship)
    .where(IN_WORKSPACE, IN_PROGRAM, IN_STATES)
    .values(state=MentorshipState.ENDED, paused_until=None, paused_on=None, ended_on=bindparam("day"))
)
# Of all that stand, before they end.
THAT_STAND = select(mentorship.c.id).where(IN_WORKSPACE, IN_PROGRAM, IN_STATES)
END_CYCLES = (
    update(cycle)
    .where(
        cycle.c.workspace_id == bindparam("ws"),
        cycle.c.mentorship_id.in_(THAT_STAND),
        cycle.c.runs_until.is_not(None),
    )
    .values(runs_until=None)
)
ORPHAN_ALL = (
    update(planned)
    .where(planned.c.workspace_id == bindparam("ws"), planned.c.mentorship_id.in_(THAT_STAND))
    .where(~planned.c.orphaned)
    .values(orphaned=True)
)
ORPHAN = (
    update(planned)
    .where(planned.c.workspace_id == bindparam("ws"), planned.c.mentorship_id == bindparam("mentorship"))
    .where(~planned.c.orphaned)
    .values(orphaned=True)
)

one, other = member.alias("one"), member.alias("other")
TOGETHER = (
    select(one.c.user_id, other.c.user_id.label("other_id"))
    .join_from(mentorship, one, members_of_it(one))
    .join(other, members_of_it(other))
    .where(IN_WORKSPACE, IN_STATES, one.c.user_id.in_(bindparam("users", expanding=True)))
)
PAST_PARTNERS = TOGETHER.where(other.c.user_id != one.c.user_id)
HAS_ITS_MENTEE = and_(one.c.role == Role.MENTOR, other.c.role == Role.MENTEE)
# Where everybody mentors and is mentored, everybody has one: who stands beside themself is counted once.
HAS_ONE = and_(one.c.role == Role.BOTH, other.c.user_id == one.c.user_id)
MENTEES_PER_MENTOR = (
    TOGETHER.where(or_(HAS_ITS_MENTEE, HAS_ONE))
    .with_only_columns(one.c.user_id, func.count().label("mentees"))
    .group_by(one.c.user_id)
)
MENTEES_IN = (
    select(one.c.user_id, func.count().label("mentees"))
    .join_from(mentorship, one, members_of_it(one))
    .join(other, members_of_it(other))
    .where(IN_WORKSPACE, IN_PROGRAM, IN_STATES, or_(HAS_ITS_MENTEE, HAS_ONE))
    .group_by(one.c.user_id)
)
MATCHED_IN = (
    select(member.c.user_id)
    .join_from(mentorship, member, members_of_it(member))
    .where(IN_WORKSPACE, IN_PROGRAM, IN_STATES, member.c.role != Role.MENTOR)
)
RESTING_PLACES = MENTEES_PER_MENTOR.where(mentorship.c.rematched, mentorship.c.ended_on >= bindparam("since"))


class Mentorships(Repository):
    """Lists come in the order of ids."""

    async def add_many(self, mentorships: Sequence[Mentorship]) -> None:
        await self._run_for_each(ADD, [_values(each) for each in mentorships])
        await self._run_for_each(ADD_MEMBER, [row for each in mentorships for row in _member_values(each)])

    async def save(self, changed: Mentorship) -> None:
        await self.save_many([changed])

    async def save_many(self, changed: Sequence[Mentorship]) -> None:
        await self._run_for_each(SAVE, [_values(each) for each in changed])
        keys = [{"ws": each.workspace_id, "mentorship": each.id} for each in changed]
        await self._run_for_each(DELETE_MEMBERS, keys)
        await self._run_for_each(ADD_MEMBER, [row for each in changed for row in _member_values(each)])
        await self._run_for_each(KEEP_TIME, keys)
        resting = [
            key for key, each in zip(keys, changed, strict=True) if each.state is not MentorshipState.ACTIVE
        ]
        await self._run_for_each(ORPHAN, resting)

    async def begin(
        self, workspace_id: str, mentorship_id: str, *, channel_id: str, on: date, settling_days: int
    ) -> Mentorship | None:
        """Introduced on that day, in this conversation. None, and nothing changed, if it is not approved."""
        key = {"ws": workspace_id, "mentorship": mentorship_id}
        values = {**key, "channel": channel_id, "day": on, "days": settling_days}
        # Read after it: its row is locked by now, and its members stay as they are.
        begun = (await self._run(BEGIN, values)).rowcount == 1
        return await self.find(workspace_id, mentorship_id) if begun else None

    async def wait_for_mentor(self, workspace_id: str, mentorship_id: str, *, until: date) -> bool:
        """False if its mentor is not being asked."""
        values = {"ws": workspace_id, "mentorship": mentorship_id, "day": until}
        return (await self._run(WAIT_FOR_MENTOR, values)).rowcount == 1

    async def find(self, workspace_id: str, mentorship_id: str) -> Mentorship | None:
        found = await self._mentorships(FIND, {"ws": workspace_id, "mentorship": mentorship_id})
        return found[0] if found else None

    async def get(self, workspace_id: str, mentorship_id: str, *, lock: bool = False) -> Mentorship:
        """With `lock`, whoever else wants to change it waits until this transaction ends."""
        if lock:
            # Read after it: one statement that does both would show members as they were before the wait.
            await self._first(LOCK, {"ws": workspace_id, "mentorship": mentorship_id})
        found = await self.find(workspace_id, mentorship_id)
        if found is None:
            raise NotFound("This mentorship is no longer here.")
        return found

    async def lock_all(self, workspace_id: str, ids: Sequence[str]) -> dict[str, Mentorship]:
        """By id; whoever else wants to change one of them waits until this transaction ends."""
        values = {"ws": workspace_id, "ids": list(ids)}
        await self._all(LOCK_ALL, values)
        return {one.id: one for one in await self._mentorships(LIST_BY_IDS, values)}

    async def list_by_ids(self, workspace_id: str, ids: Sequence[str]) -> list[Mentorship]:
        """Those that are here."""
        return await self._mentorships(LIST_BY_IDS, {"ws": workspace_id, "ids": list(ids)})

    async def list_for_program(
        self, workspace_id: str, program_id: str, states: Collection[MentorshipState] | None = None
    ) -> list[Mentorship]:
        values = {"ws": workspace_id, "program": program_id, "states": _listed(states)}
        return await self._mentorships(LIST_FOR_PROGRAM, values)

    async def count_proposed(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, int]:
        """How many matches of each wait for a manager's eye; none is left out."""
        values = {"ws": workspace_id, "programs": list(program_ids)}
        return {row.program_id: row.proposed for row in await self._all(COUNT_PROPOSED, values)}

    async def list_for_person(
        self, workspace_id: str, user_id: str, states: Collection[MentorshipState] | None = None
    ) -> list[Mentorship]:
        values = {"ws": workspace_id, "user": user_id, "states": _listed(states)}
        return await self._mentorships(LIST_FOR_PERSON, values)

    async def list_paused_past(self, day: date, limit: int) -> list[Mentorship]:
        """Over all workspaces: paused, and their pause is over on `day`."""
        return await self._mentorships(LIST_PAUSED_PAST, {"day": day, "most": limit})

    async def list_unanswered(self, day: date, limit: int) -> list[Mentorship]:
        """Over all workspaces: their mentor was to answer before `day`."""
        return await self._mentorships(LIST_UNANSWERED, {"day": day, "most": limit})

    async def answer_by(self, workspace_id: str, ids: Sequence[str], day: date) -> int:
        """Until when the mentors of these have time to say whether they are happy to."""
        return (await self._run(ASK_MENTORS, {"ws": workspace_id, "ids": list(ids), "day": day})).rowcount

    async def list_asked_twice(
        self, before: datetime, *, since: datetime, after: tuple[str, str], limit: int
    ) -> list[tuple[str, str]]:
        """Over all workspaces: active, everybody in it asked again before then, and no answer since.

        Those of whom somebody was asked after `since`. Workspaces and ids, in order, from behind `after` on.
        """
        values = {"before": before, "since": since, "after_ws": after[0], "after_id": after[1], "most": limit}
        return [(row.workspace_id, row.id) for row in await self._all(LIST_ASKED_TWICE, values)]

    async def approve_proposed(
        self, workspace_id: str, program_id: str, ids: Sequence[str]
    ) -> list[Mentorship]:
        """Those that this call approved: each is approved once, however many managers press the button."""
        changed = await self._all(APPROVE, {"ws": workspace_id, "program": program_id, "ids": list(ids)})
        return await self._mentorships(LIST_BY_IDS, {"ws": workspace_id, "ids": [row.id for row in changed]})

    async def delete(self, workspace_id: str, ids: Sequence[str]) -> int:
        """Of what was never introduced nothing has to be kept."""
        return (await self._run(DELETE, {"ws": workspace_id, "ids": list(ids)})).rowcount

    async def delete_proposed(self, workspace_id: str, program_id: str) -> int:
        return (await self._run(DELETE_PROPOSED, {"ws": workspace_id, "program": program_id})).rowcount

    async def end_current(self, workspace_id: str, program_id: str, *, on: date) -> int:
        """All of the program that stand end on this day; returns how many. What was not introduced yet is
        dropped: nobody knows of it.
        """
        await self._run(DROP_APPROVED, {"ws": workspace_id, "program": program_id})
        values = {"ws": workspace_id, "program": program_id, "states": _listed(CURRENT)}
        await self._run(END_CYCLES, values)
        await self._run(ORPHAN_ALL, values)
        return (await self._run(END_STANDING, {**values, "day": on})).rowcount

    async def mentees_per_mentor(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, int]:
        """How many mentees these people have now, over all programs; who has none is left out."""
        values = {"ws": workspace_id, "users": list(user_ids), "states": _listed(CURRENT)}
        return {row.user_id: row.mentees for row in await self._all(MENTEES_PER_MENTOR, values)}

    async def mentees_in(self, workspace_id: str, program_id: str) -> dict[str, int]:
        """How many mentees each mentor of a program has in it now; who has none is left out."""
        values = {"ws": workspace_id, "program": program_id, "states": _listed(CURRENT)}
        return {row.user_id: row.mentees for row in await self._all(MENTEES_IN, values)}

    async def matched_in(
        self, workspace_id: str, program_id: str, states: Collection[MentorshipState] = CURRENT
    ) -> set[str]:
        """Everybody of a program who needs no other match in it: all but mentors, who may take more."""
        values = {"ws": workspace_id, "program": program_id, "states": _listed(states)}
        return {row.user_id for row in await self._all(MATCHED_IN, values)}

    async def resting_places(
        self, workspace_id: str, user_ids: Sequence[str], *, since: date
    ) -> dict[str, int]:
        """How many of their mentees asked for another match, or were let go for one, since that day."""
        values = {
            "ws": workspace_id,
            "users": list(user_ids),
            "states": [MentorshipState.ENDED],
            "since": since,
        }
        return {row.user_id: row.mentees for row in await self._all(RESTING_PLACES, values)}

    async def past_partners(self, workspace_id: str, user_ids: Sequence[str]) -> dict[str, frozenset[str]]:
        """With whom these people were in a mentorship that has ended; who was in none is left out."""
        values = {"ws": workspace_id, "users": list(user_ids), "states": [MentorshipState.ENDED]}
        found: dict[str, set[str]] = defaultdict(set)
        for row in await self._all(PAST_PARTNERS, values):
            found[row.user_id].add(row.other_id)
        return {user_id: frozenset(others) for user_id, others in found.items()}

    async def _mentorships(self, statement: Executable, values: Mapping[str, Any]) -> list[Mentorship]:
        return mentorships_of(await self._all(statement, values))


def _listed(states: Collection[MentorshipState] | None) -> list[MentorshipState]:
    return list(MentorshipState if states is None else states)


def _values(each: Mentorship) -> dict[str, Any]:
    return values_of(each, without=["members"])


def _member_values(each: Mentorship) -> list[dict[str, Any]]:
    owner = {"workspace_id": each.workspace_id, "mentorship_id": each.id}
    return [{**owner, **values_of(who), "position": number} for number, who in enumerate(each.members)]

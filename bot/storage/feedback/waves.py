"""Waves, and who is asked in them: for resuming and reminders; nothing here says what anybody answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, select, update

from bot.domain.disclosure.weeks import WEEK
from bot.domain.feedback.asking import Stood
from bot.domain.feedback.waves import Wave, WavePlace
from bot.domain.mentorships.mentorships import MentorshipState, monday_of
from bot.storage.feedback.rows import wave, wave_place
from bot.storage.mentorships.reading import members_of_it
from bot.storage.repository import Repository, add_new, noun_of, values_of
from bot.storage.tables import cycle, enrolment, member, mentorship, person

INTRODUCED = [MentorshipState.ACTIVE, MentorshipState.PAUSED, MentorshipState.ENDED]

ADD = add_new(wave)
ADD_PLACES = add_new(wave_place).returning(wave_place.c.user_id)
THIS = and_(
    wave.c.workspace_id == bindparam("ws"),
    wave.c.program_id == bindparam("program"),
    wave.c.intake == bindparam("of_intake"),
    wave.c.kind == bindparam("of_kind", type_=wave.c.kind.type),
)
IN_IT = and_(
    wave_place.c.workspace_id == bindparam("ws"),
    wave_place.c.program_id == bindparam("program"),
    wave_place.c.intake == bindparam("of_intake"),
    wave_place.c.kind == bindparam("of_kind", type_=wave_place.c.kind.type),
)
ITS_PLACES = and_(
    wave_place.c.workspace_id == wave.c.workspace_id,
    wave_place.c.program_id == wave.c.program_id,
    wave_place.c.intake == wave.c.intake,
    wave_place.c.kind == wave.c.kind,
)
FIND = select(wave).where(THIS)
LOCK = FIND.with_for_update()
LIST_FOR_PROGRAMS = (
    select(wave)
    .where(
        wave.c.workspace_id == bindparam("ws"),
        wave.c.program_id.in_(bindparam("programs", expanding=True)),
    )
    .order_by(wave.c.program_id, wave.c.intake, wave.c.opens_on, wave.c.kind)
)
LIST_TOLD = (
    select(wave.c.program_id)
    .where(
        wave.c.workspace_id == bindparam("ws"),
        wave.c.program_id.in_(bindparam("programs", expanding=True)),
        wave.c.frozen_on.is_not(None),
    )
    .distinct()
)
LIST_CLOSED = (
    select(wave)
    .where(
        wave.c.workspace_id == bindparam("ws"),
        wave.c.frozen_on.is_(None),
        wave.c.closes_on < bindparam("day"),
    )
    .order_by(wave.c.closes_on, wave.c.program_id, wave.c.intake, wave.c.kind)
)
KEEP_OPEN_UNTIL = update(wave).where(THIS, wave.c.frozen_on.is_(None)).values(closes_on=bindparam("until"))
FREEZE = update(wave).where(THIS, wave.c.frozen_on.is_(None)).values(frozen_on=bindparam("on"))
LIST_PLACES = select(wave_place).where(IN_IT).order_by(wave_place.c.user_id)
LIST_IN = select(wave_place).where(
    wave_place.c.workspace_id == bindparam("ws"), wave_place.c.program_id == bindparam("program")
)
LIST_AMONG = select(wave_place).where(
    wave_place.c.workspace_id == bindparam("ws"),
    wave_place.c.user_id.in_(bindparam("users", expanding=True)),
    wave_place.c.program_id.in_(bindparam("programs", expanding=True)),
)
LIST_FOR_PERSON = (
    select(
        wave, wave_place.c.role, *(wave_place.c[name] for name in ("is_early", "is_opened", "is_finished"))
    )
    .join_from(wave, wave_place, ITS_PLACES)
    .where(
        wave_place.c.workspace_id == bindparam("ws"),
        wave_place.c.user_id == bindparam("user"),
        wave.c.frozen_on.is_(None),
        wave.c.opens_on <= bindparam("day"),
        wave.c.closes_on >= bindparam("day"),
    )
    .order_by(wave.c.closes_on, wave.c.program_id, wave.c.intake, wave.c.kind)
)
ASK_FOR_ALL = (
    update(wave_place)
    .where(IN_IT, wave_place.c.is_early, wave_place.c.user_id.in_(bindparam("users", expanding=True)))
    .values(is_early=False, is_finished=False)
)
CLOSE_PLACES = delete(wave_place).where(IN_IT)
# One row for each person of each mentorship that was introduced. Of a meeting its week is known.
LIST_STOOD = (
    select(
        member.c.user_id,
        member.c.role,
        mentorship.c.introduced_on,
        mentorship.c.state,
        mentorship.c.rematched,
        enrolment.c.state.label("enrolled"),
        func.min(cycle.c.iso_week).label("week"),
    )
    .join_from(mentorship, member, members_of_it(member))
    .join(person, and_(person.c.workspace_id == member.c.workspace_id, person.c.user_id == member.c.user_id))
    .outerjoin(
        enrolment,
        and_(
            enrolment.c.workspace_id == member.c.workspace_id,
            enrolment.c.program_id == mentorship.c.program_id,
            enrolment.c.user_id == member.c.user_id,
        ),
    )
    .outerjoin(
        cycle,
        and_(
            cycle.c.workspace_id == mentorship.c.workspace_id,
            cycle.c.mentorship_id == mentorship.c.id,
            cycle.c.iso_week.is_not(None),
        ),
    )
    .where(
        mentorship.c.workspace_id == bindparam("ws"),
        mentorship.c.program_id == bindparam("program"),
        mentorship.c.state.in_(INTRODUCED),
        mentorship.c.introduced_on.is_not(None),
        person.c.left_at.is_(None),
    )
    .group_by(
        mentorship.c.id,
        member.c.user_id,
        member.c.role,
        mentorship.c.introduced_on,
        mentorship.c.state,
        mentorship.c.rematched,
        enrolment.c.state,
    )
    .order_by(mentorship.c.id, member.c.user_id)
)
OF_PLACE = ("role", "is_early", "is_opened", "is_finished")


class Waves(Repository):
    async def add_first(self, one: Wave) -> bool:
        """False when there is one already: it keeps its days, and the questions it began with."""
        return (await self._run(ADD, values_of(one))).rowcount == 1

    async def find(
        self, workspace_id: str, program_id: str, *, intake: str, kind: str, lock: bool = False
    ) -> Wave | None:
        """With `lock`, whoever else wants to freeze it waits until this transaction ends."""
        values = {"ws": workspace_id, "program": program_id, "of_intake": intake, "of_kind": kind}
        row = await self._first(LOCK if lock else FIND, values)
        return noun_of(Wave, row) if row else None

    async def list_for_programs(self, workspace_id: str, program_ids: Sequence[str]) -> list[Wave]:
        """Also those that are frozen; by program, the first to open first."""
        values = {"ws": workspace_id, "programs": list(program_ids)}
        return [noun_of(Wave, row) for row in await self._all(LIST_FOR_PROGRAMS, values)]

    async def list_told(self, workspace_id: str, program_ids: Sequence[str]) -> set[str]:
        """Those of these programs of which a wave is frozen."""
        rows = await self._all(LIST_TOLD, {"ws": workspace_id, "programs": list(program_ids)})
        return {row.program_id for row in rows}

    async def list_closed(self, workspace_id: str, today: date) -> list[Wave]:
        """Those that take no more answers and are still to be frozen, the first to close first."""
        rows = await self._all(LIST_CLOSED, {"ws": workspace_id, "day": today})
        return [noun_of(Wave, row) for row in rows]

    async def keep_open_until(self, one: Wave, until: date) -> None:
        """Its last day moves with its program's, as long as it isn't frozen."""
        await self._run(KEEP_OPEN_UNTIL, _key(one) | {"until": until})

    async def freeze(self, one: Wave, on: date) -> bool:
        """Who was asked is forgotten. False if it was frozen before."""
        if (await self._run(FREEZE, _key(one) | {"on": on})).rowcount != 1:
            return False
        await self._run(CLOSE_PLACES, _key(one))
        return True

    async def add_places(self, places: Sequence[WavePlace]) -> list[str]:
        """The ids of those who are asked from now on; whoever was asked before stays as they are."""
        if not places:
            return []
        rows = [values_of(one) for one in places]
        return [row.user_id for row in (await self._run(ADD_PLACES, rows)).all()]

    async def ask_for_all(self, one: Wave, user_ids: Sequence[str]) -> None:
        """Those of them who seemed to leave early are asked all the questions after all."""
        await self._run(ASK_FOR_ALL, _key(one) | {"users": list(user_ids)})

    async def list_stood(self, workspace_id: str, program_id: str) -> list[Stood]:
        """Everybody of the program who was introduced, but those who have left the organisation."""
        rows = await self._all(LIST_STOOD, {"ws": workspace_id, "program": program_id})
        return [_stood(row) for row in rows]

    async def list_places(self, one: Wave) -> list[WavePlace]:
        """Everybody who is asked in this wave; nobody once it is frozen."""
        return [noun_of(WavePlace, row) for row in await self._all(LIST_PLACES, _key(one))]

    async def list_places_in(self, workspace_id: str, program_id: str) -> list[WavePlace]:
        """Everybody who is asked in a wave of a program that is not frozen."""
        values = {"ws": workspace_id, "program": program_id}
        return [noun_of(WavePlace, row) for row in await self._all(LIST_IN, values)]

    async def list_places_among(
        self, workspace_id: str, program_ids: Sequence[str], user_ids: Sequence[str]
    ) -> list[WavePlace]:
        """The places of these people in the waves of these programs."""
        values = {"ws": workspace_id, "programs": list(program_ids), "users": list(user_ids)}
        return [noun_of(WavePlace, row) for row in await self._all(LIST_AMONG, values)]

    async def list_open_for_person(
        self, workspace_id: str, user_id: str, *, today: date
    ) -> list[tuple[Wave, WavePlace]]:
        """The waves that ask this person today, the first to close first."""
        values = {"ws": workspace_id, "user": user_id, "day": today}
        return [_asked(row, user_id) for row in await self._all(LIST_FOR_PERSON, values)]


def _stood(row: Row[Any]) -> Stood:
    has_a_place = row.enrolled is not None and row.enrolled.has_a_place
    return Stood(
        row.user_id,
        row.role,
        row.introduced_on,
        goes_on=row.state is not MentorshipState.ENDED,
        waits=row.rematched and has_a_place,
        met_on=monday_of(row.week) + WEEK if row.week else None,
    )


def _key(one: Wave) -> dict[str, Any]:
    return {
        "ws": one.workspace_id,
        "program": one.program_id,
        "of_intake": one.intake,
        "of_kind": one.kind,
    }


def _asked(row: Row[Any], user_id: str) -> tuple[Wave, WavePlace]:
    found = dict(row._mapping)
    one = Wave(**{name: value for name, value in found.items() if name not in OF_PLACE})
    place = WavePlace(
        one.workspace_id,
        one.program_id,
        one.intake,
        one.kind,
        user_id,
        **{name: found[name] for name in OF_PLACE},
    )
    return one, place

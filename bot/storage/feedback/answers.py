"""Answers: read and written by the person who gives them, counted at the end, and never shown to others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random, SystemRandom
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, select, update

from bot.domain.feedback.answers import Answers
from bot.domain.feedback.items import AskedItem
from bot.domain.feedback.waves import Wave, WaveKind, WavePlace
from bot.domain.joining.enrolments import EnrolmentState
from bot.storage.encryption import Cipher
from bot.storage.feedback.rows import answer_blob, feedback_key, wave, wave_place
from bot.storage.feedback.sealing import Seal, Seals, new_secret
from bot.storage.feedback.waves import ITS_PLACES, OF_PLACE, THIS
from bot.storage.repository import Asked, Repository, add_new, noun_of
from bot.storage.tables import enrolment, program

OF_INTAKE = and_(
    feedback_key.c.workspace_id == bindparam("ws"),
    feedback_key.c.program_id == bindparam("program"),
    feedback_key.c.intake == bindparam("of_intake"),
)
ADD_KEY = add_new(feedback_key)
SECRET = select(feedback_key.c.secret).where(OF_INTAKE)
KEY_DIES_ON = update(feedback_key).where(OF_INTAKE).values(dies_on=bindparam("day"))
LIST_KEYS = select(feedback_key).order_by(*feedback_key.primary_key)
LIST_WAVES = (
    select(wave)
    .where(
        wave.c.workspace_id == bindparam("ws"),
        wave.c.program_id == bindparam("program"),
        wave.c.intake == bindparam("of_intake"),
    )
    .order_by(wave.c.kind)
)
LIST_KEYS_HERE = LIST_KEYS.where(feedback_key.c.workspace_id == bindparam("ws"))
SET_SECRET = update(feedback_key).where(OF_INTAKE).values(secret=bindparam("new"))
ASKED = (
    select(
        wave.c.opens_on,
        wave.c.closes_on,
        wave.c.frozen_on,
        wave.c["items"],
        *(wave_place.c[name] for name in OF_PLACE),
        program.c.name.label("program_name"),
        enrolment.c.state.label("enrolled"),
        feedback_key.c.secret,
    )
    .join_from(wave, wave_place, and_(ITS_PLACES, wave_place.c.user_id == bindparam("user")))
    .join(
        feedback_key,
        and_(
            feedback_key.c.workspace_id == wave.c.workspace_id,
            feedback_key.c.program_id == wave.c.program_id,
            feedback_key.c.intake == wave.c.intake,
        ),
    )
    .join(program, and_(program.c.workspace_id == wave.c.workspace_id, program.c.id == wave.c.program_id))
    .outerjoin(
        enrolment,
        and_(
            enrolment.c.workspace_id == wave.c.workspace_id,
            enrolment.c.program_id == wave.c.program_id,
            enrolment.c.user_id == wave_place.c.user_id,
        ),
    )
    .where(THIS)
)
# Of two devices, the second waits for the first, and reads what that has written.
LOCK_ASKED = ASKED.with_for_update(of=wave_place)
FLAGS = (
    update(wave_place)
    .where(
        wave_place.c.workspace_id == bindparam("ws"),
        wave_place.c.program_id == bindparam("program"),
        wave_place.c.intake == bindparam("of_intake"),
        wave_place.c.kind == bindparam("of_kind", type_=wave_place.c.kind.type),
        wave_place.c.user_id == bindparam("user"),
    )
    .values(is_opened=True, is_finished=bindparam("finished"))
)
OF_WAVE = and_(
    answer_blob.c.workspace_id == bindparam("ws"),
    answer_blob.c.program_id == bindparam("program"),
    answer_blob.c.intake == bindparam("of_intake"),
    answer_blob.c.kind == bindparam("of_kind", type_=answer_blob.c.kind.type),
)
# With the row at once, where its key is known: of both the latest is read, since both are locked.
ASKED_WITH_ROW = ASKED.add_columns(answer_blob.c.sealed).join(
    answer_blob,
    and_(
        answer_blob.c.workspace_id == wave.c.workspace_id,
        answer_blob.c.program_id == wave.c.program_id,
        answer_blob.c.intake == wave.c.intake,
        answer_blob.c.kind == wave.c.kind,
        answer_blob.c.key == bindparam("row"),
    ),
)
LOCK_ASKED_WITH_ROW = ASKED_WITH_ROW.with_for_update(of=[wave_place, answer_blob])
ROW = and_(OF_WAVE, answer_blob.c.key == bindparam("row"))
ADD = add_new(answer_blob)
READ = select(answer_blob.c.sealed).where(ROW)
WRITE = update(answer_blob).where(ROW).values(sealed=bindparam("new"))
DELETE_ROW = delete(answer_blob).where(ROW)
DELETE_WAVE = delete(answer_blob).where(OF_WAVE)
LIST_ROWS = select(answer_blob.c.key, answer_blob.c.sealed).where(
    OF_WAVE, answer_blob.c.key.in_(bindparam("rows", expanding=True))
)


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """What is known of somebody who is asked. `sealed` is their row, where it was read at once."""

    wave: Wave
    place: WavePlace
    program_name: str
    enrolled: EnrolmentState | None
    seal: Seal
    sealed: bytes | None = None

    @property
    def is_welcome(self) -> bool:
        """Whether they still take part, or said goodbye in time to be asked why."""
        return self.place.is_early or (self.enrolled is not None and self.enrolled.has_a_place)

    @property
    def row_key(self) -> str:
        """The key of their row."""
        return self.seal.row_key(self.wave.kind, self.place.user_id)


class WaveAnswers(Repository):
    def __init__(self, connection: Asked, *, cipher: Cipher, seals: Seals) -> None:
        super().__init__(connection)
        self._cipher, self._seals = cipher, seals

    async def add_key(self, workspace_id: str, program_id: str, *, intake: str, dies_on: date) -> None:
        """The secret of an intake, unless there is one; then only the day moves."""
        values = {
            "workspace_id": workspace_id,
            "program_id": program_id,
            "intake": intake,
            "dies_on": dies_on,
        }
        added = await self._run(ADD_KEY, values | {"secret": self._cipher.encrypt(new_secret())})
        if added.rowcount != 1:
            await self.let_key_die(workspace_id, program_id, intake=intake, on=dies_on)

    async def let_key_die(self, workspace_id: str, program_id: str, *, intake: str, on: date) -> None:
        """All answers of the intake go with it on that day."""
        values = {"ws": workspace_id, "program": program_id, "of_intake": intake}
        await self._run(KEY_DIES_ON, values | {"day": on})

    async def find_seal(self, workspace_id: str, program_id: str, *, intake: str) -> Seal | None:
        """None once the key is gone. Raises UserFacingError when no key of ours opens it."""
        values = {"ws": workspace_id, "program": program_id, "of_intake": intake}
        row = await self._first(SECRET, values)
        return self._seals.opened((workspace_id, program_id, intake), row.secret) if row else None

    async def require_readable(self) -> None:
        """Raises UserFacingError where no key of ours opens one of the secrets."""
        for row in await self._all(LIST_KEYS):
            self._cipher.decrypt(row.secret)

    async def rotate(self) -> int:
        """Encrypt every secret again, with the first key; how many there were."""
        rows = await self._all(LIST_KEYS)
        for row in rows:
            new = self._cipher.rotate(row.secret)
            await self._run(SET_SECRET, _of_intake(row) | {"new": new})
        return len(rows)

    async def add_empty(
        self, one: Wave, user_ids: Iterable[str], *, seal: Seal, rng: Random | None = None
    ) -> None:
        """A row for each of these people, in an order that says nothing."""
        rows = [
            {"key": key, "sealed": seal.close(key, {})}
            for key in (seal.row_key(one.kind, user_id) for user_id in user_ids)
        ]
        (rng or SystemRandom()).shuffle(rows)
        owner = {name: getattr(one, name) for name in ("workspace_id", "program_id", "intake", "kind")}
        await self._run_for_each(ADD, [owner | row for row in rows])

    async def find_asked(
        self,
        workspace_id: str,
        program_id: str,
        *,
        intake: str,
        kind: WaveKind,
        user_id: str,
        lock: bool = False,
    ) -> AskedPerson | None:
        """None for whoever is not asked, or no more. With `lock` a second tap of theirs waits."""
        of = (workspace_id, program_id, intake)
        values = {
            "ws": workspace_id,
            "program": program_id,
            "of_intake": intake,
            "of_kind": kind,
            "user": user_id,
        }
        guess, row = self._seals.guess(of), None
        if guess:
            at_once = LOCK_ASKED_WITH_ROW if lock else ASKED_WITH_ROW
            row = await self._first(at_once, values | {"row": guess.row_key(kind, user_id)})
        if row is None:
            row = await self._first(LOCK_ASKED if lock else ASKED, values)
        if row is None:
            return None
        items: Sequence[AskedItem] = row._mapping["items"]
        return AskedPerson(
            Wave(*of, kind, row.opens_on, row.closes_on, items, row.frozen_on),
            WavePlace(*of, kind, user_id, row.role, row.is_early, row.is_opened, row.is_finished),
            row.program_name,
            row.enrolled,
            seal := self._seals.opened(of, row.secret),
            row._mapping.get("sealed") if seal is guess else None,
        )

    async def read(self, asked: AskedPerson) -> Answers:
        """What they have said so far."""
        sealed = asked.sealed
        if sealed is None:
            row = await self._first(READ, _of_wave(asked.wave) | {"row": asked.row_key})
            sealed = row.sealed if row else None
        return asked.seal.open(asked.row_key, sealed) if sealed else {}

    async def write(self, asked: AskedPerson, answers: Answers) -> None:
        """In the same place, of the same size."""
        sealed = asked.seal.close(asked.row_key, answers)
        await self._run(WRITE, _of_wave(asked.wave) | {"row": asked.row_key, "new": sealed})

    async def mark(self, asked: AskedPerson, *, is_finished: bool) -> None:
        """That they have opened the wave, and whether they are through; nothing where that is known."""
        if asked.place.is_opened and asked.place.is_finished == is_finished:
            return
        values = {"user": asked.place.user_id, "finished": is_finished}
        await self._run(FLAGS, _of_wave(asked.wave) | values)

    async def list_rows(self, one: Wave, row_keys: Collection[str]) -> Mapping[str, bytes]:
        """Sealed, by the keys of their rows."""
        rows = await self._all(LIST_ROWS, _of_wave(one) | {"rows": sorted(row_keys)})
        return {row.key: row.sealed for row in rows}

    async def delete_wave(self, one: Wave) -> None:
        """Everybody's answers to it."""
        await self._run(DELETE_WAVE, _of_wave(one))

    async def of_person(self, workspace_id: str, user_id: str) -> list[tuple[Wave, Answers]]:
        """What one person has said, for themself; waves in which they said nothing are left out."""
        found = []
        for key in await self._all(LIST_KEYS_HERE, {"ws": workspace_id}):
            seal = self._seals.opened((workspace_id, key.program_id, key.intake), key.secret)
            for row in await self._all(LIST_WAVES, _of_intake(key)):
                one = noun_of(Wave, row)
                row_key = seal.row_key(one.kind, user_id)
                sealed = (await self.list_rows(one, [row_key])).get(row_key)
                if sealed and (answers := seal.open(row_key, sealed)):
                    found.append((one, answers))
        return found

    async def forget(self, workspace_id: str, user_id: str) -> None:
        """All of one person, of every intake whose key still lives."""
        for row in await self._all(LIST_KEYS_HERE, {"ws": workspace_id}):
            seal = self._seals.opened((workspace_id, row.program_id, row.intake), row.secret)
            keys = [{"of_kind": kind, "row": seal.row_key(kind, user_id)} for kind in WaveKind]
            await self._run_for_each(DELETE_ROW, [_of_intake(row) | one for one in keys])


def _of_wave(one: Wave) -> dict[str, Any]:
    return {
        "ws": one.workspace_id,
        "program": one.program_id,
        "of_intake": one.intake,
        "of_kind": one.kind,
    }


def _of_intake(row: Row[Any]) -> dict[str, Any]:
    return {"ws": row.workspace_id, "program": row.program_id, "of_intake": row.intake}

"""Leads: who said yes or no, and what they signed off."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import bindparam, delete, func, insert, select

from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.storage.care.rows import lead_answer, sign_off
from bot.storage.repository import Repository, noun_of, save_over, values_of

SAVE_ANSWER = save_over(lead_answer)
LIST_ANSWERS = select(lead_answer).where(
    lead_answer.c.workspace_id == bindparam("ws"),
    lead_answer.c.user_id.in_(bindparam("users", expanding=True)),
    lead_answer.c.program_id.in_(bindparam("programs", expanding=True)),
)
DELETE_ANSWERS = delete(lead_answer).where(
    lead_answer.c.workspace_id == bindparam("ws"),
    lead_answer.c.user_id.in_(bindparam("users", expanding=True)),
    lead_answer.c.program_id == bindparam("program"),
)
SIGN = insert(sign_off)
LAST = select(func.coalesce(func.max(sign_off.c.number), 0)).where(
    sign_off.c.workspace_id == bindparam("ws"), sign_off.c.program_id == bindparam("program")
)
LIST_SIGNED = (
    select(sign_off)
    .where(
        sign_off.c.workspace_id == bindparam("ws"),
        sign_off.c.program_id.in_(bindparam("programs", expanding=True)),
    )
    .order_by(sign_off.c.program_id, sign_off.c.number.desc())
)


class Leads(Repository):
    async def save_answer(self, one: LeadAnswer) -> None:
        await self._run(SAVE_ANSWER, values_of(one))

    async def list_answers(
        self, workspace_id: str, program_ids: Sequence[str], user_ids: Sequence[str]
    ) -> dict[tuple[str, str], LeadSays]:
        """By the ids of program and person."""
        values = {"ws": workspace_id, "programs": list(program_ids), "users": list(user_ids)}
        return {(row.program_id, row.user_id): row.said for row in await self._all(LIST_ANSWERS, values)}

    async def forget_answers(self, workspace_id: str, program_id: str, user_ids: Sequence[str]) -> None:
        """These are nothing to this program any more, or are asked anew."""
        await self._run(DELETE_ANSWERS, {"ws": workspace_id, "program": program_id, "users": list(user_ids)})

    async def sign(self, one: SignOff) -> None:
        await self._run(SIGN, values_of(one))

    async def last_number(self, workspace_id: str, program_id: str) -> int:
        """0 before the first sign-off."""
        return int((await self._run(LAST, {"ws": workspace_id, "program": program_id})).scalar_one())

    async def list_signed(self, workspace_id: str, program_ids: Sequence[str]) -> dict[str, list[SignOff]]:
        """By program, newest first; programs without any are left out."""
        found: dict[str, list[SignOff]] = defaultdict(list)
        for row in await self._all(LIST_SIGNED, {"ws": workspace_id, "programs": list(program_ids)}):
            found[row.program_id].append(noun_of(SignOff, row))
        return dict(found)

"""Forgetting a person: every table that may name them, and what stays of a row that others need.

A table that is new has to be named here, in `personal_data.PEOPLELESS`, or both: a test asks for it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Executable, Row, bindparam, delete, exists, or_, select, update

from bot.domain.directory import PROVEN, Employment
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.privacy.forgetting import EMAIL, EMPLOYEE, SLACK, forgotten_keys, known_as
from bot.storage.care.rows import advice, lead_answer, no_new_mentee, sign_off
from bot.storage.directory.rows import IS_SHOWN, TOUCH, claim, entry
from bot.storage.ending.rows import thanks, willing
from bot.storage.exports.rows import named_export
from bot.storage.feedback.rows import wave_place
from bot.storage.goals.rows import goals
from bot.storage.joining.places import PROGRAMS_OF_PERSON
from bot.storage.journey.rows import given_prompt, no_prompts
from bot.storage.managing.rows import summary_schedule, support_taken
from bot.storage.measures.rows import external_result
from bot.storage.meetings.rows import picked
from bot.storage.mentorships.rows import stopped_days
from bot.storage.oversight.rows import oversight_role
from bot.storage.privacy.deletions import Deletions
from bot.storage.privacy.rows import noted_deletion
from bot.storage.repository import Asked, Repository, add_new
from bot.storage.review.rows import review
from bot.storage.rosters.rows import meaning as roster_meaning
from bot.storage.rosters.rows import source as roster_source
from bot.storage.signing_in.rows import dashboard_session, sign_in_link
from bot.storage.tables import (
    access_event,
    announcement,
    briefing,
    enrolment,
    exclusion,
    forgotten,
    hospital_version,
    left_over,
    member,
    mentorship,
    nomination,
    outbox,
    person,
    preferences,
    program,
    program_manager,
    program_version,
    proposal,
    request,
    shift,
    suggestion,
)

WS: BindParameter[str] = bindparam("ws")
USER: BindParameter[str] = bindparam("user")
NOBODY = ""
IS_SUGGESTED = mentorship.c.state.in_([MentorshipState.PROPOSED, MentorshipState.DROPPED])
THEIRS = select(member.c.mentorship_id).where(member.c.workspace_id == WS, member.c.user_id == USER)
LOCK_PROGRAMS = (
    select(program.c.id)
    .where(
        program.c.workspace_id == WS,
        program.c.id.in_(
            select(program_manager.c.program_id).where(
                program_manager.c.workspace_id == WS, program_manager.c.user_id == USER
            )
        ),
    )
    .order_by(program.c.id)
    .with_for_update()
)
LOCK_PERSON = (
    select(person.c.user_id).where(person.c.workspace_id == WS, person.c.user_id == USER).with_for_update()
)

others = entry.alias("others")
IS_SHARED = exists().where(
    others.c.workspace_id == entry.c.workspace_id,
    others.c.import_number == entry.c.import_number,
    others.c.email_key == entry.c.email_key,
    others.c.employee_id != entry.c.employee_id,
)
PROVEN_ENTRIES = select(entry.c.employee_id, entry.c.email_key, IS_SHARED.label("is_shared")).where(
    IS_SHOWN, entry.c.user_id == USER, entry.c.known_by.in_(sorted(PROVEN))
)
NUMBER: BindParameter[str] = bindparam("number")
POST: BindParameter[str] = bindparam("post")
KEPT_OF_A_POST = (
    "workspace_id",
    "employee_id",
    "manager_id",
    "standing",
    "row_hash",
    "import_number",
    "left_on",
)
BARE = {column.name: None for column in entry.c if column.name not in KEPT_OF_A_POST}
# And FORGET below: also in what an import under way has staged.
VACATE: Sequence[Executable] = (
    update(entry).where(entry.c.workspace_id == WS, entry.c.manager_id == NUMBER).values(manager_id=POST),
    delete(entry).where(entry.c.workspace_id == WS, entry.c.employee_id == POST),
    update(entry)
    .where(entry.c.workspace_id == WS, entry.c.employee_id == NUMBER)
    .values(employee_id=POST, standing=Employment.LEFT, row_hash=0, **BARE),
)

# Of these every row that names them goes.
OF_A_PLACE = (left_over, request, suggestion)
OWN = (
    picked,
    goals,
    wave_place,
    enrolment,
    preferences,
    briefing,
    shift,
    nomination,
    no_prompts,
    given_prompt,
    program_manager,
    roster_source,
    roster_meaning,
    claim,
    thanks,
    willing,
    lead_answer,
    advice,
    no_new_mentee,
    oversight_role,
    sign_in_link,
    dashboard_session,
)
# In this order: what hangs on a membership goes before it, and the person last.
FORGET: Sequence[Executable] = (
    update(entry)
    .where(entry.c.workspace_id == WS, entry.c.user_id == USER)
    .values(user_id=None, known_by=None, moved=None, released_on=None),
    delete(mentorship).where(mentorship.c.workspace_id == WS, IS_SUGGESTED, mentorship.c.id.in_(THEIRS)),
    update(mentorship)
    .where(mentorship.c.workspace_id == WS, mentorship.c.id.in_(THEIRS))
    # Why they were matched says something of both.
    .values(channel_id=None, reasons=(), score=0.0),
    update(outbox)
    .where(outbox.c.workspace_id == WS, outbox.c.recipient.in_(THEIRS))
    .values(channel_id=None, message_ts=None),
    delete(outbox).where(
        outbox.c.workspace_id == WS, or_(outbox.c.recipient == USER, outbox.c.subject == USER)
    ),
    delete(stopped_days).where(stopped_days.c.workspace_id == WS, stopped_days.c.mentorship_id.in_(THEIRS)),
    delete(member).where(member.c.workspace_id == WS, member.c.user_id == USER),
    delete(exclusion).where(
        exclusion.c.workspace_id == WS, or_(exclusion.c.user_id == USER, exclusion.c.other_id == USER)
    ),
    delete(suggestion).where(suggestion.c.workspace_id == WS, suggestion.c.mentor_id == USER),
    update(proposal)
    .where(proposal.c.workspace_id == WS, proposal.c.publish_by == USER)
    .values(publish_at=None, publish_by=None),
    *(
        delete(table).where(
            table.c.workspace_id == WS, table.c.user_id == USER, table.c.program_id.in_(PROGRAMS_OF_PERSON)
        )
        for table in OF_A_PLACE
    ),
    *(delete(table).where(table.c.workspace_id == WS, table.c.user_id == USER) for table in OWN),
    update(request)
    .where(request.c.workspace_id == WS, request.c.taken_by == USER)
    .values(taken_by=None, taken_on=None),
    delete(support_taken).where(support_taken.c.workspace_id == WS, support_taken.c.taken_by == USER),
    update(program)
    .where(program.c.workspace_id == WS, program.c.created_by == USER)
    .values(created_by=NOBODY),
    update(program).where(program.c.workspace_id == WS, program.c.champion == USER).values(champion=None),
    update(program).where(program.c.workspace_id == WS, program.c.lead == USER).values(lead=None),
    update(program).where(program.c.workspace_id == WS, program.c.deputy == USER).values(deputy=None),
    # Another lead has to see it then.
    update(advice)
    .where(advice.c.workspace_id == WS, advice.c.seen_by == USER)
    .values(seen_by=None, seen_on=None),
    update(sign_off).where(sign_off.c.workspace_id == WS, sign_off.c.by == USER).values(by=NOBODY),
    update(external_result)
    .where(external_result.c.workspace_id == WS, external_result.c.by == USER)
    .values(by=NOBODY),
    update(oversight_role)
    .where(oversight_role.c.workspace_id == WS, oversight_role.c.given_by == USER)
    .values(given_by=NOBODY),
    update(program_version)
    .where(program_version.c.workspace_id == WS, program_version.c.by == USER)
    .values(by=NOBODY),
    update(review).where(review.c.workspace_id == WS, review.c.by == USER).values(by=NOBODY),
    update(hospital_version)
    .where(hospital_version.c.workspace_id == WS, hospital_version.c.by == USER)
    .values(by=NOBODY),
    update(announcement)
    .where(announcement.c.workspace_id == WS, announcement.c.by == USER)
    .values(by=NOBODY),
    *(
        update(named_export)
        .where(named_export.c.workspace_id == WS, named_export.c[who] == USER)
        .values({who: NOBODY})
        for who in ("asked_by", "agreed_by")
    ),
    update(summary_schedule)
    .where(summary_schedule.c.workspace_id == WS, summary_schedule.c.set_by == USER)
    .values(set_by=NOBODY),
    update(access_event)
    .where(access_event.c.workspace_id == WS, access_event.c.user_id == USER)
    .values(user_id=NOBODY),
    update(access_event)
    .where(access_event.c.workspace_id == WS, access_event.c.about == USER)
    .values(about=None),
    delete(person).where(person.c.workspace_id == WS, person.c.user_id == USER),
)
REMEMBER = add_new(forgotten)
NOTE = add_new(noted_deletion)
LIST_NOTED = select(noted_deletion.c.id)
LIST_KEYS = select(forgotten.c.key).where(forgotten.c.workspace_id == WS)
THEIR_KEYS = LIST_KEYS.where(forgotten.c.key.endswith(bindparam("of_slack")))
WELCOME_BACK = delete(forgotten).where(
    forgotten.c.workspace_id == WS, forgotten.c.key.endswith(bindparam("of_slack"))
)
# Without its hash a row is taken in anew with the next file, and names them as the manager again.
TAKE_IN_AGAIN = (
    update(entry)
    .where(entry.c.workspace_id == WS, entry.c.manager_id.in_(bindparam("posts", expanding=True)))
    .values(row_hash=0)
)


class Forgetting(Repository):
    def __init__(self, connection: Asked, *, deletions: Deletions) -> None:
        super().__init__(connection)
        self._deletions = deletions

    async def note_workspace(self, workspace_id: str) -> None:
        """Everything of it is about to be deleted."""
        await self.remember_noted([self._deletions.note_workspace(workspace_id)])

    async def remember_noted(self, ids: Sequence[str]) -> None:
        """These deletions have happened here."""
        await self._run_for_each(NOTE, [{"id": one} for one in ids])

    async def list_noted(self) -> frozenset[str]:
        """The numbers of all deletions that have happened here, over all workspaces."""
        return frozenset(row.id for row in await self._all(LIST_NOTED))

    async def lock(self, workspace_id: str, user_id: str) -> bool:
        """The programs they manage and then themself, until this transaction ends. False if unknown here."""
        await self._all(LOCK_PROGRAMS, {"ws": workspace_id, "user": user_id})
        return await self._first(LOCK_PERSON, {"ws": workspace_id, "user": user_id}) is not None

    async def forget(self, workspace_id: str, user_id: str) -> None:
        """Afterwards no row names this person. An entry that they only claimed may be somebody else's: it
        stays.
        """
        await self._run(TOUCH, {"ws": workspace_id})
        rows = await self._all(PROVEN_ENTRIES, {"ws": workspace_id, "user": user_id})
        keys = forgotten_keys(workspace_id, user_id, others=_also_known_as(workspace_id, rows))
        for row in rows:
            await self.vacate(workspace_id, row.employee_id)
        for statement in FORGET:
            await self._run(statement, {"ws": workspace_id, "user": user_id})
        await self._remember(workspace_id, keys)
        await self.remember_noted([self._deletions.note_person(workspace_id, user_id)])

    async def vacate(self, workspace_id: str, employee_id: str) -> None:
        """Leave of an entry only its place between others' managers, under a hash: who reported through
        somebody who is gone stays apart from those above.
        """
        post = known_as(workspace_id, EMPLOYEE, employee_id)
        for statement in VACATE:
            await self._run(statement, {"ws": workspace_id, "number": employee_id, "post": post})

    async def remember_number(self, workspace_id: str, employee_id: str, of_slack: str) -> None:
        """Of somebody forgotten, whose Slack id has the hash `of_slack`."""
        await self._remember(workspace_id, [f"{known_as(workspace_id, EMPLOYEE, employee_id)}:{of_slack}"])

    async def _remember(self, workspace_id: str, keys: Iterable[str]) -> None:
        await self._run_for_each(REMEMBER, [{"workspace_id": workspace_id, "key": key} for key in keys])

    async def list_forgotten(self, workspace_id: str) -> dict[str, str]:
        """What those who had themselves deleted were known by, as `known_as` makes it, each with the hash of
        their Slack id.
        """
        rows = await self._all(LIST_KEYS, {"ws": workspace_id})
        return dict(row.key.split(":") for row in rows)

    async def welcome_back(self, workspace_id: str, user_id: str) -> None:
        """They joined again themselves: the directory may know them again."""
        values = {"ws": workspace_id, "of_slack": known_as(workspace_id, SLACK, user_id)}
        posts = [row.key.partition(":")[0] for row in await self._all(THEIR_KEYS, values)]
        await self._run(WELCOME_BACK, values)
        if posts:
            await self._run(TOUCH, values)
            await self._run(TAKE_IN_AGAIN, {"ws": workspace_id, "posts": posts})


def _also_known_as(workspace_id: str, rows: Iterable[Row[Any]]) -> list[str]:
    """The hashes of what the directory calls them; an address that others have too is not theirs alone."""
    numbers = [known_as(workspace_id, EMPLOYEE, row.employee_id) for row in rows]
    addresses = [row.email_key for row in rows if row.email_key and not row.is_shared]
    return numbers + [known_as(workspace_id, EMAIL, key) for key in addresses]

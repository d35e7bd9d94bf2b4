"""The statements that let rows look for a moment anew: run wherever something is saved on which it hangs.

They are few and found quickly: what waits at a moment, and not for its time, waits a few days at most.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, Update, bindparam, exists, select, union_all, update

from bot.storage.tables import IS_PLACED, NOT_YET_SENDING, member, mentorship, outbox

# Slack has refused the others before: they keep the distance that was put between two tries.
AGAIN = (
    update(outbox)
    .where(outbox.c.workspace_id == bindparam("ws"), outbox.c.refusals == 0, IS_PLACED)
    .values(due_at=outbox.c.planned_for, planned_for=None)
)
# Them, and the groups they are in. As one list, not as two conditions, it is read from the index.
READERS = union_all(
    select(bindparam("user", type_=outbox.c.recipient.type)),
    select(member.c.mentorship_id).where(
        member.c.workspace_id == bindparam("ws"), member.c.user_id == bindparam("user")
    ),
)
FOR_READER = AGAIN.where(outbox.c.recipient.in_(READERS))
# A program, and its mentorships.
SUBJECTS = union_all(
    select(bindparam("of_program", type_=outbox.c.subject.type)),
    select(mentorship.c.id).where(
        mentorship.c.workspace_id == bindparam("ws"), mentorship.c.program_id == bindparam("of_program")
    ),
)
# Both are said, because the index has the second.
OF_PROGRAM = AGAIN.where(outbox.c.subject.in_(SUBJECTS), NOT_YET_SENDING)


def if_changed(table: Table, columns: Iterable[str]) -> Update:
    """Build FOR_READER for a table's row of a user: run before it is saved, and where a column has changed.

    Its values are those of the row to be saved, and `ws` and `user`.
    """
    same: list[ColumnElement[bool]] = [
        table.c[name].is_not_distinct_from(bindparam(name, type_=table.c[name].type)) for name in columns
    ]
    mine = (table.c.workspace_id == bindparam("ws"), table.c.user_id == bindparam("user"))
    return FOR_READER.where(~exists().where(*mine, *same))

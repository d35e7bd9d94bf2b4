"""The statements that let rows look for a moment anew: run wherever something is saved on which it hangs.

They are few and found quickly: what waits at a moment, and not for its time, waits a few days at most.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, Update, bindparam, exists, or_, select, update

from bot.storage.tables import IS_PLACED, member, mentorship, outbox

# Slack has refused the others before: they keep the distance that was put between two tries.
AGAIN = (
    update(outbox)
    .where(outbox.c.workspace_id == bindparam("ws"), outbox.c.refusals == 0, IS_PLACED)
    .values(due_at=outbox.c.planned_for, planned_for=None)
)
GROUPS = select(member.c.mentorship_id).where(
    member.c.workspace_id == bindparam("ws"), member.c.user_id == bindparam("user")
)
# To a person, and to the groups they are in.
FOR_READER = AGAIN.where(or_(outbox.c.recipient == bindparam("user"), outbox.c.recipient.in_(GROUPS)))
MENTORSHIPS = select(mentorship.c.id).where(
    mentorship.c.workspace_id == bindparam("ws"), mentorship.c.program_id == bindparam("of_program")
)
# About a program, and about its mentorships.
OF_PROGRAM = AGAIN.where(or_(outbox.c.subject == bindparam("of_program"), outbox.c.subject.in_(MENTORSHIPS)))


def if_changed(table: Table, columns: Iterable[str]) -> Update:
    """Build FOR_READER for a table's row of a user: run before it is saved, and where a column has changed.

    Its values are those of the row to be saved, and `ws` and `user`.
    """
    same: list[ColumnElement[bool]] = [
        table.c[name].is_not_distinct_from(bindparam(name, type_=table.c[name].type)) for name in columns
    ]
    mine = (table.c.workspace_id == bindparam("ws"), table.c.user_id == bindparam("user"))
    return FOR_READER.where(~exists().where(*mine, *same))

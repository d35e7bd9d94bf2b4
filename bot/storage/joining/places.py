"""In which programs somebody has, or had, a place: what hangs on an enrolment is found through them."""

from sqlalchemy import bindparam, select

from bot.storage.tables import enrolment

# Rows of suggestions, requests and of who is left over have the program first in their key.
PROGRAMS_OF_PERSON = select(enrolment.c.program_id).where(
    enrolment.c.workspace_id == bindparam("ws"), enrolment.c.user_id == bindparam("user")
)

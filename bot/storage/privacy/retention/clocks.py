"""The clocks of retention: on which day a program, a place, a person's last place or a message was over.

Each is noticed by the job itself and not by whatever ends it, so that no way to an end can be forgotten.
"""

from collections.abc import Sequence

from sqlalchemy import and_, not_

from bot.domain.joining.enrolments import EnrolmentState
from bot.storage.privacy.retention import states
from bot.storage.privacy.retention.sweep import TODAY, Sweep
from bot.storage.tables import IS_UNMARKED, enrolment, mentorship, outbox, person, program

WITHOUT_A_PLACE = [state for state in EnrolmentState if not state.has_a_place]

# In this order: a person's clock begins where those of their places did.
CLOCKS: Sequence[Sweep] = (
    Sweep(program, and_(program.c.over_on.is_(None), states.IS_OVER), values={"over_on": states.LAST_DAY}),
    Sweep(
        enrolment,
        and_(enrolment.c.over_on.is_(None), enrolment.c.state.in_(WITHOUT_A_PLACE)),
        values={"over_on": TODAY},
    ),
    Sweep(
        mentorship, and_(mentorship.c.dropped_on.is_(None), states.IS_DROPPED), values={"dropped_on": TODAY}
    ),
    Sweep(
        person, and_(person.c.idle_on.is_not(None), states.IS_NEEDED), values={"idle_on": None}, locks=True
    ),
    Sweep(
        person,
        and_(person.c.idle_on.is_(None), not_(states.IS_NEEDED)),
        values={"idle_on": states.IDLE_SINCE},
        locks=True,
    ),
    Sweep(outbox, IS_UNMARKED, values={"settled_on": TODAY}, has_index=True),
)

"""Who looks at their Home, with what each topic on it wants to know of them: read once for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.joining.enrolments import Enrolment
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


@dataclass(frozen=True, slots=True)
class Reader:
    """`person` is None for somebody unknown; `programs` are all of the workspace, by id.

    `current` and `ended` are their mentorships.
    """

    workspace_id: str
    user_id: str
    now: datetime
    content: Content
    programs: Mapping[str, Program]
    places: Sequence[Enrolment]
    current: Sequence[Mentorship]
    ended: Sequence[Mentorship]
    person: Person | None


async def read_reader(repos: Repositories, *, act: Act, content: Content) -> Reader:
    programs = await repos.programs.list_all(act.workspace_id)
    states = [*CURRENT, MentorshipState.ENDED]
    mentorships = await repos.mentorships.list_for_person(act.workspace_id, act.by, states)
    return Reader(
        workspace_id=act.workspace_id,
        user_id=act.by,
        now=act.now,
        content=content,
        programs={program.id: program for program in programs},
        places=await repos.enrolments.list_for_person(act.workspace_id, act.by),
        current=[one for one in mentorships if one.state in CURRENT],
        ended=[one for one in mentorships if one.state not in CURRENT],
        person=await repos.people.find(act.workspace_id, act.by),
    )

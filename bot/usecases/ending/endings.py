"""The mentorships of a person that have come to their planned end."""

from collections.abc import Iterable, Mapping
from datetime import date

from bot.content import Content
from bot.domain.ending.endings import Ending, ending_of
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program
from bot.planning.stages import last_day
from bot.storage.repositories import Repositories
from bot.usecases.home.reader import Reader
from bot.views.ending.ended import EndedMentorship


def endings_of(
    mentorships: Iterable[Mentorship], programs: Mapping[str, Program], *, content: Content, today: date
) -> list[Ending]:
    """Of those whose template still ships."""
    found = (_ending(one, programs[one.program_id], content, today) for one in mentorships)
    return [one for one in found if one]


def _ending(mentorship: Mentorship, program: Program, content: Content, today: date) -> Ending | None:
    template = content.programs.get(program.template_id)
    end = last_day(mentorship, program, template) if template else None
    return ending_of(mentorship, program, last_day=end, today=today)


async def read_ended(repos: Repositories, reader: Reader) -> list[EndedMentorship]:
    """For their Home, as long as thanks and certificates are open."""
    today = reader.now.date()
    endings = endings_of(
        [*reader.current, *reader.ended], reader.programs, content=reader.content, today=today
    )
    open_now = [one.mentorship for one in endings if one.is_open(today)]
    if not open_now:
        return []
    told = await repos.thanks.list_for_mentorships(reader.workspace_id, [one.id for one in open_now])
    thanked = {key for key, found in told.items() if any(one.user_id == reader.user_id for one in found)}
    on = {one.mentorship.id: one.on for one in endings}
    return [
        EndedMentorship(
            mentorship_id=one.id,
            others=one.others(reader.user_id),
            program_id=one.program_id,
            program_name=reader.programs[one.program_id].name,
            on=on[one.id],
            may_thank=one.id not in thanked and bool(one.others(reader.user_id)),
        )
        for one in open_now
    ]

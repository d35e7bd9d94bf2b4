"""What waits for a person, the most urgent first; each topic looks for its own."""

from collections.abc import Awaitable, Callable, Sequence

from bot.storage.repositories import Repositories
from bot.usecases.availability.pausing import pause_due
from bot.usecases.care.leads import lead_due
from bot.usecases.home.reader import Reader
from bot.usecases.joining.briefing import briefing_due
from bot.usecases.joining.charter import charter_due
from bot.usecases.matching.choosing import choice_due
from bot.usecases.matching.mentor_answers import request_due
from bot.usecases.meetings.turnout import turnout_due
from bot.usecases.mentorships.releasing import released_due
from bot.usecases.recruiting.nominating import nomination_due
from bot.views.home.todo import Todo

Find = Callable[[Repositories, Reader], Awaitable[Todo | None]]
# In the order in which they come first on Home.
TOPICS: Sequence[Find] = (
    pause_due,
    charter_due,
    briefing_due,
    request_due,
    lead_due,
    choice_due,
    nomination_due,
    turnout_due,
    released_due,
)


async def first_todo(repos: Repositories, reader: Reader) -> Todo | None:
    for find in TOPICS:
        if found := await find(repos, reader):
            return found
    return None

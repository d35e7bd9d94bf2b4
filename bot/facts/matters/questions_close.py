"""The questions that people were asked close within the week, and a post in the channel helps."""

from bot.domain.feedback.waves import Wave
from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Callback


async def _find(repos: Repositories, scope: Scope) -> Found:
    ids = [one.id for one in scope.live()]
    waves = await repos.waves.list_for_programs(scope.workspace_id, ids)
    last: dict[str, Wave] = {}
    for one in waves:
        if one.is_open(scope.today) and scope.is_near(one.closes_on):
            last.setdefault(one.program_id, one)
    line = "The questions people have in {{where}} close {}. A word from you may help."
    return {key: Waits(line.format(scope.in_words(one.closes_on))) for key, one in last.items()}


MATTER = Matter(
    key="questions_close",
    place=100,
    find=_find,
    button="Write a post",
    opens=Callback.QUESTIONS_POST,
    settled="This is settled: no questions there close in the next few days.",
)

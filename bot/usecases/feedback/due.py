"""The questions that wait for somebody on Home: of one wave at a time, the first to close first."""

from bot.domain.feedback.answers import Sheet
from bot.domain.feedback.items import Question
from bot.domain.feedback.waves import Wave
from bot.storage.repositories import Repositories
from bot.usecases.feedback.answering import items_of
from bot.usecases.home.reader import Reader
from bot.views.feedback.inviting import wave_todo
from bot.views.home.todo import Todo
from bot.views.refs import AskedRef


async def wave_due(repos: Repositories, reader: Reader) -> Todo | None:
    today = reader.now.date()
    asked = await repos.waves.list_open_for_person(reader.workspace_id, reader.user_id, today=today)
    for wave, place in asked:
        question = None if place.is_finished else await _next(repos, reader, wave)
        if question:
            return wave_todo(
                AskedRef(wave.program_id, wave.kind, wave.intake),
                number=question.number,
                of=question.of,
                is_early=place.is_early,
            )
    return None


async def _next(repos: Repositories, reader: Reader, wave: Wave) -> Question | None:
    asked = await repos.wave_answers.find_asked(
        reader.workspace_id, wave.program_id, intake=wave.intake, kind=wave.kind, user_id=reader.user_id
    )
    if asked is None or not asked.is_welcome:
        return None
    return Sheet(items_of(asked), await repos.wave_answers.read(asked)).first_open()

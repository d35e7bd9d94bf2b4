"""The post about questions that close soon: what it says, and that it may be posted."""

from bot.domain.acts import Act
from bot.domain.answers import InvalidAnswer, Part
from bot.domain.patient_hint import looks_like_patient_data
from bot.domain.programs.programs import require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.views.digest.questions_post import LONGEST_TEXT, QuestionsPost

CLOSED = "These questions are closed by now, so there's nothing to post."


async def read_open_questions(db: Database, *, act: Act, program_id: str) -> QuestionsPost:
    """Of several waves the one that closes first. Raises NotNow once none is open."""
    async with db.reading() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        waves = await repos.waves.list_for_programs(act.workspace_id, [program_id])
    closes = [one.closes_on for one in waves if one.is_open(act.now.date())]
    if not closes or not program.is_live:
        raise NotNow(CLOSED)
    return QuestionsPost(program, min(closes))


def check_post(text: str, channel_id: str, *, act: Act, hint: str) -> None:
    """`hint` is said to something that looks like a patient's data. Raises InvalidAnswer."""
    problems = {}
    if not channel_id:
        problems[Part.CHANNEL] = "Choose where to post it."
    if not text:
        problems[Part.WORDS_FOR_EVERYONE] = "Write what to post."
    elif len(text) + 4 * sum(map(text.count, "<>&")) > LONGEST_TEXT:
        problems[Part.WORDS_FOR_EVERYONE] = "Make it shorter."
    elif looks_like_patient_data(text, today=act.now.date()):
        problems[Part.WORDS_FOR_EVERYONE] = hint
    if problems:
        raise InvalidAnswer(problems)

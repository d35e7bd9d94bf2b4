"""Where on a form it is said that something is wrong."""

from collections.abc import Mapping

from bot.domain.answers import InvalidAnswer, Part
from bot.errors import InvalidInput, UserFacingError
from bot.views.ids import Field

FIELD_OF: Mapping[Part, Field] = {
    Part.TOPICS_WANTED: Field.WANTED,
    Part.TOPICS_OFFERED: Field.OFFERED,
    Part.CAPACITY: Field.CAPACITY,
    Part.HEADING_FOR: Field.HEADING_FOR,
    Part.BEEN_THERE: Field.BEEN_THERE,
    Part.INTERESTS: Field.INTERESTS,
    Part.LANGUAGES: Field.LANGUAGES,
    Part.QUIET_FROM: Field.QUIET_FROM,
    Part.QUIET_UNTIL: Field.QUIET_UNTIL,
    Part.EXCLUDED: Field.EXCLUDED,
    Part.APART: Field.APART,
    Part.PAUSE_END: Field.PAUSE_DATE,
    Part.HOLD_END: Field.HELD_UNTIL,
    Part.CHANNEL: Field.CHANNEL,
    Part.WORDS_FOR_MENTORS: Field.TEXT_MENTORS,
    Part.WORDS_FOR_EVERYONE: Field.TEXT_EVERYONE,
    Part.POST_DAY: Field.POST_ON,
    Part.POST_TIME: Field.POST_AT,
    Part.GOAL: Field.GOAL,
    Part.GOAL_MATTERS: Field.GOAL_MATTERS,
    Part.GOAL_PROGRESS: Field.GOAL_PROGRESS,
}


def fields_of(error: UserFacingError) -> Mapping[str, str]:
    """Map each field that needs mending to its sentence. Empty for an error that is about none."""
    match error:
        case InvalidAnswer(parts=parts):
            return {FIELD_OF[part]: sentence for part, sentence in parts.items()}
        case InvalidInput(fields=fields):
            return fields
        case _:
            return {}

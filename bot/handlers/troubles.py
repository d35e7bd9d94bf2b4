"""What went wrong, in words for whoever acted and for the log: an error is what somebody must mend."""

import logging

from bot.errors import DatabaseBusy, UserFacingError
from bot.logs import note_failure
from bot.slack.errors import RateLimited, Refused, SlackProblem, Unclear, Unreachable
from bot.views.notices import DATABASE_BUSY, LACKS_PERMISSION, MANY_AT_ONCE, NO_ANSWER, SORRY, TOO_LATE

logger = logging.getLogger(__name__)

# A trigger opens one page, within three seconds.
SPENT = frozenset({"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"})
LACKS = "%s lacks a permission: %s. Update the app from Lamplight's manifest and reinstall it."


def in_words(error: Exception, what: str) -> str:
    """Give the sentence for whoever acted, and log what it is about."""
    if isinstance(error, UserFacingError):
        return str(error)
    if isinstance(error, SlackProblem):
        return _of_slack(error, what)
    note_failure(logger, f"{what} failed", error)
    return DATABASE_BUSY if isinstance(error, DatabaseBusy) else SORRY


def _of_slack(problem: SlackProblem, what: str) -> str:
    """What passes by itself is a line."""
    match problem:
        case RateLimited():
            logger.warning("%s waits: %s", what, problem)
            return MANY_AT_ONCE
        case Unreachable() | Unclear():
            logger.warning("%s had no answer from Slack: %s", what, problem)
            return NO_ANSWER
        case Refused(error=code) if code in SPENT:
            logger.warning("%s came too late to open a page: %s", what, problem)
            return TOO_LATE
        case Refused(method="token"):
            logger.warning("%s could not be answered: %s", what, problem)
            return SORRY
        case Refused(error="missing_scope"):
            logger.error(LACKS, what, problem)
            return LACKS_PERMISSION
    logger.error("%s failed", what, exc_info=problem)
    return SORRY

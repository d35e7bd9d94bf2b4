"""Posts a program's summary by itself, in the name of the manager who set that."""

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, SummarySituation
from bot.planning.summaries import SUMMARY
from bot.views.managing.summary import summary_message
from bot.views.message import Message


def still_true(situation: SummarySituation) -> bool:
    """Only where there is something to show, and while whoever set it manages the program."""
    schedule, program = situation.schedule, situation.program
    stands = schedule is not None and schedule.channel_id == situation.message.recipient
    is_theirs = schedule is not None and schedule.set_by in program.managers
    runs = program.is_live and not situation.program_is_over
    return stands and is_theirs and runs and situation.summary.says_something


def says(situation: SummarySituation) -> Message:
    return summary_message(situation.summary)


KIND = NudgeKind(
    key=SUMMARY,
    about=SummarySituation,
    audience=Audience.CHANNEL,
    budgeted=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Summaries",
    undelivered="Summary of the program",
)

"""Posts a planned announcement in its channel, and once more where its manager wanted that."""

from bot.delivery.kind import AnnouncementSituation, Audience, IfUnknown, NudgeKind
from bot.views.message import Message
from bot.views.recruiting.announcement import announcement


def still_true(situation: AnnouncementSituation) -> bool:
    """Only in the name of somebody who manages the program as it is about to be posted."""
    program, one = situation.program, situation.announcement
    takes_people = program.takes_people(today=situation.now.date())
    is_theirs = one.confirmed and one.by in program.managers
    return is_theirs and takes_people and not situation.program_is_over


def says(situation: AnnouncementSituation) -> Message:
    return announcement(situation.announcement)


KIND = NudgeKind(
    key="announcement",
    about=AnnouncementSituation,
    audience=Audience.CHANNEL,
    budgeted=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="Announcements",
)

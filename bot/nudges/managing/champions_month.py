"""Tells a champion once a month what came of their programs.

It counts towards two messages a week: a champion may take part as well, and nobody waits for it.
"""

from bot.delivery.kind import Audience, ChampionSituation, IfUnknown, NudgeKind
from bot.planning.summaries import MONTH
from bot.views.managing.champion import champions_month
from bot.views.message import Message


def still_true(situation: ChampionSituation) -> bool:
    """Only where a figure is shown of a program that they still stand for."""
    return bool(situation.summaries)


def says(situation: ChampionSituation) -> Message:
    return champions_month(situation.summaries, content=situation.content)


KIND = NudgeKind(
    key=MONTH,
    about=ChampionSituation,
    audience=Audience.PERSON,
    budgeted=True,
    can_wait=False,
    bundled=False,
    if_unknown=IfUnknown.LET_GO,
    still_true=still_true,
    says=says,
    title="A champion's month",
    at_work=True,
)

"""Shared by the kinds about a request for help: an answer to who asked, whose request is still open."""

from collections.abc import Awaitable, Callable

from bot.delivery.kind import Audience, IfUnknown, NudgeKind, PersonSituation
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import HELP_TOPICS
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories
from bot.views.message import Message

Fits = Callable[[Repositories, PersonSituation], Awaitable[bool]]


def hand_kind(
    key: str,
    *,
    still_true: Callable[[PersonSituation], bool],
    says: Callable[[Program], Message],
    fits: Fits,
    at_work: bool = False,
) -> NudgeKind[PersonSituation]:
    """Make a kind of which somebody waits for every message; `at_work` where its reader is a manager."""
    return NudgeKind(
        key=key,
        about=PersonSituation,
        audience=Audience.PERSON,
        budgeted=False,
        if_unknown=IfUnknown.SEND_AGAIN,
        still_true=still_true,
        says=lambda situation: says(situation.program),
        fits=fits,
        at_work=at_work,
    )


def takes_part(situation: PersonSituation) -> bool:
    """Tell whether the reader is in the program, and it runs."""
    place = situation.enrolment
    return situation.program.is_live and place is not None and place.state is EnrolmentState.ACTIVE


def has_request(*, taken: bool) -> Fits:
    """Ask whether some request of the reader is with a manager (`taken`), or with all of them."""

    async def fits(repos: Repositories, situation: PersonSituation) -> bool:
        program, reader = situation.program, situation.message.recipient
        asked = await repos.requests.list_open(program.workspace_id, program.id)
        mine = [one for one in asked if one.user_id == reader and one.topic in HELP_TOPICS]
        return any((one.taker(program.managers) is not None) is taken for one in mine)

    return fits


async def was_told_since(repos: Repositories, situation: PersonSituation) -> bool:
    """Ask whether another message of this kind has reached the reader since this one was planned.

    What was asked over a weekend waits for the same morning, and is said once.
    """
    mine = situation.message
    told = await repos.outbox.list_about(mine.workspace_id, mine.kind, [mine.subject])
    others = (one.sent_at for one in told if one.recipient == mine.recipient and one.id != mine.id)
    return any(at is not None and at >= (mine.planned_for or mine.due_at) for at in others)

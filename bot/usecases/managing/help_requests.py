"""Asking a program's managers for a hand with timing, the match or access, and their list of who asked."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.requests import HELP_TOPICS, KEPT_FOR, Request, Topic
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.privacy.looking import noted
from bot.views.managing.help_requests import Asked

# What has not reached who asked by then is on their privacy page.
TELL_WITHIN = timedelta(days=7)
HANDS_LIST = "who asked for help"
IN_NONE = "You take part in no program that runs. `/mentor join` shows what is open."
NO_SUCH_TOPIC = "This button is from before an update. Tap “Get help” on Home."


async def programs_to_ask(
    db: Database, *, workspace_id: str, user_id: str, program_id: str = ""
) -> Sequence[Program]:
    """Those the person takes part in; of them only `program_id`, where one is named. Raises NotNow."""
    async with db.transaction() as repos:
        live = {one.id: one for one in await repos.programs.list_live(workspace_id)}
        places = await repos.enrolments.list_for_person(workspace_id, user_id)
    mine = [one.program_id for one in places if one.state is EnrolmentState.ACTIVE]
    found = [live[one] for one in mine if one in live and program_id in ("", one)]
    if not found:
        raise NotNow(IN_NONE)
    return found


async def ask_for_a_hand(
    db: Database,
    *,
    act: Act,
    program_id: str,
    topic: str,
) -> Request:
    """Asking again is asking anew. Raises NotNow for who takes no part."""
    if topic not in frozenset(HELP_TOPICS):
        raise NotNow(NO_SUCH_TOPIC)
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        place = await repos.enrolments.find(act.workspace_id, program_id, act.by)
        if place is None or place.state is not EnrolmentState.ACTIVE or not program.is_live:
            raise NotNow(IN_NONE)
        request = Request(act.workspace_id, program_id, act.by, Topic(topic), act.now.date())
        await repos.requests.save(request)
        await repos.outbox.plan(_told(program, act))
    return request


def _told(program: Program, act: Act) -> list[Planned]:
    """One for each manager, once a day: it says that somebody asked, and the list says who and with what."""
    day, others = act.now.date().toordinal(), [one for one in program.managers if one != act.by]
    return [_note("hand_asked", program.id, one, act, number=day, good_for=KEPT_FOR) for one in others]


async def read_hands(
    db: Database,
    *,
    act: Act,
    program_id: str,
) -> Asked:
    """For its managers alone; a look at names is noted, in the same transaction."""
    async with db.transaction() as repos:
        program = await repos.programs.get(act.workspace_id, program_id)
        require_manager(program, user_id=act.by)
        hands = await _open_hands(repos, program)
        return await noted(repos, act, program, HANDS_LIST, Asked(program, act.by, hands))


async def _open_hands(repos: Repositories, program: Program) -> list[Request]:
    """Of people who take part: whoever has left is left in peace."""
    open_now = await repos.requests.list_open(program.workspace_id, program.id)
    asked = [one for one in open_now if one.topic in HELP_TOPICS]
    places = await repos.enrolments.list_among(
        program.workspace_id, [program.id], sorted({one.user_id for one in asked})
    )
    here = {one.user_id for one in places.values() if one.state is EnrolmentState.ACTIVE}
    return [one for one in asked if one.user_id in here]


async def give_a_hand(
    db: Database, *, workspace_id: str, program_id: str, user_id: str, topic: str, by: str
) -> None:
    """It is done; twice changes nothing."""
    if topic not in frozenset(HELP_TOPICS):
        raise NotNow(NO_SUCH_TOPIC)
    async with db.transaction() as repos:
        program = await repos.programs.get(workspace_id, program_id)
        require_manager(program, user_id=by)
        await repos.requests.close(workspace_id, program_id, [user_id], [Topic(topic)])


async def take_on(db: Database, *, act: Act, program_id: str, user_id: str, topic: str) -> str | None:
    """Let the first manager who asks have it. The one who has it now, or None once it is done or gone."""
    async with db.transaction() as repos:
        program, asked = await _asked(repos, act, program_id, user_id, topic)
        today = act.now.date()
        if await repos.requests.take(asked, by=act.by, on=today, managers=program.managers):
            await repos.outbox.plan([_news("hand_taken", asked, act)])
        now = await repos.requests.find_open(asked)
    return None if now is None else now.taker(program.managers)


async def give_back(db: Database, *, act: Act, program_id: str, user_id: str, topic: str) -> None:
    """By who has it; the other managers are told again, and who asked if they had been told. Idempotent."""
    async with db.transaction() as repos:
        program, asked = await _asked(repos, act, program_id, user_id, topic)
        if not await repos.requests.give_back(asked, by=act.by):
            return
        await repos.outbox.plan(_told(program, act))
        notes = await repos.outbox.list_about(act.workspace_id, "hand_taken", [program_id])
        if any(one.recipient == user_id and one.sent_at is not None for one in notes):
            await repos.outbox.plan([_news("hand_given_back", asked, act)])


async def _asked(
    repos: Repositories, act: Act, program_id: str, user_id: str, topic: str
) -> tuple[Program, Request]:
    """The program, and what names the request in it. Raises NotYours for who does not manage it."""
    if topic not in frozenset(HELP_TOPICS):
        raise NotNow(NO_SUCH_TOPIC)
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    return program, Request(act.workspace_id, program_id, user_id, Topic(topic), act.now.date())


def _news(kind: str, asked: Request, act: Act) -> Planned:
    """The moment makes it another than what was said before."""
    moment = int(act.now.timestamp()) & 0x7FFFFFFF
    return _note(kind, asked.program_id, asked.user_id, act, number=moment, good_for=TELL_WITHIN)


def _note(
    kind: str, program_id: str, recipient: str, act: Act, *, number: int, good_for: timedelta
) -> Planned:
    """Plan a message for now; `number` tells it from an earlier one to the same person."""
    return Planned(
        workspace_id=act.workspace_id,
        kind=kind,
        subject=program_id,
        cycle=number,
        recipient=recipient,
        due_at=act.now,
        expires_at=act.now + good_for,
        budgeted=False,
    )

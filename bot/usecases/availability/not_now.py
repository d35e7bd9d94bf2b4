"""Not now: a question goes away and comes back once, at a time its reader chooses, if it is still true."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content import Content
from bot.delivery.kind import AnyKind
from bot.delivery.loading import LoadedSituation, load
from bot.domain.acts import Act
from bot.domain.delivery.outbox import DeliveryState, OutboxMessage, Planned
from bot.domain.local_time import local_date
from bot.domain.not_now import KIND, asked_again_at, fitting
from bot.domain.pausing import Until, days_to_choose
from bot.errors import NotFound, NotNow
from bot.nudges import all_kinds
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.availability.not_now import PutOff
from bot.views.message import Message
from bot.views.refs import QuestionRef

# A send without a clear answer has arrived if somebody can tap it.
ARRIVED = frozenset({DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SENDING})


@dataclass(frozen=True, slots=True)
class Question:
    """A message its reader has in front of them, and what is true of it now."""

    message: OutboxMessage
    kind: AnyKind
    loaded: LoadedSituation

    @property
    def original(self) -> str:
        """The id of the message that was put off first."""
        return self.message.subject if self.message.kind == KIND else str(self.message.id)

    @property
    def next_round(self) -> int:
        return self.message.cycle + 1 if self.message.kind == KIND else 1


async def put_off(
    db: Database,
    *,
    act: Act,
    ref: QuestionRef,
    until: Until,
    content: Content,
) -> PutOff | None:
    """None where the question is no longer open. Twice is as good as once, and another choice replaces it."""
    async with db.transaction() as repos:
        question = await question_of(repos, act.workspace_id, act.by, ref, content, act.now)
        return await put_off_here(repos, question, until, content, act.now) if question else None


async def put_off_here(
    repos: Repositories, question: Question, until: Until, content: Content, now: datetime
) -> PutOff:
    [reader] = question.loaded.readers
    message = question.message
    day = days_to_choose(reader, now=now)[until]
    moment = asked_again_at(reader, day, expires=message.expires_at, rules=content.quiet_rules)
    await repos.outbox.forget_pending(message.workspace_id, question.original, question.next_round, [KIND])
    if moment is not None:
        await repos.outbox.plan([_again(question, moment)])
    again_on = local_date(ZoneInfo(reader.tz), moment) if moment else None
    return PutOff(QuestionRef(message.id), again_on, _others(until, message, content, now))


def _others(chosen: Until, message: OutboxMessage, content: Content, now: datetime) -> dict[Until, str]:
    """The other times that come before it has lost its point; a pause is more than an answer put off."""
    known = content.snooze_choices
    may = fitting(known, now=now, expires=message.expires_at)
    return {one: known[one] for one in may if one not in (chosen, Until.I_SAY)}


def _again(question: Question, moment: datetime) -> Planned:
    message = question.message
    return Planned(
        workspace_id=message.workspace_id,
        kind=KIND,
        subject=question.original,
        cycle=question.next_round,
        recipient=message.recipient,
        due_at=moment,
        expires_at=message.expires_at,
        budgeted=False,
    )


async def ask_anyway(
    db: Database,
    *,
    act: Act,
    ref: QuestionRef,
    content: Content,
) -> Message | None:
    """The question as it was, and nothing planned for later; None where it is no longer open."""
    async with db.transaction() as repos:
        question = await question_of(repos, act.workspace_id, act.by, ref, content, act.now)
        if question is None:
            return None
        planned = await repos.outbox.list_about(act.workspace_id, KIND, [question.original])
        if any(one.cycle == question.next_round and one.state in ARRIVED for one in planned):
            raise NotNow("We've asked this again already. Look further down.")
        await repos.outbox.forget_pending(act.workspace_id, question.original, question.next_round, [KIND])
        return question.kind.say(question.loaded.situation)


async def question_of(
    repos: Repositories, workspace_id: str, user_id: str, ref: QuestionRef, content: Content, now: datetime
) -> Question | None:
    """Raises NotFound for a message that is not theirs; None for a question that is no longer open."""
    message = await _message(repos, workspace_id, user_id, ref)
    kinds = all_kinds()
    kind = kinds.get(message.kind)
    loaded = await load(repos, message, kinds=kinds, content=content, now=now) if kind else None
    if kind is None or loaded is None or now >= message.expires_at:
        return None
    if not kind.may_be_put_off or not kind.still_true(loaded.situation):
        return None
    return Question(message, kind, loaded)


async def _message(repos: Repositories, workspace_id: str, user_id: str, ref: QuestionRef) -> OutboxMessage:
    message = await repos.outbox.find(workspace_id, ref.message_id)
    if message is None or message.recipient != user_id or message.state not in ARRIVED:
        raise NotFound(QuestionRef.older)
    return message

"""Rows put together that leave as one message: due for one person at the same time, and with room for all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from bot.delivery.kind import AnyKind, Audience, Kinds, MentorshipSituation, Situation
from bot.delivery.loading import LoadedSituation
from bot.domain.delivery.outbox import OutboxMessage
from bot.storage.repositories import Repositories
from bot.views.delivery.together import fit_together
from bot.views.message import Message

CLIENT_MESSAGE_IDS = UUID("5bd1a3f0-6c5f-4f0e-9a52-0d6b9f1c7e21")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows claimed for one recipient of one workspace, to be judged together; at least one."""

    messages: Sequence[OutboxMessage]

    @property
    def workspace_id(self) -> str:
        """The workspace that all its rows belong to."""
        return self.messages[0].workspace_id

    @property
    def recipient(self) -> str:
        """The id that all its rows go to: of a person, a mentorship or a channel."""
        return self.messages[0].recipient


@dataclass(frozen=True, slots=True)
class Part:
    """A row that is to leave, with the words it says: a delivery has one or more."""

    kind: AnyKind
    loaded: LoadedSituation
    says: Message

    @property
    def situation(self) -> Situation:
        """The situation in which the row was judged."""
        return self.loaded.situation

    @property
    def message(self) -> OutboxMessage:
        """The row itself."""
        return self.situation.message


def group_by_recipient(claimed: Iterable[OutboxMessage], kinds: Kinds) -> list[Bundle]:
    """Group claimed rows by recipient; bundles and their rows keep the order of `claimed`.

    A row goes by itself if its kind does not go along or speaks to several people, or if Slack has refused it
    before.
    """
    found: dict[object, list[OutboxMessage]] = {}
    for message in claimed:
        found.setdefault(_goes_with(message, kinds), []).append(message)
    return [Bundle(messages) for messages in found.values()]


def _goes_with(message: OutboxMessage, kinds: Kinds) -> object:
    """Give what rows have in common that leave together: what is outside the budget is of one kind."""
    kind = kinds.get(message.kind)
    if kind is None or not kind.goes_along or message.refusals:
        return message.id
    return message.workspace_id, message.recipient, "" if kind.budgeted else kind.key


def batches_of(bundles: Iterable[Bundle], size: int) -> Iterator[list[Bundle]]:
    """Split bundles, in order, so that each batch has about so many rows."""
    batch: list[Bundle] = []
    for bundle in bundles:
        batch.append(bundle)
        if sum(len(one.messages) for one in batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


async def list_readers(
    repos: Repositories, claimed: Sequence[OutboxMessage], kinds: Kinds
) -> dict[tuple[str, str], Sequence[str]]:
    """Look up the ids of the people who read what goes to each (workspace, recipient) of these rows.

    Channels, and mentorships that are gone, are left out.
    """
    found: dict[tuple[str, str], Sequence[str]] = {}
    groups: dict[str, list[str]] = {}
    for one in claimed:
        audience = kinds[one.kind].audience if one.kind in kinds else Audience.CHANNEL
        if audience is Audience.PERSON:
            found[one.workspace_id, one.recipient] = (one.recipient,)
        elif audience is Audience.GROUP:
            groups.setdefault(one.workspace_id, []).append(one.recipient)
    for workspace, ids in groups.items():
        mentorships = await repos.mentorships.list_by_ids(workspace, ids)
        found |= {(workspace, mentorship.id): mentorship.user_ids for mentorship in mentorships}
    return found


def split_by_room(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Split what was found fit into what goes as one message now and what waits: (now, later), in order.

    A message has a greatest length, and asks about one mentorship once. The first part always goes now.
    """
    now: list[Part] = []
    later: list[Part] = []
    for part in parts:
        fits = not _is_asked_about(part, now) and fit_together([*(one.says for one in now), part.says])
        (now if fits or not now else later).append(part)
    return now, later


def _is_asked_about(part: Part, others: Sequence[Part]) -> bool:
    """Tell whether another part asks about the same mentorship."""
    about_mentorship = isinstance(part.situation, MentorshipSituation)
    return about_mentorship and any(one.message.subject == part.message.subject for one in others)


def client_message_id(parts: Sequence[Part]) -> str:
    """Derive the UUID by which Slack knows a delivery again: the same for the same rows, always."""
    keys = [part.message.key for part in parts]
    return str(uuid5(CLIENT_MESSAGE_IDS, repr(keys[0] if len(keys) == 1 else keys)))

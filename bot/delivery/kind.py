"""What a kind of message has to say about itself."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.content import Content
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.joining.enrolments import Enrolment, Nomination
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Offer
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.mentorships.status import Signs
from bot.domain.not_now import fitting
from bot.domain.people import Person
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import Announcement
from bot.storage.repositories import Repositories
from bot.views.availability.not_now import with_not_now
from bot.views.message import Message
from bot.views.refs import QuestionRef


class Audience(StrEnum):
    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"


class IfUnknown(StrEnum):
    """What to do when a send ended without a clear answer."""

    SEND_AGAIN = "send again"
    LET_GO = "let go"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is true when a message about a program is about to leave."""

    message: OutboxMessage
    program: Program
    content: Content
    now: datetime

    @property
    def program_is_over(self) -> bool:
        """After its last day a program asks nothing more."""
        return self.program.ends_on is not None and self.now.date() > self.program.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipSituation(Situation):
    """About a mentorship, whose id is the message's subject. `cycle` is its current one, if it has begun;
    the silence it is in began with the cycle numbered `silent_from`. `meeting` is what it plans. `people` are
    those of it whom Lamplight knows.
    """

    mentorship: Mentorship
    cycle: Cycle | None
    signs: Signs
    silent_from: int | None = None
    meeting: Meeting | None = None
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def meets_later(self) -> bool:
        """A time is set that is still ahead: too early to ask whether they met."""
        return self.meeting is not None and self.meeting.is_ahead(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSituation(MentorshipSituation):
    """About a time to meet: the times that may be offered to this reader."""

    offers: Sequence[Offer] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneySituation(MentorshipSituation):
    """About a step of a mentorship's way. `topics` are what its people have in common.

    `said_at` is when the reader last got a message of this kind about it. Of reflection prompts: whether they
    want any, and when they last got one, in whatever program.
    """

    topics: Sequence[str] = ()
    wants_prompts: bool = True
    prompted_at: datetime | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSituation(Situation):
    """About somebody in a program, or asked into it; the program's id is the message's subject.

    `finished` are the briefings they have read.
    """

    person: Person | None
    enrolment: Enrolment | None
    nomination: Nomination | None
    finished: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementSituation(Situation):
    """About a planned post, whose id is the message's subject."""

    announcement: Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainSituation(Situation):
    """About a question that was put off: what is true of it now, and what kind it is."""

    original: Situation
    kind: "AnyKind"


S = TypeVar("S", bound=Situation)


async def always(repos: Repositories, situation: Any) -> bool:
    """Most kinds have nothing to look up."""
    return True


def never(situation: Any) -> datetime | None:
    """What is not true of most kinds will not be."""
    return None


async def nothing_more(repos: Repositories, situation: Any, channel_id: str) -> None:
    """Most kinds change nothing when they are sent."""


def no_files(situation: Any) -> Mapping[str, bytes]:
    """Most kinds enclose nothing."""
    return {}


@dataclass(frozen=True, slots=True)
class NudgeKind(Generic[S]):
    """`still_true` and `says` are asked at the moment of sending, never before. `fits` comes last, when
    nothing else stands in the way, and may put right what it finds: without it the message is dropped.

    `about` says what the message's subject is, and so what they are shown. `when_sent` runs in the
    transaction that records the sending. `budgeted`: counts towards two messages a week. `not_before` is
    asked when it is not true: the moment at which it may become so, until which it waits. `encloses` are
    files that follow, by name. `can_wait`: its reader may put it off; unless a kind says so itself, whatever
    counts can wait, and nothing else.

    `title` is what managers call many of them. `reveals`: that one is due tells how somebody is doing, so
    that managers only ever see a sum of these.
    """

    key: str
    about: type[S]
    audience: Audience
    budgeted: bool
    if_unknown: IfUnknown
    still_true: Callable[[S], bool]
    says: Callable[[S], Message]
    when_sent: Callable[[Repositories, S, str], Awaitable[None]] = nothing_more
    fits: Callable[[Repositories, S], Awaitable[bool]] = always
    not_before: Callable[[S], datetime | None] = never
    encloses: Callable[[S], Mapping[str, bytes]] = no_files
    title: str = ""
    reveals: bool = True
    can_wait: bool | None = None

    @property
    def can_be_held(self) -> bool:
        """By a manager. What is outside the budget is waited for by somebody: it always comes."""
        return self.budgeted

    @property
    def in_words(self) -> str:
        return self.title or f"{self.key.replace('_', ' ').capitalize()} messages"

    @property
    def may_be_put_off(self) -> bool:
        asks = self.budgeted if self.can_wait is None else self.can_wait
        return asks and self.audience is Audience.PERSON

    def say(self, situation: S) -> Message:
        """What is sent: with a way to put it off where that is possible."""
        said, message = self.says(situation), situation.message
        if not self.may_be_put_off:
            return said
        offered = situation.content.snooze_choices
        may = fitting(offered, now=situation.now, expires=message.expires_at)
        return with_not_now(said, ref=QuestionRef(message.id), choices={one: offered[one] for one in may})


AnyKind = NudgeKind[Any]
# By their keys. Whoever puts the parts together hands them to the engine.
Kinds = Mapping[str, AnyKind]

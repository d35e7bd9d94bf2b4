"""The interface of a kind of message, and the situations it is asked about."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import OutboxMessage
from bot.domain.digest.mondays import month_begins
from bot.domain.ending.thanks import Thanks
from bot.domain.exports.named import NamedExport
from bot.domain.feedback.waves import Wave, WavePlace
from bot.domain.goals.goals import Goals
from bot.domain.joining.enrolments import Enrolment, Nomination
from bot.domain.managing.schedules import Schedule
from bot.domain.matching.topics import in_sentence
from bot.domain.meetings.meetings import Meeting
from bot.domain.meetings.slots import Offer, Slot
from bot.domain.mentorships.asking import Asks
from bot.domain.mentorships.mentorships import Cycle, Mentorship
from bot.domain.mentorships.status import Signs
from bot.domain.people import Person
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.programs.programs import Program
from bot.domain.recruiting.announcements import Announcement
from bot.domain.rosters import CodeChange
from bot.planning.feedback import wave_of
from bot.storage.repositories import Repositories
from bot.views.availability.not_now import with_not_now
from bot.views.digest.monday_list import WaitingLine
from bot.views.managing.summary import Summary
from bot.views.message import Message
from bot.views.refs import AskedRef, QuestionRef

MOST_TOPICS = 3


class Audience(StrEnum):
    """The sort of place a message goes to: one person, a mentorship's group conversation, or a channel."""

    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"


class IfUnknown(StrEnum):
    """The lesser evil when a send ended without a clear answer: perhaps twice, or perhaps never."""

    SEND_AGAIN = "send again"
    LET_GO = "let go"


class InAPause(StrEnum):
    """The fate of a message that waits when its mentorship pauses."""

    STAYS = "stays"
    LET_GO = "let go"
    PLANNED_ANEW = "planned anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The facts when a message is about to leave."""

    message: OutboxMessage
    content: Content
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSituation(Situation):
    """The situation of a message about a program, or about something in one."""

    program: Program

    @property
    def program_is_over(self) -> bool:
        """Tell whether the program's last day is past: after it, nothing more is asked."""
        return self.program.ends_on is not None and self.now.date() > self.program.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorshipSituation(ProgramSituation):
    """The situation of a message whose subject is a mentorship's id.

    `cycle` is the mentorship's latest cycle, None before the first; the silence it is in began with the cycle
    numbered `silent_from`, None without silence. `said` is when each sort of question was last put to one of
    them, or was begun by one. `meeting` is what is being planned. `people` are those of
    its members whom we know, by user id.
    """

    mentorship: Mentorship
    cycle: Cycle | None
    signs: Signs
    said: Mapping[Asks, datetime] = field(default_factory=dict)
    silent_from: int | None = None
    meeting: Meeting | None = None
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def meets_later(self) -> bool:
        """Tell whether a time to meet is set and still ahead: too early to ask whether they met."""
        return self.meeting is not None and self.meeting.is_ahead(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSituation(MentorshipSituation):
    """The situation of a question about a time to meet.

    Of the `slots` that are asked about, or would be, `offers` may be offered to its reader. `times` is when
    the people of the mentorship are free, by user id. `goals` are those of its mentees.
    """

    offers: Sequence[Offer] = ()
    slots: Sequence[Slot] = ()
    times: Mapping[str, Availability] = field(default_factory=dict)
    goals: Sequence[Goals] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSituation(MentorshipSituation):
    """The situation of a message about a match before its people have met.

    `topics` are what they have in common: what one of them wants and another offers.
    """

    topics: Sequence[str] = ()

    @property
    def topics_in_words(self) -> list[str]:
        """Name the first of these topics as in the middle of a sentence."""
        labels = self.content.topics
        return [in_sentence(labels[one]) for one in self.topics if one in labels][:MOST_TOPICS]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionSituation(MatchSituation):
    """The situation of an introduction.

    `is_allowed`: when it was read, no hard rule stood between its people. `asking` are the ids of those who
    ask for another match in this program.
    """

    is_allowed: bool = False
    asking: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneySituation(MentorshipSituation):
    """The situation of a message about a step of a mentorship's way.

    `said_at` is when the reader last got a message of this kind about this mentorship. For reflection
    prompts: whether the reader `wants_prompts`, and when the last one came, in whatever program.
    """

    wants_prompts: bool = True
    prompted_at: datetime | None = None
    said_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksSituation(MentorshipSituation):
    """The situation of thanks that one of a mentorship tells the others.

    The message's cycle is their number; None once they are gone.
    """

    thanks: Thanks | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSituation(ProgramSituation):
    """The situation of a message to somebody in a program, or asked into it; its subject is the program's id.

    `finished` are the ids of the briefings the person has read.
    """

    person: Person | None
    enrolment: Enrolment | None
    nomination: Nomination | None
    finished: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveSituation(ProgramSituation):
    """The situation of a message about a wave, which its cycle tells, and the reader's place in it.

    The message's subject is the program's id.
    """

    person: Person | None = None
    wave: Wave | None = None
    place: WavePlace | None = None

    @property
    def asked(self) -> AskedRef:
        """The wave as its button carries it."""
        kind, intake = wave_of(self.message.cycle)
        return AskedRef(self.message.subject, kind, intake)

    @property
    def is_unopened(self) -> bool:
        """Tell whether the wave takes answers, and the reader is asked and has not opened it."""
        is_here = self.person is not None and self.person.left_at is None
        if not is_here or self.wave is None or self.place is None:
            return False
        return self.wave.is_open(self.now.date()) and not (self.place.is_opened or self.place.is_finished)


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSituation(PersonSituation):
    """The situation of a message about somebody's roster: what others `changed` of its codes' meanings."""

    changed: Sequence[CodeChange] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalSituation(PersonSituation):
    """The situation of a note that what every program shows has changed.

    The message's cycle is the version's number.
    """

    version: HospitalVersion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementSituation(ProgramSituation):
    """The situation of a planned post, whose id is the message's subject."""

    announcement: Announcement


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSituation(ProgramSituation):
    """The situation of a message about a list with names, whose id is the message's subject."""

    named: NamedExport


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainSituation(ProgramSituation):
    """The situation of a question that was put off: what is true of the question now, and its kind."""

    original: ProgramSituation
    kind: "AnyKind"


@dataclass(frozen=True, slots=True, kw_only=True)
class MondaySituation(Situation):
    """The situation of a manager's list on a Monday, over all their programs; its subject is the workspace.

    `waiting` is what the list says; with `more_waits` something waits that it leaves out. `said_since` is the
    Monday of the last list that they had, and `planned_since` that of the first one that was planned; with
    `manages` they look after a program in which something may happen.
    """

    waiting: Sequence[WaitingLine] = ()
    more_waits: bool = False
    said_since: date | None = None
    planned_since: date | None = None
    manages: bool = False

    @property
    def monday(self) -> date:
        """The Monday that the list is for."""
        return date.fromordinal(self.message.cycle)

    @property
    def may_say_quiet(self) -> bool:
        """Tell whether a month has gone by in which there was nothing to say."""
        begins = month_begins(self.monday)
        if self.more_waits or not self.manages or begins is None or self.planned_since is None:
            return False
        return self.planned_since <= begins and (self.said_since is None or self.said_since <= begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySituation(ProgramSituation):
    """The situation of a summary that is posted by itself; the message's subject is the program's id.

    `schedule` is what stands now, None where none does.
    """

    summary: Summary
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampionSituation(Situation):
    """The situation of a champion's month, over all programs they stand for; its subject is the workspace.

    `summaries` are of those that say something, and did not end before the month that is over.
    """

    summaries: Sequence[Summary] = ()


S = TypeVar("S", bound=Situation)


async def always(repos: Repositories, situation: Any) -> bool:
    """Let every message fit: the default for kinds that have nothing to look up."""
    return True


def never(situation: Any) -> datetime | None:
    """Give no moment to wait for: the default, since what is not true of most kinds will not be."""
    return None


async def nothing_more(repos: Repositories, situation: Any, channel_id: str) -> None:
    """Change nothing: the default for kinds whose sending has no consequence."""


def no_files(situation: Any) -> Mapping[str, bytes]:
    """Enclose no files: the default."""
    return {}


@dataclass(frozen=True, slots=True)
class NudgeKind(Generic[S]):
    """A kind of message the bot starts by itself: when it is true, what it says, and how it is sent.

    `still_true` and `says` are asked at the moment of sending, never before. `fits` comes last, when nothing
    else stands in the way, in a transaction of its own, and may put right what it finds; if it is False the
    message is dropped. What it asks of many messages belongs into their situation, which is read for a whole
    batch.

    `about` is the situation the two are given, and so what the message's subject is. `when_sent` runs in the
    transaction that records the sending, with the id of the conversation. `budgeted`: counts towards two
    messages a week. `not_before` is asked when `still_true` is False: the moment at which that may change,
    until which the message waits, or None. `encloses` are files that follow, by name. `can_wait`: its reader
    may put it off; None means that it can if it is budgeted.

    `bundled`: several to one reader that are due together leave as one message; None means that they do if it
    is budgeted. What is outside the budget goes with others of its kind alone.

    `asks` is what it asks about a mentorship: if it is budgeted, it waits after what it would contradict.

    `title` is what managers call many of these messages.
    `undelivered`: what managers call a message of this kind that could not be delivered; they read the names
    of its readers beside it. Only for what a manager brought about: of others it would say how somebody is
    doing, or what they asked for in confidence.

    `at_once`: it leaves at any hour, since its readers agreed to that and a person may be in danger.
    `at_work`: it comes on a weekday, to whom it is work: in office hours where nothing says otherwise.

    `of_a_cycle`: planned with a cycle and, while it waits, taken back with it. `in_a_pause`: a message that
    is planned anew comes with the first cycle after it; one that stays is asked again whether it is true.
    `outlasts_the_end`: it still comes when its mentorship ends while it waits.
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
    asks: Asks | None = None
    can_wait: bool | None = None
    bundled: bool | None = None
    undelivered: str | None = None
    at_once: bool = False
    at_work: bool = False
    of_a_cycle: bool = False
    in_a_pause: InAPause = InAPause.STAYS
    outlasts_the_end: bool = False

    @property
    def can_be_held(self) -> bool:
        """Tell whether a manager may hold messages of this kind: those of a program, for its people.

        Somebody waits for what is outside the budget: it always comes.
        """
        return self.budgeted and issubclass(self.about, ProgramSituation)

    @property
    def in_words(self) -> str:
        """The name by which managers read of messages of this kind."""
        return self.title or f"{self.key.replace('_', ' ').capitalize()} messages"

    @property
    def goes_along(self) -> bool:
        """Tell whether a row of this kind may leave with others to the same person."""
        asks = self.budgeted if self.bundled is None else self.bundled
        return asks and self.audience is Audience.PERSON

    @property
    def may_be_put_off(self) -> bool:
        """Tell whether the reader gets a "not now" with this kind of message."""
        asks = self.budgeted if self.can_wait is None else self.can_wait
        return asks and self.audience is Audience.PERSON

    def say(self, situation: S) -> Message:
        """Write the message for a situation, with a way to put it off where its kind has one."""
        said, message = self.says(situation), situation.message
        if not self.may_be_put_off:
            return said
        return with_not_now(said, ref=QuestionRef(message.id))


AnyKind = NudgeKind[Any]
# By their keys; whoever puts the parts together hands them to the engine.
Kinds = Mapping[str, AnyKind]

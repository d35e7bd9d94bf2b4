"""What buttons, menus and forms carry from a view to its listener: written with `str()`, read with `parse()`.

Slack hands back whatever it is given, so any value may be made up. Whether what it points at is there, and is
for the person who clicked, the use case says.
"""

from collections.abc import Iterable
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self

from bot.domain.exports.files import FileKind
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.managing.holds import Where
from bot.domain.matching.reviewing import Shown
from bot.domain.oversight.reach import ReachBy
from bot.domain.oversight.roles import EVERYWHERE, OversightRole
from bot.domain.pausing import Until
from bot.domain.privacy.visible_to_managers import Show
from bot.domain.rosters import Work
from bot.errors import NotFound

OLDER_MESSAGE = "This button is from an older message. Open Home for the current one."
# So many nines fit the column they are looked for in: an integer for a count, a big one for a row's id.
COUNT_DIGITS = 6
ROW_DIGITS = 18


def read_number(text: str, *, digits: int = COUNT_DIGITS) -> int | None:
    """Read a whole number from 0 up; None for anything else, and for one with more `digits`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


@dataclass(frozen=True, slots=True)
class Ref:
    """Base: the fields in their order, with a colon between them.

    A field is text, a number or one of an enum. `older` is what somebody reads whose value is none of ours.
    """

    older: ClassVar[str] = ""
    digits: ClassVar[int] = COUNT_DIGITS

    def __str__(self) -> str:
        return ":".join(str(getattr(self, one.name)) for one in fields(self))

    @classmethod
    def parse(cls, value: str) -> Self:
        """Read a value. A part that is missing or does not fit is its field's default.

        Raises NotFound with `older` where there is no default. The last part keeps any further colon.
        """
        wanted = fields(cls)
        parts = value.split(":", len(wanted) - 1)
        parts += [""] * (len(wanted) - len(parts))
        return cls(*(cls._read(part, one) for part, one in zip(parts, wanted, strict=True)))

    @classmethod
    def _read(cls, part: str, one: Field[Any]) -> Any:
        found = read_number(part, digits=cls.digits) if one.type is int else _member(part, one.type)
        if found is not None:
            return found
        if one.default is not MISSING:
            return one.default
        if cls.older:
            raise NotFound(cls.older)
        return ""


def _member(part: str, kind: Any) -> Any:
    """Read text, or one of an enum; None for what is empty or none of it."""
    if kind is str:
        return part or None
    return next((one for one in kind if one == part), None)


@dataclass(frozen=True, slots=True)
class OpenedRef(Ref):
    """What a form asks about a mentorship, and the message that it was opened from, if it was one."""

    mentorship_id: str
    message_ts: str = ""


@dataclass(frozen=True, slots=True)
class FoldedRef(Ref):
    """A button folded into a menu: the action it stands for, and what that one carries."""

    action: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CycleRef(Ref):
    """A mentorship and the number of its cycle."""

    older: ClassVar[str] = OLDER_MESSAGE
    mentorship_id: str
    cycle: int


@dataclass(frozen=True, slots=True)
class GoalRef(Ref):
    """A mentorship, and a goal of the one who taps."""

    older: ClassVar[str] = "This goal is from an older page. Open Goals again from Home."
    mentorship_id: str
    goal_id: str


@dataclass(frozen=True, slots=True)
class StepRef(GoalRef):
    """The same, and how far along it is now."""

    progress: int


@dataclass(frozen=True, slots=True)
class ThanksRef(Ref):
    """A mentorship, and which of the lines of thanks is told, from 1."""

    older: ClassVar[str] = OLDER_MESSAGE
    mentorship_id: str
    line: int


@dataclass(frozen=True, slots=True)
class RhythmRef(Ref):
    """A mentorship and the weeks between its meetings; 0 is the program's own rhythm."""

    older: ClassVar[str] = "This button is from an older message. Type `/mentor change` for the current one."
    mentorship_id: str
    weeks: int


@dataclass(frozen=True, slots=True)
class QuestionRef(Ref):
    """A message its reader may put off."""

    older: ClassVar[str] = OLDER_MESSAGE
    digits: ClassVar[int] = ROW_DIGITS
    message_id: int


@dataclass(frozen=True, slots=True)
class PutOffRef(QuestionRef):
    """The same, and until when."""

    until: Until


@dataclass(frozen=True, slots=True)
class UndeliveredRef(Ref):
    """A message that could not be delivered."""

    older: ClassVar[str] = "This button is from an older list. Open it again from Home."
    digits: ClassVar[int] = ROW_DIGITS
    message_id: int


@dataclass(frozen=True, slots=True)
class KindRef(Ref):
    """A program, and a kind of message to hold or resume in it."""

    program_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class LooksRef(Ref):
    """A page, from 0, of who looked."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class PageRef(Ref):
    """A page, from 0, of something a program has."""

    program_id: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class ResultRef(PageRef):
    """A page of a program's results, and the key of one of them: "pairs_active:3_months"."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRef(PageRef):
    """A page of the proposed matches: which of them, and the match that is being swapped, if any."""

    swapping: str = ""
    shown: Shown = Shown.TO_LOOK_AT


@dataclass(frozen=True, slots=True)
class MatchesRef(Ref):
    """Some proposed matches of a program, by their ids."""

    program_id: str
    ids: str

    @classmethod
    def of(cls, program_id: str, ids: Iterable[str]) -> Self:
        """Write down these."""
        return cls(program_id, ",".join(ids))

    @property
    def each(self) -> tuple[str, ...]:
        return tuple(one for one in self.ids.split(",") if one)


@dataclass(frozen=True, slots=True)
class ProposalRef(Ref):
    """A program, and the mark of the matches that are approved."""

    program_id: str
    mark: str


@dataclass(frozen=True, slots=True)
class SwapRef(Ref):
    """Two proposed matches whose mentors change places."""

    mentorship_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class SwapPreviewRef(SwapRef):
    """The same, and the page of the review to go back to; `mentor_id` goes to the first of the two by id."""

    page: int = 0
    mentor_id: str = ""
    shown: Shown = Shown.TO_LOOK_AT


@dataclass(frozen=True, slots=True)
class PairRef(Ref):
    """A pair that a manager puts together."""

    program_id: str
    mentee_id: str
    mentor_id: str


@dataclass(frozen=True, slots=True)
class PeopleRef(Ref):
    """A page, from 0, of the people list, filtered."""

    program_id: str
    show: Show = Show.ALL
    page: int = 0


@dataclass(frozen=True, slots=True)
class PersonRef(PeopleRef):
    """Somebody on it."""

    user_id: str = ""


@dataclass(frozen=True, slots=True)
class SupportRef(Ref):
    """A program, a mentorship of it, and the list that leads to it: which people, and which page, from 0."""

    program_id: str
    mentorship_id: str
    show: Show = Show.SUPPORT
    page: int = 0


@dataclass(frozen=True, slots=True)
class MatterRef(Ref):
    """Something that waits for managers, and the program it is about; of several, none."""

    older: ClassVar[str] = OLDER_MESSAGE
    matter: str
    program_id: str = ""


@dataclass(frozen=True, slots=True)
class HoldRef(Ref):
    """A hold of a program."""

    program_id: str
    hold_id: str


@dataclass(frozen=True, slots=True)
class PlaceRef(Ref):
    """Where messages are held: a site or a department by its id, or everybody, which has none."""

    older: ClassVar[str] = "This place is from an older form. Open the page again."
    where: Where
    place: str = ""

    def __str__(self) -> str:
        return f"{self.where}:{self.place}" if self.place else str(self.where)


@dataclass(frozen=True, slots=True)
class HelpRef(Ref):
    """A program, what somebody asks for help with in it, and who they are where a manager reads it."""

    program_id: str
    topic: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class AdviceRef(Ref):
    """A program, and the mentor who asked its lead for advice."""

    program_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class SignOffRef(Ref):
    """A program, and the version of the cards that is signed off."""

    program_id: str
    version: str


@dataclass(frozen=True, slots=True)
class RoleRef(Ref):
    """A role, of which program if it is of one, and who has it."""

    older: ClassVar[str] = "This button is from an older page. Type `/mentoring roles` for the current one."
    role: OversightRole
    program_id: str = EVERYWHERE
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class LogRef(Ref):
    """A page of the access log: of one program, by one person, before a line's number; 0 is the newest."""

    digits: ClassVar[int] = ROW_DIGITS
    program_id: str = ""
    user_id: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class ReachRef(Ref):
    """Who a program reaches, by what."""

    program_id: str
    by: ReachBy = ReachBy.PROFESSION


@dataclass(frozen=True, slots=True)
class CircleRef(Ref):
    """A program, and the circle its mentors are invited to."""

    program_id: str
    circle_id: str


@dataclass(frozen=True, slots=True)
class LoadRef(Ref):
    """A mentor's load as it was: until when they rested from new mentees, and how many they took.

    `rest` is a day, "open" until they say so, or empty for no rest.
    """

    rest: str = ""
    offered: int = 0

    @property
    def until(self) -> date | None:
        try:
            return date.fromisoformat(self.rest)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class ApplicationRef(Ref):
    """A program, and who asked to join it."""

    program_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class StaffNumberRef(Ref):
    """Who says in a program that a staff number is theirs. People type it, colons included."""

    program_id: str
    user_id: str
    number: str


@dataclass(frozen=True, slots=True)
class FormRef(Ref):
    """Which program a form is about, and its version when the form was opened; 0: not kept yet."""

    older: ClassVar[str] = "This form is from before an update. Type `/mentoring new` for a new one."
    template_id: str
    program_id: str
    version: int


@dataclass(frozen=True, slots=True)
class CohortRef(Ref):
    """A program, and the id of its next cohort."""

    older: ClassVar[str] = "This form is from before an update. Open it again from the program's page."
    earlier_id: str
    new_id: str


@dataclass(frozen=True, slots=True)
class FindingsRef(Ref):
    """A program, and one of its closed waves; without a kind the last of them."""

    program_id: str
    kind: str = ""
    intake: str = ""


@dataclass(frozen=True, slots=True)
class ExportRef(Ref):
    """A file of a program's numbers; without a program of all that its reader may read."""

    program_id: str = ""
    file: FileKind = FileKind.XLSX


@dataclass(frozen=True, slots=True)
class ListRef(Ref):
    """A program, and the id of the list with names that is asked for in it."""

    older: ClassVar[str] = "This form is from before an update. Type `/mentoring export` for a new one."
    program_id: str
    list_id: str


@dataclass(frozen=True, slots=True)
class HeldRef(Ref):
    """A program, and one of its reviews; 0 is the one that comes next."""

    program_id: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class ChangeRef(Ref):
    """A program, and the finding that is turned into a change of its plan."""

    program_id: str
    key: str


@dataclass(frozen=True, slots=True)
class BriefingRef(Ref):
    """A page, from 0, of a briefing."""

    older: ClassVar[str] = "This page is from before an update. Open your briefing with `/mentor briefing`."
    briefing_id: str
    page: int


@dataclass(frozen=True, slots=True)
class CodesRef(Ref):
    """A page, from 0, of the hospital's shift codes."""

    page: int = 0


@dataclass(frozen=True, slots=True)
class DayRef(Ref):
    """A day of one's own roster, as in 2026-03-04."""

    older: ClassVar[str] = "This button is from an older page. Open your roster again with `/mentor roster`."
    day: str

    @property
    def on(self) -> date:
        """Raises NotFound."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            raise NotFound(self.older) from None


@dataclass(frozen=True, slots=True)
class DayIsRef(DayRef):
    """The same, and what is done on it."""

    work: Work


@dataclass(frozen=True, slots=True)
class AskedRef(Ref):
    """A wave of a program."""

    older: ClassVar[str] = OLDER_MESSAGE
    program_id: str
    kind: WaveKind
    intake: str = COHORT


@dataclass(frozen=True, slots=True)
class ItemRef(AskedRef):
    """A question of it, by its key."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRef(Ref):
    """The same, and the number of an answer. A key may have a colon."""

    older: ClassVar[str] = OLDER_MESSAGE
    program_id: str
    kind: WaveKind
    said: int
    intake: str = COHORT
    key: str = ""

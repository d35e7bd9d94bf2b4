"""What a mentee wants from a mentorship: up to three goals, and one of them for the next talk."""

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from bot.domain.answers import InvalidAnswer, Part
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Cycle, Mentorship, Outcome
from bot.domain.patient_hint import looks_like_patient_data
from bot.errors import NotFound, NotNow

MOST_GOALS: Final = 3
LONGEST_GOAL: Final = 200
# How much a goal matters, and how far along it is.
LEAST, MOST = 1, 5
# Of a goal's way the first step and the latest ones are kept.
STEPS_KEPT: Final = 24
# What would turn the letters after it, or end the frame in which a goal is shown.
TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

FULL = "You have three goals here. Change one, or delete one first."
GONE = "This goal is no longer here. Open Goals on Home for the current ones."
NOT_A_MENTEE = "Only a mentee has goals here, and only they change them."
SAY_A_NUMBER = "Please choose one of the five."


@dataclass(frozen=True, slots=True)
class Typed:
    """A goal as somebody said it: in a sentence, by a topic, or both; numbers are from 1 to 5."""

    text: str = field(default="", repr=False)
    topic: str = ""
    importance: int = 0
    progress: int = 0
    is_private: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a mentee: a sentence, a topic, or both.

    `steps` is how far along it was, from the first to the latest. A private one is for its mentee alone.
    """

    id: str
    importance: int
    steps: tuple[int, ...]
    text: str = field(default="", repr=False)
    topic: str = ""
    is_private: bool = False

    @property
    def progress(self) -> int:
        return self.steps[-1]

    @property
    def has_moved_up(self) -> bool:
        """Tell whether it is further along than at first."""
        return self.steps[-1] > self.steps[0]


@dataclass(frozen=True, slots=True)
class NextTalk:
    """What a mentee chose to talk about next: a goal by its id, or a topic.

    It is for the talk of `cycle`, or a later one if they don't meet in it.
    """

    cycle: int
    goal_id: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Goals:
    """All that one mentee keeps in one mentorship, in the order in which it was written."""

    workspace_id: str
    mentorship_id: str
    user_id: str
    goals: tuple[Goal, ...] = ()
    next_talk: NextTalk | None = None

    def find(self, goal_id: str) -> Goal | None:
        return next((one for one in self.goals if one.id == goal_id), None)

    def get(self, goal_id: str) -> Goal:
        """Raises NotFound."""
        found = self.find(goal_id)
        if found is None:
            raise NotFound(GONE)
        return found

    @property
    def is_empty(self) -> bool:
        return not self.goals and self.next_talk is None

    @property
    def are_full(self) -> bool:
        return len(self.goals) >= MOST_GOALS

    def as_seen_by(self, reader: str) -> "Goals":
        """Leave out what its mentee keeps to themself, for everybody else."""
        if reader == self.user_id:
            return self
        return replace(self, goals=tuple(one for one in self.goals if not one.is_private))


def may_have_goals(mentorship: Mentorship) -> bool:
    """Goals belong to a mentorship with a mentee in it; a circle has topics of its own."""
    return not mentorship.is_circle


def has_goals(mentorship: Mentorship, user_id: str) -> bool:
    """Tell whether somebody is one of its mentees."""
    return user_id in mentees_of(mentorship)


def mentees_of(mentorship: Mentorship) -> tuple[str, ...]:
    return tuple(one.user_id for one in mentorship.members if one.role in (Role.MENTEE, Role.BOTH))


def require_mentee(mentorship: Mentorship, user_id: str) -> None:
    """Raises NotNow for everybody who has no goals in it."""
    if not has_goals(mentorship, user_id):
        raise NotNow(NOT_A_MENTEE)


def has_moved_up(goals: Iterable[Goal]) -> bool:
    """Tell whether at least one of a mentee's goals is further along than at first."""
    return any(one.has_moved_up for one in goals)


def write_goal(
    goals: Goals, goal_id: str, typed: Typed, *, topics: Collection[str], hint: str, today: date
) -> Goals:
    """Add a goal, or write one anew. A goal that is sent twice is one.

    `hint` is said to something that looks like a patient's data. Raises InvalidAnswer, and NotNow for a
    fourth.
    """
    text = tidy(typed.text)
    topic = typed.topic if typed.topic in topics else ""
    _check(typed, text, topic, hint, today)
    known = goals.find(goal_id)
    if known is None and goals.are_full:
        raise NotNow(FULL)
    steps = _stepped(known.steps if known else (), typed.progress)
    written = Goal(goal_id, typed.importance, steps, text, topic, typed.is_private)
    if known is None:
        return replace(goals, goals=(*goals.goals, written))
    return _with(goals, written)


def move_goal(goals: Goals, goal_id: str, progress: int) -> Goals:
    """Note how far along a goal is. Idempotent. Raises NotFound."""
    goal = goals.get(goal_id)
    if not _is_one_of_five(progress):
        raise NotFound(GONE)
    return _with(goals, replace(goal, steps=_stepped(goal.steps, progress)))


def delete_goal(goals: Goals, goal_id: str) -> Goals:
    """Idempotent."""
    return replace(goals, goals=tuple(one for one in goals.goals if one.id != goal_id))


def choose_next(
    goals: Goals, *, goal_id: str, topic: str, cycles: Sequence[Cycle], topics: Collection[str]
) -> Goals:
    """Choose what to talk about next: a goal that others may read, a topic, or nothing in particular."""
    cycle = next_talk_of(cycles)
    goal = goals.find(goal_id)
    if goal and not goal.is_private:
        return replace(goals, next_talk=NextTalk(cycle, goal_id=goal_id))
    if topic in topics:
        return replace(goals, next_talk=NextTalk(cycle, topic=topic))
    return replace(goals, next_talk=None)


def next_talk_of(cycles: Sequence[Cycle]) -> int:
    """Number the cycle of the next talk: the one that is open, or the one that comes."""
    if not cycles:
        return 1
    return cycles[-1].number + (cycles[-1].outcome is not None)


def current(goals: Goals, cycles: Sequence[Cycle]) -> Goals:
    """Leave out what was for a talk that has taken place, and what can't be shown any more."""
    chosen = goals.next_talk
    if chosen is None or _is_for_later(goals, chosen, cycles):
        return goals
    return replace(goals, next_talk=None)


def _is_for_later(goals: Goals, chosen: NextTalk, cycles: Sequence[Cycle]) -> bool:
    if any(one.number >= chosen.cycle and one.outcome is Outcome.MET for one in cycles):
        return False
    goal = goals.find(chosen.goal_id)
    return bool(chosen.topic) or (goal is not None and not goal.is_private)


def tidy(text: str) -> str:
    """Bring a sentence onto one line, without signs that nobody sees and that would turn what follows.

    Letters stay as they are, whichever way they are read.
    """
    seen = "".join(one for one in " ".join(text.split()) if one not in TURNS)
    return "".join(one for one in seen if unicodedata.category(one) not in ("Cc", "Cs")).strip()


def _with(goals: Goals, written: Goal) -> Goals:
    return replace(goals, goals=tuple(written if one.id == written.id else one for one in goals.goals))


def _stepped(steps: tuple[int, ...], progress: int) -> tuple[int, ...]:
    if steps and steps[-1] == progress:
        return steps
    stepped = (*steps, progress)
    return stepped if len(stepped) <= STEPS_KEPT else (stepped[0], *stepped[-STEPS_KEPT + 1 :])


def _check(typed: Typed, text: str, topic: str, hint: str, today: date) -> None:
    wrong: dict[Part, str] = {}
    if not text and not topic:
        wrong[Part.GOAL] = "Write a sentence here, or choose a topic below."
    elif len(text) > LONGEST_GOAL:
        wrong[Part.GOAL] = f"This is too long. A goal is one sentence: up to {LONGEST_GOAL} characters."
    elif looks_like_patient_data(text, today=today):
        wrong[Part.GOAL] = hint
    numbers = {Part.GOAL_MATTERS: typed.importance, Part.GOAL_PROGRESS: typed.progress}
    wrong |= {part: SAY_A_NUMBER for part, said in numbers.items() if not _is_one_of_five(said)}
    if wrong:
        raise InvalidAnswer(wrong)


def _is_one_of_five(number: int) -> bool:
    return LEAST <= number <= MOST

"""Somebody's mentorships on their Home: with whom, how it goes, what is next, and a menu for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import Block, ButtonElement

from bot.domain.goals.goals import may_have_goals
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.mentorships.status import Status
from bot.views.goals.goals import goals_button
from bot.views.ids import Action
from bot.views.meetings.check_in import in_weeks
from bot.views.mentorships.pausing import pause_button, pause_or_less_button
from bot.views.mentorships.rematching import another_button
from bot.views.mentorships.rhythm import rhythm_button
from bot.views.mentorships.silence import end_button
from bot.views.parts import button, buttons, escape, mentions, more, slack_time, weekday_in_words, words
from bot.views.refs import CycleRef
from bot.views.room import no_room_for

AS_WHAT = {Role.MENTOR: "your mentor", Role.MENTEE: "your mentee"}


@dataclass(frozen=True, slots=True)
class MyMentorship:
    """A mentorship as one of its people sees it; `asked` when a question waits.

    `cycle` is 0 while none is open. `meets_at` is the time they have set. With `times_wait` others have
    ticked times, and this person hasn't.
    """

    mentorship: Mentorship
    program_name: str
    status: Status
    cycle: int
    asked: bool
    meets_at: datetime | None = None
    times_wait: bool = False

    @property
    def is_active(self) -> bool:
        return self.mentorship.state is MentorshipState.ACTIVE


def my_mentorships(
    mine: Sequence[MyMentorship], user_id: str, *, most: int, in_card: MyMentorship | None = None
) -> list[Block]:
    """What the card asks about the one `in_card` isn't asked a second time."""
    shown = [block for one in mine[:most] for block in _mentorship(one, user_id, is_in_card=one is in_card)]
    return [*shown, *no_room_for(len(mine) - most)]


def _mentorship(mine: MyMentorship, user_id: str, *, is_in_card: bool) -> list[Block]:
    pair = mine.mentorship
    rhythm = in_weeks(pair.every_weeks).removeprefix("a ")
    text = (
        f"*{mentions(pair.others(user_id))}*, {_as_what(pair, user_id)}in {escape(mine.program_name)}\n"
        f"{_in_words(mine)}. Every {rhythm}{_since(pair.own_rhythm_on)}.{_next(mine)}"
    )
    own = [] if is_in_card and mine.times_wait else _next_button(mine)
    answers = [] if is_in_card and not mine.times_wait else _answers(mine)
    return [words(text), buttons(*own, more(*answers, *_changes(mine, user_id)))]


def _as_what(pair: Mentorship, user_id: str) -> str:
    """Said where there is one other, and the two are not the same to each other."""
    others = [one for one in pair.members if one.user_id != user_id]
    return f"{AS_WHAT[others[0].role]} " if len(others) == 1 and others[0].role in AS_WHAT else ""


def _since(chosen_on: date | None) -> str:
    """Neutral: everybody in it sees that it is their own, nobody who chose it."""
    return f", your own choice since {weekday_in_words(chosen_on)}" if chosen_on else ""


def _in_words(mine: MyMentorship) -> str:
    until = mine.mentorship.paused_until
    if mine.mentorship.state is MentorshipState.APPROVED:
        return "Your introduction is on its way"
    if mine.mentorship.state is MentorshipState.PAUSED and until:
        return f"Paused until {weekday_in_words(until)}"
    return mine.status.value.capitalize()


def _next(mine: MyMentorship) -> str:
    if mine.meets_at:
        return f"\nNext: you meet on {slack_time(mine.meets_at)}"
    if mine.times_wait:
        return "\nNext: choose the times that work for you."
    return "\nNext: find a time to talk." if mine.is_active else ""


def _next_button(mine: MyMentorship) -> list[ButtonElement]:
    pair = mine.mentorship
    match pair.state:
        case MentorshipState.ACTIVE:
            label = "Our time" if mine.meets_at else "Find a time"
            return [button(label, Action.TIME_FIND, value=pair.id)]
        case MentorshipState.PAUSED:
            return [button("Start again", Action.RESUME, value=pair.id)]
    return []


def _changes(mine: MyMentorship, user_id: str) -> list[ButtonElement]:
    """With an answer they are five, as many as a menu takes. What ends something opens a form that asks.

    Beside goals, how often they meet is changed from the form that pauses.
    """
    pair = mine.mentorship
    end = end_button(pair.id, goes_on=pair.goes_on_without(user_id))
    if pair.state is MentorshipState.APPROVED:
        return [end]
    rests = [pause_or_less_button(pair.id)] if mine.is_active else [rhythm_button(pair.id)]
    if may_have_goals(pair):
        return [goals_button(pair.id), *rests, another_button(pair.id), end]
    pause = [pause_button(pair.id)] if mine.is_active else []
    return [rhythm_button(pair.id), *pause, another_button(pair.id), end]


def _answers(mine: MyMentorship) -> list[ButtonElement]:
    """To say that it is off this month there is the question when it comes, and `/mentor met`."""
    if not mine.cycle:
        return []
    return [button("We met", Action.WE_MET, value=str(CycleRef(mine.mentorship.id, mine.cycle)))]

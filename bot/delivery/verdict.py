"""Decides whether a message leaves now: is it still true, and may its readers be written to?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.content import Content
from bot.delivery.kind import AgainSituation, AnyKind, MentorshipSituation, ProgramSituation, Situation
from bot.delivery.loading import LoadedSituation
from bot.domain.availability import Availability
from bot.domain.mentorships.asking import may_ask_from
from bot.facts.welcome import room_in_budget, welcome_moment, working_moment

# What is held is looked at once a day, so that it comes soon after the hold ends.
ASK_AGAIN = timedelta(days=1)
# Two messages to one person come at least this far apart, unless the second would come too late then.
APART = timedelta(hours=1)
# Rosters go with somebody's last program: what isn't said soon after it would come at hours that are a guess.
SOON = timedelta(weeks=1)
FORGOTTEN = "their shifts were forgotten with the program's end"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision about a claimed row: send it, wait until a moment, or drop it, and why.

    `in_vain`: the row is still true, and never reached anybody. `anew`: when the moment has come, a welcome
    one is to be found.
    """

    send: bool = False
    wait_until: datetime | None = None
    why: str = ""
    in_vain: bool = False
    anew: bool = False


def judge(kind: AnyKind, loaded: LoadedSituation, *, content: Content) -> Verdict:
    """Decide whether a row leaves now, waits or is dropped.

    Nothing reaches a person outside a welcome moment, but for what they agreed to be told at once.
    """
    situation = loaded.situation
    message, now = situation.message, situation.now
    if not kind.still_true(situation):
        later = kind.not_before(situation)
        return Verdict(wait_until=later, why="no longer true", anew=later is not None)
    if now >= message.expires_at:
        return Verdict(why="too late to be of use", in_vain=True)
    if loaded.is_held:
        return Verdict(wait_until=now + ASK_AGAIN, why="held by a manager until it lost its point")
    if not loaded.readers:
        return Verdict(send=True)
    return _in_a_welcome_moment(kind, loaded, content)


def _in_a_welcome_moment(kind: AnyKind, loaded: LoadedSituation, content: Content) -> Verdict:
    situation = loaded.situation
    message, now = situation.message, situation.now
    if _is_forgotten(situation) and not kind.at_once and any(one.is_guessed for one in loaded.readers):
        return Verdict(why=FORGOTTEN, in_vain=True)
    due = max(now, _contradicts_nothing_from(kind, situation) or now)
    moment = first_moment(
        kind, loaded.readers, loaded.sent_lately, due=due, expires=message.expires_at, content=content
    )
    if moment == now:
        return Verdict(send=True)
    return Verdict(wait_until=moment, why="no welcome moment before it lost its point", in_vain=True)


def _is_forgotten(situation: Situation) -> bool:
    end = situation.program.ends_on if isinstance(situation, ProgramSituation) else None
    return end is not None and situation.now.date() > end + SOON


def _contradicts_nothing_from(kind: AnyKind, situation: Situation) -> datetime | None:
    """Tell from when on a question contradicts nothing. What somebody waits for comes at once."""
    if isinstance(situation, AgainSituation):
        return _contradicts_nothing_from(situation.kind, situation.original)
    if not kind.asks or not kind.budgeted or not isinstance(situation, MentorshipSituation):
        return None
    return may_ask_from(kind.asks, situation.said)


def first_moment(
    kind: AnyKind,
    readers: Sequence[Availability],
    sent_lately: Sequence[datetime],
    *,
    due: datetime,
    expires: datetime,
    content: Content,
) -> datetime | None:
    """Find the first welcome moment from `due` on, within the budget. None if there is none before `expires`.

    It comes a while after the last message, where that can be.
    """
    if kind.at_once:
        return due if due < expires else None
    find = working_moment if kind.at_work else welcome_moment
    if not kind.budgeted:
        return find(readers, due=due, expires=expires, content=content)
    room = room_in_budget(sent_lately, due=due, most=content.quiet_rules.max_messages_per_7_days)
    lately = [when + APART for when in sent_lately if abs(when - room) < APART]
    apart = max([room, *lately])
    later = find(readers, due=apart, expires=expires, content=content)
    if later is not None or apart == room:
        return later
    return find(readers, due=room, expires=expires, content=content)


def moment_after_another(
    kind: AnyKind, loaded: LoadedSituation, *, after: timedelta, content: Content
) -> datetime | None:
    """Find the welcome moment for a row whose recipient gets another message now, at least `after` later.

    None if the row expires before it.
    """
    now, expires = loaded.situation.now, loaded.situation.message.expires_at
    most = content.quiet_rules.max_messages_per_7_days
    room = room_in_budget([*loaded.sent_lately, now], due=now + after, most=most) if kind.budgeted else now
    find = working_moment if kind.at_work else welcome_moment
    return find(loaded.readers, due=max(room, now + after), expires=expires, content=content)

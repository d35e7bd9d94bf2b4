"""When somebody moves or names a manager: mentorships that break a hard rule end kindly, or are cleared."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery.outbox import WAITING, OutboxMessage, Planned
from bot.domain.directory import Aspect
from bot.domain.joining.enrolments import ExclusionKind
from bot.domain.mentorships.mentorships import CURRENT, Mentorship, MentorshipState, require_member
from bot.errors import NotNow
from bot.facts.kept_apart import directory_managers
from bot.storage.database import Database
from bot.storage.repositories import Repositories

BY_DIRECTORY, BY_THEMSELF = "firewall_note", "named_note"
NOTES = (BY_DIRECTORY, BY_THEMSELF)
NOTE_GOOD_FOR = timedelta(days=21)
NOT_TOLD_AGAIN_WITHIN = timedelta(days=28)
KNOWN_TO_THEM = (MentorshipState.ACTIVE, MentorshipState.PAUSED)

Named = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Who manages these people by the directory, unless cleared; and whom they named themselves."""

    managers: Named
    named: Named


async def recheck_kept_apart(
    repos: Repositories, workspace_id: str, user_ids: Iterable[str], now: datetime
) -> None:
    """Call it when the directory or their own answers say something new about whom these people work for.

    What nobody knows of yet is dropped. Those who were introduced are told first, privately; whom somebody
    named themself is asked of them alone.
    """
    mine: dict[str, Mentorship] = {}
    states = (MentorshipState.PROPOSED, *CURRENT)
    for user_id in dict.fromkeys(user_ids):
        found = await repos.mentorships.list_for_person(workspace_id, user_id, states)
        mine.update((one.id, one) for one in found)
    rules = await _rules(repos, workspace_id, {who for one in mine.values() for who in one.user_ids})
    for _, mentorship in sorted(mine.items()):
        await _recheck(repos, mentorship, rules, now)


async def recheck_moved(
    repos: Repositories, workspace_id: str, user_id: str, aspects: Collection[Aspect], now: datetime
) -> None:
    """What to do when the directory says that somebody has moved.

    With a new manager, those who report to them have a new manager's manager.
    """
    if Aspect.MANAGER in aspects:
        reports = await repos.directory.list_reports(workspace_id, user_id)
        await recheck_kept_apart(repos, workspace_id, [user_id, *reports], now)


async def _rules(repos: Repositories, workspace_id: str, user_ids: Collection[str]) -> Rules:
    ids = sorted(user_ids)
    managers = await directory_managers(repos, workspace_id, ids)
    cleared = await repos.exclusions.list_cleared_among(workspace_id, ids)
    return Rules(
        managers={one: set(of_one) - cleared.get(one, frozenset()) for one, of_one in managers.items()},
        named=await repos.exclusions.list_among(workspace_id, ids),
    )


async def _recheck(repos: Repositories, mentorship: Mentorship, rules: Rules, now: datetime) -> None:
    kind, told = _whom_to_tell(mentorship, rules)
    if not told:
        await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id, NOTES)
    elif mentorship.state in KNOWN_TO_THEM:
        await _tell(repos, mentorship, kind, told, now)
    else:
        await let_go(repos, mentorship)


def _whom_to_tell(mentorship: Mentorship, rules: Rules) -> tuple[str, Sequence[str]]:
    """Nobody where no rule is broken. Nobody ever learns that the other has named them."""
    if linked := _linked(mentorship, rules.managers):
        return BY_DIRECTORY, linked
    return BY_THEMSELF, [one for one in mentorship.user_ids if _names_another(rules.named, mentorship, one)]


def _linked(mentorship: Mentorship, managers: Named) -> list[str]:
    """In a circle, whom it does not concern is not told."""
    above = {one: set(managers.get(one, ())) & set(mentorship.others(one)) for one in mentorship.user_ids}
    below = set().union(*above.values())
    return [one for one in mentorship.user_ids if above[one] or one in below]


def _names_another(named: Named, mentorship: Mentorship, user_id: str) -> bool:
    return not set(mentorship.others(user_id)).isdisjoint(named.get(user_id, ()))


async def let_go(repos: Repositories, known: Mentorship) -> None:
    """Nobody knows of it yet, so nobody is told, and both wait for a match again."""
    mentorship = await repos.mentorships.get(known.workspace_id, known.id, lock=True)
    if mentorship.state is MentorshipState.PROPOSED:
        await repos.mentorships.delete(mentorship.workspace_id, [mentorship.id])
    elif mentorship.state is MentorshipState.APPROVED:
        # Not deleted: its introduction may be on the wire at this moment.
        await repos.mentorships.save(replace(mentorship, state=MentorshipState.DROPPED))
        await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id)


async def _tell(
    repos: Repositories, mentorship: Mentorship, kind: str, told: Sequence[str], now: datetime
) -> None:
    workspace_id = mentorship.workspace_id
    notes = await repos.outbox.list_about(workspace_id, kind, [mentorship.id])
    waiting = {one.recipient for one in notes if one.state in WAITING}
    known = waiting | {one.recipient for one in notes if _was_lately(one, now)}
    await repos.outbox.drop_pending(workspace_id, mentorship.id, [one for one in NOTES if one != kind])
    if not waiting.issubset(told):
        await repos.outbox.drop_pending(workspace_id, mentorship.id, [kind])
        known -= waiting
    await repos.outbox.plan([_note(mentorship, kind, one, now) for one in told if one not in known])


def _was_lately(note: OutboxMessage, now: datetime) -> bool:
    return note.sent_at is not None and now.date() - note.sent_at.date() < NOT_TOLD_AGAIN_WITHIN


def _note(mentorship: Mentorship, kind: str, user_id: str, now: datetime) -> Planned:
    """The moment makes it another note than one that was dropped before."""
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind=kind,
        subject=mentorship.id,
        cycle=int(now.timestamp()) & 0x7FFFFFFF,
        recipient=user_id,
        due_at=now,
        expires_at=now + NOTE_GOOD_FOR,
        budgeted=False,
    )


async def say_mistake(db: Database, *, workspace_id: str, mentorship_id: str, by: str) -> bool:
    """The directory is wrong, or they named somebody by mistake: a person's own word about themself wins.

    False where it is not theirs to say: the directory calls them the other one's manager.
    """
    async with db.transaction() as repos:
        mentorship = await repos.mentorships.get(workspace_id, mentorship_id, lock=True)
        require_member(mentorship, user_id=by)
        if mentorship.state not in CURRENT:
            raise NotNow("This mentorship has already ended. Thank you for the time you gave.")
        await _take_back(repos, mentorship, by)
        rules = await _rules(repos, workspace_id, mentorship.user_ids)
        kind, told = _whom_to_tell(mentorship, rules)
        if not told:
            await repos.outbox.drop_pending(workspace_id, mentorship_id, NOTES)
    return not (told and kind == BY_DIRECTORY)


async def _take_back(repos: Repositories, mentorship: Mentorship, by: str) -> None:
    workspace_id, others = mentorship.workspace_id, mentorship.others(by)
    managers = await directory_managers(repos, workspace_id, mentorship.user_ids)
    cleared = await repos.exclusions.list_of(workspace_id, by, kind=ExclusionKind.CLEARED)
    also = [one for one in managers.get(by, ()) if one in others and one not in cleared]
    await repos.exclusions.replace(workspace_id, by, [*cleared, *also], kind=ExclusionKind.CLEARED)
    for kind in (ExclusionKind.LINE_MANAGER, ExclusionKind.PRIVATE):
        named = await repos.exclusions.list_of(workspace_id, by, kind=kind)
        kept = [one for one in named if one not in others]
        await repos.exclusions.replace(workspace_id, by, kept, kind=kind)

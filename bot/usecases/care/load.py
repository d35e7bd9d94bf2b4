"""How a mentor's load is: each answer does something at once, and can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.acts import Act
from bot.domain.care.load import Load, NoNewMentee, after
from bot.domain.joining.enrolments import Enrolment, EnrolmentState
from bot.domain.matching.places import capacity_of, most_mentees
from bot.domain.mentorships.mentorships import CURRENT, Mentorship
from bot.errors import NotNow
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.views.refs import LoadRef

FOR_MENTORS = "This is for mentors in a program that runs."
NO_SUCH_ANSWER = "This button is from before an update. Open “Your load” in Settings."
UNTIL_SAID = "open"


@dataclass(frozen=True, slots=True)
class LoadNow:
    """How many mentees a mentor takes, at most `most`; `rest` while they take no new one.

    `theirs` are the mentorships in which they mentor.
    """

    offered: int
    most: int
    rest: NoNewMentee | None
    theirs: Sequence[Mentorship]


@dataclass(frozen=True, slots=True)
class LoadSaid:
    """What an answer did. `before` is how it was, for Undo; None where nothing changed."""

    said: Load
    now: LoadNow
    before: LoadRef | None


async def read_load(db: Database, *, act: Act) -> LoadNow:
    async with db.reading() as repos:
        return (await _read(repos, act))[0]


async def say_load(db: Database, *, act: Act, load: str) -> LoadSaid:
    """Rest from new mentees, or have room for one more. Saying the same again changes nothing."""
    if load not in frozenset(Load):
        raise NotNow(NO_SUCH_ANSWER)
    said = Load(load)
    async with db.transaction() as repos:
        await repos.people.find(act.workspace_id, act.by, lock=True)
        before, places = await _read(repos, act)
        rest = after(said, workspace_id=act.workspace_id, user_id=act.by, today=act.now.date())
        offered = min(before.offered + 1, before.most) if said is Load.ONE_MORE else before.offered
        await _keep(repos, act, before, places, rest=rest, offered=offered)
        now, _ = await _read(repos, act)
    is_changed = (now.offered, now.rest) != (before.offered, before.rest)
    return LoadSaid(said, now, _ref(before) if is_changed else None)


async def undo_load(db: Database, *, act: Act, before: LoadRef) -> LoadNow:
    """Put back how it was, as the button says, within what the programs allow."""
    async with db.transaction() as repos:
        await repos.people.find(act.workspace_id, act.by, lock=True)
        found, places = await _read(repos, act)
        offered = before.offered if 0 < before.offered <= found.most else found.offered
        await _keep(repos, act, found, places, rest=_rest(before, act), offered=offered)
        return (await _read(repos, act))[0]


async def _keep(
    repos: Repositories,
    act: Act,
    now: LoadNow,
    places: Sequence[Enrolment],
    *,
    rest: NoNewMentee | None,
    offered: int,
) -> None:
    if rest is None:
        await repos.loads.delete(act.workspace_id, act.by)
    elif rest != now.rest:
        await repos.loads.save(rest)
    if offered != now.offered:
        for one in places:
            await repos.enrolments.save(replace(one, capacity=offered))


async def _read(repos: Repositories, act: Act) -> tuple[LoadNow, Sequence[Enrolment]]:
    """With the places in which they mentor. Raises NotNow for who mentors nowhere."""
    places = await repos.enrolments.list_for_person(act.workspace_id, act.by)
    mine = [one for one in places if one.role.offers and one.state is EnrolmentState.ACTIVE]
    programs = await repos.programs.list_by_ids(act.workspace_id, [one.program_id for one in mine])
    mine = [one for one in mine if one.program_id in programs and programs[one.program_id].is_live]
    if not mine:
        raise NotNow(FOR_MENTORS)
    rest = await repos.loads.find(act.workspace_id, act.by)
    current = await repos.mentorships.list_for_person(act.workspace_id, act.by, CURRENT)
    known = (one for one in current if not one.waits_for_mentor)
    now = LoadNow(
        offered=capacity_of(mine) or 0,
        most=most_mentees(programs[one.program_id].plan for one in mine),
        rest=rest if rest and rest.holds(act.now.date()) else None,
        theirs=[one for one in known if _mentors_in(one, act.by)],
    )
    return now, mine


def _mentors_in(mentorship: Mentorship, user_id: str) -> bool:
    return any(one.user_id == user_id and one.role.offers for one in mentorship.members)


def _ref(before: LoadNow) -> LoadRef:
    rest = before.rest
    return LoadRef((rest.until.isoformat() if rest.until else UNTIL_SAID) if rest else "", before.offered)


def _rest(before: LoadRef, act: Act) -> NoNewMentee | None:
    if before.rest == UNTIL_SAID:
        return NoNewMentee(act.workspace_id, act.by)
    until = before.until
    return NoNewMentee(act.workspace_id, act.by, until) if until and until > act.now.date() else None

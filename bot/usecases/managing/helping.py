"""Helping with a mentorship, by its program's managers: a page, and what can be done from it."""

from datetime import date, timedelta

from bot.domain.acts import Act
from bot.domain.delivery.outbox import Planned
from bot.domain.managing.helping import NoOffer, no_offer
from bot.domain.managing.taken import Taken
from bot.domain.mentorships.mentorships import Mentorship, MentorshipState
from bot.domain.mentorships.status import needs_support_since
from bot.domain.pausing import require_day_for_others
from bot.domain.privacy.visible_to_managers import is_visible
from bot.domain.programs.programs import Program, require_manager
from bot.errors import NotFound, NotNow
from bot.facts.status_rows import signs_by_mentorship
from bot.storage.database import Database
from bot.storage.repositories import Repositories
from bot.usecases.mentorships.lifecycle import end, plan_note, rest_until
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import matches_seen, visible_of_mentorship
from bot.views.managing.mentorship_page import NO_OFFER, TO_ONE_ON_ITS_WAY, MentorshipPage

MENTORSHIP_PAGE = "a mentorship's page"
OFFER, HELD = "new_match_offer", "held_note"
OFFER_GOOD_FOR = timedelta(days=21)
USUAL_PAUSE = timedelta(weeks=4)
# Kept with whom it was about; docs/for_it.md says how long.
OFFERED, PAUSED, ENDED = "offered a new match", "paused a mentorship", "ended a mentorship"
NOT_HERE = "This mentorship is no longer here."
YOUR_OWN = "You're in this mentorship yourself. Your own Home has what you can do; another manager can help."
WAS_FIRST = "Another manager or one of them was first: {state}."
BETTER = "They're doing better: nothing to do here any more."


async def read_mentorship(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> MentorshipPage:
    """For a manager who isn't in it themself; each look is noted. Raises NotNow for who is."""
    async with db.transaction() as repos:
        program, mentorship = await _found(repos, act, program_id, mentorship_id)
        today = act.now.date()
        seen = await matches_seen(repos, program, [mentorship], today=today)
        return await noted(
            repos,
            act,
            program,
            MENTORSHIP_PAGE,
            MentorshipPage(
                program,
                mentorship,
                seen[mentorship.id],
                await visible_of_mentorship(repos, program, mentorship, today=today),
                act.by,
                await _no_offer(repos, program, mentorship, today=today),
            ),
        )


async def offer_new_match(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> None:
    """Ask each of them, in private, whether they would like another match. Raises NotNow where not."""
    async with db.transaction() as repos:
        program, mentorship = await _locked(repos, act, program_id, mentorship_id)
        why = await _no_offer(repos, program, mentorship, today=act.now.date())
        if why is not None:
            state = "it's paused" if mentorship.state is MentorshipState.PAUSED else "it has changed"
            raise NotNow(NO_OFFER.get(why, WAS_FIRST.format(state=state)))
        await repos.outbox.plan([_offered(mentorship, one, act) for one in mentorship.user_ids])
        await _log(repos, act, mentorship, OFFERED)


async def pause_for_them(db: Database, *, act: Act, program_id: str, mentorship_id: str, until: date) -> date:
    """Nothing is written about it until that day; each of them is told, and may go on sooner.

    Twice changes nothing. Raises InvalidAnswer for a day that can't be, and NotNow for a mentorship that
    rests until another one.
    """
    require_day_for_others(until, today=act.now.date())
    async with db.transaction() as repos:
        _, mentorship = await _locked(repos, act, program_id, mentorship_id)
        if mentorship.state is MentorshipState.PAUSED:
            if mentorship.paused_until == until:
                return until
            raise NotNow(WAS_FIRST.format(state="it's paused"))
        # In the name of one of them: of an answer it is kept what it was, and not whose.
        await rest_until(repos, mentorship, until, by=mentorship.user_ids[0], today=act.now.date())
        moment = int(act.now.timestamp()) & 0x7FFFFFFF
        told = mentorship.user_ids
        await repos.outbox.plan(
            [plan_note(mentorship, one, HELD, now=act.now, number=moment) for one in told]
        )
        await _log(repos, act, mentorship, PAUSED)
    return until


async def end_kindly(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> Mentorship:
    """All of them get the kind note, nobody a reason; their places are free. Returns it as it was."""
    async with db.transaction() as repos:
        _, mentorship = await _locked(repos, act, program_id, mentorship_id)
        await end(repos, mentorship, told=mentorship.user_ids, now=act.now)
        await _log(repos, act, mentorship, ENDED)
    return mentorship


async def take_in_hand(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> str | None:
    """Let the first manager who asks see to it; returns who has it. Raises NotNow once it needs nobody."""
    async with db.transaction() as repos:
        program, mentorship = await _locked(repos, act, program_id, mentorship_id)
        since = await _needs_since(repos, mentorship, act)
        mine = Taken(act.workspace_id, mentorship_id, act.by, act.now.date())
        await repos.support_taken.take(mine, managers=program.managers, since=since)
        taken = await repos.support_taken.list_for_mentorships(act.workspace_id, [mentorship_id])
    return taken[mentorship_id].holder(program.managers, since=since)


async def give_back(db: Database, *, act: Act, program_id: str, mentorship_id: str) -> None:
    """By who has it in hand. Idempotent."""
    async with db.transaction() as repos:
        await _found(repos, act, program_id, mentorship_id)
        await repos.support_taken.give_back(act.workspace_id, mentorship_id, by=act.by)


async def _found(
    repos: Repositories, act: Act, program_id: str, mentorship_id: str, *, lock: bool = False
) -> tuple[Program, Mentorship]:
    """Both, for a manager who may see them. While a mentor is being asked, there is nothing to see."""
    program = await repos.programs.get(act.workspace_id, program_id)
    require_manager(program, user_id=act.by)
    mentorship = await repos.mentorships.get(act.workspace_id, mentorship_id, lock=lock)
    if mentorship.program_id != program_id or not is_visible(mentorship):
        raise NotFound(NOT_HERE)
    if mentorship.includes(act.by):
        raise NotNow(YOUR_OWN)
    return program, mentorship


async def _locked(
    repos: Repositories, act: Act, program_id: str, mentorship_id: str
) -> tuple[Program, Mentorship]:
    """The same, to change it. Raises NotNow once it has ended, and before its people know of it."""
    program, mentorship = await _found(repos, act, program_id, mentorship_id, lock=True)
    if mentorship.state is MentorshipState.ENDED:
        raise NotNow(WAS_FIRST.format(state="it has ended"))
    if mentorship.state is MentorshipState.APPROVED:
        raise NotNow(TO_ONE_ON_ITS_WAY)
    return program, mentorship


async def _no_offer(
    repos: Repositories, program: Program, mentorship: Mentorship, *, today: date
) -> NoOffer | None:
    workspace = program.workspace_id
    people = await repos.people.list_by_ids(workspace, mentorship.user_ids)
    before = await repos.outbox.list_about(workspace, OFFER, [mentorship.id])
    offered_on = max((date.fromordinal(one.cycle) for one in before), default=None)
    requests = await repos.requests.list_open(workspace, program.id)
    return no_offer(mentorship, program, people.values(), requests, offered_on=offered_on, today=today)


async def _needs_since(repos: Repositories, mentorship: Mentorship, act: Act) -> date:
    """Since when it may need support. Raises NotNow once it doesn't."""
    today = act.now.date()
    signs = await signs_by_mentorship(repos, act.workspace_id, [mentorship], today=today)
    since = needs_support_since(mentorship, signs[mentorship.id], today=today)
    if since is None:
        raise NotNow(BETTER)
    return since


def _offered(mentorship: Mentorship, user_id: str, act: Act) -> Planned:
    """The day tells it from an earlier offer."""
    return Planned(
        workspace_id=mentorship.workspace_id,
        kind=OFFER,
        subject=mentorship.id,
        cycle=act.now.date().toordinal(),
        recipient=user_id,
        due_at=act.now,
        expires_at=act.now + OFFER_GOOD_FOR,
        budgeted=True,
    )


async def _log(repos: Repositories, act: Act, mentorship: Mentorship, what: str) -> None:
    """Who did what for whom, a line each."""
    for one in mentorship.user_ids:
        await repos.access_log.add(
            act.workspace_id,
            user_id=act.by,
            what=what,
            program_id=mentorship.program_id,
            at=act.now,
            about=one,
        )

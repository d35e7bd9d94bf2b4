"""One thing that waits for a program's managers, for each matter; and what settles it from its page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.domain.care.leads import LeadAnswer, LeadSays, SignOff
from bot.domain.feedback.waves import COHORT, Wave, WaveKind
from bot.domain.joining.enrolments import EnrolmentState
from bot.domain.managing.holds import Hold, Where
from bot.domain.managing.requests import Request, Topic
from bot.domain.programs.states import ProgramState
from bot.domain.staff_numbers import Claim
from bot.views.ids import Action
from tests.handlers.tour.undelivered import fail
from tests.situations.silent_pairs import add_quiet_pairs

DAY = timedelta(days=1)
Play = Callable[[Any, Any, str], Awaitable[object]]


@dataclass(frozen=True)
class Case:
    """How a matter comes about, what its page says, and how it is settled there.

    With `by_time` nothing but the week's end settles it.
    """

    begin: Play
    says: str
    settle: Play
    by_time: bool = False


async def change(town, program_id, **program):
    async with town.deps.db.transaction() as repos:
        one = await repos.programs.get(town.workspace_id, program_id)
        await repos.programs.save(replace(one, **program))


async def _running(town, program_id):
    now = town.sandbox.clock.now().date()
    await change(town, program_id, state=ProgramState.RUNNING, starts_on=now - 5 * DAY)


async def _nia(town, program_id, state=EnrolmentState.ACTIVE):
    nia = town.person("Nia Nurse")
    await town.join(nia)
    async with town.deps.db.transaction() as repos:
        place = await repos.enrolments.find(town.workspace_id, program_id, nia.person.id)
        await repos.enrolments.save(replace(place, state=state))
    return nia


async def _omar(town):
    await town.join(town.person("Omar Mentor"), role="mentor", wanted=(), offered=("leadership",))


async def _asked(town, program_id, topic):
    nia, today = await _nia(town, program_id), town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        await repos.requests.save(Request(town.workspace_id, program_id, nia.person.id, topic, today))


async def hand(town, manager, program_id):
    """Somebody with a match asks for help with their shifts."""
    await _matched(town, manager, program_id)
    await _asked(town, program_id, Topic.TIMING)


async def _matched(town, manager, program_id):
    await _nia(town, program_id)
    await _omar(town)
    await town.match(manager)
    await _running(town, program_id)


async def new_match(town, manager, program_id):
    await _asked(town, program_id, Topic.REMATCH)
    await _omar(town)
    await _running(town, program_id)


async def quiet(town, manager, program_id):
    now = town.sandbox.clock.now()
    async with town.deps.db.transaction() as repos:
        await add_quiet_pairs(repos, workspace_id=town.workspace_id, program_id=program_id, count=1, now=now)


async def paused(town, manager, program_id):
    """On the page of the pair, from the list: they asked for a rest when somebody wrote to them."""
    assert "<@UMENTEE" in str(manager.modal.blocks)
    for action in (Action.MENTORSHIP, Action.PAUSE_FOR_THEM):
        await town.do(manager.click(manager.modal, action))
    await town.do(manager.submit())


async def led_by_nobody(town, manager, program_id):
    await change(town, program_id, lead=None, deputy=None)


async def led_again(town, manager, program_id):
    """Somebody is named, says yes and signs."""
    lead = town.person("Lena Lead")
    await manager.choose(manager.modal, "lead", lead.person.id)
    await town.do(manager.submit())
    now, version = town.sandbox.clock.now(), town.deps.content.signed_version
    async with town.deps.db.transaction() as repos:
        said = LeadAnswer(town.workspace_id, lead.person.id, program_id, LeadSays.YES, now.date())
        await repos.leads.save_answer(said)
        number = await repos.leads.last_number(town.workspace_id, program_id) + 1
        await repos.leads.sign(SignOff(town.workspace_id, program_id, number, version, lead.person.id, now))


async def applied(town, manager, program_id):
    await _nia(town, program_id, EnrolmentState.APPLIED)


async def waits(town, manager, program_id):
    await _nia(town, program_id)
    await _omar(town)
    await _running(town, program_id)


async def proposed(town, manager, program_id):
    """Somebody has looked at the matches, and went away."""
    await waits(town, manager, program_id)
    await town.do(manager.command("/mentoring", "match"))
    await manager.close(everything=True)


async def not_delivered(town, manager, program_id):
    await fail(town, program_id, count=1)


async def number(town, manager, program_id):
    await _matched(town, manager, program_id)
    nia = town.person("Nia Nurse").person.id
    async with town.deps.db.transaction() as repos:
        await repos.staff_claims.save(Claim(town.workspace_id, nia, "4711", town.sandbox.clock.now()))


async def questions(town, manager, program_id):
    today = town.sandbox.clock.now().date()
    async with town.deps.db.transaction() as repos:
        await repos.waves.add_first(
            Wave(town.workspace_id, program_id, COHORT, WaveKind.MID, today - 9 * DAY, today + 4 * DAY, ())
        )


async def signup(town, manager, program_id):
    await change(town, program_id, signup_ends_on=town.sandbox.clock.now().date() + 4 * DAY)


async def look_back(town, manager, program_id):
    today = town.sandbox.clock.now().date()
    await change(town, program_id, state=ProgramState.RUNNING, starts_on=today - 12 * 7 * DAY)


async def reviewed(town, manager, program_id):
    await town.do(manager.click(manager.modal, Action.REVIEW_HOLD))
    for field, answer in (("length", "right"), ("rhythm", "right"), ("decision", "continue")):
        await manager.choose(manager.modal, f"review_{field}", answer)
    await town.do(manager.submit())


async def held(town, manager, program_id):
    today = town.sandbox.clock.now().date()
    hold = Hold(town.workspace_id, "H1", program_id, Where.EVERYBODY, "", today - DAY, today + 4 * DAY)
    async with town.deps.db.transaction() as repos:
        await repos.holds.add(hold)


async def draft(town, manager, program_id):
    await change(town, program_id, state=ProgramState.DRAFT)


async def posted(town, manager, program_id):
    await town.do(manager.submit())
    assert "Posted to" in str(manager.modal.blocks)


def tap(action) -> Play:
    async def play(town, manager, program_id):
        await town.do(manager.click(manager.modal, action))

    return play


async def introduced(town, manager, program_id):
    """The wish is fulfilled when the two hear of each other."""
    await town.do(manager.click(manager.modal, Action.APPROVE))
    await town.tick()


async def nothing(town, manager, program_id):
    """There is nothing to do but to look."""


CASES: Mapping[str, Case] = {
    "hand_asked": Case(hand, "asked for help with timing", tap(Action.HAND_TAKE)),
    "may_need_support": Case(quiet, "UMENTEE", paused),
    "lead_missing": Case(led_by_nobody, "Lead", led_again),
    "asked_to_join": Case(applied, "would like to join", tap(Action.APPLICATION_ACCEPT)),
    "new_match_asked": Case(new_match, "matched. Lowest score", introduced),
    "matches_ready": Case(proposed, "matched. Lowest score", tap(Action.APPROVE)),
    "waiting_for_match": Case(waits, "matched. Lowest score", tap(Action.APPROVE)),
    "undelivered": Case(not_delivered, "couldn't", tap(Action.SEND_AGAIN)),
    "staff_numbers": Case(number, "4711", tap(Action.STAFF_NUMBER_REFUSE)),
    "questions_close": Case(questions, "everyone in the channel", posted, by_time=True),
    "signup_ends": Case(signup, "What to post", nothing, by_time=True),
    "review_due": Case(look_back, "Nurse", reviewed),
    "hold_ends": Case(held, "End the hold now", tap(Action.HOLD_END)),
    "draft_waits": Case(draft, "Open for joining", tap(Action.LAUNCH)),
}

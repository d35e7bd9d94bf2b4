"""Times a mentorship could meet, as its people's shifts are known now; and calling one off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from bot.content import Content
from bot.domain.availability import Availability
from bot.domain.delivery.outbox import Planned
from bot.domain.meetings.meetings import MEETING_KINDS, Meeting, call_off, enough_people, offer
from bot.domain.meetings.slots import Offer, Slot, fits, reason_for, suggest_slots
from bot.domain.mentorships.asking import APART
from bot.domain.mentorships.mentorships import Mentorship
from bot.facts.welcome import availability_of
from bot.planning.cycle_messages import CycleToPlan, plan_questions_by_template
from bot.planning.cycles import GOOD_FOR, ask_after
from bot.planning.meetings import FIRST_NUMBER, plan_time_off
from bot.storage.repositories import Repositories

ONE_MEETING = UUID("6a1f0c57-2f0e-4d61-9a2b-3f8f2b0f6f4d")
People = Mapping[str, Availability]


async def people_of(repos: Repositories, mentorship: Mentorship, content: Content, now: datetime) -> People:
    """Read by user id when the people of a mentorship are free, in the order of its members."""
    return await availability_of(
        repos, mentorship.workspace_id, mentorship.user_ids, now=now, content=content
    )


def suits(mentorship: Mentorship, people: People, slot: Slot, content: Content) -> bool:
    """Tell whether a slot is fit for as many people as a meeting takes."""
    can = sum(fits(one, slot, rules=content.quiet_rules) for one in people.values())
    return can >= enough_people(mentorship)


def open_offers(
    mentorship: Mentorship,
    people: People,
    slots: Iterable[Slot],
    *,
    reader: str,
    content: Content,
    now: datetime,
) -> list[Offer]:
    """Offer those of these slots that are ahead and still fit for the reader and for enough of the others.

    Each comes with the reason why it was chosen.
    """
    rules, everybody = content.quiet_rules, tuple(people.values())
    return [
        Offer(slot, reason_for(everybody, slot, rules=rules))
        for slot in slots
        if slot.start > now
        and fits(people[reader], slot, rules=rules)
        and suits(mentorship, people, slot, content)
    ]


def new_slots(
    mentorship: Mentorship,
    people: People,
    meeting: Meeting | None,
    *,
    minutes: int,
    content: Content,
    now: datetime,
) -> list[Slot]:
    """Suggest up to three slots of so many minutes, without those that were offered before."""
    at = [meeting.starts_at] if meeting and meeting.starts_at else []
    return suggest_slots(
        tuple(people.values()),
        now=now,
        rules=content.quiet_rules,
        minutes=minutes,
        enough=enough_people(mentorship),
        without=(*meeting.offered, *at) if meeting else (),
    )


async def offer_others(
    repos: Repositories,
    mentorship: Mentorship,
    people: People,
    meeting: Meeting | None,
    *,
    minutes: int,
    content: Content,
    now: datetime,
) -> Meeting | None:
    """Save a new offer of slots, without what was offered before, and return its meeting.

    None if there is no hour left: the search ends then, and a time that is set stands.
    """
    slots = new_slots(mentorship, people, meeting, minutes=minutes, content=content, now=now)
    if not slots:
        await _end_search(repos, mentorship, meeting)
        return None
    known = meeting or await new_meeting(repos, mentorship, slots[0])
    offered = offer(known, slots)
    await repos.meetings.save(offered)
    return offered


async def _end_search(repos: Repositories, mentorship: Mentorship, meeting: Meeting | None) -> None:
    """Forget what was offered: a time that is set stands, and next time everything may be offered."""
    if meeting and meeting.starts_at:
        await repos.meetings.save(replace(meeting, slots=(), offered=(), picks={}))
    elif meeting:
        await repos.meetings.delete(mentorship.workspace_id, mentorship.id)


async def new_meeting(repos: Repositories, mentorship: Mentorship, first: Slot) -> Meeting:
    """Build a meeting of which nothing is offered yet; its number goes on from what was said of the last."""
    workspace = mentorship.workspace_id
    last = await repos.meetings.last_number(workspace, mentorship.id, MEETING_KINDS)
    uid = uuid5(ONE_MEETING, f"{workspace}/{mentorship.id}/{first.start.isoformat()}").hex
    return Meeting(workspace, mentorship.id, uid, number=max(last, FIRST_NUMBER))


async def call_meeting_off(
    repos: Repositories, mentorship: Mentorship, meeting: Meeting, *, told: Iterable[str], now: datetime
) -> Meeting:
    """Call off a locked meeting that has a time, and plan the news for the people `told`.

    Its pending messages are dropped.
    """
    off = call_off(meeting)
    await repos.meetings.save(off)
    await repos.outbox.drop_pending(mentorship.workspace_id, mentorship.id, MEETING_KINDS)
    await repos.outbox.plan(plan_time_off(off, told, now=now))
    return off


async def move_check_ins(
    repos: Repositories, mentorship: Mentorship, meeting: Meeting | None, *, content: Content, now: datetime
) -> None:
    """Move the open cycle's check-ins to the day after the time they set; without a time, to their usual day.

    Nothing happens if no cycle is open.
    """
    cycles = await repos.cycles.list_for_mentorship(mentorship.workspace_id, mentorship.id)
    if not cycles or cycles[-1].outcome is not None:
        return
    program = await repos.programs.get(mentorship.workspace_id, mentorship.program_id)
    before = cycles[-2] if len(cycles) > 1 else None
    to_plan = CycleToPlan(
        mentorship=mentorship, program=program, cycle=cycles[-1], before=before, today=now.date()
    )
    await repos.outbox.put_at(plan_moved_check_ins(to_plan, meeting, content=content, now=now))


def plan_moved_check_ins(
    to_plan: CycleToPlan, meeting: Meeting | None, *, content: Content, now: datetime
) -> list[Planned]:
    """Plan an open cycle's check-ins for the day after the time that is set, or else for their usual day.

    None comes on the heels of what was answered or arranged.
    """
    if meeting and meeting.time:
        day = max((meeting.time.end + timedelta(days=1)).date(), to_plan.today + APART)
        planned = ask_after(to_plan.mentorship, to_plan.cycle, day)
    else:
        template = content.programs.get(to_plan.program.template_id)
        planned = plan_questions_by_template(to_plan, template)
    asked = [(one, max(one.due_at, now)) for one in planned]
    return [replace(one, due_at=due, expires_at=due + GOOD_FOR) for one, due in asked]

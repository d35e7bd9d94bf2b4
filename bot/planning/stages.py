"""The stages of a mentorship's way: which message each milestone of a template becomes, and on which day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.content import Milestone, ProgramTemplate
from bot.domain.delivery.outbox import Planned
from bot.domain.mentorships import asking
from bot.domain.mentorships.mentorships import Mentorship
from bot.domain.programs.programs import Program

MILESTONE, MIDPOINT, RHYTHM_CHECK, PLAN_ENDING, CLOSING = (
    "milestone",
    "midpoint",
    "rhythm_check",
    "plan_ending",
    "closing",
)
STAGES = frozenset({MILESTONE, MIDPOINT, RHYTHM_CHECK, PLAN_ENDING, CLOSING})
ENDINGS = (PLAN_ENDING, CLOSING)
# The introduction and its first question see to these.
BEGINNINGS = ("intro", "first_meeting")
KINDS: Mapping[str, str] = {
    "midpoint": MIDPOINT,
    "rhythm_check": RHYTHM_CHECK,
    "rotation_check": RHYTHM_CHECK,
    "plan_ending": PLAN_ENDING,
    "close": CLOSING,
}
BEFORE_THE_END = 4
# In less than this there is no half way.
SHORTEST = timedelta(weeks=8)
GOOD_FOR = timedelta(days=14)
# After a pause, a stage that is longer past has lost its point.
LATE = timedelta(weeks=6)
# A stage that was kept back gives way to one that comes within this.
APART = timedelta(weeks=1)
# Nothing follows on the heels of an answer.
A_BREATH = asking.APART


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a mentorship's way on its day, which becomes one message to each person.

    `kind` is the kind of message. `number` stands in the row in place of a cycle's: a template's week, or the
    last day as an ordinal, so that a step is one message however often it is planned.
    """

    kind: str
    number: int
    day: date


def kind_of(milestone: Milestone) -> str | None:
    """Find the kind of message that says a milestone. None for the two that the introduction sees to."""
    if milestone.key in BEGINNINGS:
        return None
    return KINDS.get(milestone.key, MILESTONE)


def last_day(mentorship: Mentorship, program: Program, template: ProgramTemplate) -> date | None:
    """Work out a mentorship's last day: its program's, or its own where people come and go one by one.

    None before the introduction.
    """
    if mentorship.introduced_on is None:
        return None
    return program.ends_on or mentorship.introduced_on + timedelta(weeks=template.length_weeks)


def closing_on(end: date) -> Stage:
    """Build the stage of the thanks on the last day."""
    return Stage(CLOSING, end.toordinal(), end)


def stages_of(mentorship: Mentorship, program: Program, template: ProgramTemplate) -> list[Stage]:
    """List the stages of a mentorship in the order of their days. Empty before the introduction.

    The template's weeks stretch and shrink with the time there is. Nothing new begins once its people have
    been asked to plan the end.
    """
    end = last_day(mentorship, program, template)
    if end is None or mentorship.introduced_on is None or end <= mentorship.introduced_on:
        return []
    closing = closing_on(end)
    if end - mentorship.introduced_on < SHORTEST:
        return [closing]
    ending = _ending(end, template)
    on_the_way = _on_the_way(mentorship.introduced_on, end, template)
    begun = sorted((one for one in on_the_way if one.day < ending.day), key=lambda stage: stage.day)
    return [*begun, ending, closing]


def _on_the_way(begun: date, end: date, template: ProgramTemplate) -> Iterator[Stage]:
    """Place a template's milestones in the time there is; two of one week and kind are one message."""
    share = (end - begun) / timedelta(weeks=template.length_weeks)
    for kind, week in dict.fromkeys((kind_of(one), one.week) for one in template.milestones):
        if kind is not None and kind not in ENDINGS:
            number = 0 if kind == MIDPOINT else week
            yield Stage(kind, number, begun + timedelta(weeks=week) * share)


def _ending(end: date, template: ProgramTemplate) -> Stage:
    weeks = [one.week for one in template.milestones if kind_of(one) == PLAN_ENDING]
    before = template.length_weeks - weeks[0] if weeks else BEFORE_THE_END
    return Stage(PLAN_ENDING, end.toordinal(), end - timedelta(weeks=before))


def plan_stages(
    mentorship: Mentorship,
    program: Program,
    template: ProgramTemplate,
    *,
    today: date,
    until: date,
    endings_only: bool = False,
) -> list[Planned]:
    """Plan the stages that come before `until`, for everybody in a mentorship.

    Of those that were kept back, the latest is planned as well, unless another is near. `endings_only`: leave
    out all but what belongs to the end.
    """
    wanted = [
        stage
        for stage in stages_of(mentorship, program, template)
        if today - LATE <= stage.day < until and (stage.kind in ENDINGS or not endings_only)
    ]
    late = [stage for stage in wanted if stage.day < today]
    coming = wanted[len(late) :]
    is_near = bool(coming) and coming[0].day < today + A_BREATH + APART
    return [
        one
        for stage in (coming if is_near else [*late[-1:], *coming])
        for one in plan_stage(mentorship, stage, day=max(stage.day, today + A_BREATH))
    ]


def plan_stage(mentorship: Mentorship, stage: Stage, *, day: date) -> Iterator[Planned]:
    """Plan one stage for everybody in a mentorship, on that day."""
    due_at = datetime.combine(day, time(), UTC)
    for user_id in mentorship.user_ids:
        yield Planned(
            workspace_id=mentorship.workspace_id,
            kind=stage.kind,
            subject=mentorship.id,
            cycle=stage.number,
            recipient=user_id,
            due_at=due_at,
            expires_at=due_at + GOOD_FOR,
        )

"""Counting four weeks: each record enters the period in which its day lies, and no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content import ProgramTemplate
from bot.domain.disclosure.kinds import (
    FIRST_TALK,
    FIVE_TALKS,
    MATCHED,
    ON_TRACK,
    REMATCH_ASKED,
    STILL_ON_TRACK,
    TURNOUT,
    Kind,
)
from bot.domain.disclosure.periods import ENOUGH_TALKS, STILL, Begun, Period
from bot.domain.mentorships.mentorships import MentorshipState
from bot.domain.mentorships.status import Status
from bot.domain.programs.programs import Program
from bot.facts.status_rows import read_status_bases
from bot.storage.repositories import Repositories
from bot.usecases.disclosure.standing import Stops, read_stops

DAY = timedelta(days=1)
SIX_TALKS = "sessions_completed"


@dataclass(frozen=True, slots=True)
class Counted:
    """Records of one kind, group and week, before the noise: in memory alone, and not for long."""

    kind: Kind
    week: date
    yeses: int
    could: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the records of a period are made of. `statuses` are of the active ones, on its Monday."""

    program: Program
    template: ProgramTemplate
    period: Period
    begun: Sequence[Begun]
    stops: Stops
    statuses: dict[str, Status]

    def count(self, kind: Kind, among: Sequence[tuple[Begun, bool]], group: str = "") -> Counted:
        return Counted(kind, self.period.week, sum(says for _, says in among), len(among), group)


async def count_period(
    repos: Repositories, program: Program, template: ProgramTemplate, period: Period, *, is_its_day: bool
) -> list[Counted]:
    """Count every kind of record; a cell nobody could enter is left out, since it would be noise alone.

    Who is on track that Monday is counted on that Monday alone.
    """
    known = await _read(repos, program, template, period)
    yeses, could = await repos.periods.matched(program.workspace_id, program.id, period)
    found = [
        Counted(MATCHED, period.week, yeses, could),
        _first_talks(known),
        *_still_on_track(known),
        *(() if template.is_circle else [_asked_for_another(known)]),
        *([_five_talks(known)] if SIX_TALKS in template.success_measures else ()),
        *([_turnout(known)] if template.is_circle else ()),
        *([_on_track(known)] if is_its_day else ()),
    ]
    return [one for one in found if one.could or one.kind is ON_TRACK]


async def _read(repos: Repositories, program: Program, template: ProgramTemplate, period: Period) -> Known:
    workspace_id = program.workspace_id
    since = period.first - max(*STILL.values(), timedelta(weeks=template.length_weeks))
    begun = await repos.periods.list_begun(workspace_id, program.id, period, since=since)
    if not begun:
        return Known(program, template, period, [], Stops({}, [], template.is_circle), {})
    earliest = min(
        (one.introduced_on for one in begun if period.has(one.first_talk_by)), default=period.first
    )
    stops = await read_stops(
        repos, program, min(earliest, period.first), period.monday, is_circle=template.is_circle
    )
    bases = await read_status_bases(
        repos, workspace_id, [program.id], today=period.monday, states=[MentorshipState.ACTIVE]
    )
    statuses = {one.mentorship_id: one.status(today=period.monday) for one in bases[program.id]}
    return Known(program, template, period, begun, stops, statuses)


def _first_talks(known: Known) -> Counted:
    """Who parted before their day says whether they had met until then."""
    return known.count(
        FIRST_TALK,
        [
            (one, one.met_in_time)
            for one in known.begun
            if known.period.has(one.first_talk_by)
            and not one.is_resting
            and not known.stops.all_days(one.id, one.introduced_on, one.first_talk_by)
        ],
    )


def _still_on_track(known: Known) -> list[Counted]:
    monday, last_day = known.period.monday, known.program.ends_on
    return [
        known.count(
            STILL_ON_TRACK,
            [
                (one, one.is_still_on_track(known.statuses.get(one.id)))
                for one in known.begun
                if known.period.has(one.introduced_on + after)
                and (last_day is None or one.introduced_on + after < last_day)
                and not one.is_resting
                and not one.ended_with_its_program(last_day)
                and (one.ended_on or not known.stops.all_days(one.id, monday, monday))
            ],
            group,
        )
        for group, after in STILL.items()
    ]


def _asked_for_another(known: Known) -> Counted:
    period = known.period
    return known.count(
        REMATCH_ASKED,
        [(one, one.asked_for_another_in(period)) for one in known.begun if one.stood_in(period)],
    )


def _five_talks(known: Known) -> Counted:
    length, last_day = timedelta(weeks=known.template.length_weeks), known.program.ends_on
    return known.count(
        FIVE_TALKS,
        [
            (one, one.talks >= ENOUGH_TALKS)
            for one in known.begun
            if known.period.has(one.introduced_on + length)
            and not one.is_resting
            and not (one.ended_with_its_program(last_day) and one.lasted_less_than(length))
        ],
    )


def _turnout(known: Known) -> Counted:
    period = known.period
    return known.count(
        TURNOUT,
        [
            (one, one.well_attended)
            for one in known.begun
            if one.stood_in(period)
            and not one.is_resting
            and one.has_host
            and not known.stops.host_all_days(one.id, period.first, period.monday - DAY)
        ],
    )


def _on_track(known: Known) -> Counted:
    """Of those that have had time to meet and are not stopped on the Monday, how many are on track."""
    monday = known.period.monday
    return known.count(
        ON_TRACK,
        [
            (one, known.statuses.get(one.id) is Status.ON_TRACK)
            for one in known.begun
            if one.state is MentorshipState.ACTIVE
            and one.first_talk_by <= monday
            and not known.stops.all_days(one.id, monday, monday)
        ],
    )

"""The results of programs, made of their frozen cells alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.content import Content, FormatKind
from bot.content.numbers.measures import keys_of, measure_of
from bot.content.programs import ProgramTemplate
from bot.domain.disclosure.figures import from_hr, share_of
from bot.domain.measures.external import ExternalResult
from bot.domain.measures.measures import USUAL_DAYS, Measured, Reading, Shape
from bot.domain.measures.results import Result, judge
from bot.domain.measures.targets import Target
from bot.domain.programs.programs import Program
from bot.measures import all_measures
from bot.storage.repositories import Repositories

COACHING = "coaching_sprint"
NOT_KNOWN = Reading(share_of([]))
# What a program came to, by the key of a result.
Readings = Mapping[str, Reading]


async def read_results(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> dict[str, list[Result]]:
    """Read the measures of each program, by its id, in the order of its template and then of its plan.

    They are those that its plan has a target for, and those of its template where it has none at all.
    """
    measured = await _read_measured(repos, programs, content=content, today=today)
    typed = await _read_external(repos, programs, today=today)
    found = {}
    for one in measured:
        targets, keys = one.program.plan.targets, measured_by(one.program, content=content)
        readings = {**_readings(keys, [one]), **typed.get(one.program.id, {})}
        found[one.program.id] = [_result(key, readings, targets.get(key)) for key in keys]
    return found


async def read_together(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> list[Result]:
    """Read the same measures over all of these programs of one workspace, as sums of their frozen cells.

    A target is shown that all programs share which have one. What HR works out is of one program alone.
    """
    measured = await _read_measured(repos, programs, content=content, today=today)
    wanted = {key for one in programs for key in measured_by(one, content=content)}
    within = [id_ for id_, one in content.measures.items() if not one.is_external]
    keys = [key for key in keys_of(content.measures, within) if key in wanted]
    readings = _readings(keys, measured)
    return [_result(key, readings, _shared_target(key, programs)) for key in keys]


def measured_by(program: Program, *, content: Content) -> list[str]:
    """List the keys of a program's results, in their order."""
    template, targets = content.programs.get(program.template_id), program.plan.targets
    usual = keys_of(content.measures, template.success_measures) if template else []
    if not targets:
        return usual
    known = [key for key in targets if measure_of(content.measures, key)]
    return [*(key for key in usual if key in targets), *(key for key in known if key not in usual)]


async def _read_measured(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> list[Measured]:
    """Everything that measures are made of: one query for cells, and one for waves."""
    if not programs:
        return []
    ids, workspace_id = [one.id for one in programs], programs[0].workspace_id
    kinds = {kind.name for measure in all_measures().values() for kind in measure.kinds}
    cells = await repos.cells.list_of_kinds(workspace_id, ids, kinds)
    waves = defaultdict(list)
    for wave in await repos.waves.list_for_programs(workspace_id, ids):
        waves[wave.program_id].append(wave)
    found = []
    for one in programs:
        template = content.programs.get(one.template_id)
        days = template.first_meeting_days if template else USUAL_DAYS
        whole = Measured(one, shape_of(template), days, cells.get(one.id, ()), waves[one.id])
        found.append(whole.known_on(today))
    return found


def shape_of(template: ProgramTemplate | None) -> Shape:
    """Tell what kind of mentorships a program of this template has; pairs where it is gone."""
    if template and template.format.kind is FormatKind.GROUP:
        return Shape.CIRCLES
    return Shape.COACHING if template and template.id == COACHING else Shape.PAIRS


def _readings(keys: Iterable[str], measured: Sequence[Measured]) -> Readings:
    """Each measure is read once, of the programs that have what it counts."""
    found = {}
    for id_ in dict.fromkeys(key.partition(":")[0] for key in keys):
        measure = all_measures()[id_]
        for reading in measure.read([one for one in measured if one.shape in measure.of]):
            found[f"{id_}:{reading.part}" if reading.part else id_] = reading
    return found


async def _read_external(
    repos: Repositories, programs: Sequence[Program], *, today: date
) -> Mapping[str, Readings]:
    """By program: the newest version of each, as it was typed by then."""
    if not programs:
        return {}
    kept = await repos.external_results.list_for_programs(
        programs[0].workspace_id, [one.id for one in programs]
    )
    return {
        id_: {one.measure_id: _from_hr(one) for one in reversed(versions) if one.at.date() <= today}
        for id_, versions in kept.items()
    }


def _from_hr(one: ExternalResult) -> Reading:
    beside = from_hr(one.comparable, people=one.people) if one.comparable is not None else None
    return Reading(from_hr(one.percent, people=one.people), earlier=beside, as_of=one.as_of)


def _result(key: str, readings: Readings, target: Target | None) -> Result:
    reading = readings.get(key, NOT_KNOWN)
    return Result(
        key.partition(":")[0],
        reading.figure,
        judge(reading.figure, target),
        target,
        part=key.partition(":")[2],
        earlier=reading.earlier,
        trend=reading.trend,
        as_of=reading.as_of,
        since=reading.since,
    )


def _shared_target(key: str, programs: Iterable[Program]) -> Target | None:
    every = {target for one in programs if (target := one.plan.targets.get(key))}
    return every.pop() if len(every) == 1 else None

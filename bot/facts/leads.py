"""Who the mentors of programs can turn to now."""

from collections.abc import Iterable, Mapping

from bot.domain.care.leads import Leads
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


async def read_leads(repos: Repositories, programs: Iterable[Program]) -> Mapping[str, Leads]:
    """Read the leads of programs of one workspace, by program."""
    by_id = {one.id: one for one in programs}
    if not by_id:
        return {}
    workspace_id, ids = next(iter(by_id.values())).workspace_id, sorted(by_id)
    named = sorted({who for one in by_id.values() for who in (one.lead, one.deputy) if who})
    answers = await repos.leads.list_answers(workspace_id, ids, named) if named else {}
    people = await repos.people.list_by_ids(workspace_id, named) if named else {}
    signed = await repos.leads.list_signed(workspace_id, ids) if named else {}
    return {
        key: Leads(
            program,
            {who: said for (program_id, who), said in answers.items() if program_id == key},
            people,
            signed.get(key, ()),
        )
        for key, program in by_id.items()
    }


async def leads_of(repos: Repositories, program: Program) -> Leads:
    """Read the leads of one program."""
    return (await read_leads(repos, [program]))[program.id]

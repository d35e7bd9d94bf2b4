"""The results of programs, made of their frozen cells alone."""

from collections.abc import Sequence
from datetime import date

from bot.content import Content
from bot.domain.measures.results import Result
from bot.domain.programs.programs import Program
from bot.storage.repositories import Repositories


async def read_results(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> dict[str, list[Result]]:
    """Read by program id the measures its template names or its plan has a target for, in that order."""
    return {program.id: [] for program in programs}


async def read_together(
    repos: Repositories, programs: Sequence[Program], *, content: Content, today: date
) -> list[Result]:
    """Read the same measures over all of these programs of one workspace, as sums of their frozen cells."""
    return []

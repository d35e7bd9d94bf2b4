"""Who must never be matched with whom: line management, assessment, and what people asked for privately."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.storage.repositories import Repositories


async def kept_apart(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Among these people, in both directions alike; whoever is kept from nobody is left out.

    What somebody said of themself and what the directory says of their managers; a manager whom they have
    cleared is none.
    """
    asked = await repos.exclusions.list_among(workspace_id, user_ids)
    managers = await line_managers(repos, workspace_id, user_ids)
    named = [(one, other) for one, others in asked.items() for other in others]
    named += [(one, other) for one, others in managers.items() for other in others]
    return _both_ways(named, among=frozenset(user_ids))


async def line_managers(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """As directory_managers, without those whom the person has cleared."""
    managers = await directory_managers(repos, workspace_id, user_ids)
    everybody = {*user_ids, *(other for above in managers.values() for other in above)}
    cleared = await repos.exclusions.list_cleared_among(workspace_id, sorted(everybody))
    return {one: frozenset(above) - cleared.get(one, frozenset()) for one, above in managers.items()}


async def directory_managers(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, Sequence[str]]:
    """Each one's manager and manager's manager by the staff directory, as far as they are known here."""
    return await repos.directory.managers_of(workspace_id, user_ids)


def _both_ways(named: Iterable[tuple[str, str]], *, among: frozenset[str]) -> Mapping[str, frozenset[str]]:
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in named:
        if one != other and other in among:
            apart[one].add(other)
            apart[other].add(one)
    return {user_id: frozenset(others) for user_id, others in apart.items()}

"""People who must never be matched: one manages or assesses the other, or one asked for it privately."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.storage.repositories import Repositories


async def kept_apart(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Read by user id who of these people must not be matched with whom, the same in both directions.

    It joins what people said of themselves with the managers of the staff directory, without those a person
    has cleared. People who are kept from nobody are left out.
    """
    asked = await repos.exclusions.list_among(workspace_id, user_ids)
    managers = await line_managers(repos, workspace_id, user_ids)
    named = [(one, other) for one, others in asked.items() for other in others]
    named += [(one, other) for one, others in managers.items() for other in others]
    return _both_ways(named, among=frozenset(user_ids))


async def line_managers(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Read people's managers as `directory_managers` does, without those a person has cleared."""
    managers = await directory_managers(repos, workspace_id, user_ids)
    everybody = {*user_ids, *(other for above in managers.values() for other in above)}
    cleared = await repos.exclusions.list_cleared_among(workspace_id, sorted(everybody))
    return {one: frozenset(above) - cleared.get(one, frozenset()) for one, above in managers.items()}


async def directory_managers(
    repos: Repositories, workspace_id: str, user_ids: Sequence[str]
) -> Mapping[str, Sequence[str]]:
    """Read by user id people's managers, and the managers of those, as the staff directory has them.

    Only managers who are linked are in it.
    """
    return await repos.directory.managers_of(workspace_id, user_ids)


def _both_ways(named: Iterable[tuple[str, str]], *, among: frozenset[str]) -> Mapping[str, frozenset[str]]:
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in named:
        if one != other and other in among:
            apart[one].add(other)
            apart[other].add(one)
    return {user_id: frozenset(others) for user_id, others in apart.items()}

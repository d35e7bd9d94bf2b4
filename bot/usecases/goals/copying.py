"""Goals in a copy of somebody's data: all of their own, and of others what they may read."""

from collections.abc import Iterator
from typing import Any

from bot.content import Content
from bot.domain.acts import Act
from bot.domain.goals.goals import Goals, current
from bot.domain.mentorships.mentorships import MentorshipState
from bot.storage.repositories import Repositories
from bot.views.goals.goals import goal_in_words, next_in_words

MET = (MentorshipState.ACTIVE, MentorshipState.PAUSED)


async def goals_for_copy(repos: Repositories, act: Act, content: Content) -> list[dict[str, Any]]:
    """A row for each goal, and for each choice for the next talk. Raises UserFacingError when no key fits."""
    workspace_id, who = act.workspace_id, act.by
    mine = {one.mentorship_id: one for one in await repos.goals.list_of_person(workspace_id, who)}
    met = [one.id for one in await repos.mentorships.list_for_person(workspace_id, who, MET)]
    others = await repos.goals.list_for_mentorships(workspace_id, met)
    theirs = [one.as_seen_by(who) for some in others.values() for one in some if one.user_id != who]
    cycles = await repos.cycles.list_for_mentorships(workspace_id, [*mine, *others])
    known = [current(one, cycles.get(one.mentorship_id, ())) for one in (*mine.values(), *theirs)]
    return [row for one in known for row in _rows(one, content)]


def _rows(one: Goals, content: Content) -> Iterator[dict[str, Any]]:
    whose = {"workspace_id": one.workspace_id, "mentorship_id": one.mentorship_id, "user_id": one.user_id}
    for goal in one.goals:
        yield whose | {
            "goal": goal_in_words(goal, content.topics),
            "topic": content.topics.get(goal.topic, ""),
            "how_much_it_matters": goal.importance,
            "how_far_along": list(goal.steps),
            "kept_to_oneself": goal.is_private,
        }
    if text := next_in_words(one, content.topics):
        yield whose | {"for_the_next_talk": text}

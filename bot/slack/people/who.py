"""Who somebody is in a workspace, where Slack may not answer just now."""

import asyncio
from collections.abc import Collection, Container, Iterable, Mapping
from functools import partial
from itertools import chain

from bot.errors import InvalidInput
from bot.slack.errors import RateLimited, Refused, Unclear, Unreachable
from bot.slack.gateway import SlackGateway
from bot.slack.pacing import patiently
from bot.slack.people.members import NOT_HERE, Member, WhyNot

CHOOSE_OTHERS = "You chose {chosen}. Choose members of this workspace."
OF_OTHERS = {
    WhyNot.GUEST: "a guest",
    WhyNot.ELSEWHERE: "someone from another workspace",
    WhyNot.LEFT: "someone whose Slack account is switched off",
    WhyNot.APP: "an app",
}


async def find_member(slack: SlackGateway, workspace_id: str, user_id: str) -> Member | None:
    """None for whom the app may not see here: Slack says so of strangers.

    Where Slack gives no answer, what it said within a day counts.
    """
    try:
        return await slack.member(workspace_id, user_id)
    except (RateLimited, Unreachable, Unclear):
        if known := slack.known_member(workspace_id, user_id):
            return known
        raise
    except Refused as refused:
        if refused.error in NOT_HERE:
            return None
        raise


async def look_up(slack: SlackGateway, workspace_id: str, user_id: str) -> Member | None:
    """The same for what decides on nothing: as Slack said it within a day, and without a call if it did."""
    return slack.known_member(workspace_id, user_id) or await find_member(slack, workspace_id, user_id)


async def find_members(
    slack: SlackGateway, workspace_id: str, user_ids: Iterable[str]
) -> Mapping[str, Member | None]:
    """Find several at once, each like `find_member`. A wait that Slack asks for is kept."""
    chosen = sorted(set(user_ids))
    asks = [partial(find_member, slack, workspace_id, user_id) for user_id in chosen]
    found = await asyncio.gather(*map(patiently, asks))
    return dict(zip(chosen, found, strict=True))


async def refuse_others(
    slack: SlackGateway, workspace_id: str, chosen: Mapping[str, Collection[str]], *, with_guests: bool
) -> None:
    """Refuse people in a form who can't be given a part in a program. Raises InvalidInput by field."""
    found = await find_members(slack, workspace_id, chain.from_iterable(chosen.values()))
    why = {one: why_not(member, workspace_id, with_guests=with_guests) for one, member in found.items()}
    wrong = {name: {why[one] for one in some} - {None} for name, some in chosen.items()}
    if problems := {name: _in_words(reasons) for name, reasons in wrong.items() if reasons}:
        raise InvalidInput(problems)


def why_not(member: Member | None, workspace_id: str, *, with_guests: bool) -> WhyNot | None:
    """Say what keeps somebody from a part in a program. None if nothing does."""
    return member.why_not(workspace_id, with_guests=with_guests) if member else WhyNot.ELSEWHERE


def what_they_are(reasons: Container[WhyNot | None]) -> str:
    return " and ".join(words for why, words in OF_OTHERS.items() if why in reasons)


def _in_words(reasons: Container[WhyNot | None]) -> str:
    return CHOOSE_OTHERS.format(chosen=what_they_are(reasons))

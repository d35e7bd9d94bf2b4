"""Who may act here and who may take part, asked of Slack where a payload does not say it for sure."""

from collections.abc import Container, Iterable, Mapping

from bot.deps import Deps
from bot.errors import NotYours
from bot.handlers.click import Click
from bot.slack.errors import RateLimited, Unclear, Unreachable
from bot.slack.pacing import patiently
from bot.slack.people import who
from bot.slack.people.members import Member, WhyNot
from bot.slack.people.who import find_members, refuse_others, what_they_are, why_not
from bot.views.home.elsewhere import ELSEWHERE

UTC = "UTC"
AS_A_GUEST = (
    "You are a guest in this workspace, and programs here are for its members. If you work here, ask your "
    "Slack "
    "admin to make your account a full one, then type `/mentor join` again."
)
ONLY_PEOPLE = "Programs here are for people whose Slack account in this workspace is switched on."
TO_ONESELF = {
    WhyNot.GUEST: AS_A_GUEST,
    WhyNot.ELSEWHERE: ELSEWHERE,
    WhyNot.LEFT: ONLY_PEOPLE,
    WhyNot.APP: ONLY_PEOPLE,
}


async def require_ours(click: Click, deps: Deps) -> None:
    """Refuse people of another workspace. Raises NotYours.

    A payload that names no other workspace than the one that has the app is taken at its word. In an
    organisation another may be named of somebody who is a member here as well: Slack is asked then, unless
    it has said so within a day.
    """
    if click.named_teams <= {click.workspace_id}:
        return
    member = await look_up(deps, click.workspace_id, click.user_id)
    if member is None or not member.belongs_to(click.workspace_id):
        raise NotYours(ELSEWHERE)


async def find_member(deps: Deps, workspace_id: str, user_id: str) -> Member | None:
    """None for whom the app may not see here: Slack says so of strangers.

    Where Slack gives no answer, what it said within a day counts.
    """
    return await who.find_member(deps.slack, workspace_id, user_id)


async def look_up(deps: Deps, workspace_id: str, user_id: str) -> Member | None:
    """The same for what decides on nothing: as Slack said it within a day, and without a call if it did."""
    return await who.look_up(deps.slack, workspace_id, user_id)


async def zone_of(click: Click, deps: Deps) -> str:
    """Find the time zone of whoever acts."""
    member = await look_up(deps, click.workspace_id, click.user_id)
    return member.tz if member else UTC


async def require_may_take_part(click: Click, deps: Deps) -> Member:
    """Refuse who may not take part themselves, and say why. Raises NotYours.

    A wait that Slack asks for is kept.
    """
    member = await patiently(lambda: find_member(deps, click.workspace_id, click.user_id))
    return _required(member, click, deps)


async def require_may_ask_to_take_part(click: Click, deps: Deps) -> None:
    """Refuse who may not take part, for what gives nobody a part yet, by what Slack said within a day.

    Raises NotYours.
    """
    _required(await look_up(deps, click.workspace_id, click.user_id), click, deps)


async def zone_of_newcomer(click: Click, deps: Deps) -> str:
    """Refuse who may not take part, for all that Slack says just now; "" where it says nothing.

    Who opens a form is asked about again before they are counted in.
    """
    try:
        member = await find_member(deps, click.workspace_id, click.user_id)
    except (RateLimited, Unreachable, Unclear):
        return ""
    return _required(member, click, deps).tz


def zone_as_known(click: Click, deps: Deps) -> str:
    """The same without asking: by what Slack has said within a day."""
    known = deps.slack.known_member(click.workspace_id, click.user_id)
    return _required(known, click, deps).tz if known else ""


def _required(member: Member | None, click: Click, deps: Deps) -> Member:
    why = _why_not(member, click.workspace_id, deps)
    if member is None or why:
        raise NotYours(TO_ONESELF[why or WhyNot.ELSEWHERE])
    return member


async def who_may_be_asked(
    deps: Deps, workspace_id: str, user_ids: Iterable[str]
) -> tuple[Mapping[str, str], str]:
    """Time zones by user id, of those who may take part; and what the others are, in words."""
    found = await find_members(deps.slack, workspace_id, user_ids)
    why = {user_id: _why_not(one, workspace_id, deps) for user_id, one in found.items()}
    zones = {user_id: one.tz for user_id, one in found.items() if one and not why[user_id]}
    return zones, what_they_are(set(why.values()) - {None})


async def refuse_chosen(
    click: Click, deps: Deps, fields: Iterable[str], *, known: Container[str] = ()
) -> None:
    """Refuse people in a form who can't be given a part in a program. Raises InvalidInput by field.

    Those who have theirs already, the `known`, are not asked about.
    """
    chosen = {name: [one for one in click.form.chosen(name) if one not in known] for name in fields}
    await refuse_others(deps.slack, click.workspace_id, chosen, with_guests=deps.guests_may_join)


def _why_not(member: Member | None, workspace_id: str, deps: Deps) -> WhyNot | None:
    return why_not(member, workspace_id, with_guests=deps.guests_may_join)

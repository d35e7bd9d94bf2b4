"""The last day to join a program is near."""

from bot.facts.matters.matter import Found, Matter, Scope, Waits
from bot.storage.repositories import Repositories
from bot.views.ids import Action


async def _find(repos: Repositories, scope: Scope) -> Found:
    near = {
        one.id: one.signup_ends_on
        for one in scope.programs
        if scope.is_near(one.signup_ends_on) and one.takes_people(today=scope.today)
    }
    return {
        key: Waits(f"Sign-up for {{where}} ends {scope.in_words(day)}.") for key, day in near.items() if day
    }


MATTER = Matter(
    key="signup_ends",
    place=110,
    find=_find,
    button="Announce it",
    opens=Action.ANNOUNCE,
    settled="This is settled: sign-up there doesn't end in the next few days.",
)

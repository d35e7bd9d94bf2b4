"""Finding somebody among the people of all programs one manages. What was looked for is kept nowhere."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.acts import Act
from bot.errors import InvalidInput
from bot.storage.database import Database
from bot.usecases.privacy.looking import noted
from bot.usecases.privacy.visible_to_managers import visible_among
from bot.views.managing.people_table import FoundInProgram

FOUND = "a search for people"
SHORTEST, LONGEST = 2, 80
MOST_FOUND = 20
TOO_SHORT = "Type at least two letters of a name, or a whole Slack id such as U012AB3CD."
TOO_LONG = "That's longer than a name. Type a part of it."
SLACK_ID = re.compile(r"<?@?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?")


@dataclass(frozen=True, slots=True)
class Found:
    """By program whom a search found; `unknown` are people whose names aren't known yet, so that they may
    fit too, and `has_more` says that more people fit than are shown.
    """

    programs: Sequence[FoundInProgram]
    unknown: Collection[str] = ()
    has_more: bool = False


async def find_people(db: Database, *, act: Act, typed: str, names: Mapping[str, str]) -> Found:
    """Find by a part of a name, or by a whole id, in the programs that whoever acts manages.

    `names` are those known now, by user id. Each look is noted, in the program in which somebody was found.
    Raises InvalidInput for a text that no name can have.
    """
    wanted = _require_name(typed)
    async with db.transaction() as repos:
        known = await repos.programs.list_all(act.workspace_id)
        managed = {one.id: one for one in known if act.by in one.managers}
        places = await repos.listed.list_who(act.workspace_id, sorted(managed))
        among = dict.fromkeys(user_id for _, user_id in places)
        hits = [one for one in among if _fits(one, typed, wanted, names)]
        shown, by_program = frozenset(hits[:MOST_FOUND]), defaultdict(list)
        for program_id, user_id in places:
            if user_id in shown:
                by_program[program_id].append(user_id)
        found = []
        for program_id, user_ids in sorted(by_program.items(), key=lambda one: managed[one[0]].name):
            program = managed[program_id]
            seen = await visible_among(repos, program, user_ids, today=act.now.date())
            found.append(await noted(repos, act, program, FOUND, FoundInProgram(program, seen)))
    return Found(found, [one for one in among if one not in names], len(hits) > MOST_FOUND)


def _require_name(typed: str) -> str:
    wanted = plain(typed)
    if len(wanted) < SHORTEST:
        raise InvalidInput({"name": TOO_SHORT})
    if len(typed) > LONGEST:
        raise InvalidInput({"name": TOO_LONG})
    return wanted


def _fits(user_id: str, typed: str, wanted: str, names: Mapping[str, str]) -> bool:
    as_id = SLACK_ID.fullmatch(typed)
    return (as_id is not None and as_id[1] == user_id) or wanted in plain(names.get(user_id, ""))


def plain(text: str) -> str:
    """As it is compared: "Zoë  MÜLLER" is "zoe muller"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).split())

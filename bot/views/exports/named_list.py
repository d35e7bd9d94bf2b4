"""A list with names as a file: the lines that managers see of people, and nothing beside them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.content import People
from bot.domain.exports.named import ListKind, NamedExport
from bot.domain.privacy.named import NamesPeople
from bot.domain.privacy.visible_to_managers import Place, VisibleMatch, VisiblePerson
from bot.domain.programs.programs import Program
from bot.views.exports.tables import Column, Table
from bot.views.managing.people_list import AS_WHAT, PLACES

DELETED = "someone whose data is deleted"
STATUS_COLUMNS = (
    Column("Name in Slack", 26),
    Column("Slack id", 14),
    Column("Role", 12),
    Column("Profession", 18),
    Column("Career stage", 36),
    Column("Department", 22),
    Column("Site", 18),
    Column("Place", 22),
    Column("Matched with", 40),
    Column("Status", 30),
)
HR_COLUMNS = (
    Column("Staff number", 16),
    Column("Name in Slack", 26),
    Column("Slack id", 14),
    Column("Role", 18),
    Column("From", 11),
    Column("To", 11),
)
# To HR, whoever never had a place took no part.
TOOK_PART = frozenset({Place.ACTIVE, Place.PAUSED, Place.RELEASED, Place.LEFT})
KEEP = (
    "Keep this where only those who need it can read it, and only as long as you need it. Everyone on it was "
    "told that it was taken out, and for what reason. It says nothing about how well anyone works."
)
ABOUT_NAMES = (
    "Names are what people call themselves in Slack. Where Slack gave none, the Slack id stands alone."
)
ABOUT_HR = (
    "Who has a confirmed staff number is named by it alone. From and to are the program's first and last day."
)


@dataclass(frozen=True, slots=True)
class NamedList(NamesPeople):
    """The people of a program as its managers see them; `numbers` are confirmed staff numbers by user id."""

    program: Program
    named: NamedExport
    people: Sequence[VisiblePerson]
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def whom(self) -> Collection[str]:
        matched = {other for one in self.people for match in one.matches for other in match.others}
        is_status = self.named.what is ListKind.STATUS
        return {one.user_id for one in self.people} | (matched if is_status else set())

    @property
    def called_by_name(self) -> Collection[str]:
        """For whom a name is looked up in Slack."""
        return set(self.whom) - self.numbers.keys()


def people_for(what: ListKind, seen: Sequence[VisiblePerson]) -> list[VisiblePerson]:
    return [one for one in seen if what is ListKind.STATUS or one.place in TOOK_PART]


def list_tables(page: NamedList, *, names: Mapping[str, str], lists: People, made_on: date) -> list[Table]:
    """`names` are what people call themselves in Slack, by user id."""
    if page.named.what is ListKind.HR:
        for_hr = [_for_hr(one, page, names) for one in page.people]
        # Those with a number first.
        people = Table("For HR", HR_COLUMNS, sorted(for_hr, key=lambda row: (not row[0], *map(str, row))))
    else:
        by_name = sorted(page.people, key=lambda one: (names.get(one.user_id, "").casefold(), one.user_id))
        rows = [list(_status(one, names, lists)) for one in by_name]
        people = Table("People", STATUS_COLUMNS, rows)
    return [people, _about(page, made_on)]


def _status(one: VisiblePerson, names: Mapping[str, str], lists: People) -> Iterator[object]:
    stage = lists.career_stages.get(one.post.career_stage or "", "")
    yield names.get(one.user_id, "")
    yield one.user_id
    yield AS_WHAT[one.role]
    yield lists.professions.get(one.post.profession or "", "")
    yield stage.partition(": ")[0]
    yield lists.departments.get(one.post.department or "", "")
    yield one.post.site or ""
    yield PLACES[one.place]
    yield "; ".join(_partners(match, names) for match in one.matches)
    yield "; ".join(match.status for match in one.matches)


def _partners(match: VisibleMatch, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one) or one for one in match.others) or DELETED


def _for_hr(one: VisiblePerson, page: NamedList, names: Mapping[str, str]) -> list[object]:
    number = page.numbers.get(one.user_id, "")
    who = ["", ""] if number else [names.get(one.user_id, ""), one.user_id]
    return [number, *who, AS_WHAT[one.role], page.program.starts_on, page.program.ends_on]


def _about(page: NamedList, made_on: date) -> Table:
    said: list[list[object]] = [
        ["Program", page.program.name],
        ["What for", page.named.reason],
        ["Made on", made_on],
        ["Names", ABOUT_HR if page.named.what is ListKind.HR else ABOUT_NAMES],
        ["Keep it safe", KEEP],
    ]
    return Table("About", (Column("What", 16), Column("Says", 90)), said)

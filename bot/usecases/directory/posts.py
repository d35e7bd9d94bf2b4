"""Those who had themselves deleted, in a file: not taken in, and the line of managers stays whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.directory.rows import ROW, Row
from bot.domain.directory import DirectoryEntry, Employment
from bot.domain.privacy.forgetting import EMAIL, EMPLOYEE, SLACK, known_as
from bot.usecases.directory.changes import SLACK_ID

EMAIL_KEY, MANAGER = ROW.index("email_key"), ROW.index("manager_id")


class Posts:
    """Each of them leaves a post: the hash of their number, and the manager above it.

    `forgotten` is what list_forgotten says; `found` has by number the Slack hash of who was recognised by
    something else.
    """

    def __init__(self, workspace_id: str, forgotten: Mapping[str, str]) -> None:
        self._workspace_id = workspace_id
        self._forgotten = dict(forgotten)
        self._managers: dict[str, str | None] = {}
        self.found: dict[str, str] = {}

    @property
    def numbers(self) -> Iterable[str]:
        """Those that are in the file."""
        return self._managers

    def has_forgotten(self, user_id: str) -> bool:
        return self._known_as(SLACK, user_id) in self._forgotten

    def without_forgotten(self, rows: Sequence[Row]) -> Sequence[Row]:
        """By their number. A manager who is one of them is named by their post."""
        if not self._forgotten:
            return rows
        return [self._with_post(row) for row in rows if not self._left(row, EMPLOYEE)]

    def without_namesakes(self, fresh: Sequence[Row]) -> Sequence[Row]:
        """By their Slack id or address, of people nobody knew: a row that is known is not given up for it."""
        return [row for row in fresh if not self._left(row, SLACK, EMAIL)] if self._forgotten else fresh

    def of(self, numbers: Iterable[str]) -> list[str]:
        """The posts that stand behind some of these numbers."""
        if not self._forgotten:
            return []
        return [post for one in numbers if (post := self._known_as(EMPLOYEE, one)) in self._forgotten]

    def entries(self) -> list[DirectoryEntry]:
        """What is kept of each, once the whole file is read: somebody may be known to be gone only after a
        row that names them.
        """
        return [self._entry(post) for post in self._managers]

    def renamed(self) -> Iterator[tuple[str, str]]:
        """Numbers that turned out to be of somebody who is gone, with their posts."""
        return ((number, self._known_as(EMPLOYEE, number)) for number in self.found)

    def _entry(self, post: str) -> DirectoryEntry:
        manager = self._named(self._managers[post])
        return DirectoryEntry(self._workspace_id, post, manager_id=manager, standing=Employment.LEFT)

    def _left(self, row: Row, *kinds: str) -> bool:
        """Whether it is the row of somebody who is gone; if so, it is noted."""
        values = {EMPLOYEE: row[0], SLACK: row[SLACK_ID], EMAIL: row[EMAIL_KEY]}
        keys = (self._known_as(kind, values[kind]) for kind in kinds if values[kind])
        of_slack = next((self._forgotten[key] for key in keys if key in self._forgotten), None)
        if of_slack is None:
            return False
        post = self._known_as(EMPLOYEE, row[0])
        self._managers[post] = row[MANAGER]
        if post not in self._forgotten:
            self._forgotten[post] = self.found[row[0]] = of_slack
        return True

    def _with_post(self, row: Row) -> Row:
        if (named := self._named(row[MANAGER])) == row[MANAGER]:
            return row
        return (*row[:MANAGER], named, *row[MANAGER + 1 :])

    def _named(self, number: str | None) -> str | None:
        if number is None:
            return None
        post = self._known_as(EMPLOYEE, number)
        return post if post in self._forgotten else number

    def _known_as(self, kind: str, value: str) -> str:
        return known_as(self._workspace_id, kind, value)

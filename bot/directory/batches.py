"""Some rows of a file at once."""

from collections.abc import Collection
from dataclasses import dataclass, field

from bot.directory.problems import Reject, Rejection, said
from bot.directory.rows import ROW, Row
from bot.domain.directory import Employment

STARTS_ON, ENDS_ON, STANDING = ROW.index("starts_on"), ROW.index("ends_on"), ROW.index("standing")
LEFT = Employment.LEFT.value


@dataclass(frozen=True, slots=True)
class Post:
    """A row with its line: one post of somebody who may have others in the file."""

    row: Row
    line: int

    @property
    def number(self) -> str:
        number: str = self.row[0]
        return number

    def left_out(self, why: Rejection) -> Reject:
        """Whoever's number another row has is lost only if the two may be different people."""
        return Reject(self.line, said(why, number=self.number), self.number, loses=why is Rejection.TWICE)


@dataclass(slots=True)
class Batch:
    """Some rows with the line of each, and what was rejected among them."""

    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def drop_repeated(self) -> None:
        """Of several rows under one number the first stays, and every post that has an end: which of these
        counts hangs on the day.
        """
        if len({row[0] for row in self.rows}) == len(self.rows):
            return
        seen: set[str] = set()
        repeated: set[int] = set()
        for place, row in enumerate(self.rows):
            if row[ENDS_ON] is None and row[STANDING] != LEFT:
                if row[0] in seen:
                    repeated.add(place)
                seen.add(row[0])
        self.leave_out(repeated)

    def leave_out(self, places: Collection[int]) -> None:
        """Those whose number stands further up."""
        if places:
            self.rejects += [post.left_out(Rejection.TWICE) for post in self.take_out(places)]

    def take_out(self, places: Collection[int]) -> list[Post]:
        taken = [Post(self.rows[place], self.lines[place]) for place in sorted(places)]
        kept = [place for place in range(len(self.rows)) if place not in places]
        self.rows = [self.rows[place] for place in kept]
        self.lines = [self.lines[place] for place in kept]
        return taken


def is_over(row: Row, today: str) -> bool:
    """`today` in ISO text, like the days in a row."""
    return row[STANDING] == LEFT or (row[ENDS_ON] is not None and row[ENDS_ON] < today)


def places_not_current(rows: Collection[Row], today: str) -> set[int]:
    """Posts that are over, and those that are to come."""
    return {
        place
        for place, row in enumerate(rows)
        if (row[ENDS_ON] is not None and row[ENDS_ON] < today)
        or (row[STARTS_ON] is not None and row[STARTS_ON] > today)
        or row[STANDING] == LEFT
    }

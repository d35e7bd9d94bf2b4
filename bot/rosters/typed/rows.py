"""Lines of a paste to days and what is said of them, with what stands above them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.rosters import RosterWords
from bot.rosters.typed.dates import Written
from bot.rosters.typed.headings import (
    TITLES,
    Month,
    after_week,
    in_week,
    is_columns,
    lone_days,
    month_of,
    week_at,
)
from bot.rosters.typed.heads import Heads, places
from bot.rosters.typed.said import LEFT_OVER, NO_CODE, NotRead, quoted
from bot.rosters.typed.tokens import Kind, Token, Tokens, cut, joined_weekdays

NO_DAY = "line {number} has no date in front of {piece}; write it like this: 3 Mar N"

LEADS = frozenset({"from", "on"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Days of a line, each with how it joins the one before ("-" for a span), and what is said of them.

    `ends_on` is the day on which it ends, where that stands beside the time.
    """

    line: int
    days: tuple[tuple[Written, str], ...]
    says: tuple[Token, ...]
    ends_on: Written | None = None


@dataclass(slots=True)
class Sheet:
    """What stands above a line and counts for it, the entries so far, and what could not be read."""

    words: RosterWords
    entries: list[Entry] = field(default_factory=list)
    wrong: list[tuple[int, NotRead]] = field(default_factory=list)
    week: Written | None = None
    month: Month | None = None
    heads: Heads | None = None
    weekdays: dict[int, tuple[int, Token]] = field(default_factory=dict)
    seen: dict[tuple[str, str], Tokens] = field(default_factory=dict)

    def read(self, number: int, line: str) -> None:
        try:
            self._read(number, lone_days(joined_weekdays(cut(line, self.seen)), self.month))
        except NotRead as wrong:
            self.wrong.append((number, wrong))

    def close(self) -> None:
        """End the paste: a row of weekdays that belonged to no dates was not read."""
        self._end()
        if self.weekdays:
            line, first = next(iter(self.weekdays.values()))
            self.wrong.append((line, NotRead(NO_DAY, first.text)))

    def _end(self) -> None:
        """Take what stands below a row of dates; dates with nothing below them were not read."""
        heads, self.heads = self.heads, None
        if heads is None:
            return
        if not heads.said and not heads.is_week:
            first = next(iter(heads.days.values()))
            self.wrong.append((heads.line, NotRead(NO_CODE, first.text)))
        for place, says in sorted(heads.said.items()):
            self.entries.append(Entry(heads.line, ((heads.days[place], ""),), tuple(says)))

    def _read(self, number: int, tokens: list[Token]) -> None:
        named = [one for one in tokens if not one.is_between]
        if is_columns(tokens) or not (named or any(one.kind is Kind.TO for one in tokens)):
            return
        if (at := week_at(tokens)) is not None:
            self._read_week(number, tokens, at)
        elif found := month_of(named):
            self.month = found
        elif not self.week and len(named) > 1 and all(one.kind is Kind.WEEKDAY for one in named):
            self._read_weekdays(number, tokens)
        elif self.week and any(one.kind is Kind.WEEKDAY for one in named):
            self._read_days(number, in_week(tokens, self.week))
        elif any(one.kind is Kind.DAY for one in named):
            self._read_days(number, tokens)
        elif self.heads:
            self.heads.read(tokens, self.words)
        else:
            raise NotRead(NO_DAY, quoted(tokens))

    def _read_weekdays(self, number: int, tokens: list[Token]) -> None:
        """A row of weekdays belongs to the row of dates above it or below it."""
        found = places(tokens, Kind.WEEKDAY)
        if self.heads and not self.heads.said:
            self.heads = self.heads.with_weekdays(found)
        else:
            self.weekdays = {place: (number, token) for place, token in found.items()}

    def _read_week(self, number: int, tokens: list[Token], at: int) -> None:
        before = [one for one in tokens[:at] if not one.is_between]
        if strange := [one for one in before if one.text.lower() not in TITLES]:
            raise NotRead(LEFT_OVER, quoted(strange))
        self._end()
        self.week, rest = after_week(tokens, at)
        heads = Heads.of_week(number, self.week)
        if any(one.kind in (Kind.WEEKDAY, Kind.DAY) for one in rest):
            self._read_days(number, in_week(rest, self.week))
            return
        self.heads = heads
        if rest:
            heads.read(rest, self.words)

    def _read_days(self, number: int, tokens: list[Token]) -> None:
        self._end()
        if heads := Heads.of_dates(number, tokens):
            self.heads = heads.with_weekdays({place: one for place, (_, one) in self.weekdays.items()})
            self.weekdays = {}
        else:
            self.entries += entries(number, tokens)


def entries(number: int, tokens: list[Token]) -> list[Entry]:
    """Each group of days with what is said behind them, or before them where a line begins with it."""
    if any(one.kind is Kind.WORD for one in tokens):
        tokens = [one for at, one in enumerate(tokens) if not _leads(tokens, at)]
    named = [one for one in tokens if not one.is_between]
    if whole := _with_both_ends(number, named):
        return [whole]
    if named[0].kind is not Kind.DAY and named[-1].kind is Kind.DAY:
        return [_entry(number, days, says) for says, days in _pairs(tokens)]
    if named[0].kind is not Kind.DAY:
        raise NotRead(NO_DAY, quoted(named[:1]))
    return [_entry(number, days, says) for days, says in _pairs(tokens)]


def _with_both_ends(number: int, named: Sequence[Token]) -> Entry | None:
    """A day and a time at which it begins, a day and a time at which it ends, and what it is called."""
    kinds = [one.kind for one in named]
    places = [at for at, kind in enumerate(kinds) if kind in (Kind.DAY, Kind.TIME)]
    if [kinds[at] for at in places] != [Kind.DAY, Kind.TIME, Kind.DAY, Kind.TIME]:
        return None
    first, second = places[0], places[2]
    start, end = named[first].day, named[second].day
    if start is None or end is None or places[3] - first != 3:
        return None
    says = tuple(one for one in named if one.kind is not Kind.DAY)
    return Entry(number, ((start, ""),), says, end)


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is the "from" of "from 16 to 19 March"."""
    word = tokens[at].kind is Kind.WORD and tokens[at].text.lower() in LEADS
    return word and at + 1 < len(tokens) and tokens[at + 1].kind is Kind.DAY


def _pairs(tokens: Sequence[Token]) -> list[tuple[list[Token], list[Token]]]:
    """Runs of days and runs of what is said, in turn; marks at the ends of a run are left out."""
    runs: list[tuple[bool, list[Token]]] = []
    for token in tokens:
        is_day = token.kind is Kind.DAY
        if token.is_between:
            if runs:
                runs[-1][1].append(token)
        elif runs and runs[-1][0] is is_day:
            runs[-1][1].append(token)
        else:
            runs.append((is_day, [token]))
    found = [_trimmed(run) for _, run in runs]
    if len(found) % 2:
        found.append([])
    return list(zip(found[::2], found[1::2], strict=True))


def _trimmed(run: list[Token]) -> list[Token]:
    while run and run[-1].is_between and run[-1].kind is not Kind.TO:
        run = run[:-1]
    return run


def _entry(number: int, days: list[Token], says: list[Token]) -> Entry:
    if not says:
        raise NotRead(NO_CODE, quoted(days))
    found: list[tuple[Written, str]] = []
    join = ""
    for token in days:
        if token.day:
            if found and not join:
                raise NotRead(NO_CODE, found[-1][0].text)
            found.append((token.day, join if found else ""))
            join = ""
        elif token.kind in (Kind.DASH, Kind.TO, Kind.COMMA):
            join = "-" if token.kind is not Kind.COMMA else join or ","
    if join:
        raise NotRead(LEFT_OVER, quoted(days))
    return Entry(number, tuple(found), tuple(says))

"""My roster in every variant."""

from datetime import UTC, date, datetime, time, timedelta

from bot.content import load_content
from bot.domain.roster_days import DayKind, Part, RosterDay, counted
from bot.domain.rosters import RosterKind
from bot.views.rosters import rosters as roster

CONTENT = load_content()
WORDS = CONTENT.roster_words
FIRST = date(2026, 3, 2)
READ_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARTS = (
    (Part(DayKind.SHIFT, time(7), time(19, 30)),),
    (Part(DayKind.NIGHT, time(19), time(7, 30)),),
    (Part(DayKind.SHIFT, time(7), time(12)), Part(DayKind.ON_CALL, time(18), time(8))),
    (Part(DayKind.AWAY),),
    (Part(DayKind.OFF),),
    (Part(DayKind.NOT_KNOWN),),
)
DAYS = tuple(RosterDay(FIRST + timedelta(days=n), PARTS[min(n // 2, len(PARTS) - 1)]) for n in range(14))


def page(kind=RosterKind.FEED, **more):
    usual: dict = {"known_until": date(2026, 4, 12), "read_at": READ_AT, "usual_hours": WORDS.usual_hours}
    return roster.RosterPage(kind, DAYS, counted(DAYS), **usual | more)


def shown(kind=RosterKind.FEED, **more):
    return roster.roster_page(page(kind, **more), lines=CONTENT.lines)


def roster_variants():
    """Name to what a view returned."""
    return {
        "roster_form": roster.roster_form(),
        "roster_form_reading": roster.roster_form(is_reading=True),
        "roster_form_problem": roster.roster_form(problem="Nobody answers at the address <here>."),
        "roster_page": shown(),
        "roster_page_doubtful": shown(unknown=("LD", "N<1>"), unclear=2, is_failing=True),
        "roster_page_undated": shown(unclear=3, undated=2, zones=("Ward <Time>",)),
        "roster_page_lines": shown(RosterKind.LINES, unclear=1),
        "roster_page_pattern": shown(RosterKind.PATTERN),
        "roster_page_over": shown(RosterKind.LINES, known_until=None),
        "roster_codes": roster.codes_form(
            [f"C{number}" for number in range(12)], usual_hours=WORDS.usual_hours
        ),
        "roster_corrections": roster.corrections_form(page()),
        "roster_corrections_again": roster.corrections_form(page(corrections="2026-03-04 off")),
        "roster_right": roster.roster_right(),
        "roster_forgotten": roster.roster_forgotten(),
        "roster_unreachable": roster.roster_unreachable(),
    }

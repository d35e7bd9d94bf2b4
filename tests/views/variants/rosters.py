"""My roster in every variant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.content import load_content
from bot.domain.roster_days import DayKind, Part, RosterDay, counted
from bot.domain.rosters import Assumed, CodeChange, Meaning, RosterKind, Work
from bot.domain.shifts.codes import CommonCode, Settled
from bot.views.rosters import code_table, codes, days
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
LISTS = CONTENT.code_lists
NIGHT = Meaning(Work.NIGHT, (time(19), time(7, 30)))
MEANINGS = {"N": NIGHT, "AL": Meaning(Work.AWAY)}
CHANGES = (
    CodeChange("N", Meaning(Work.OFF), NIGHT),
    CodeChange("E<1>", None, Meaning(Work.DAY)),
    CodeChange("LD", Meaning(Work.DAY), None),
)
ASKED = Assumed.USUAL_HOURS
ASSUMED = {FIRST + timedelta(days=number * 2): one for number, one in enumerate(Assumed)}
ROWS = (
    code_table.CodeRow("N", CommonCode("N", NIGHT, Settled.AGREED), (NIGHT,)),
    code_table.CodeRow("AL", CommonCode("AL", Meaning(Work.AWAY), Settled.DECIDED)),
    code_table.CodeRow("E", CommonCode("E", Meaning(Work.DAY), Settled.DECIDED), (Meaning(Work.EVENING),)),
    code_table.CodeRow("X", None, (Meaning(Work.OFF), NIGHT)),
)
DAYS = tuple(RosterDay(FIRST + timedelta(days=n), PARTS[min(n // 2, len(PARTS) - 1)]) for n in range(14))


def page(kind=RosterKind.FEED, **more):
    usual: dict = {"known_until": date(2026, 4, 12), "read_at": READ_AT, "usual_hours": WORDS.usual_hours}
    return roster.RosterPage(kind, DAYS, counted(DAYS), **usual | more)


def shown(kind=RosterKind.FEED, **more):
    return roster.roster_page(page(kind, **more), lines=CONTENT.lines)


def day(kind=RosterKind.FEED, **more):
    return days.DayPage(kind, DAYS[2], WORDS.usual_hours, **more)


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
        "roster_page_not_agreed": shown(is_agreed=False, unknown=("LD",)),
        "roster_page_over": shown(RosterKind.LINES, known_until=None),
        "roster_page_pattern_assumed": shown(RosterKind.PATTERN, later=DAYS, assumed=ASSUMED),
        "roster_page_changed": shown(
            changes=CHANGES,
            codes=MEANINGS,
            note="We read dates in numbers with the month first: 4/11 is 11 April.",
        ),
        "roster_usual_codes": codes.usual_codes(("LD", "N", "QQ", "X"), LISTS["gb"], LISTS),
        "roster_codes": codes.codes_form(
            [f"C{number}" for number in range(12)], usual_hours=WORDS.usual_hours, lists=LISTS
        ),
        "roster_codes_elsewhere": codes.codes_form(["NOC"], usual_hours=WORDS.usual_hours, lists=LISTS),
        "roster_codes_of_mine": codes.codes_of_mine(MEANINGS, usual_hours=WORDS.usual_hours),
        "roster_codes_sure": codes.codes_sure(["N"]),
        "roster_codes_sure_of_several": codes.codes_sure(["N", "LD"]),
        "roster_day_feed": days.day_form(day(said=["19:00-07:30 Night - <Acute> ward"], assumed=ASKED)),
        "roster_day_feed_unreadable": days.day_form(day(said=None)),
        "roster_day_lines": days.day_form(day(RosterKind.LINES)),
        "roster_day_not_known": days.day_form(replace(day(RosterKind.LINES), day=DAYS[-1])),
        "roster_day_pattern": days.day_form(
            day(RosterKind.PATTERN, said=["night, from: 2 night, 2 off from 2026-03-01"])
        ),
        "code_changed": codes.code_changed(CHANGES),
        "code_table": code_table.code_table(ROWS),
        "code_table_empty": code_table.code_table([]),
        "code_table_full": code_table.code_table([replace(ROWS[0], code=f"C{n}") for n in range(90)], page=1),
        "code_form": code_table.code_form(ROWS[0]),
        "code_form_contested": code_table.code_form(ROWS[-1]),
        "roster_corrections": roster.corrections_form(page()),
        "roster_corrections_again": roster.corrections_form(page(corrections="2026-03-04 off")),
        "roster_right": roster.roster_right(),
        "roster_forgotten": roster.roster_forgotten(),
        "roster_unreachable": roster.roster_unreachable(),
        "roster_to_agree": roster.roster_to_agree(),
    }

"""Care for mentors: their hours."""

from datetime import date

from bot.domain.care.hours import HoursStatement, ProgramHours
from bot.domain.joining.enrolments import Role
from bot.views.care import hours

MADE_ON = date(2026, 9, 14)
HOURS = HoursStatement(
    MADE_ON,
    (
        ProgramHours("Nurse leadership", Role.MENTOR, date(2026, 1, 5), date(2026, 9, 7), 7, 45),
        ProgramHours("Peer circles", Role.HOST, date(2026, 3, 2), None, 1, 60),
    ),
)


def variants_of_care():
    """Name to what a view returned."""
    return {
        "hours": hours.hours_page(HOURS),
        "hours_none": hours.hours_page(HoursStatement(MADE_ON, ())),
        "hours_note": hours.hours_note(),
        "hours_sent": hours.hours_sent(),
    }

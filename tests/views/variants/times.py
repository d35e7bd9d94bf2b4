"""Finding a time: its pages and messages in every variant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.meetings.meetings import Meeting, call_off, set_to
from bot.domain.meetings.slots import Offer, Reason, Slot
from bot.views.meetings import times
from bot.views.meetings.times import Note

START = datetime(2026, 3, 5, 14, tzinfo=UTC)
SLOTS = tuple(Slot(START + timedelta(days=days), 30 if days else 20) for days in (0, 4, 7))
OFFERS = [Offer(slot, reason) for slot, reason in zip(SLOTS, list(Reason), strict=False)]
SAME = [Offer(slot, Reason.OFF) for slot in SLOTS]
LONGEST = [Offer(slot, Reason.DAYTIME) for slot in SLOTS]
ASKED = Meeting("T1", "men1", "meeting1", 1, slots=SLOTS, picks={"UMENTEE": (START,)})
SET = set_to(ASKED, SLOTS[1])
OTHERS = ("UMENTOR",)


def time_variants(pair, circle, lines):
    page = times.Times(pair, "UMENTEE", "Europe/London", 45, ASKED, OFFERS)
    in_circle = times.Times(circle, "UPEER0", "America/New_York", 60, ASKED, LONGEST)
    is_set = replace(page, meeting=SET, offers=())
    return {
        "times_form": times.times_form(page),
        "times_form_one_reason": times.times_form(replace(page, offers=SAME)),
        "times_form_circle": times.times_form(replace(in_circle, note=Note.NO_COMMON)),
        "times_form_others": times.times_form(replace(page, note=Note.NO_COMMON)),
        "times_form_changed": times.times_form(replace(page, note=Note.CHANGED)),
        "times_form_moving": times.times_form(replace(page, note=Note.MOVING)),
        "times_ticked": times.ticked(page, is_asked=True),
        "times_ticked_again": times.ticked(page, is_asked=False),
        "times_none": times.no_time_page(replace(page, offers=())),
        "times_none_circle": times.no_time_page(replace(in_circle, offers=())),
        "time_page": times.time_page(is_set),
        "time_page_new": times.time_page(is_set, is_new=True),
        "question_month_begun": times.question_month_begun(page, cycle=2),
        "times_choose_whom": times.choose_whom([("men1", OTHERS), ("men2", ("UA", "UB"))]),
        "times_choose_nobody": times.choose_whom([]),
        "first_meeting": _first(pair, OFFERS, lines),
        "first_meeting_one_reason": _first(pair, SAME, lines),
        "first_meeting_two": _first(pair, OFFERS[:2], lines),
        "first_meeting_no_hour": _first(pair, [], lines),
        "time_question": times.time_question(pair, others=OTHERS, offers=OFFERS),
        "time_set": times.time_set_message(SET, others=OTHERS),
        "time_moved": times.time_set_message(replace(SET, sequence=1), others=OTHERS),
        "time_reminder": times.meeting_reminder(SET, others=OTHERS),
        "time_off": times.time_off_message(call_off(SET), others=OTHERS, goes_on=True),
        "time_off_ended": times.time_off_message(call_off(SET), others=OTHERS, goes_on=False),
        "time_called_off": times.called_off(call_off(SET), others=OTHERS),
        "question_month": times.question_month(others=OTHERS, mentorship_id="men1", cycle=2),
        "question_month_noted": times.in_touch(every_weeks=3, mentorship_id="men1", cycle=2),
        "time_file_sent": times.file_sent(),
    }


def _first(pair, offers, lines):
    return times.first_meeting_nudge(pair, others=OTHERS, minutes=45, offers=offers, line=lines.first_nudge)

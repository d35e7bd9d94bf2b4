"""What is posted and told in totals by itself: the schedule of a summary, and a champion's month."""

from dataclasses import replace
from datetime import date

from bot.domain.disclosure.figures import share
from bot.domain.managing.schedules import Every, Schedule
from bot.domain.measures.results import Result, Verdict
from bot.domain.measures.targets import Comparison, Target
from bot.views.managing import champion, schedule, summary
from bot.views.managing.schedule import Came, ScheduleShown
from bot.views.programs import page
from tests.figures import on_track

TARGET = Target(Comparison.AT_LEAST, low=70)
RESULTS = (
    Result("first_meeting_21d", on_track(18, 20), Verdict.REACHED, TARGET),
    Result("pairs_active", on_track(10, 20), Verdict.NOT_REACHED, TARGET, part="3_months"),
    Result("meetings_held", on_track(15, 20), Verdict.CLOSE, TARGET),
    Result(
        "know_support",
        on_track(16, 20),
        Verdict.NO_TARGET,
        Target(Comparison.REPORT),
        earlier=on_track(9, 20),
    ),
    Result("match_fit", share(None), Verdict.TOO_EARLY, Target(Comparison.AT_LEAST, low=80)),
)
TOMORROW = date(2026, 3, 3)
STANDS = Schedule("T1", "prg1", "C1", Every.MONTH, date(2026, 3, 31), date(2026, 3, 31), set_by="UMANAGER")
ELSE = replace(STANDS, every=Every.QUARTER, channel_id="C2")


def variants(program, *, large, content):
    """`large` is a summary that has much to show."""
    with_results = replace(large, results=RESULTS)
    stands = ScheduleShown(program, STANDS, TOMORROW)
    posted = replace(stands, last=date(2026, 2, 27), came=Came.POSTED)
    others = {
        "nobodys": replace(stands, standing=replace(STANDS, set_by="")),
        "not_posted": replace(posted, came=Came.NOT_POSTED),
        "not_in_time": replace(posted, came=Came.NOT_IN_TIME),
        "nothing": replace(posted, came=Came.NOTHING_TO_SHOW),
        "too_small": replace(stands, says_something=False),
        "over": replace(stands, tomorrow=date(2026, 8, 3)),
        "posted": posted,
    }
    return {
        "summary_with_targets": summary.summary_message(with_results),
        "summary_preview_with_targets": summary.summary_preview(with_results),
        "schedule_form": schedule.schedule_form(ScheduleShown(program, None, TOMORROW)),
        "schedule_form_too_small": schedule.schedule_form(
            ScheduleShown(program, None, TOMORROW, says_something=False)
        ),
        "schedule_form_stands": schedule.schedule_form(posted),
        "schedule_saved": schedule.schedule_saved(STANDS, stood=None),
        "schedule_saved_over": schedule.schedule_saved(STANDS, stood=ELSE),
        "schedule_stopped": schedule.schedule_stopped(program, was_on=True),
        "schedule_stopped_before": schedule.schedule_stopped(program, was_on=False),
        **{
            f"program_page_summary_{name}": page.program_page(program, regular=schedule.schedule_on_page(one))
            for name, one in others.items()
        },
        "champions_month": champion.champions_month([with_results], content=content),
        "champions_month_first": champion.champions_month([large], content=content),
        "champions_month_of_four": champion.champions_month([with_results, *[large] * 3], content=content),
        "champions_post": champion.post_to_forward(with_results, content=content),
        "champions_post_first": champion.post_to_forward(large, content=content),
    }

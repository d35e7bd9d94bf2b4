"""Putting a question off, nights this week, and quiet hours of one's own, in every variant."""

from dataclasses import replace
from datetime import date, time

from bot.content import load_content
from bot.domain.feedback.waves import WaveKind
from bot.domain.pausing import Until
from bot.views.availability import not_now, quiet_hours
from bot.views.feedback.inviting import wave_invite
from bot.views.journey import milestones
from bot.views.meetings import check_in
from bot.views.refs import AskedRef, QuestionRef

CONTENT = load_content()
FRIDAY = date(2026, 3, 6)
OTHERS = {one: CONTENT.snooze_choices[one] for one in (Until.TOMORROW, Until.AFTER_NIGHTS, Until.NEXT_MONTH)}
AGAIN = not_now.PutOff(QuestionRef(17), again_on=FRIDAY, others=OTHERS)
LET_GO = replace(AGAIN, again_on=None)
HOURS = quiet_hours.QuietHours(
    None,
    None,
    long_recovery=False,
    rules=CONTENT.quiet_rules,
    when="You'll hear from Lamplight every day, 11:00-18:00. Never at other times.",
)


def question():
    return check_in.check_in_question(others=("UMENTOR",), mentorship_id="men1", cycle=3)


def rhythm_question():
    return milestones.rhythm_question(
        text=CONTENT.lines.rhythm_check,
        others=("UMENTOR",),
        mentorship_id="men1",
        program_id="prg1",
        every_weeks=3,
    )


def not_now_variants():
    return {
        "not_now_in_the_menu": not_now.with_not_now(question(), ref=QuestionRef(17)),
        "not_now_beside_an_answer": not_now.with_not_now(
            wave_invite(
                AskedRef("prg1", WaveKind.BASELINE), program_name="Nurse Leadership <2026>", is_early=False
            ),
            ref=QuestionRef(17),
        ),
        "not_now_beside_a_menu": not_now.with_not_now(rhythm_question(), ref=QuestionRef(17)),
        "not_now_put_off": not_now.put_off(AGAIN),
        "not_now_put_off_to_no_other_day": not_now.put_off(replace(AGAIN, others={})),
        "not_now_let_go": not_now.put_off(LET_GO),
        "not_now_no_longer_open": not_now.no_longer_open(),
        "nights_begun": not_now.nights_begun(date(2026, 3, 8)),
        "nights_begun_under_a_question": not_now.nights_begun(date(2026, 3, 8), AGAIN),
        "nights_over": not_now.nights_over(),
        "quiet_hours_none": quiet_hours.quiet_hours_page(HOURS),
        "quiet_hours_chosen": quiet_hours.quiet_hours_page(
            replace(HOURS, start=time(21), end=time(11), long_recovery=True)
        ),
        "quiet_hours_saved": quiet_hours.quiet_hours_saved(HOURS.when),
    }

"""A wave: the invitation, every sort of question, and what stands in their place."""

from dataclasses import replace
from datetime import date

from bot.content import load_content
from bot.domain.feedback.items import Question, items_for
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import Role
from bot.views.feedback import asking, inviting
from bot.views.refs import AskedRef

CONTENT = load_content()
TEMPLATE = CONTENT.programs["nurse_leadership"]
UNTIL = date(2026, 3, 27)


def asked_in(kind, role=Role.MENTEE):
    return items_for(CONTENT.surveys.asked_in(kind, TEMPLATE), role, is_circle=False, is_early=False)


def question(kind, key, role=Role.MENTEE):
    items = asked_in(kind, role)
    number = next(place for place, one in enumerate(items, 1) if one.key == key)
    return asking.wave_question(AskedRef("prg1", kind), Question(items[number - 1], number, len(items)))


def wave_variants(program, pair, *, home_page, my_mentorship):
    known, baseline = {"program_name": program.name}, AskedRef("prg1", WaveKind.BASELINE, "2026Q1")
    other = replace(pair, id="men2")
    found = {
        "wave_question_first": question(WaveKind.BASELINE, "b2"),
        "wave_question_confidence": question(WaveKind.BASELINE, "b4:hard_conversation"),
        "wave_question_that_acts": question(WaveKind.PULSE, "p1", Role.MENTOR),
        "wave_question_of_load": question(WaveKind.MID, "m6", Role.MENTOR),
        "wave_question_of_many": question(WaveKind.END, "e10"),
        "wave_question_of_ten": question(WaveKind.END, "e9"),
        "wave_later": asking.wave_later(baseline),
        "wave_done": asking.wave_done(WaveKind.END),
        "wave_done_after_the_pulse": asking.wave_done(WaveKind.PULSE),
        "wave_new_match": asking.new_match([pair], user_id="UMENTEE"),
        "wave_new_match_which": asking.new_match([pair, other], user_id="UMENTOR"),
        "wave_invite_early": inviting.wave_invite(AskedRef("prg1", WaveKind.END), **known, is_early=True),
        "home_wave": home_page(
            mine=[my_mentorship()], asks=inviting.wave_todo(baseline, number=1, of=6, is_early=False)
        ),
        "home_wave_begun": home_page(
            mine=[my_mentorship()], asks=inviting.wave_todo(baseline, number=2, of=6, is_early=False)
        ),
        "home_wave_after_a_question": home_page(
            mine=[my_mentorship(asked=True)],
            asks=inviting.wave_todo(baseline, number=2, of=6, is_early=False),
        ),
    }
    for kind in WaveKind:
        asked = AskedRef("prg1", kind)
        found[f"wave_invite_{kind}"] = inviting.wave_invite(asked, **known, is_early=False)
        found[f"wave_reminder_{kind}"] = inviting.wave_reminder(asked, **known, closes_on=UNTIL)
    return found

"""A wave is short: taps and words are counted for somebody who answers everything, in every program."""

import pytest

from bot.content.programs import FormatKind
from bot.domain.feedback.items import Question, items_for
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import Role
from bot.views.feedback.asking import MOST_IN_A_ROW, wave_done, wave_question
from bot.views.feedback.inviting import wave_invite
from bot.views.refs import AskedRef
from tests.handlers.joining.test_how_long_it_takes import WORDS_A_MINUTE, texts_of

# To read, as the invitation says; and all together, with the time to think and tap at each question.
MOST_SECONDS = {WaveKind.BASELINE: 60, WaveKind.PULSE: 30, WaveKind.MID: 60, WaveKind.END: 120}
MOST_ALTOGETHER, TO_THINK_AND_TAP = 180, 3
MOST_TAPS_OF_A_BASELINE = 8
IN_PAIRS, IN_CIRCLES = (Role.MENTEE, Role.MENTOR), (Role.PEER,)


def questions(content, template, kind, role):
    asked = content.surveys.asked_in(kind, template)
    items = items_for(asked, role, is_circle=role.in_circles, is_early=False)
    return [Question(one, place, len(items)) for place, one in enumerate(items, 1)]


def taps(question):
    """A list opens with a tap, and something in it is chosen with another; a scale is always in sight."""
    is_list = question.item.scale == "choice" and len(question.item.options) > MOST_IN_A_ROW
    return 2 if is_list else 1


def read(template, kind, found):
    """The invitation, each question, and the end."""
    asked = AskedRef("P1", kind)
    views = [
        wave_invite(asked, program_name=template.name, is_early=False),
        *(wave_question(asked, one) for one in found),
        wave_done(kind),
    ]
    return [text for view in views for text in texts_of(view.to_dict()["blocks"])]


def seconds(texts):
    return sum(len(text.split()) for text in texts) / WORDS_A_MINUTE * 60


def ways(content):
    for template in content.programs.values():
        is_circle = template.format.kind is FormatKind.GROUP
        for kind in WaveKind:
            for role in IN_CIRCLES if is_circle else IN_PAIRS:
                if found := questions(content, template, kind, role):
                    yield template, kind, role, found


def test_a_mentees_first_questions_are_eight_taps_at_most(content):
    for template, kind, role, found in ways(content):
        if kind is WaveKind.BASELINE and role is Role.MENTEE:
            assert 1 + sum(map(taps, found)) <= MOST_TAPS_OF_A_BASELINE, template.id


@pytest.mark.parametrize("kind", WaveKind)
def test_no_wave_takes_longer_than_its_invitation_says(content, kind):
    asked = [(template, role, found) for template, of, role, found in ways(content) if of is kind]
    assert asked
    for template, role, found in asked:
        reads = seconds(read(template, kind, found))
        assert reads <= MOST_SECONDS[kind], (template.id, role)
        assert reads + TO_THINK_AND_TAP * len(found) <= MOST_ALTOGETHER, (template.id, role)

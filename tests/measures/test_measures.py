"""What each measure counts, played by hand from cells: over whom, from when, and in the hard cases."""

from collections import Counter

import pytest

from bot.content import load_content
from bot.domain.disclosure.figures import share_among
from bot.domain.disclosure.kinds import (
    AGREES,
    ANSWERED,
    FIRST_TALK,
    FIVE_TALKS,
    INTRODUCED,
    KINDS,
    MATCHED,
    MET,
    PLACES_OFFERED,
    PLACES_TAKEN,
    REMATCH_ASKED,
    STILL_ON_TRACK,
    TURNOUT,
)
from bot.domain.disclosure.weeks import WEEK
from bot.domain.measures.measures import Shape
from bot.facts.results import shape_of
from bot.measures import all_measures
from tests.figures import record
from tests.measures.frozen_programs import (
    AS_OF,
    END,
    MID,
    PULSE,
    ROUND,
    START,
    Asked,
    off,
    people,
    periods,
    program,
    week,
    weeks,
)

CONTENT = load_content()
CIRCLES, COACHING = Shape.CIRCLES, Shape.COACHING
MENTEES, MENTORS = {"mentee": (40, 50)}, {"mentor": (18, 20)}
ONE_BY_ONE = {
    "first_meeting_21d": FIRST_TALK,
    "first_meeting_7d": FIRST_TALK,
    "matched_in_21d": MATCHED,
    "pairs_active": STILL_ON_TRACK,
    "circle_turnout": TURNOUT,
    "sessions_completed": FIVE_TALKS,
}
AGREED = {
    "match_fit": ("e4", "nurse_leadership", {"mentee": (20, 25), "mentor": (20, 25)}),
    "safe_to_be_open": ("e5", "nurse_leadership", MENTEES),
    "less_alone": ("c1", "peer_circle", {"circle": (40, 50)}),
    "small_fix_done": ("x2", "cross_functional", {"mentee": (20, 25), "mentor": (20, 25)}),
    "stepped_up": ("x1", "nurse_leadership", MENTEES),
    "stay_intent_group": ("e6", "nurse_leadership", MENTEES),
    "know_support": ("e11", "nurse_leadership", MENTEES),
}
SURER = {
    "know_who_to_ask": ("who_to_ask", "onboarding"),
    "know_who_to_call": ("know_who_to_call", "cross_functional"),
    "understand_role": ("understand_theirs", "cross_functional"),
    "belonging": ("feel_part", "onboarding"),
}


def read(measure_id, *programs):
    """Its readings by part."""
    return {one.part: one for one in all_measures()[measure_id].read(programs)}


def only(measure_id, *programs):
    [reading] = read(measure_id, *programs).values()
    return reading


def group_of(measure_id):
    return "13" if measure_id == "pairs_active" else ""


def shape_for(measure_id):
    return next(iter(all_measures()[measure_id].of - {Shape.PAIRS}), Shape.PAIRS)


def days_for(measure_id):
    return 7 if measure_id == "first_meeting_7d" else 21


def of_periods(measure_id, *counts, **about):
    cells = periods(ONE_BY_ONE[measure_id], *counts, group=group_of(measure_id))
    return program(shape_for(measure_id), cells=cells, first_days=days_for(measure_id), **about)


@pytest.mark.parametrize("measure_id", ONE_BY_ONE)
def test_periods_of_four_weeks_add_up_and_a_small_one_shows_in_the_sum_alone(measure_id):
    reading = next(iter(read(measure_id, of_periods(measure_id, (16, 20), (18, 20), (1, 3))).values()))
    assert reading.figure.value == 80
    assert [(day, figure.value) for day, figure in reading.trend] == [
        (week(3) + WEEK, 80),
        (week(2) + WEEK, 90),
    ]
    assert (reading.since, reading.as_of) == (week(3) + WEEK, AS_OF)


@pytest.mark.parametrize("measure_id", ONE_BY_ONE)
@pytest.mark.parametrize("could", [1, 3, 4])
def test_fewer_than_five_are_not_shown(measure_id, could):
    reading = next(iter(read(measure_id, of_periods(measure_id, (could, could))).values()))
    assert not reading.figure.is_shown
    assert reading.as_of == AS_OF


@pytest.mark.parametrize("measure_id", ONE_BY_ONE)
def test_of_nine_and_of_ten_a_share_is_shown_with_how_far_off_it_may_be(measure_id):
    for could in (9, 10):
        reading = next(iter(read(measure_id, of_periods(measure_id, (could // 2, could))).values()))
        low, high = reading.figure.between
        assert low < reading.figure.value < high


@pytest.mark.parametrize("measure_id", ONE_BY_ONE)
def test_where_everyone_was_paused_there_is_nothing_to_say(measure_id):
    paused = of_periods(measure_id, (0, 0), (0, 0))
    paused = program(
        shape_for(measure_id), cells=[off(cell, -1) for cell in paused.cells], first_days=days_for(measure_id)
    )
    reading = next(iter(read(measure_id, paused).values()))
    assert not reading.figure.is_shown
    assert reading.trend == []


@pytest.mark.parametrize("measure_id", ONE_BY_ONE)
def test_programs_together_are_the_sum_of_their_cells(measure_id):
    big, small = of_periods(measure_id, (30, 40)), of_periods(measure_id, (0, 3))
    reading = next(iter(read(measure_id, big, small).values()))
    assert reading.figure == next(iter(read(measure_id, of_periods(measure_id, (30, 43))).values())).figure
    assert len(reading.trend) == 1


def test_new_starters_and_others_are_counted_apart():
    starters = program(cells=periods(FIRST_TALK, (20, 20)), first_days=7)
    others = program(cells=periods(FIRST_TALK, (5, 20)), first_days=21)
    assert only("first_meeting_7d", starters, others).figure.text == "95 % or more"
    assert only("first_meeting_21d", starters, others).figure.value == 25


def test_pairs_on_track_have_two_figures_and_the_later_one_waits():
    cells = periods(STILL_ON_TRACK, (15, 20), group="13")
    found = read("pairs_active", program(cells=cells))
    assert found["3_months"].figure.value == 75
    assert not found["6_months"].figure.is_shown
    assert found["6_months"].as_of is None


@pytest.mark.parametrize(("measure_id", "shape"), [("meetings_held", Shape.PAIRS), ("circle_meets", CIRCLES)])
@pytest.mark.parametrize(
    ("yeses", "said"),
    # 12 weeks of 20 who could, by every four weeks: 60 talks.
    [(3, "about 60 %"), (5, "95 % or more"), (12, "95 % or more"), (0, "5 % or less")],
)
def test_talks_are_held_against_those_the_rhythm_gives(measure_id, shape, yeses, said):
    one = program(shape, cells=weeks(MET, 12, yeses, 20), every_weeks=4)
    reading = only(measure_id, one)
    assert reading.figure.text == said
    assert len(reading.trend) == 3
    assert (reading.since, reading.as_of) == (ROUND - 11 * WEEK, AS_OF)


def test_weeks_in_which_nobody_could_plan_no_talk():
    held = [*weeks(MET, 4, 4, 20), *periods(MET, (0, 0), (0, 0), (0, 0), (0, 0))[:3]]
    assert only("meetings_held", program(cells=held, every_weeks=4)).figure.value == 80


def test_the_last_four_weeks_are_in_the_trend_once_they_are_over():
    begun = weeks(MET, 6, 4, 20)
    assert len(only("meetings_held", program(cells=begun, every_weeks=4)).trend) == 2
    cut = [cell for cell in begun if cell.week < ROUND]
    assert len(only("meetings_held", program(cells=cut, every_weeks=4)).trend) == 1


def test_each_program_is_held_against_its_own_rhythm():
    weekly = program(cells=weeks(MET, 4, 20, 20), every_weeks=1)
    monthly = program(cells=weeks(MET, 4, 0, 20), every_weeks=4)
    assert only("meetings_held", weekly, monthly).figure.value == 80


def test_circles_are_no_pairs_and_pairs_are_no_circles():
    both = [program(shape, cells=weeks(MET, 4, 4, 20), every_weeks=4) for shape in (Shape.PAIRS, CIRCLES)]
    assert only("meetings_held", *both).figure == only("meetings_held", both[0]).figure
    assert only("circle_meets", *both).figure == only("circle_meets", both[1]).figure
    coaching = program(COACHING, cells=weeks(MET, 4, 4, 20), every_weeks=4)
    assert only("meetings_held", coaching).figure.value == 80


def test_places_in_use_are_those_of_the_last_monday():
    cells = [*people(PLACES_OFFERED, 40, 40, 50), *people(PLACES_TAKEN, 40, 20, 30)]
    reading = only("mentor_use", program(cells=cells))
    assert (reading.figure.value, reading.as_of) == (60, AS_OF)
    low, high = reading.figure.between
    assert low < 60 < high
    assert only("mentor_use", program()).as_of is None


def test_a_program_that_is_over_offers_no_places_any_more():
    old = program(cells=[cell for cell in [*people(PLACES_OFFERED, 90, 0), *people(PLACES_TAKEN, 0, 0)][::2]])
    now = program(cells=[*people(PLACES_OFFERED, 40), *people(PLACES_TAKEN, 20)])
    assert only("mentor_use", old, now).figure.value == 50


def test_wishes_for_a_new_match_are_held_against_everyone_introduced():
    cells = [*periods(REMATCH_ASKED, (2, 30), (4, 35), (2, 30)), *people(INTRODUCED, 30, 40, 50)]
    reading = only("rematch_rate", program(cells=cells))
    assert reading.figure.value == 15
    assert reading.as_of == AS_OF
    assert not only("rematch_rate", program()).figure.is_shown


def test_noise_below_nothing_reads_as_nothing():
    asked = [off(cell, -2) for cell in periods(REMATCH_ASKED, (0, 30), (0, 30))]
    reading = only("rematch_rate", program(cells=[*asked, *people(INTRODUCED, 40)]))
    assert reading.figure.text == "5 % or less"


def test_the_response_is_of_everyone_asked_in_every_wave_that_closed():
    asked = Asked().wave(START, {"mentee": (20, 25), "mentor": (20, 25)}, weeks_ago=20)
    asked.wave(END, {"mentee": (5, 25), "mentor": (10, 20), "mentee:early": (0, 5)})
    reading = only("response_rate", asked.program)
    assert reading.figure.value == 55
    assert [figure.value for _, figure in reading.trend] == [80, 30]


def test_of_goals_everyone_is_the_whole_who_was_asked():
    asked = Asked().wave(END, {"mentee": (10, 40)}, goals=(10, 40))
    assert only("goal_progress", asked.program).figure.value == 25
    few = Asked().wave(END, {"mentee": (9, 9)}, goals=(9, 9))
    assert not only("goal_progress", few.program).figure.is_shown


@pytest.mark.parametrize("measure_id", AGREED)
def test_a_question_is_of_those_who_answered_among_those_who_are_asked_it(measure_id):
    item, template, answered = AGREED[measure_id]
    # Of 40 who answered 30 say yes; mentors who aren't asked it don't count.
    others = {} if "mentor" in answered or template == "peer_circle" else MENTORS
    asked = Asked(template).wave(END, {**answered, **others}, yes={item: (30, 50)})
    assert only(measure_id, asked.program).figure.value == 75
    ten = {role: (5 if len(answered) > 1 else 10,) * 2 for role in answered}
    assert only(measure_id, Asked(template).wave(END, ten, yes={item: (5, 10)}).program).figure.is_shown
    nine = {role: (4 if len(answered) > 1 else 9,) * 2 for role in answered}
    assert not only(measure_id, Asked(template).wave(END, nine, yes={item: (5, 9)}).program).figure.is_shown


@pytest.mark.parametrize("measure_id", AGREED)
def test_too_few_who_answered_say_nothing(measure_id):
    item, template, answered = AGREED[measure_id]
    few = {role: (1, 25) for role in answered}
    found = only(measure_id, Asked(template).wave(END, few, yes={item: (2, 50)}).program).figure
    assert not found.is_shown
    assert found.why_not == "few answered"


def test_quarters_of_a_rolling_program_add_up():
    """Each has questions of its own, and a point in the trend."""
    first, second = Asked(intake="2026Q1"), Asked(intake="2026Q2")
    first.wave(END, MENTEES, yes={"e6": (10, 50)}, weeks_ago=20)
    second.wave(END, MENTEES, yes={"e6": (30, 50)})
    both = program(cells=[*first.cells, *second.cells], waves=[*first.waves, *second.waves])
    reading = only("stay_intent_group", both)
    assert reading.figure.value == 50
    assert [figure.value for _, figure in reading.trend] == [25, 75]


def test_waves_together_are_less_unsure_than_each_and_no_surer_than_their_noise():
    one = Asked(intake="2026Q1").wave(END, {"mentee": (12, 15)}, yes={"e6": (6, 15)}, weeks_ago=20)
    two = Asked(intake="2026Q2").wave(END, {"mentee": (12, 15)}, yes={"e6": (6, 15)})
    both = program(cells=[*one.cells, *two.cells], waves=[*one.waves, *two.waves])
    once = Asked().wave(END, {"mentee": (24, 30)}, yes={"e6": (12, 30)})
    assert width(once.program) <= width(both) < width(one.program)


def test_yeses_of_many_cells_have_the_noise_of_them_all():
    answered = [record(ANSWERED, 8, 10, ROUND)] * 6
    at_once, in_parts = [off(record(AGREES, 0, 60, ROUND), 24)], [record(AGREES, 1, 3, ROUND)] * 24
    once, parts = share_among(at_once, answered), share_among(in_parts, answered)
    assert once.value == parts.value
    assert parts.between
    assert once.between
    assert parts.between[1] - parts.between[0] > once.between[1] - once.between[0]


def width(measured):
    low, high = only("stay_intent_group", measured).figure.between
    return high - low


@pytest.mark.parametrize(
    ("measure_id", "before", "wave"), [("match_fit", "p1", PULSE), ("safe_to_be_open", "m2", MID)]
)
def test_until_the_end_an_earlier_question_stands_in(measure_id, before, wave):
    answered = {"mentee": (40, 50), "mentor": (40, 50)}
    asked = Asked().wave(wave, answered, yes={before: (20, 100)}, weeks_ago=20)
    early = only(measure_id, asked.program).figure.value
    assert early == (25 if measure_id == "match_fit" else 50)
    item = AGREED[measure_id][0]
    asked.wave(END, answered, yes={item: (36, 100)})
    late = only(measure_id, asked.program).figure.value
    assert late == (45 if measure_id == "match_fit" else 90)


def test_the_load_is_of_mentors_alone():
    asked = Asked().wave(MID, {"mentee": (50, 50), "mentor": (20, 25)}, yes={"m6": (15, 25)})
    assert only("mentor_load_ok", asked.program).figure.value == 75


def test_beside_knowing_where_to_turn_stands_how_it_was_at_the_start():
    asked = Asked().wave(END, MENTEES, yes={"e11": (30, 50)})
    assert only("know_support", asked.program).earlier is None
    asked.wave(START, MENTEES, yes={"b3": (10, 50)}, weeks_ago=20)
    reading = only("know_support", asked.program)
    assert (reading.figure.value, reading.earlier.value) == (75, 25)


@pytest.mark.parametrize("measure_id", SURER)
def test_surer_are_those_who_moved_up_of_those_who_answered_both_times(measure_id):
    item, template = SURER[measure_id]
    surer = {f"e1:{one}": (0, 50) for one in CONTENT.programs[template].confidence_items}
    asked = Asked(template).wave(END, MENTEES, surer={**surer, f"e1:{item}": (18, 50)}, both=36)
    assert only(measure_id, asked.program).figure.value == 50


def test_confidence_is_the_mean_of_its_questions_and_as_unsure_as_one():
    items = CONTENT.programs["onboarding"].confidence_items
    surer = {f"e1:{one}": (said, 50) for one, said in zip(items, (36, 18, 18, 0), strict=True)}
    asked = Asked("onboarding").wave(END, MENTEES, surer=surer, both=36)
    reading = only("confidence_change", asked.program)
    assert reading.figure.value == 50
    assert reading.figure.between == only("know_who_to_ask", asked.program).figure.between


def test_in_circles_belonging_is_what_they_say_at_the_end():
    circle = Asked("peer_circle").wave(END, {"circle": (40, 50)}, yes={"x3": (30, 50)})
    assert only("belonging", circle.program).figure.value == 75
    item, template = SURER["belonging"]
    pairs = Asked(template).wave(END, MENTEES, surer={f"e1:{item}": (9, 50)}, both=36)
    assert only("belonging", circle.program, pairs.program).figure.value == 25


def test_a_wave_that_is_open_is_too_early_to_tell():
    asked = Asked().wave(END, MENTEES, yes={"e6": (30, 50)})
    asked.waves = [type(asked.waves[0])(**{**fields_of(asked.waves[0]), "frozen_on": None})]
    assert not only("stay_intent_group", asked.program).figure.is_shown


def fields_of(wave):
    return {name: getattr(wave, name) for name in wave.__dataclass_fields__}


def test_a_measure_whose_data_began_half_way_says_since_when():
    cells = [*weeks(MET, 40, 3, 20), *periods(FIRST_TALK, (15, 20), (15, 20))]
    one = program(cells=cells, every_weeks=4)
    assert only("meetings_held", one).since == ROUND - 39 * WEEK
    assert only("first_meeting_21d", one).since == week(2) + WEEK


def everything():
    """Cells of every kind, and waves."""
    cells = [cell for kind in KINDS.values() if kind.is_record for cell in periods(kind, (12, 20), (15, 20))]
    cells += [cell for kind in KINDS.values() if not kind.is_record for cell in people(kind, 40, 30)]
    for group in ("13", "26"):
        cells += periods(STILL_ON_TRACK, (12, 20), group=group)
    asked = Asked("onboarding").wave(START, MENTEES, yes={"b3": (10, 50)}, weeks_ago=20)
    asked.wave(PULSE, {**MENTEES, **MENTORS}, yes={"p1": (20, 50)}, weeks_ago=16)
    asked.wave(MID, {**MENTEES, **MENTORS}, yes={"m2": (20, 50), "m6": (9, 20)}, weeks_ago=9)
    surer = {f"e1:{one}": (18, 50) for one in CONTENT.programs["onboarding"].confidence_items}
    said = {"e4": (40, 70), "e5": (30, 50), "e6": (30, 50), "e11": (30, 50)}
    asked.wave(END, {**MENTEES, **MENTORS}, yes=said, surer=surer, both=36, goals=(10, 40))
    return [*cells, *asked.cells], asked.waves


@pytest.mark.parametrize("measure_id", all_measures())
def test_a_measure_is_made_of_the_cells_it_says_and_of_no_other(measure_id):
    """So that whoever reads cells for it reads enough."""
    measure, (cells, waves) = all_measures()[measure_id], everything()
    own = [cell for cell in cells if cell.kind in {kind.name for kind in measure.kinds}]
    days = days_for(measure_id)
    for shape in measure.of:
        whole = program(shape, cells=cells, waves=waves, first_days=days)
        assert measure.read([whole]) == measure.read(
            [program(shape, cells=own, waves=waves, first_days=days)]
        )


@pytest.mark.parametrize("measure_id", all_measures())
def test_of_a_program_without_a_cell_nothing_is_said(measure_id):
    measure = all_measures()[measure_id]
    for programs in ([], [program()], [program(CIRCLES), program(COACHING)]):
        found = measure.read(programs)
        assert [one.part for one in found] == ([] if measure.is_external else list(measure.parts or [""]))
        assert not any(one.figure.is_shown or one.trend or one.as_of for one in found)


def test_every_measure_has_its_words_and_every_word_its_measure():
    assert set(CONTENT.measures) == set(all_measures())
    for id_, measure in all_measures().items():
        content = CONTENT.measures[id_]
        assert list(content.targets) == list(measure.keys)
        assert content.is_external == measure.is_external


def test_templates_are_measured_by_what_their_kind_of_mentorship_has():
    """Meetings of pairs are counted in no circle, and a coaching talk in nothing but coaching."""
    wrong = [
        (template.id, id_)
        for template in CONTENT.programs.values()
        for id_ in template.success_measures
        if shape_of(template) not in all_measures()[id_].of
    ]
    assert wrong == []


def test_every_kind_of_wave_and_activity_is_measured_once_at_least():
    used = Counter(kind.name for measure in all_measures().values() for kind in measure.kinds)
    assert {MET.name, AGREES.name, ANSWERED.name, *(kind.name for kind in ONE_BY_ONE.values())} <= set(used)


@pytest.mark.parametrize("measure_id", all_measures())
def test_the_file_of_a_measure_says_over_whom_it_counts(measure_id):
    """A docstring of its own, beyond the first line."""
    module = next(
        module
        for name, module in __import__("sys").modules.items()
        if name.startswith("bot.measures.") and name.endswith(f".{measure_id}")
    )
    first, _, more = module.__doc__.partition("\n\n")
    assert first.endswith(".")
    assert more.strip()

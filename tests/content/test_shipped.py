"""What is shipped loads, is complete, and fits the screens it is shown on."""

from collections.abc import Iterator, Mapping

import pytest
from pydantic import BaseModel

from bot.content import Announcement, Content, load_content
from bot.content.announcements import BLANKS
from bot.content.loading.fields import blanks_in
from bot.content.programs import CRITERIA, RULES
from bot.domain.availability import QuietRules
from bot.domain.feedback.items import AskedItem
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.briefings import briefing_for
from bot.domain.joining.enrolments import Role
from bot.domain.shifts.presets import OFFICE
from bot.matching.constraints import ALL

SIGNPOSTS = {
    "crisis_line",
    "emergency_number",
    "employee_support",
    "hr_contact",
    "incident_system",
    "occupational_health",
    "privacy_contact",
    "program_manager",
    "safeguarding_lead",
    "speak_up_route",
}


def texts(value: object) -> Iterator[str]:
    """Every text in a model, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from texts(inner)
    elif isinstance(value, tuple | list | Mapping):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from texts(inner)


def test_everything_is_there(content: Content) -> None:
    assert (len(content.programs), len(content.guides), len(content.cards)) == (6, 13, 8)
    assert (len(content.measures), len(content.reflections), len(content.presets)) == (27, 24, 9)
    assert set(content.signposts) == SIGNPOSTS
    assert list(content.briefings) == ["mentor", "mentee", "peer", "host"]


def test_programs_and_guides_come_in_the_order_they_are_used(content: Content) -> None:
    guides = list(content.guides)
    assert (guides[0], guides[-1]) == ("first_meeting", "closing")
    assert next(iter(content.programs)) == "specialist_resident"


def test_what_a_program_names_is_there(content: Content) -> None:
    for program in content.programs.values():
        assert set(program.guides) <= set(content.guides)
        assert set(program.success_measures) <= set(content.measures)
        assert set(program.confidence_items) <= set(content.surveys.confidence_items)
        assert set(program.weights) <= set(CRITERIA)


def test_every_rule_of_a_program_is_worked_out_and_every_such_rule_is_some_programs(content: Content) -> None:
    named = {rule for program in content.programs.values() for rule in program.rules}
    assert named == set(RULES) == {one.id for one in ALL if one.by_rule}


def test_every_program_begins_with_the_first_meeting_guide_and_says_by_when(content: Content) -> None:
    for program in content.programs.values():
        assert program.guides[0] == "first_meeting"
        assert program.first_meeting_week is not None


def test_every_criterion_is_weighed_somewhere(content: Content) -> None:
    assert {name for program in content.programs.values() for name in program.weights} == set(CRITERIA)


def test_cards_use_all_ten_signposts_and_no_other_blank(content: Content) -> None:
    used = {blank for card in content.cards.values() for text in texts(card) for blank in blanks_in(text)}
    assert used == SIGNPOSTS


def test_the_emergency_line_names_where_to_turn(content: Content) -> None:
    assert blanks_in(content.lines.not_emergency) == ["emergency_number", "crisis_line"]


def test_only_cards_lines_and_repeated_questions_have_blanks(content: Content) -> None:
    plain = [
        *content.programs.values(),
        *content.guides.values(),
        *content.reflections.values(),
        *content.briefings.values(),
        content.preferences,
        content.charter,
    ]
    assert not [text for model in plain for text in texts(model) if "{" in text]


def test_a_guide_on_every_topic_of_a_program_can_be_chosen_by_people(content: Content) -> None:
    process = {"charter", "goals", "review", "closing"}
    assert {guide.topic for guide in content.guides.values()} - process <= set(content.topics)


def test_a_card_fits_the_blocks_of_a_modal(content: Content) -> None:
    longest = max(len(post.label) + len(post.in_sentence) for post in content.signposts.values())
    for card in content.cards.values():
        for part in (card.listen, card.say, card.signpost, card.escalate_when, card.avoid):
            assert sum(len(text) + 300 + longest for text in part) <= 3000, card.id


def test_lists_to_choose_from_fit_in_slack(content: Content) -> None:
    people = content.people
    likes = content.preferences
    lists = [people.professions, people.specialties, people.departments, people.career_stages, content.topics]
    lists += [likes.languages, likes.aspirations, likes.interests, people.patient_setting_labels]
    for choices in lists:
        assert 2 <= len(choices) <= 40
        assert all(len(text) <= 75 for pair in choices.items() for text in pair)
        assert len(set(choices.values())) == len(choices)


def test_needs_fit_a_list_of_radio_buttons(content: Content) -> None:
    needs = [program.need for program in content.programs.values()]
    assert len(set(needs)) == len(needs) <= 10


def test_the_charter_is_one_modal_of_short_sections(content: Content) -> None:
    charter = content.charter
    assert charter.version == "2027-02"
    assert len(charter.sections) <= 20
    assert all(len(section) <= 2900 for section in charter.sections)
    assert charter.sections[-1] == "I have read this and want to take part."


def test_quiet_rules_are_those_the_timing_rules_were_written_for(content: Content) -> None:
    assert content.quiet_rules == QuietRules()
    assert OFFICE in content.presets


def test_somebody_who_has_not_said_how_they_work_has_no_fixed_times(content: Content) -> None:
    for unknown in (None, "gone"):
        preset = content.preset(unknown)
        assert (preset.start, preset.end) == (None, None)
    assert content.preset("nights_12").label == "12-hour nights"


def test_every_profession_has_a_function_and_every_department_a_setting(content: Content) -> None:
    people = content.people
    in_functions = {one for group in people.functions.values() for one in group}
    in_settings = {one for group in people.patient_settings.values() for one in group}
    assert in_functions == set(people.professions)
    assert in_settings == set(people.departments)
    assert list(people.patient_setting_labels) == list(people.patient_settings)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_briefing_of_about_three_minutes(content: Content, role: Role) -> None:
    briefing = content.briefings[briefing_for(role)]
    read = sum(len(line.split()) for card in briefing.cards for line in card.lines)
    assert 300 <= read <= 600


def test_somebody_who_is_both_reads_the_mentors_briefing() -> None:
    assert briefing_for(Role.BOTH) == "mentor"


def test_a_briefing_card_fits_one_block(content: Content) -> None:
    for briefing in content.briefings.values():
        assert all(len("\n\n".join(card.lines)) <= 2900 for card in briefing.cards)


@pytest.mark.parametrize("role", ["mentor", "mentee", "peer", "host"])
def test_every_briefing_names_the_limits_of_the_charter(content: Content, role: str) -> None:
    said = " ".join(texts(content.briefings[role]))
    for limit in ("serious harm", "unreported", "abused or neglected", "serious crime", "professional duty"):
        assert limit in said


def test_people_say_how_they_like_to_meet_and_work(content: Content) -> None:
    likes = content.preferences
    assert list(likes.meeting_modes) == ["in_person", "remote", "either"]
    assert len(likes.working_styles) == 5
    assert all(style.a != style.b for style in likes.working_styles.values())
    assert set(likes.leadership_aspirations) < set(likes.aspirations)


@pytest.mark.parametrize("template_id", load_content().programs)
@pytest.mark.parametrize("variant", ["mentors", "everyone"])
def test_an_announcement_says_what_for_whom_when_and_how_to_join(
    content: Content, variant: str, template_id: str
) -> None:
    template = content.programs[template_id]
    told: Announcement = getattr(content.announcements, variant)
    for words in (told.channel, told.email.body, told.intranet):
        assert set(blanks_in(words)) == set(BLANKS)
        assert "private" in words.lower()
        assert "oluntary" in words
        assert len(words) + 3 * len(template.purpose) <= 2900
    assert blanks_in(told.email.subject) == ["program_name"]


def test_lines_to_one_person_name_nobody_but_the_other(content: Content) -> None:
    assert blanks_in(content.lines.left_note) == ["other", "program_name"]
    assert blanks_in(content.lines.firewall_note) == []


def test_a_wave_asks_what_belongs_to_its_program(content: Content) -> None:
    def asked(template_id: str) -> dict[str, AskedItem]:
        template = content.programs[template_id]
        return {item.key: item for item in content.surveys.asked_in(WaveKind.END, template)}

    own = {key for key in asked("nurse_leadership").keys() - asked("onboarding") if not key.startswith("e1:")}
    assert own == {"x1"}
    confidence = content.programs["onboarding"].confidence_items
    assert {f"e1:{one}" for one in confidence} < asked("onboarding").keys()
    assert asked("onboarding")["e1:who_to_ask"].text.endswith("Knowing who to ask")
    assert {"e4", "e10"}.isdisjoint(asked("peer_circle"))
    assert {"c1", "c2", "x3", "e1:not_alone"} < asked("peer_circle").keys()


def test_an_item_is_answered_on_its_own_scale(content: Content) -> None:
    template = content.programs["onboarding"]
    items = {item.key: item for wave in WaveKind for item in content.surveys.asked_in(wave, template)}
    assert items["b2"].options[-1] == "Strongly agree"
    assert items["b2"].yes == (3, 4)
    assert (items["p2"].options, items["p2"].yes) == (("Yes", "Too often", "Not often enough"), (0,))
    assert items["p1"].options[items["p1"].acts or 0] == "I would like a change"
    assert (len(items["e9"].options), items["e9"].yes) == (11, (9, 10))
    assert items["m6"].yes == (0, 3)
    assert not items["m7"].yes
    compared = items["e1:who_to_ask"]
    assert (compared.since, compared.yes, items["b4:who_to_ask"].yes) == ("b4:who_to_ask", (), ())


def test_what_is_loaded_cannot_be_changed(content: Content) -> None:
    program = content.programs["onboarding"]
    with pytest.raises(TypeError):
        program.weights["goals"] = 100  # type: ignore[index]  # that it can't be done is the point
    with pytest.raises(TypeError):
        content.topics["new"] = "New"  # type: ignore[index]  # that it can't be done is the point
    with pytest.raises(ValueError, match="frozen"):
        program.name = "Other"  # type: ignore[misc]  # that it can't be done is the point


def test_loading_twice_gives_the_same(content: Content) -> None:
    assert load_content() == content


def test_what_suggests_a_role_is_on_the_lists_people_choose_from(content: Content) -> None:
    """Whoever changes the lists finds here what to change with them."""
    likely = [program.likely for program in content.programs.values()]
    named = [one for both in likely for one in (both.mentee, both.mentor) if one]
    assert named
    assert {stage for one in named for stage in one.stages} <= set(content.people.career_stages)
    assert {name for one in named for name in one.professions} <= set(content.people.professions)

"""Each kind of mistake is named by file, line and key, with a way to mend it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import ContentError, Problem, load_content

Change = Callable[[str, str, str], int]
Problems = Callable[[], list[Problem]]

NURSES = "programs/nurse_leadership.yml"
STARTERS = "programs/onboarding.yml"
GUIDE = "guides/conflict.yml"
CARD = "cards/burnout.yml"
BRIEFING = "briefings/mentor.yml"
LIKES = "preferences.yml"
TOLD = "announcement.yml"

type_of_value = [
    (
        NURSES,
        "minutes: 45",
        'minutes: "45"',
        "rhythm.minutes",
        "should be a whole number; write it as `minutes: 45`",
    ),
    (NURSES, "minutes: 45", "minutes: forty", "rhythm.minutes", "should be a whole number"),
    (NURSES, "minutes: 45", "minutes:", "rhythm", "either every_weeks and minutes, or phases"),
    (
        NURSES,
        "minutes: 45",
        "minutes: 45.5",
        "rhythm.minutes",
        "should be a whole number; write it as `minutes: 45`",
    ),
    (NURSES, "minutes: 45", "minutes: 4", "rhythm.minutes", "is 4; it should be 5 or more"),
    (NURSES, "minutes: 45", "minutes: true", "rhythm.minutes", "should be a whole number"),
    (NURSES, "length_weeks: 26", "length_weeks: 500", "length_weeks", "is 500; it should be 104 or less"),
    (GUIDE, "title: ", "title: 12 #", "title", 'should be text; put it in quotes, as in "12"'),
    (GUIDE, "title: ", "title: #", "title", "is empty"),
    (GUIDE, "title: ", "title: ' ' #", "title", "is empty"),
    (NURSES, "guides: [", "guides: first_meeting #[", "guides", "should be a list"),
    (NURSES, "mentor_capacity: {", "mentor_capacity: 2 #", "mentor_capacity", "should be a group of keys"),
    ("shift_presets.yml", 'start: "07:00"', "start: 700", "shift_presets.1.start", 'write it as "07:30"'),
    ("quiet_rules.yml", '"09:00"', '"9 am"', "quiet_rules.never_before", 'write it as "07:30"'),
    ("quiet_rules.yml", '"09:00"', '"22:00"', "quiet_rules", "earlier than never_after"),
    (
        "quiet_rules.yml",
        '"11:00-18:00"',
        '"18:00-11:00"',
        "default_windows.unknown.1",
        'write them as "10:00-18:00"',
    ),
    (
        "quiet_rules.yml",
        '"11:00-18:00"',
        '"11:00-25:00"',
        "default_windows.unknown.1",
        'write them as "10:00-18:00"',
    ),
    ("roster.yml", '"13:00-21:30"', '"late"', "usual_hours.evening", 'write them as "19:00-07:30"'),
    (
        "codes.yml",
        'code: "LN", name: "long night", work: night, hours: "19:00-07:30"',
        'code: "LN", name: "long night", work: night',
        "countries.1.codes.6",
        'add `hours: "07:00-19:30"`',
    ),
    (
        "codes.yml",
        'code: "RD", name: "rest day", work: off',
        'code: "RD", name: "rest day", work: off, hours: "07:00-08:00"',
        "countries.1.codes.16",
        "on which nobody works",
    ),
    ("codes.yml", '"TOIL"', '"Time off"', "countries.1.codes.13.code", "is no code"),
    ("codes.yml", '"TOIL"', '"X"', "countries.1.codes", "has `X` twice"),
    ("codes.yml", "id: ie", "id: gb", "countries.2.id", "is used twice"),
    ("roster.yml", "  off:", "  of:", "words.of", "did you mean `off`?"),
    (
        "rotations.yml",
        'runs: "4 night, 3 off',
        'runs: "4 nights, 3 off',
        "rotations.5.runs",
        "4 night, 3 off",
    ),
    ("rotations.yml", "id: pitman_turning", "id: pitman", "rotations.4.id", "pitman"),
    (
        "rotations.yml",
        "id: continental",
        'id: continental\n    runs: "4 on, 4 off"',
        "rotations.6",
        "either runs or",
    ),
    ("quiet_rules.yml", "shift_end+9h", "in the evening", "default_windows.between_nights.1", "shift_end+9h"),
]

limits = [
    (NURSES, "short: ", f'short: "{"x" * 25}" #', "short", "is 25 characters long; at most 24 fit"),
    (GUIDE, "title: ", f'title: "{"x" * 76}" #', "title", "at most 75 fit"),
    (GUIDE, '"What happened', f'"{"x" * 151}" #"', "prompts.1", "is 151 characters long; at most 150 fit"),
    ("topics.yml", '"Settling in"', f'"{"x" * 76}"', "topics.settling_in", "at most 75 fit"),
    ("reflections.yml", '"What did you handle', f'"{"x" * 160}', "reflections.1.text", "at most 150 fit"),
    (NURSES, "goals: 28", "goals: 29", "weights", "add up to 101"),
    (NURSES, "default: 2, max: 3", "default: 4, max: 3", "mentor_capacity", "no larger than max"),
    (NURSES, "size_min: 2", "size_min: 3", "format", "from small to large"),
    (NURSES, "week: 2,", "week: 14,", "milestones", "in the order of their weeks"),
    (STARTERS, "first_meeting_7d", "first_meeting_21d", "success_measures.1", "make them agree"),
    (NURSES, "first_meeting_days: 21", "first_meeting_days: 3", "first_meeting_days", "7"),
    (STARTERS, "weeks: 14", "weeks: 15", "rhythm.phases", "add up to 27 weeks"),
    (NURSES, "week: 26,", "week: 27,", "milestones.7.week", "is 27, after the end in week 26"),
    (STARTERS, "phases:", "every_weeks: 2\n  phases:", "rhythm", "either every_weeks and minutes, or phases"),
]

names = [
    (
        NURSES,
        "length_weeks",
        "lenght_weeks",
        "lenght_weeks",
        "isn't a key that's known here; did you mean `length_weeks`",
    ),
    (
        NURSES,
        "planned_meetings",
        "planed_meetings",
        "rhythm.planed_meetings",
        "did you mean `planned_meetings`?",
    ),
    (NURSES, "key: goals_set", "keys: goals_set", "milestones.3.keys", "did you mean `key`?"),
    (
        "quiet_rules.yml",
        "from:",
        "form:",
        "quiet_rules.always_sleep_after_night.form",
        "did you mean `from`?",
    ),
    (NURSES, "  goals: 28", "  gaols: 28", "weights.gaols", "`gaols` isn't known; did you mean `goals`?"),
    (
        "programs/coaching_sprint.yml",
        "rules: [different_department]",
        "rules: [different_departments]",
        "rules.1",
        "`different_departments` isn't known; did you mean `different_department`?",
    ),
    (NURSES, "kind: pair", "kind: crowd", "format.kind", "choose from: pair, pair_or_trio, group"),
    (
        NURSES,
        "[first_meeting, lead",
        "[first_meting, lead",
        "guides.1",
        "no guide `first_meting`; did you mean `first_m",
    ),
    (
        NURSES,
        "first_meeting_21d",
        "first_meeting_12d",
        "success_measures.1",
        "no measure `first_meeting_12d`",
    ),
    (NURSES, "[lead_shift", "[lead_shifts", "confidence_items.1", "did you mean `lead_shift`?"),
    (
        NURSES,
        "[lead_shift, hard",
        "[lead_shift, lead_shift, hard",
        "confidence_items",
        "has `lead_shift` twice",
    ),
    (NURSES, "key: goals_set", "key: intro", "milestones.3.key", "`intro` is used twice"),
    (GUIDE, "topic: conflict", "topic: conflicts", "topic", "no topic `conflicts`; did you mean `conflict`?"),
    (
        "surveys.yml",
        "programs: [nurse_leadership]",
        "programs: [nurses]",
        "items.24.programs.1",
        "no program `nurses`",
    ),
    ("surveys.yml", "id: b3", "id: b2", "items.2.id", "`b2` is used twice"),
    ("surveys.yml", "scale: agree5", "scale: choice", "items.1", "should have options if, and only if"),
    ("surveys.yml", ", repeat_for: confidence_items", "", "items.3", "if, and only if, it has repeat_for"),
    ("surveys.yml", 'yes: ["Yes"]', 'yes: ["Sure"]', "items.6", "has `Sure` under yes or acts"),
    ("surveys.yml", "scale: zero_to_ten", "scale: own_goals", "items.21.scale", "`own_goals` isn't known"),
    (
        "surveys.yml",
        "id: e1,",
        "id: e1, own: true,",
        "items.14",
        "is your own; leave out repeat_for, acts",
    ),
    ("signposts.yml", "id: hr_contact", "id: crisis_line", "signposts.9.id", "`crisis_line` is used twice"),
    ("reflections.yml", "id: r02", "id: r01", "reflections.2.id", "`r01` is used twice"),
    ("ledger.yml", "week: 10", "week: 1000", "managers.week", "is 1000; it should be 120 or less"),
    ("ledger.yml", "  time: 10", "  times: 10", "saved.times", "did you mean `time`?"),
    ("measures.yml", "level: named_status", "level: everyone", "measures.1.level", "`everyone` isn't known"),
    (
        "people.yml",
        "[paediatrics, neon",
        "[pediatrics, neon",
        "related_specialties.10.1",
        "did you mean `paediatrics`?",
    ),
    ("people.yml", "theatre: [theatres]", "theatre: [imaging]", "patient_settings", "has `theatres` 0 times"),
    ("topics.yml", "settling_in:", "Settling-in:", "topics.Settling-in", "should be up to 40 small letters"),
]

lists = [
    (
        "people.yml",
        "- [nurse, midwife,",
        "- [nurse, midwive,",
        "related_professions.1.2",
        "did you mean `midwife`?",
    ),
    ("people.yml", "- [imaging, lab", "- [images, lab", "related_departments.9.1", "did you mean `imaging`?"),
    (
        "people.yml",
        "operational: [operations,",
        "operational: [ops,",
        "functions",
        "has `operations` 0 times",
    ),
    (
        "people.yml",
        "operational: [operations,",
        "operational: [doctor, operations,",
        "functions",
        "has `doctor` 2 times",
    ),
    (
        "people.yml",
        "theatre: [theatres]",
        "theatre: [theatre]",
        "patient_settings.theatre.1",
        "did you mean `theatres`?",
    ),
]

blanks = [
    (CARD, '"{employee_support}"', '"{employe_support}"', "signpost.1", "did you mean `employee_support`?"),
    (
        CARD,
        "{occupational_health}",
        "{occupational_health",
        "signpost.2",
        "a curly bracket that closes or opens nothing",
    ),
    (
        CARD,
        "{occupational_health}",
        "{occupational_health.x}",
        "signpost.2",
        "a curly bracket that closes or opens nothing",
    ),
    (CARD, "see: [suicide]", "see: [suicides]", "see.1", "no card `suicides`; did you mean `suicide`?"),
    (CARD, "see: [suicide]", "see: [suicide, suicide]", "see", "has `suicide` twice"),
    ("cards/suicide.yml", "or {employee_support}", "or {support}", "after", "there is no signpost `support`"),
    ("lines.yml", "{crisis_line}", "{helpline}", "not_emergency", "no signpost `helpline`"),
    (
        "lines.yml",
        "{slots}",
        "{times}",
        "first_nudge",
        "has {times}, which isn't filled in; here you can use slots",
    ),
    (
        GUIDE,
        "What happened",
        "What {happened}",
        "prompts.1",
        "has {happened}, which isn't filled in; none can be",
    ),
]


briefings = [
    (BRIEFING, "id: mentor", "id: mentors", "id", "`mentors` isn't known; did you mean `mentor`?"),
    (BRIEFING, '"Hard moments"', f'"{"x" * 76}"', "cards.4.title", "at most 75 fit"),
    (BRIEFING, '"Moving a', f'"{"x" * 240} a', "cards.5.lines.2", "at most 250 fit"),
    (
        BRIEFING,
        "call the",
        "call {emergency_number}, the",
        "cards.4.lines.3",
        "which isn't filled in; none can be",
    ),
    (BRIEFING, "lines:", "line:", "cards.1.line", "did you mean `lines`?"),
]

preferences = [
    (
        LIKES,
        "  either:",
        "  any:",
        "meeting_modes",
        "should have exactly these, in this order: in_person, remote",
    ),
    (LIKES, "[lead_shift,", "[lead_shifts,", "leadership_aspirations.1", "did you mean `lead_shift`?"),
    (LIKES, "  welsh:", "  Welsh:", "languages.Welsh", "should be up to 40 small letters"),
    (LIKES, "  operations: ", f'  operations: "{"x" * 76}" #', "aspirations.operations", "at most 75 fit"),
    (LIKES, 'a: "Direct"', 'aa: "Direct"', "working_styles.directness.aa", "did you mean `a`?"),
    (LIKES, 'a: "Direct"', f'a: "{"x" * 41}"', "working_styles.directness.a", "at most 40 fit"),
    (
        LIKES,
        "  contact:\n",
        "  more: {question: x, a: y, b: z}\n  contact:\n",
        "working_styles",
        "holds 6; at most 5",
    ),
    (
        "people.yml",
        '  theatre: "',
        '  theater: "',
        "patient_setting_labels.theater",
        "did you mean `theatre`?",
    ),
    (
        "people.yml",
        '  theatre: "',
        '  theater: "',
        "patient_setting_labels",
        "has no label for `theatre`; add one",
    ),
]

announcements = [
    (
        TOLD,
        "    body: |\n      Hello,",
        "    body: |\n      {start}",
        "mentors.email.body",
        "has {start}, which isn't filled in",
    ),
    (TOLD, "    subject:", "    subjects:", "mentors.email.subjects", "did you mean `subject`?"),
    (TOLD, "everyone:", "everybody:", "everybody", "did you mean `everyone`?"),
    (
        "champion.yml",
        "meetings_held:",
        "meeting_held:",
        "helps.meeting_held",
        "did you mean `meetings_held`?",
    ),
    ("lines.yml", "{other} is", "{mentor} is", "left_note", "here you can use other, program_name"),
    ("lines.yml", "phi_hint:", "phi_hints:", "phi_hints", "did you mean `phi_hint`?"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "sentence"),
    [*type_of_value, *limits, *names, *lists, *blanks, *briefings, *preferences, *announcements],
)
def test_a_mistake_is_named_by_file_line_and_key(
    change: Change,
    problems: Problems,
    folder: Path,
    file: str,
    old: str,
    new: str,
    key: str,
    sentence: str,
) -> None:
    changed = change(file, old, new)
    [found] = [problem for problem in problems() if sentence in problem.sentence]
    assert (found.file, found.key) == (f"bot/content/en/{file}", key)
    line = (folder / file).read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert found.line == changed or line.strip() == f"{key.rpartition('.')[2]}:"


def test_the_message_is_one_line_a_person_can_act_on(change: Change, folder: Path) -> None:
    change(STARTERS, "planned_meetings: 11", "planned_meetings: eleven, or 12")
    with pytest.raises(ContentError) as caught:
        load_content(folder=folder.parent)
    assert str(caught.value) == (
        "bot/content/en/programs/onboarding.yml, line 18, key rhythm.planned_meetings: "
        "should be a whole number; write it as `planned_meetings: 12`"
    )


def test_all_mistakes_of_all_files_are_reported_together(change: Change, problems: Problems) -> None:
    change(NURSES, "minutes: 45", "minutes: soon")
    change(NURSES, "length_weeks: 26", "length_weeks: 0")
    change(NURSES, "planned_meetings", "planed_meetings")
    change(GUIDE, "topic: conflict", "topic: conflicts")
    change("charter.yml", 'version: "2027-02"', "version: [")
    assert [(problem.file.removeprefix("bot/content/en/"), problem.key) for problem in problems()] == [
        ("charter.yml", ""),
        (GUIDE, "topic"),
        (NURSES, "length_weeks"),
        (NURSES, "rhythm.planned_meetings"),
        (NURSES, "rhythm.minutes"),
        (NURSES, "rhythm.planed_meetings"),
    ]


def test_a_missing_key_is_named_with_the_line_of_its_group(change: Change, problems: Problems) -> None:
    change(NURSES, "  planned_meetings: 8\n", "")
    changed = change(NURSES, "rhythm:", "rhythm:")
    [found] = problems()
    assert (found.line, found.key) == (changed, "rhythm.planned_meetings")
    assert found.sentence == "is missing; add a line `planned_meetings: ...`"


def test_a_file_that_cannot_be_read_is_not_held_against_those_that_name_it(
    change: Change, problems: Problems
) -> None:
    change("surveys.yml", "scales:", "scales")
    assert {problem.file for problem in problems()} == {"bot/content/en/surveys.yml"}


def test_two_files_with_the_same_id_are_refused(folder: Path, problems: Problems) -> None:
    (folder / "guides" / "quarrels.yml").write_text((folder / GUIDE).read_text())
    [found] = problems()
    assert str(found) == (
        "bot/content/en/guides/quarrels.yml, line 1, key id: "
        "`conflict` is the id of conflict.yml already; give this file an id of its own"
    )


def test_a_file_called_differently_from_its_id_is_refused(change: Change, problems: Problems) -> None:
    change(CARD, "id: burnout", "id: exhaustion")
    [found] = problems()
    assert (found.line, found.key) == (1, "id")
    assert found.sentence == "`exhaustion` isn't the file's name; call the file exhaustion.yml"


def test_a_new_file_is_found_without_being_listed(folder: Path) -> None:
    text = (
        (folder / GUIDE).read_text().replace("id: conflict", "id: quarrels").replace("order: 70", "order: 1")
    )
    (folder / "guides" / "quarrels.yml").write_text(text)
    assert next(iter(load_content(folder=folder.parent).guides)) == "quarrels"


def test_a_missing_file_is_reported(folder: Path, problems: Problems) -> None:
    (folder / "charter.yml").unlink()
    [found] = problems()
    assert str(found) == "bot/content/en/charter.yml: is missing; copy it from bot/content/en"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("guides/new.yaml", "guides/"), ("chater.yml", "charter.yml"), ("guide/new.yml", "guides/")],
)
def test_a_file_nobody_reads_is_reported(folder: Path, problems: Problems, name: str, meant: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("id: new")
    [found] = problems()
    assert found.file == f"bot/content/en/{name}"
    assert found.sentence.startswith(f"isn't a file that's read; did you mean `{meant}")


@pytest.mark.parametrize("role", ["mentor", "mentee", "peer", "host"])
def test_a_role_without_a_briefing_is_reported(folder: Path, problems: Problems, role: str) -> None:
    (folder / "briefings" / f"{role}.yml").unlink()
    [found] = problems()
    assert str(found) == f"bot/content/en/briefings/{role}.yml: is missing; copy it from bot/content/en"


def test_a_briefing_for_nobody_is_refused(folder: Path, problems: Problems) -> None:
    text = (folder / BRIEFING).read_text().replace("id: mentor", "id: manager")
    (folder / "briefings" / "manager.yml").write_text(text)
    [found] = problems()
    assert (found.file, found.line, found.key) == ("bot/content/en/briefings/manager.yml", 1, "id")
    assert found.sentence.startswith("`manager` isn't known")


def test_a_briefing_of_six_cards_is_too_long(folder: Path, problems: Problems) -> None:
    text = (folder / BRIEFING).read_text()
    (folder / BRIEFING).write_text(text + '  - {title: "More", lines: ["One.", "Two."]}\n')
    [found] = problems()
    assert (found.key, found.sentence) == ("cards", "holds 6; at most 5 fit")


def test_a_language_without_files_is_refused(folder: Path) -> None:
    with pytest.raises(ContentError, match="no content in this language"):
        load_content("xx", folder.parent)


def test_more_programs_than_a_form_can_offer_are_refused(folder: Path, problems: Problems) -> None:
    text = (folder / NURSES).read_text().replace("order: 20", "order: 900")
    too_many = 11 - len(list((folder / "programs").glob("*.yml")))
    for number in range(1, too_many + 1):
        (folder / "programs" / f"more_{number}.yml").write_text(
            text.replace("nurse_leadership", f"more_{number}")
        )
    [found] = problems()
    assert (found.file, found.key) == (f"bot/content/en/programs/more_{too_many}.yml", "")
    assert found.sentence == "is one program too many: 10 can be offered"


def test_a_hospital_adds_three_items_of_its_own_to_a_wave_and_no_more(
    change: Change, problems: Problems, folder: Path
) -> None:
    def own(count: int) -> str:
        return "".join(
            f'  - {{id: own{n}, wave: mid, role: both, own: true, scale: agree5, text: "Parking is easy."}}\n'
            for n in range(count)
        )

    change("surveys.yml", "confidence_items:\n", f"{own(3)}confidence_items:\n")
    assert not problems()
    change("surveys.yml", own(3), own(4))
    [found] = problems()
    assert "has 4 items of your own in the wave mid; keep 3" in found.sentence

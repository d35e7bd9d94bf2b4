"""A program as a file: what is wrong with one is said by line and key, and nothing else is read from it."""

import pytest

from bot.content.loading.errors import ContentError
from bot.content.program_files import read_program_file, write_program_file

GOOD = """\
lamplight_program: 1
template: nurse_leadership
name: Leading
purpose: To lead
mentees: Charge nurses
mentors: Senior nurses
objectives:
- Lead a shift
targets:
  match_fit: 90 %
intake: cohort
length_weeks: 26
every_weeks: 3
minutes: 45
minutes_a_month: 70
capacity: 2
review_every_weeks: 12
expected_mentees: 40
places_first_percent: 80
by_approval: false
release_after_weeks: 8
matched_by: proposed
mentors_confirm: true
answer_days: 5
silence: 'yes'
weights:
  goals: 40
"""


@pytest.fixture
def read(tmp_path, content):
    def read_text(text):
        path = tmp_path / "shared.yml"
        path.write_text(text, encoding="utf-8")
        return read_program_file(path, content=content)

    return read_text


def problems(read, text):
    with pytest.raises(ContentError) as wrong:
        read(text)
    return [(one.line, one.key) for one in wrong.value.problems], str(wrong.value)


def test_a_file_is_read_as_it_was_written(read):
    found = read(GOOD)
    assert write_program_file(found).partition("\n")[2] == GOOD
    assert read(write_program_file(found)) == found


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "sentence"),
    [
        ("template: nurse_leadership", "template: nurse_leadershp", 2, "template", "did you mean"),
        ("minutes: 45", "minutes: many", 14, "minutes", "whole number"),
        ("minutes: 45", 'minutes: "45"', 14, "minutes", "whole number"),
        ("minutes: 45", "minutes: 4", 14, "minutes", "5 or more"),
        ("minutes: 45", "minuts: 45", 14, "minuts", "did you mean `minutes`"),
        ("by_approval: false", "by_approval: perhaps", 20, "by_approval", ""),
        ("by_approval: false", "by_approval: 0", 20, "by_approval", ""),
        ("  match_fit: 90 %", "  match_fat: 90 %", 10, "targets.match_fat", "did you mean"),
        ("- Lead a shift", "- {lead: shift}", 8, "objectives.1", "should be text"),
        ("objectives:\n- Lead a shift", "objectives: Lead", 7, "objectives", "should be a list"),
        ("intake: cohort", "intake: sometimes", 11, "intake", "isn't known"),
        ("intake: cohort", "intake: rolling", 12, "length_weeks", "a rolling program has none"),
        ("length_weeks: 26", "length_weeks: 3", 12, "length_weeks", "4 or more"),
        ("length_weeks: 26\n", "", 1, "length_weeks", "a cohort has"),
        ("capacity: 2", "capacity: 9", 16, "capacity", "at most 3"),
        ("name: Leading", "name: ' '", 3, "name", "is empty"),
        ("name: Leading", f"name: {'x' * 76}", 3, "name", "at most 75"),
        ("name: Leading", "name: Leading\nname: Again", 4, "name", "twice"),
        ("lamplight_program: 1", "lamplight_program: 2", 1, "lamplight_program", ""),
        ("name: Leading", "name: &a Leading", 3, "", "to repeat text"),
        ("name: Leading", "name: !!python/object:os.system Leading", 3, "name", "tag"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_key(read, old, new, line, key, sentence):
    assert old in GOOD
    places, said = problems(read, GOOD.replace(old, new, 1))
    assert (line, key) in places
    assert sentence in said


def test_everything_that_is_wrong_is_said_at_once(read):
    text = GOOD.replace("minutes: 45", "minutes: 1").replace("every_weeks: 3", "every_weeks: 0", 1)
    assert len(problems(read, text)[0]) == 2


def test_a_bomb_of_references_is_refused_before_it_grows(read):
    lines = ['a0: &a0 ["x", "x"]'] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    places, said = problems(read, "\n".join(lines))
    assert places == [(1, "")]
    assert "to repeat text" in said


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "a: " + "[" * 5000])
def test_something_else_is_refused_in_words(read, text):
    assert problems(read, text)[1].startswith("shared.yml")


def test_a_file_that_is_not_there_is_said_plainly(tmp_path, content):
    with pytest.raises(ContentError, match="isn't there"):
        read_program_file(tmp_path / "none.yml", content=content)

"""Mappings: the one that is shipped is whole, and each mistake is refused with its file, line and key."""

import re

import pytest

from bot.content.loading.errors import ContentError
from bot.directory import load_mapping
from bot.directory.mapping import SAMPLE, _document
from bot.errors import UserFacingError
from tests.directory_files import MAPPING, SMALL_MAPPING

BOMB = "a0: &a0 [lol, lol]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))


@pytest.fixture
def complaint(tmp_path, content):
    """What loading this text complains about."""

    def load(text):
        path = tmp_path / "mapping.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(ContentError) as error:
            load_mapping(path, people=content.people)
        [problem] = error.value.problems
        assert problem.file == str(path)
        return problem.line, problem.key, problem.sentence

    return load


def test_a_mapping_is_parsed_again_only_when_its_bytes_changed(tmp_path, content):
    path = tmp_path / "mapping.yml"
    before = _document.cache_info().misses
    for text in (SMALL_MAPPING, SMALL_MAPPING, SMALL_MAPPING + "# later\n"):
        path.write_text(text)
        load_mapping(path, people=content.people)
    assert _document.cache_info().misses - before == 2


def test_the_shipped_mapping_is_whole(content):
    mapping = load_mapping(MAPPING, people=content.people)
    assert mapping.column_of("employee_id") == "Employee number"
    assert mapping.column_of("slack_id") is None
    assert mapping.codes.profession["NUR"] == "nurse"


@pytest.mark.parametrize(
    ("before", "after", "line", "key", "words"),
    [
        ("delimiter: tab", 'delimiter: "/"', 2, "delimiter", "isn't known"),
        ("delimiter: tab", "encoding: utf8", 2, "encoding", "did you mean `utf-8`?"),
        ("delimiter: tab", "date_format: DD-MM", 2, "date_format", "should be YYYY, MM and DD"),
        ("delimiter: tab", "date_format: 7", 2, "date_format", "should be text"),
        ("delimiter: tab", "delimeter: ;", 2, "delimeter", "isn't a key that's known here; did you mean"),
        ("delimiter: tab", "columns: {}", 3, "columns", "is here twice"),
        ("  email: Email", "  e-mail: Email", 5, "columns.e-mail", "did you mean `email`?"),
        ("  email: Email", "  email: [Email]", 5, "columns.email", "should be text"),
        ("  email: Email", "  email: ''", 5, "columns.email", "is empty"),
        ("  email: Email", "  email: *shared", 5, "", "uses & or * to repeat text"),
        (
            "    N: nurse",
            "    N: nurze",
            8,
            "codes.profession.N",
            "`nurze` isn't known; did you mean `nurse`?",
        ),
        ("    N: nurse", "    N: 7", 8, "codes.profession.N", "should be text"),
        ("    N: nurse", "    N: !!python/name:os.system x", 8, "codes.profession.N", "has a tag"),
        ("  profession: P\n", "", 6, "codes.profession", "has codes, but no column"),
        ("  left: [X]", "  left: [L]", 11, "status.left.1", "`L` stands under leave already"),
        ("  left: [X]", "  gone: [X]", 11, "status.gone", "isn't a key that's known here"),
    ],
)
def test_each_mistake_is_refused_where_it_is(complaint, before, after, line, key, words):
    text = (
        "# ours\ndelimiter: tab\ncolumns:\n  employee_id: No\n  email: Email\ncodes:\n"
        "  profession:\n    N: nurse\nstatus:\n  leave: [L]\n  left: [X]\n"
    ).replace("  email: Email", "  profession: P\n  status: S\n  email: Email")
    text = text.replace(before, after, 1)
    shift = 2 if line > 4 else 0
    found = complaint(text)
    assert found[:2] == (line + shift, key)
    assert words in found[2]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (BOMB, 1, "uses & or *"),
        (b"columns:\n  employee_id: N\xfc\n", 2, "isn't UTF-8"),
        ("", 0, "is empty"),
        ("columns:\n\temployee_id: No\n", 2, "begins with a tab"),
        ("columns: [No]\n", 1, "should be a group"),
        ("delimiter: ;\n", 1, "is missing"),
    ],
    ids=["bomb", "encoding", "empty", "tab", "list", "no columns"],
)
def test_a_file_that_is_no_mapping_is_refused(complaint, text, line, words):
    found = complaint(text)
    assert found[0] == line
    assert words in found[2]


def test_what_is_not_there_is_said_with_a_way_out(tmp_path, content):
    with pytest.raises(UserFacingError, match=f"Copy {re.escape(str(SAMPLE))}"):
        load_mapping(tmp_path / "nothing.yml", people=content.people)


def test_codes_that_look_like_numbers_or_no_stay_what_they_are(tmp_path, content):
    path = tmp_path / "mapping.yml"
    path.write_text(SMALL_MAPPING.replace("{N: nurse, D: doctor}", "{no: nurse, 007: doctor}"))
    assert dict(load_mapping(path, people=content.people).codes.profession) == {
        "no": "nurse",
        "007": "doctor",
    }

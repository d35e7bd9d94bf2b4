"""What buttons and forms carry is read as it was written, and what was made up is answered in words."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.exports.files import FileKind
from bot.domain.feedback.waves import COHORT, WaveKind
from bot.domain.managing.holds import Where
from bot.domain.matching.reviewing import Shown
from bot.domain.oversight.reach import ReachBy
from bot.domain.oversight.roles import OversightRole
from bot.domain.pausing import Until
from bot.domain.privacy.visible_to_managers import Show
from bot.domain.rosters import Work
from bot.errors import NotFound
from bot.views import refs
from bot.views.refs import COUNT_DIGITS, ROW_DIGITS, Ref

ROOT = Path(__file__).parents[2]
ONLY_PLACE = "bot/views/refs.py"
KINDS = [
    one for one in vars(refs).values() if isinstance(one, type) and issubclass(one, Ref) and one is not Ref
]
CHECKED = [one for one in KINDS if one.older]
# As they stand in messages and forms that people have before them.
WRITTEN = {
    "mentorship.pause:M1:3": refs.FoldedRef("mentorship.pause", "M1:3"),
    "M1:1772452801.000100": refs.OpenedRef("M1", "1772452801.000100"),
    "M1:": refs.OpenedRef("M1"),
    "M1:7": refs.CycleRef("M1", 7),
    "M1:0": refs.RhythmRef("M1", 0),
    "M1:f00d": refs.GoalRef("M1", "f00d"),
    "M1:f00d:4": refs.StepRef("M1", "f00d", 4),
    "M1:2": refs.ThanksRef("M1", 2),
    "17": refs.QuestionRef(17),
    "17:three_days": refs.PutOffRef(17, Until.THREE_DAYS),
    "18": refs.UndeliveredRef(18),
    "P1:check_in": refs.KindRef("P1", "check_in"),
    "2": refs.LooksRef(2),
    "P1:0": refs.PageRef("P1"),
    "P1:2:pairs_active:3_months": refs.ResultRef("P1", 2, "pairs_active:3_months"),
    "P1:3::look": refs.ReviewRef("P1", 3),
    "P1:3:M1:all": refs.ReviewRef("P1", 3, "M1", Shown.ALL),
    "P1:M1,M2": refs.MatchesRef.of("P1", ["M1", "M2"]),
    "P1:f00d": refs.ProposalRef("P1", "f00d"),
    "M1:M2": refs.SwapRef("M1", "M2"),
    "M1:M2:4:U3:look": refs.SwapPreviewRef("M1", "M2", 4, "U3"),
    "P1:U1:U2": refs.PairRef("P1", "U1", "U2"),
    "P1:all:0": refs.PeopleRef("P1"),
    "P1:all:2:U1": refs.PersonRef("P1", Show.ALL, 2, "U1"),
    "P1:H1": refs.HoldRef("P1", "H1"),
    "P1:M3:support:0": refs.SupportRef("P1", "M3"),
    "P1:M3:all:2": refs.SupportRef("P1", "M3", Show.ALL, 2),
    "P1:2": refs.HeldRef("P1", 2),
    "hand_asked:P1": refs.MatterRef("hand_asked", "P1"),
    "hand_asked:": refs.MatterRef("hand_asked"),
    "site:Main: East": refs.PlaceRef(Where.SITE, "Main: East"),
    "P1:timing:": refs.HelpRef("P1", "timing"),
    "P1:timing:U1": refs.HelpRef("P1", "timing", "U1"),
    "P1:U1": refs.ApplicationRef("P1", "U1"),
    "2026-05-04:2": refs.LoadRef("2026-05-04", 2),
    "P1:P3": refs.CircleRef("P1", "P3"),
    "P1:U2": refs.AdviceRef("P1", "U2"),
    "P1:a1b2c3d4": refs.SignOffRef("P1", "a1b2c3d4"),
    "reader:P1:U1": refs.RoleRef(OversightRole.READER, "P1", "U1"),
    "owner::U1": refs.RoleRef(OversightRole.OWNER, user_id="U1"),
    "P1:U1:40": refs.LogRef("P1", "U1", 40),
    "::0": refs.LogRef(),
    "P1:site": refs.ReachRef("P1", ReachBy.SITE),
    "P1:U1:12:34": refs.StaffNumberRef("P1", "U1", "12:34"),
    "onboarding:P1:0": refs.FormRef("onboarding", "P1", 0),
    "P1:P2": refs.CohortRef("P1", "P2"),
    "P1:end:2026Q2": refs.FindingsRef("P1", "end", "2026Q2"),
    "P1:e10/2": refs.ChangeRef("P1", "e10/2"),
    "P1:csv": refs.ExportRef("P1", FileKind.CSV),
    "P1:f00d1": refs.ListRef("P1", "f00d1"),
    "mentor:1": refs.BriefingRef("mentor", 1),
    "3": refs.CodesRef(3),
    "P1:baseline:": refs.AskedRef("P1", WaveKind.BASELINE),
    "P1:mid:2026Q2:m1": refs.ItemRef("P1", WaveKind.MID, "2026Q2", "m1"),
    "P1:end:4::e1:lead_shift": refs.AnswerRef("P1", WaveKind.END, 4, COHORT, "e1:lead_shift"),
    "2026-03-04": refs.DayRef("2026-03-04"),
    "2026-03-04:on_call": refs.DayIsRef("2026-03-04", Work.ON_CALL),
}


MADE_UP = {
    refs.CycleRef: ["", "M1", "M1:", ":1", "M1:x", "M1:-1", "M1:²", "M1:1:2"],
    refs.RhythmRef: ["", "M1", "M1:", ":1", "M1:x", "M1:-1", "M1: 1"],
    refs.GoalRef: ["", "M1", "M1:", ":g1"],
    refs.StepRef: ["", "M1", "M1:g1", "M1:g1:", "M1:g1:x", "M1:g1:-1", "M1::2"],
    refs.ThanksRef: ["", "M1", "M1:", ":1", "M1:x", "M1:-1"],
    refs.QuestionRef: ["", "x", "-1", "1:2"],
    refs.PutOffRef: ["", "17", "17:", "17:never", "x:tomorrow", ":tomorrow"],
    refs.UndeliveredRef: ["", "x", "-1", "1:2"],
    refs.MatterRef: ["", ":P1"],
    refs.FormRef: ["", "t", "t:P1", "t::1", ":P1:1", "t:P1:x", "t:P1:1:2"],
    refs.CohortRef: ["", "P1", "P1:", ":P2"],
    refs.ListRef: ["", "P1", "P1:", ":L1"],
    refs.BriefingRef: ["", "mentor", "mentor:", ":0", "mentor:x"],
    refs.RoleRef: ["", "champion::U1", ":P1:U1", "Owner"],
    refs.PlaceRef: ["", "ward:7", ":Main", "Site:Main"],
    refs.AskedRef: ["", "P1", "P1:", "P1:never", ":baseline"],
    refs.ItemRef: ["", "P1", "P1:", "P1:never", ":baseline"],
    refs.AnswerRef: ["", "P1", "P1:baseline", "P1:baseline:", "P1:baseline:x", "P1:never:1", ":mid:1"],
    refs.DayRef: [""],
    refs.DayIsRef: ["", "2026-03-04", "2026-03-04:", "2026-03-04:None", "2026-03-04:Night", ":night"],
}
WAY_ON = {
    refs.CycleRef: "Open Home for the current one.",
    refs.RhythmRef: "Type `/mentor change` for the current one.",
    refs.GoalRef: "Open Goals again from Home.",
    refs.StepRef: "Open Goals again from Home.",
    refs.ThanksRef: "Open Home for the current one.",
    refs.QuestionRef: "Open Home for the current one.",
    refs.PutOffRef: "Open Home for the current one.",
    refs.UndeliveredRef: "Open it again from Home.",
    refs.MatterRef: "Open Home for the current one.",
    refs.FormRef: "Type `/mentoring new` for a new one.",
    refs.CohortRef: "Open it again from the program's page.",
    refs.ListRef: "Type `/mentoring export` for a new one.",
    refs.BriefingRef: "Open your briefing with `/mentor briefing`.",
    refs.RoleRef: "Type `/mentoring roles` for the current one.",
    refs.PlaceRef: "Open the page again.",
    refs.AskedRef: "Open Home for the current one.",
    refs.ItemRef: "Open Home for the current one.",
    refs.AnswerRef: "Open Home for the current one.",
    refs.DayRef: "Open your roster again with `/mentor roster`.",
    refs.DayIsRef: "Open your roster again with `/mentor roster`.",
}


def values_of(kind: type[Ref], one: Field[Any]) -> st.SearchStrategy[Any]:
    if one.type is int:
        return st.integers(0, 10**kind.digits - 1)
    if one.type is str:
        least = 1 if one.default is MISSING else 0
        return st.text(st.characters(exclude_characters=":"), min_size=least)
    return st.sampled_from(one.type)


def made(kind: type[Ref]) -> st.SearchStrategy[Ref]:
    return st.builds(kind, *(values_of(kind, one) for one in fields(kind)))


def test_every_reference_is_written_as_before() -> None:
    assert {type(one) for one in WRITTEN.values()} == set(KINDS)
    for value, ref in WRITTEN.items():
        assert (str(ref), type(ref).parse(value)) == (value, ref)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_is_written_is_read_again(kind: type[Ref], data: st.DataObject) -> None:
    ref = data.draw(made(kind))
    assert kind.parse(str(ref)) == ref


@pytest.mark.parametrize("kind", KINDS)
@given(value=st.text(st.sampled_from(":0129-+_ ٣²xé\n\x00")) | st.text())
def test_whatever_comes_is_a_reference_or_a_sentence(kind: type[Ref], value: str) -> None:
    with suppress(NotFound):
        ref = kind.parse(value)
        assert kind.parse(str(ref)) == ref
        numbers = [getattr(ref, one.name) for one in fields(kind) if one.type is int]
        assert all(0 <= number < 10**kind.digits for number in numbers)


@pytest.mark.parametrize(("kind", "value"), [(kind, one) for kind, all_ in MADE_UP.items() for one in all_])
def test_a_value_that_is_none_of_ours_is_answered_with_the_sentence_of_its_kind(
    kind: type[Ref], value: str
) -> None:
    with pytest.raises(NotFound, match=f"is from .*{re.escape(WAY_ON[kind])}"):
        kind.parse(value)


@pytest.mark.parametrize("value", ["x", "2026-02-30", "2026-03-04 ", "4 March", "1"])
def test_a_day_that_is_none_is_answered_with_the_sentence_too(value: str) -> None:
    assert refs.DayRef.parse("2026-03-04").on == date(2026, 3, 4)
    with pytest.raises(NotFound, match="older page"):
        _ = refs.DayRef.parse(value).on


def test_every_sentence_is_tried() -> None:
    assert {kind for kind in KINDS if kind.older} == set(MADE_UP) == set(WAY_ON)


def test_only_a_reference_with_a_sentence_needs_more_than_text() -> None:
    for kind in KINDS:
        needs = [one for one in fields(kind) if one.type is not str and one.default is MISSING]
        assert kind.older or not needs


@pytest.mark.parametrize(
    ("kind", "before", "digits"),
    [(refs.CycleRef, "M1:", COUNT_DIGITS), (refs.QuestionRef, "", ROW_DIGITS), (refs.FormRef, "t:P1:", 6)],
)
def test_a_number_larger_than_its_column_is_no_number(kind: type[Ref], before: str, digits: int) -> None:
    assert str(kind.parse(before + "9" * digits)) == before + "9" * digits
    with pytest.raises(NotFound):
        kind.parse(before + "1" + "0" * digits)


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("bot/handlers", "bot/views"):
        for path in (ROOT / folder).rglob("*.py"):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def splits(tree: ast.Module) -> bool:
    """Something is taken apart, or put together, at a bare colon."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    methods = ((node.func, node.args) for node in calls if isinstance(node.func, ast.Attribute))
    return any(
        (method.attr in ("split", "rsplit", "partition", "rpartition") and _is_colon(args[:1]))
        or (method.attr == "join" and _is_colon([method.value]))
        for method, args in methods
    )


def _is_colon(given: list[ast.expr]) -> bool:
    return any(isinstance(one, ast.Constant) and one.value == ":" for one in given)


def writes(tree: ast.Module) -> bool:
    """What a button or a form carries is put together on the spot."""
    return any(
        isinstance(node, ast.keyword) and node.arg in ("value", "context") and _is_put_together(node.value)
        for node in ast.walk(tree)
    )


def _is_put_together(given: ast.expr) -> bool:
    return isinstance(given.body if isinstance(given, ast.Lambda) else given, ast.JoinedStr)


def test_references_are_written_and_read_in_one_place() -> None:
    assert [name for name, tree in modules() if splits(tree) and name != ONLY_PLACE] == []
    assert [name for name, tree in modules() if writes(tree)] == []

"""Every message, with the longest that each of its parts may be, is one that Slack takes."""

import inspect
import pkgutil
from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

import bot.views
from bot.content import load_content
from bot.domain.exports.named import LONGEST_REASON, ListKind, NamedExport
from bot.domain.feedback.items import AskedItem, For, Question, Scale
from bot.domain.feedback.waves import WaveKind
from bot.domain.goals.goals import LONGEST_GOAL
from bot.domain.joining.enrolments import EnrolmentState, Role
from bot.domain.managing.requests import Topic
from bot.domain.matching.choices import IfNoAnswer
from bot.domain.meetings.meetings import call_off
from bot.domain.mentorships.mentorships import Member, Outcome
from bot.domain.mentorships.status import Status
from bot.domain.pausing import Until
from bot.domain.people import Person
from bot.domain.programs.hospital import HospitalVersion
from bot.domain.recruiting.announcements import LONGEST_TEXT, Announcement
from bot.domain.rosters import CodeChange, Meaning, Work
from bot.sandbox.blockkit import lint_message, lint_privacy
from bot.views.availability.not_now import PutOff
from bot.views.digest.monday_list import WaitingLine
from bot.views.goals.next_talk import ForTheTalk
from bot.views.home.home import HomePage
from bot.views.home.mine import MyMentorship
from bot.views.matching.mentor_answers import Suggested
from bot.views.meetings.check_in import check_in_question
from bot.views.message import Message
from bot.views.refs import AskedRef, QuestionRef
from tests.people import MONDAY, PROGRAM, WS, pair_number
from tests.views import variants
from tests.views.variants.times import OFFERS, SET
from tests.views.variants.totals import RESULTS

CONTENT = load_content()
DAY = date(2026, 9, 30)
ID, PERSON = "f" * 32, "U" + "W" * 10
# What is escaped grows fivefold.
NAME, LINE, PROMPT, LABEL = "&" * 75, "w" * 500, "p" * 150, "l" * 75
OTHERS = tuple(f"{PERSON}{number}" for number in range(7))
EIGHT = tuple(Member(one, Role.PEER) for one in (*OTHERS, PERSON))
LONG_PROGRAM = replace(PROGRAM, id=ID, name=NAME, managers=OTHERS, look_again_on=DAY)
GUIDE = CONTENT.guides["first_meeting"].model_copy(
    update={"title": LABEL, "purpose": LINE, "prompts": (PROMPT,) * 12}
)
MENTORSHIP = replace(pair_number(1), id=ID, members=EIGHT, reasons=(PROMPT,) * 6)
MINE = MyMentorship(MENTORSHIP, NAME, Status.MAY_NEED_SUPPORT, cycle=1, asked=True, meets_at=MONDAY)
PROGRAMS = [replace(LONG_PROGRAM, id=f"{number:032}") for number in range(150)]
PAGE = HomePage(
    PERSON,
    [MINE] * 45,
    PROGRAMS,
    would_help={one.id: PROMPT for one in PROGRAMS},
    resting={NAME[:40] + str(n): DAY for n in range(20)},
)
LISTED = NamedExport(
    WS, ID, ID, ListKind.STATUS, "&" * LONGEST_REASON, asked_by=ID, asked_at=MONDAY, agreed_at=MONDAY
)
ANNOUNCED = Announcement(WS, ID, ID, "C1", text="x" * LONGEST_TEXT, tz="Europe/London", saved_at=MONDAY)
POSTED = Person(
    WS,
    PERSON,
    profession="nurse",
    specialty="intensive_care",
    department="critical_care",
    site=NAME,
    career_stage="established",
)
CHANGE = CodeChange("&" * 8, Meaning(Work.OFF), Meaning(Work.DAY))
EVERY_SIGNPOST = dict.fromkeys(CONTENT.signposts, "&" * 300) | {"sites": "&" * 1000}
GOAL = ForTheTalk(PERSON, "&" * LONGEST_GOAL, (PROMPT, PROMPT))
BY_NAME = {
    "waiting": [WaitingLine("w" * 20, "{where} " + "w" * 150, "b" * 20, PROGRAMS)] * 20,
    "asked": AskedRef(ID, WaveKind.BASELINE, "2026Q4"),
    "about": [GOAL, GOAL],
    "was_on": True,
    "asks_on": DAY,
    "asks_turnout": False,
    "turnout": False,
    "by": PERSON,
    "changes": [CHANGE] * 200,
    "closes_on": DAY,
    "command": "/mentoring",
    "cycle": 999,
    "days": 14,
    "every_weeks": 12,
    "goes_on": True,
    "goes_on_without": True,
    "goals_in": ID,
    "guide": GUIDE,
    "guides": {f"{number:060}": GUIDE for number in range(24)},
    "has_goals": True,
    "intake": "2026Q4",
    "is_circle": True,
    "is_early": False,
    "kind": WaveKind.PULSE,
    "is_deputy": True,
    "is_urgent": True,
    "has_mentees": True,
    "circle": LONG_PROGRAM,
    "last": DAY,
    "line": LINE,
    "lines": CONTENT.lines.model_copy(update=dict.fromkeys(type(CONTENT.lines).model_fields, LINE)),
    "meeting": SET,
    "mentors": True,
    "minutes": 120,
    "mentorship": MENTORSHIP,
    "mentorship_id": ID,
    "mentorships": [(ID, OTHERS)] * 60,
    "message": check_in_question(others=OTHERS, mentorship_id=ID, cycle=999),
    "no_phi": LINE,
    "offers": OFFERS,
    "offers_goals": True,
    "on": DAY,
    "others": OTHERS,
    "outcome": Outcome.NOT_THIS_MONTH,
    "page": PAGE,
    "people": CONTENT.people,
    "picks": True,
    "program": LONG_PROGRAM,
    "program_id": ID,
    "program_name": NAME,
    "programs": PROGRAMS,
    "prompt": CONTENT.reflections["r13"].model_copy(update={"text": PROMPT}),
    "question": Question(AskedItem("e9", PROMPT, Scale.ZERO_TO_TEN, (LABEL,) * 11, For.BOTH, acts=3), 1, 20),
    "reader": PERSON,
    "ref": QuestionRef(10**9),
    "role": Role.MENTOR,
    "silence": IfNoAnswer.YES,
    "state": EnrolmentState.DECLINED,
    "suggested": Suggested(MENTORSHIP, NAME, POSTED, ("t" * 75,) * 3),
    "content": CONTENT,
    "summary": replace(variants.a_summary(), program=LONG_PROGRAM, results=RESULTS * 9),
    "summaries": [replace(variants.a_summary(), program=LONG_PROGRAM, results=RESULTS * 9)] * 9,
    "text": LINE,
    "thanks": LINE,
    "today": date(2025, 9, 30),
    "topic": Topic.TIMING,
    "topics": ("t" * 75,) * 3,
    "under": LINE,
    "unknown": "&" * 40,
    "until": DAY,
    "is_drawn": True,
    "version": HospitalVersion(WS, 1, MONDAY, ID, EVERY_SIGNPOST, EVERY_SIGNPOST),
    "signposts": CONTENT.signposts,
    # Twice as many as there are: words and guides come with the product.
    "verbs": {f"{number:010}": "d" * 90 for number in range(24)},
}
BY_VIEW = {"time_off_message": {"meeting": call_off(SET)}}
BY_KIND = {
    Announcement: ANNOUNCED,
    NamedExport: LISTED,
    PutOff: PutOff(QuestionRef(10**9), DAY, dict.fromkeys(list(Until)[:3], LABEL)),
}


def message_views():
    for module in pkgutil.walk_packages(bot.views.__path__, "bot.views."):
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if is_own and inspect.signature(function).return_annotation is Message:
                yield pytest.param(function, id=f"{module.name}.{name}")


def longest(view, parameter):
    own = BY_VIEW.get(view.__name__, {})
    if parameter.name in own:
        return own[parameter.name]
    kinds = getattr(parameter.annotation, "__args__", (parameter.annotation,))
    found = [BY_KIND[kind] for kind in kinds if kind in BY_KIND]
    return found[0] if found else BY_NAME[parameter.name]


@pytest.mark.parametrize("view", list(message_views()))
def test_a_message_stays_one_with_the_longest_of_everything(view):
    """A parameter that is new here says in the table above how long it may become."""
    given = inspect.signature(view).parameters
    by_place = [longest(view, one) for one in given.values() if one.kind is not one.KEYWORD_ONLY]
    by_name = {one.name: longest(view, one) for one in given.values() if one.kind is one.KEYWORD_ONLY}
    message = view(*by_place, **by_name).to_dict()
    assert lint_message(message) == []
    assert lint_privacy(message) == []

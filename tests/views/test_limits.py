"""However much there is to show, it stays within what Slack takes."""

from dataclasses import replace

import pytest

from bot.content.library import load_content
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.status import Status
from bot.domain.privacy.visible_to_managers import Place, Show, VisibleMatch, VisiblePerson
from bot.domain.programs.states import ProgramState
from bot.views.home.home import HomePage, home_message, home_tab
from bot.views.home.mine import MyMentorship
from bot.views.joining.first_page import about_page
from bot.views.managing.hands_taken import Hands
from bot.views.managing.needing_support import NeedingSupport
from bot.views.managing.people_list import PeopleList, people_list
from bot.views.managing.summary import choose_program
from bot.views.parts import LONGEST_TEXT, many_words
from bot.views.privacy.privacy import Look, VisibleInProgram, looks_page, privacy_page
from bot.views.programs.managed import ManagedProgram
from tests.figures import program_figures
from tests.people import NIA, PAIR, PROGRAM, pair_number
from tests.views.variants import join_form
from tests.views.variants.holds import HELD

CONTENT = load_content()
LONG = "&" * 75
RUNNING = replace(PROGRAM, name=LONG)
HANDS = Hands(waits=True, takers=[f"U{number:010}" for number in range(10)])
QUIET = [pair_number(number) for number in range(60)]


def texts(blocks):
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


@pytest.fixture
def page():
    mine = [MyMentorship(PAIR, LONG, Status.ON_TRACK, cycle=1, asked=True)] * 45
    crowded = ManagedProgram(
        RUNNING, program_figures(), (), 0, more_need_support=True, needing_support=NeedingSupport(QUIET)
    )
    managed = [replace(crowded, asked=True, hands=HANDS, undelivered=True, numbers=True, held=HELD)] * 30
    signposts = {key: "&" * 300 for key in CONTENT.signposts}
    return HomePage(
        NIA,
        mine,
        [RUNNING] * 30,
        managed,
        [RUNNING] * 30,
        may_create=True,
        when="Always.",
        signposts=signposts,
    )


@pytest.mark.parametrize("without", [(), ("mine",), ("mine", "waiting_in"), ("managed",)])
def test_a_home_with_very_much_to_show_is_still_a_home(page, without):
    page = replace(page, **dict.fromkeys(without, ()))
    blocks = home_tab(page, signposts=CONTENT.signposts, lines=CONTENT.lines).to_dict()["blocks"]
    assert len(blocks) <= 100
    assert max(map(len, texts(blocks))) <= LONGEST_TEXT
    always = [CONTENT.signposts[key].in_sentence for key in ("emergency_number", "crisis_line")]
    assert all(name in str(blocks) for name in always)


def test_an_answer_to_a_command_is_still_a_message(page):
    programs = [replace(RUNNING, state=ProgramState.RUNNING)] * 60
    for message in (home_message(page), choose_program(programs)):
        assert len(message.to_dict()["blocks"]) <= 50


def test_somebody_in_many_programs_reads_all_that_managers_see():
    seen = [
        VisibleInProgram(
            LONG,
            VisiblePerson(
                NIA, Role.MENTEE, Place.ACTIVE, (VisibleMatch((f"U{n}",), Status.MAY_NEED_SUPPORT, True),)
            ),
        )
        for n in range(60)
    ]
    looks = [Look(PROGRAM.starts_on, NIA, "list of people", LONG)] * 300
    page = privacy_page(
        scopes=["commands"], seen=seen, looks=looks, lines=CONTENT.lines, lists=CONTENT.people
    )
    blocks = page.to_dict()["blocks"]
    assert max(map(len, texts(blocks))) <= LONGEST_TEXT
    assert len(blocks) <= 100
    assert all(f"<@U{n}>" in str(blocks) for n in range(60))


def test_all_who_looked_and_all_who_take_part_are_read_page_by_page():
    looks = [Look(PROGRAM.starts_on, f"U{n}", "list of people", LONG) for n in range(61)]
    pages = [looks_page(looks, page=n).to_dict()["blocks"] for n in range(4)]
    assert all(f"<@U{n}>" in str(pages[n // 20]) for n in range(61))
    people = [VisiblePerson(f"U{n}", Role.MENTEE, Place.ACTIVE) for n in range(61)]
    shown = PeopleList(RUNNING, Show.ALL, people, {Show.ALL: 61})
    turned = [people_list(shown, lists=CONTENT.people, page=n).to_dict()["blocks"] for n in range(5)]
    assert all(f"<@U{n}>" in str(turned[n // 15]) for n in range(61))
    assert people_list(shown, lists=CONTENT.people, page=99).to_dict()["blocks"] == turned[4]


def test_of_very_many_programs_the_one_somebody_chose_is_in_the_menu():
    programs = [replace(PROGRAM, id=f"P{number}") for number in range(150)]
    form = replace(join_form(), programs=programs, program=programs[-1])
    [menu] = [
        block["element"]
        for block in about_page(form, content=CONTENT).to_dict()["blocks"]
        if block.get("block_id") == "program"
    ]
    assert [len(menu["options"]), menu["options"][-1]] == [100, menu["initial_option"]]


def test_many_words_keep_every_line_whole_and_in_order():
    lines = [f"{number}: " + "x" * 700 for number in range(9)]
    blocks = many_words(lines, title="*Title*")
    assert "\n".join(texts(block.to_dict() for block in blocks)) == "\n".join(["*Title*", *lines])
    assert many_words([]) == []

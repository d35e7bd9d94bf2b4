"""Variants of what a manager holds, sees ahead and is asked for."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.managing.requests import HELP_TOPICS, Request, Topic
from bot.domain.staff_numbers import Finding
from bot.views.delivery import sends
from bot.views.directory import staff_numbers
from bot.views.directory.staff_numbers import NumbersToConfirm, NumberToConfirm
from bot.views.managing import hands_taken, holds
from bot.views.managing import help_requests as support
from bot.views.managing.hands_taken import Hands
from tests.figures import written_to

TODAY = date(2026, 3, 2)
HELD = (
    holds.Held("q1", "Critical care", date(2026, 12, 15)),
    holds.Held("q2", "Main & North", date(2026, 12, 1)),
)
KINDS = (
    sends.HoldableKind("check_in", "Check-ins", is_held=False),
    sends.HoldableKind("quiet_check", "Private check-ins when it's quiet", is_held=True),
)
NUMBERS = (
    NumberToConfirm("U1", "<!channel>".ljust(40, "<"), Finding.FREE),
    NumberToConfirm("U2", "N-4712", Finding.FREE, is_contested=True),
    NumberToConfirm("U3", "N-4713", Finding.TAKEN),
    NumberToConfirm("U4", "N-4714", Finding.UNKNOWN),
)
DEPARTMENTS = {"critical_care": "Critical care", "theatres": "Theatres and recovery"}


def holds_of(program, held=()):
    places = holds.places_to_choose(["Main & North", "Harbour Road"], DEPARTMENTS)
    return holds.holds_page(holds.HoldsPage(program, held, places))


def sends_of(program, posts=(), *, as_of=TODAY, count=34, could=60):
    return sends.sends_page(sends.Sends(program, as_of, written_to(count, could), posts, KINDS))


POSTS = (
    sends.PlannedSend("Announcements", TODAY + timedelta(days=10)),
    sends.PlannedSend("Announcements", TODAY + timedelta(days=17)),
)


def requests(program):
    """One for nobody yet, one for the reader, one for another manager, and one for who manages it no more."""
    topics = (*HELP_TOPICS, Topic.TIMING)
    takers = (None, "UMANAGER", "UMONA", "UGONE")
    return [
        Request(
            "T1",
            program.id,
            f"U{number}",
            topic,
            TODAY + timedelta(days=number),
            taken_by=taker,
            taken_on=TODAY + timedelta(days=9),
        )
        for number, (topic, taker) in enumerate(zip(topics, takers, strict=True))
    ]


def hands_of(program, asked, *notice):
    program = replace(program, managers=("UMANAGER", "UMONA"))
    return support.hands_list(support.Asked(program, "UMANAGER", asked), notice=notice)


def variants_of_holds(program, another, *, home_page, managed, my_mentorship):
    return {
        "quiet_time": holds_of(program),
        "quiet_time_running": holds_of(program, HELD),
        "quiet_time_choose_program": holds.choose_program([program, another]),
        "sends": sends_of(program, POSTS),
        "sends_nothing": sends_of(program, as_of=None),
        "sends_of_few": sends_of(program, count=2, could=3),
        "hand_choose": support.choose_hand([program]),
        "hand_choose_of_two": support.choose_hand([program, another]),
        "hand_asked": support.hand_asked(program, Topic.ACCESS),
        "hand_to_give": support.hand_to_give(program),
        "hand_taken": hands_taken.hand_taken(program),
        "hand_given_back": hands_taken.hand_given_back(program),
        "hands_list": hands_of(program, requests(program)),
        "hands_list_too_late": hands_of(program, requests(program), hands_taken.came_later("UMONA")),
        "hands_list_nobody": hands_of(program, (), hands_taken.came_later(None)),
        "staff_numbers": staff_numbers.numbers_page(NumbersToConfirm(program, NUMBERS)),
        "staff_numbers_none": staff_numbers.numbers_page(NumbersToConfirm(program, ())),
        "staff_numbers_many": staff_numbers.numbers_page(NumbersToConfirm(program, NUMBERS * 30)),
        "home_manager_numbers": home_page(managed=[managed(numbers=True)]),
        "home_manager_held": home_page(managed=[managed(held=HELD[:1], hands=Hands(waits=True))]),
        "home_manager_held_twice": home_page(
            managed=[managed(held=HELD, hands=Hands(waits=True, takers=("UMANAGER", "UMONA")))]
        ),
        "home_manager_hand_taken": home_page(managed=[managed(hands=Hands(takers=("UMONA",)))]),
        "home_resting": home_page(mine=[my_mentorship()], resting={program.name: date(2026, 12, 15)}),
    }

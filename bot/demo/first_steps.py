"""The first minute: whom to be, what to do and what to look at, as the page offers it step by step."""

from bot.demo.cast import Cast
from bot.sandbox.model import Person
from bot.sandbox.showing.tour import Spot, Step

AT_NIGHT = 3
A_WEEK = 7 * 24


def first_steps(cast: Cast) -> list[Step]:
    nurse, manager = cast.newcomer(), cast.manager_of("specialist_resident")
    running = cast.manager_of("nurse_leadership")
    return [
        Step(
            id="join",
            title="Join as a nurse",
            words="Press Join, answer a few questions, and look at the strip: those are the hours in which "
            "we may write to you.",
            button=f"Be {nurse.name}",
            spot=Spot(nurse.id),
        ),
        Step(
            id="match",
            title="Match as a manager",
            words="Residents are waiting. Press Match, and look at the reasons for each pair before you "
            "approve them.",
            button=f"Be {manager.name}",
            spot=Spot(manager.id),
        ),
        Step(
            id="clock",
            title="Let a week pass",
            words="People answer and meet on their own. Then look at what was sent, and when it arrived.",
            button="Move on one week",
            move="advance",
            how={"hours": A_WEEK},
        ),
        Step(
            id="night",
            title="See a phone at 3 in the morning",
            words=f"{_first_name(nurse)} works nights. Under the phone each dot is a message: look how none "
            "falls on sleep or a shift.",
            button=f"Go to {_first_name(nurse)}'s phone",
            spot=Spot(nurse.id, pane="phone"),
            move="until",
            how={"hour": AT_NIGHT},
        ),
        Step(
            id="dashboard",
            title="Open the dashboard",
            words="Press Open dashboard on Home, then the link. Leave that page open, run 12 weeks here, and "
            "look how it keeps up.",
            button=f"Be {running.name}",
            spot=Spot(running.id),
        ),
    ]


def _first_name(person: Person) -> str:
    return person.name.split()[0]

"""The first minute: whom to be, what to do and what to look at, as the page offers it step by step."""

from collections.abc import Iterator

from bot.demo.cast import Cast
from bot.sandbox.model import Person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.tour import Spot, Step

AT_NIGHT = 3
A_WEEK = 7 * 24


def first_steps(sandbox: Sandbox, cast: Cast) -> list[Step]:
    """As things stand: the phone is the newcomer's once something has lit up on it."""
    nurse, manager = cast.newcomer(), cast.manager_of("specialist_resident")
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
            words="The people here answer and meet. Then look at what was sent, and to whom.",
            button="Move on one week",
            move="advance",
            how={"hours": A_WEEK},
        ),
        _at_night(_awake_at_night(sandbox, cast)),
    ]


def _at_night(nurse: Person) -> Step:
    return Step(
        id="night",
        title="See a phone at 3 in the morning",
        words=f"{_first_name(nurse)} works nights. Under the phone each dot is a message: look how none falls "
        "on sleep or a shift.",
        button=f"Go to {_first_name(nurse)}'s phone",
        spot=Spot(nurse.id, pane="phone"),
        move="until",
        how={"hour": AT_NIGHT},
    )


def _awake_at_night(sandbox: Sandbox, cast: Cast) -> Person:
    """The newcomer, if anybody has written to her; else the nurse on nights who has heard the most."""
    heard = sandbox.workspace.notifications
    newcomer = cast.newcomer()
    if heard.get(newcomer.id) and cast.by_id[newcomer.id].works_nights:
        return newcomer
    return max(_on_nights(cast), key=lambda person: len(heard.get(person.id, ())))


def _on_nights(cast: Cast) -> Iterator[Person]:
    return (person for person, one in cast.people if one.profession == "nurse" and one.works_nights)


def _first_name(person: Person) -> str:
    return person.name.split()[0]

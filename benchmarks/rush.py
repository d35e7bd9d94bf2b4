"""A launch: hundreds of people tap "Join" within a minute, with Slack's limits on how often it is called."""

from datetime import timedelta

from benchmarks.report import Line
from bot.sandbox.actor import Actor
from bot.sandbox.elements import with_ids
from bot.sandbox.model import Message
from bot.views.ids import Action
from bot.views.joining.first_page import invitation
from bot.views.notices import MANY_AT_ONCE
from tests.databases import Databases
from tests.town import Town, small_town

PEOPLE = 300
MINUTE = timedelta(minutes=1)
MOST_MINUTES = 10
# So many answers are on their way at the same time.
TOGETHER = 20


async def run(_: Databases) -> list[Line]:
    async with small_town(rates=True) as made:
        await made.new_program(made.person("Mona Manager", is_admin=True))
        people = [made.person(f"Person {number}") for number in range(PEOPLE)]
        made.channel.members += [actor.person.id for actor in people]
        post = await _launch(made)
        rounds = [await _tap(made, people, post)]
        while len(rounds) < MOST_MINUTES and (left := [one for one in people if not one.modal]):
            rounds.append(await _tap(made, left, post))
        return _lines(made, people, rounds)


async def _launch(made: Town) -> Message:
    space, said = made.sandbox.workspace, invitation(await made.programs()).to_dict()
    blocks = with_ids(said["blocks"], space.rng)
    return space.post(made.channel, author=space.bot.id, text=said["text"], blocks=blocks)


async def _tap(made: Town, people: list[Actor], post: Message) -> int:
    """Everybody once, over one minute; returns how many have their form then, of all."""
    for number, actor in enumerate(people):
        await actor.click(post, Action.JOIN)
        made.sandbox.clock.advance(MINUTE / len(people))
        if number % TOGETHER == 0:
            await made.settled()
    await made.settled()
    return sum(actor.modal is not None for actor in people)


def _lines(made: Town, people: list[Actor], rounds: list[int]) -> list[Line]:
    told = [
        one.text for actor in people for one in actor.messages(made.channel) if one.ephemeral_for is not None
    ]
    wrong = sum(text != MANY_AT_ONCE for text in told)
    asked = len(made.sandbox.calls("users.info")) / PEOPLE
    have = sum(actor.modal is not None for actor in people)
    return [
        Line(f"{PEOPLE} taps in a minute: form opened at once", f"{rounds[0]}", f"{PEOPLE}"),
        Line("asked to tap again in a minute", f"{len(told) - wrong} times"),
        Line("told anything else", f"{wrong} times", aim="never", held=wrong == 0),
        Line(f"have the form after {len(rounds)} minutes", f"{have}", aim="all", held=have == PEOPLE),
        Line("users.info a person", f"{asked:.2f}", aim="under 1", held=asked < 1),
    ]

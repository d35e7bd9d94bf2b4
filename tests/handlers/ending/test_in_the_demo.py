"""At the end the invented people of the demo thank each other by themselves, and leave no page open."""

import random
from datetime import timedelta

from bot.demo.house import CHOICES
from bot.sandbox.people import Crowd, Habit
from bot.views.ids import Action
from tests.handlers.tour.tour import page, question

AT_THE_END: dict[str, float] = {one: CHOICES[one] for one in (Action.THANKS, Action.THANK)}


async def test_they_choose_a_line_and_it_comes_to_the_other(town):
    manager, nia, omar = await town.introduced_pair()
    await page(town, manager)
    await town.do(manager.click(manager.modal, Action.BEGIN_CLOSING))
    await manager.close(everything=True)
    habits = {one.person.id: Habit(1.0, AT_THE_END) for one in (nia, omar)}
    town.timeline.people, town.timeline.acting = Crowd(town.sandbox, random.Random(1), habits), True
    await town.let_pass(timedelta(days=7))
    for one in (nia, omar):
        assert question(one, "would like to thank you")
        assert one.modal is None

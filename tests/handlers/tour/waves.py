"""The part of the tour through two waves: begun, passed over, gone back to, left for later, and acted on."""

from bot.views.ids import Action
from tests.handlers.feedback.steps import as_it_is, asked, tap


async def at_the_start(town, nia):
    """From its message, up to where they leave it."""
    message = asked(nia, "how mentoring starts for you")
    await town.do(nia.click(message, Action.WAVE_START))
    await tap(town, nia, as_it_is(nia, message), 3)
    for action in (Action.WAVE_SKIP, Action.WAVE_BACK, Action.WAVE_RATHER_NOT, Action.WAVE_LATER):
        await town.do(nia.click(as_it_is(nia, message), action))


async def after_the_first_meeting(town, nia):
    """They wish for a change, and think better of it."""
    message = asked(nia, "how mentoring has begun for you")
    await town.do(nia.click(message, Action.WAVE_START))
    await town.do(nia.click(as_it_is(nia, message), Action.WAVE_CHANGE))
    await nia.close(everything=True)
    await tap(town, nia, as_it_is(nia, message))

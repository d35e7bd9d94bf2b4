"""The part of the tour about care for mentors."""

from bot.views.ids import Action


async def care_for_mentors(town, omar):
    await hours(town, omar)


async def hours(town, omar):
    """From Settings, and as a file."""
    await town.from_settings(omar, Action.HOURS)
    await town.do(omar.click(omar.modal, Action.HOURS_FILE))
    await omar.close(everything=True)

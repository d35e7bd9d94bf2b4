"""The part of the tour about care for mentors."""

from bot.views.ids import Action


async def care_for_mentors(town, nia):
    others = (await town.mentorship(nia)).others(nia.person.id)
    [omar] = [one for one in town.actors.values() if one.person.id in others]
    await town.from_settings(omar, Action.HOURS)
    await town.do(omar.click(omar.modal, Action.HOURS_FILE))
    await omar.close(everything=True)

"""/mentor hours: what a mentor gave, to read and as a file, with nobody's name."""

from bot.views.ids import Action


async def test_a_mentor_reads_their_hours_and_gets_them_as_a_file(town):
    _, nia, omar = await town.introduced_pair()
    await town.do(omar.command("/mentor", "met"))
    await town.do(omar.click(omar.inbox()[-1], Action.WE_MET))
    await town.do(omar.command("/mentor", "hours"))
    assert "1 talk, 45 minutes planned for each, 45 minutes" in str(omar.modal.blocks)
    assert nia.person.id not in str(omar.modal.blocks)
    await town.do(omar.click(omar.modal, Action.HOURS_FILE))
    [file] = [file for message in omar.messages(omar.dm) for file in message.files]
    assert "Total: 45 minutes, self-reported" in file.content.decode()
    assert nia.person.id not in file.content.decode()


async def test_a_mentee_has_none(town):
    _, nia, _ = await town.introduced_pair()
    await town.do(nia.command("/mentor", "hours"))
    assert "You haven't been a mentor or a host here, or it was long ago" in str(nia.modal.blocks)

"""What was said is written down as JSON and put back into a workspace of the same people."""

import json

from bot.sandbox.clock import SandboxClock
from bot.sandbox.keeping import put_back, said_in
from bot.sandbox.model import File
from bot.sandbox.sandbox import Sandbox
from tests.sandbox.conftest import MANIFEST, MONDAY

BLOCKS = [{"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "*Hello*"}}]


async def test_conversations_come_back_with_their_blocks_files_and_phones(sandbox, ana, ben, ward, wall):
    space, bot = sandbox.workspace, sandbox.bot_user_id
    group = space.open_group([ana.person.id, ben.person.id])
    file = space.files["F1"] = File("F1", "chart.png", 3, content=b"\x00\xffx", shared_in=[group.id])
    hello = space.post(group, author=bot, text="Hello", blocks=BLOCKS, files=[file])
    space.post(ana.dm, author=bot, text="For you", ephemeral_for=ana.person.id)
    await ben.say(ward, "Good morning")
    said = json.loads(json.dumps(said_in(space)))

    again = Sandbox(MANIFEST, clock=SandboxClock(MONDAY), wall=wall)
    for person in (ana.person, ben.person):
        again.add_person(person.name, id=person.id)
    put_back(again.workspace, said)

    assert said_in(again.workspace) == said_in(space)
    [message] = again.messages(group.id)
    assert (message.blocks, message.files[0].content) == (BLOCKS, b"\x00\xffx")
    assert [note.text for note in again.actor(ana.person.id).notifications] == ["Hello"]
    assert again.actor(ana.person.id).dm.id == ana.dm.id
    assert again.workspace.new_ts() > hello.ts

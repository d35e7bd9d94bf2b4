"""Uploading a file the way the SDK does: three calls."""

import pytest
from slack_sdk.errors import SlackApiError


async def test_an_uploaded_file_appears_with_its_comment(sandbox, client, ward, ana):
    about = {"title": "Chart", "alt_txt": "Two bars", "initial_comment": "Here"}
    await client.files_upload_v2(channel=ward.id, content=b"PNG...", filename="chart.png", **about)

    [message] = ana.messages(ward)
    [file] = message.files
    assert (message.text, file.content, file.title, file.alt_text) == ("Here", b"PNG...", "Chart", "Two bars")


async def test_a_file_is_not_shared_where_the_app_is_not(sandbox, client, ana):
    closed = sandbox.add_channel("closed", members=[ana.person], bot_is_member=False)

    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.files_upload_v2(channel=closed.id, content=b"x", filename="a.csv")

    assert ana.messages(closed) == []


async def test_a_file_whose_bytes_never_came_cannot_be_completed(client, ward):
    ticket = await client.files_getUploadURLExternal(filename="a.csv", length=3)

    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}], channel_id=ward.id)


async def test_a_file_that_is_deleted_goes_with_its_message_and_only_once(client, ward, ana):
    put = await client.files_upload_v2(channel=ward.id, content=b"1,2", filename="a.csv")

    await client.files_delete(file=put["files"][0]["id"])

    assert ana.messages(ward) == []
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_delete(file=put["files"][0]["id"])

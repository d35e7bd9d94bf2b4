"""files.*: the three steps of an upload."""

from aiohttp import BodyPartReader, web

from bot.sandbox.api.args import Args
from bot.sandbox.api.chat import joined_channel
from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.model import File, Json
from bot.sandbox.workspace import Workspace


def get_upload_url(workspace: Workspace, args: Args) -> Json:
    name, size = args.required("filename"), args.number("length", 0)
    if size <= 0:
        raise with_messages("invalid_arguments", ["length must be a positive integer"])
    file = File(id=workspace.new_id("F"), name=name, size=size, alt_text=args.text("alt_txt"))
    workspace.files[file.id] = file
    return {"ok": True, "upload_url": f"{workspace.base_url}/upload/{file.id}", "file_id": file.id}


async def receive_upload(workspace: Workspace, request: web.Request) -> web.Response:
    """The bytes, raw or as a multipart part."""
    file = workspace.files.get(request.match_info["file_id"])
    if file is None or file.content is not None:
        return web.Response(status=404, text="No such upload.")
    content = await _content(request)
    if len(content) != file.size:
        return web.Response(status=400, text=f"Announced {file.size} bytes, got {len(content)}.")
    file.content = content
    return web.Response(text=f"OK - {file.size}")


def complete_upload(workspace: Workspace, args: Args) -> Json:
    """Shares the files in a conversation the app is in, or leaves them private."""
    files = [_uploaded(workspace, entry) for entry in args.json("files") or []]
    if not files:
        raise with_messages("invalid_arguments", ["missing required field: files"])
    if args.text("channel_id"):
        _share(workspace, args, files)
    return {"ok": True, "files": [{"id": file.id, "title": file.title} for file in files]}


def delete(workspace: Workspace, args: Args) -> Json:
    """Take a file away, and with it the message that brought it."""
    file = workspace.files.pop(args.required("file"), None)
    if file is None:
        raise SlackError("file_not_found")
    for channel_id in file.shared_in:
        for message in [one for one in workspace.messages(channel_id) if file in one.files]:
            workspace.remove(message)
    return {"ok": True}


def _uploaded(workspace: Workspace, entry: Json) -> File:
    file = workspace.files.get(str(entry.get("id")))
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    file.title = str(entry.get("title") or file.name)
    return file


def _share(workspace: Workspace, args: Args, files: list[File]) -> None:
    channel = joined_channel(workspace, args.text("channel_id"))
    for file in files:
        file.shared_in.append(channel.id)
    text = args.text("initial_comment")
    workspace.post(channel, author=workspace.bot.id, text=text, files=files, thread_ts=args.text("thread_ts"))


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.filename:
            return bytes(await part.read())
    return b""

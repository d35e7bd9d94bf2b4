"""Files that never change under their address: each carries the beginning of its checksum there."""

import hashlib
import mimetypes
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

STATIC = Path(__file__).parent / "static"
A_YEAR = "public, max-age=31536000, immutable"


class StaticFiles:
    """All of `bot/web/static`, read once. `url` makes a path of ours the one that browsers ask for."""

    def __init__(self, url: Callable[[str], str]) -> None:
        self._url = url
        self._files = {
            one.relative_to(STATIC).as_posix(): one.read_bytes() for one in STATIC.rglob("*") if one.is_file()
        }
        self._marks = {name: hashlib.sha256(data).hexdigest()[:12] for name, data in self._files.items()}

    def path(self, name: str) -> str:
        """Where a page finds a file. Raises KeyError for one that is not there."""
        return self._url(f"/static/{self._marks[name]}/{name}")

    async def answer(self, request: web.Request) -> web.Response:
        name, mark = request.match_info["name"], request.match_info["mark"]
        if self._marks.get(name) != mark:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        headers = {"Cache-Control": A_YEAR, "Content-Type": kind}
        return web.Response(body=self._files[name], headers=headers)

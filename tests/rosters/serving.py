"""A calendar link on this machine, whose answer a test may change."""

from contextlib import asynccontextmanager

from aiohttp import web

from bot.web.serving import serving

SECRET = "private-7f3a9c"


class Link:
    """`text` is what it gives, after `before`; None stands for nothing being there any more. Some paths may
    give others, as `texts` says.
    """

    def __init__(self):
        self.text, self.address, self.asked, self.before = "", "", 0, None
        self.texts = {}

    async def answer(self, request):
        self.asked += 1
        if self.before:
            await self.before()
        text = self.texts.get(request.path, self.text)
        if text is None:
            raise web.HTTPNotFound
        return web.Response(text=text, content_type="text/calendar")


@asynccontextmanager
async def calendar_link():
    link, app = Link(), web.Application()
    app.router.add_get("/{tail:.*}", link.answer)
    async with serving(app, host="127.0.0.1", port=0) as address:
        link.address = f"{address}/{SECRET}.ics"
        yield link

"""A calendar link on this machine, whose answer a test may change."""

from contextlib import asynccontextmanager

from aiohttp import web

from bot.web.serving import serving

SECRET = "private-7f3a9c"
QUESTIONS = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}


class Link:
    """`text` is what it gives, after `before`; None stands for nothing being there any more. Some paths may
    give others, as `texts` says, or be answered by others, as `answers` does.
    """

    def __init__(self):
        self.text, self.address, self.asked, self.before = "", "", 0, None
        self.texts, self.answers = {}, {}
        # What it gave: how often, and what it calls it, if it calls it anything.
        self.given, self.names = 0, {}

    async def answer(self, request):
        self.asked += 1
        if self.before:
            await self.before()
        if answer := self.answers.get(request.path):
            return await answer(request)
        text = self.texts.get(request.path, self.text)
        if text is None:
            raise web.HTTPNotFound
        asked = {name: request.headers.get(question) for name, question in QUESTIONS.items()}
        if self.names and any(asked[name] == value for name, value in self.names.items()):
            return web.Response(status=304, headers=self.names)
        self.given += 1
        return web.Response(text=text, content_type="text/calendar", headers=self.names)


@asynccontextmanager
async def calendar_link():
    link, app = Link(), web.Application()
    app.router.add_get("/{tail:.*}", link.answer)
    async with serving(app, host="127.0.0.1", port=0) as address:
        link.address = f"{address}/{SECRET}.ics"
        yield link

"""One request for a page by somebody who is signed in: who, when, where, and what they sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from bot.deps import Deps
from bot.domain.acts import Act
from bot.domain.programs.programs import Program
from bot.domain.signing_in.sessions import Session
from bot.domain.signing_in.standing import ReadsAs, Standing


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form, each with all that was chosen or typed, in order."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The first of a field, without the space around it; empty where it was not sent."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def all(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` is the bot's time. `seen_as` is what who asks is to `program`, or anywhere without one.

    `program` is the one that the path names; `sent` is what a form holds; `form_key` goes into every form.
    """

    request: web.Request
    deps: Deps
    session: Session
    standing: Standing
    now: datetime
    seen_as: frozenset[ReadsAs]
    form_key: str
    of_program: Program | None = None
    sent: Sent = Sent()

    @property
    def act(self) -> Act:
        return Act(self.session.workspace_id, self.session.user_id, self.now)

    @property
    def program(self) -> Program:
        """Raises LookupError on a page that is about no program."""
        if self.of_program is None:
            raise LookupError("this page is about no program")
        return self.of_program

    @property
    def is_admin(self) -> bool:
        return self.standing.is_admin

    def part(self, name: str) -> str:
        """Part of the path."""
        return self.request.match_info[name]

    def asked(self, name: str, default: str = "") -> str:
        """What the address says behind its question mark."""
        return self.request.query.get(name, default).strip()

    def url(self, page: str) -> str:
        return self.deps.site.path(page)

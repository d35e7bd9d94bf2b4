"""A modal that says "One moment ...", and what is put in its place."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.slack.errors import RateLimited, Refused, Unclear
from bot.slack.gateway import SlackGateway
from bot.views.message import Message
from bot.views.notices import DONE, notice, plainly
from bot.views.typed_again import typed_again

logger = logging.getLogger(__name__)

# Slack's limits are for a minute. Somebody looks at "One moment ..." meanwhile.
LONGEST_WAIT = timedelta(minutes=1)
TRIES = 3


@dataclass(slots=True)
class Page:
    """Known by its id, or by the name it was opened under where no answer told the id.

    `form` is what it showed before, as Slack sent it: put back beneath a sentence that says why.
    """

    workspace_id: str
    view_id: str = ""
    name: str = ""
    form: Mapping[str, Any] | None = None
    is_filled: bool = False

    async def fill(self, slack: SlackGateway, view: Mapping[str, Any]) -> None:
        """Show this. It is the same however often it is shown, so that no answer means to try again."""
        self.is_filled = True
        if self.view_id:
            await insisting(lambda: slack.update_modal(self.workspace_id, self.view_id, view))
        else:
            await self._fill_by_name(slack, view)

    async def tell(self, slack: SlackGateway, blocks: Sequence[Mapping[str, Any]]) -> None:
        """Say this, above what was typed if it was a form."""
        alone = {**notice(Message("")).to_dict(), "blocks": list(blocks)}
        if self.form is None:
            await self.fill(slack, alone)
            return
        try:
            await self.fill(slack, typed_again(self.form, above=blocks))
        except Refused as refused:
            if is_closed(refused):
                raise
            logger.error("a form could not be shown as it was: %s", refused)
            await self.fill(slack, alone)

    async def settle(self, slack: SlackGateway) -> None:
        """Leave nobody with "One moment ..." where the answer was shown elsewhere."""
        if not self.is_filled:
            again = self.form and typed_again(self.form, above=())
            await self.fill(slack, again or notice(plainly(DONE)).to_dict())

    async def _fill_by_name(self, slack: SlackGateway, view: Mapping[str, Any]) -> None:
        try:
            await insisting(lambda: slack.update_named(self.workspace_id, self.name, view))
        except Refused as refused:
            if is_closed(refused):
                # It was never opened, or has been closed: nobody can tell, so it is said.
                raise Unclear("views.open") from None
            raise


async def insisting(show: Callable[[], Awaitable[None]]) -> None:
    """Show what may be shown twice until Slack says that it is; a short wait that it asks for is kept."""
    for left in reversed(range(TRIES)):
        try:
            return await show()
        except RateLimited as limited:
            if not left or limited.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(limited.retry_after.total_seconds())
        except Unclear:
            if not left:
                raise


def is_closed(refused: Refused) -> bool:
    """Whether the modal is no longer there: whoever closed it wants no answer."""
    return refused.method.startswith("views.") and refused.error in ("not_found", "view_not_found")

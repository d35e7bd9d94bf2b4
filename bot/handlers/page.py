"""A modal that says "One moment ...", and what is put in its place."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.errors import Refused, Unclear
from bot.slack.gateway import SlackGateway
from bot.slack.pacing import patiently
from bot.views.message import Message
from bot.views.notices import DONE, notice, plainly
from bot.views.typed_again import typed_again

logger = logging.getLogger(__name__)


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
            await patiently(
                lambda: slack.update_modal(self.workspace_id, self.view_id, view), may_happen_twice=True
            )
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
            await patiently(
                lambda: slack.update_named(self.workspace_id, self.name, view), may_happen_twice=True
            )
        except Refused as refused:
            if is_closed(refused):
                # It was never opened, or has been closed: nobody can tell, so it is said.
                raise Unclear("views.open") from None
            raise


def is_closed(refused: Refused) -> bool:
    """Whether the modal is no longer there: whoever closed it wants no answer."""
    return refused.method.startswith("views.") and refused.error in ("not_found", "view_not_found")

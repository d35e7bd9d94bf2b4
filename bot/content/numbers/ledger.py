"""What a piece of work is taken to last, in minutes, where the time ledger estimates."""

from typing import Annotated

from pydantic import Field

from bot.content.loading.fields import ContentModel
from bot.domain.oversight.ledger import ManagersMinutes, SavedMinutes

Minutes = Annotated[int, Field(ge=0, le=120)]


class ByManagers(ContentModel):
    application: Minutes
    match: Minutes
    week: Minutes

    def for_domain(self) -> ManagersMinutes:
        return ManagersMinutes(self.application, self.match, self.week)


class Saved(ContentModel):
    introduction: Minutes
    question: Minutes
    time: Minutes

    def for_domain(self) -> SavedMinutes:
        return SavedMinutes(self.introduction, self.question, self.time)


class LedgerFile(ContentModel):
    managers: ByManagers
    saved: Saved

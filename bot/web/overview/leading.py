"""Where a thing that waits is settled on the dashboard; the same buttons open forms and pages in Slack."""

from collections.abc import Mapping

from bot.domain.programs.programs import Program
from bot.facts.matters import find_matter
from bot.views.digest.monday_list import WaitingLine
from bot.views.ids import Action, Callback

# By what the matter's button opens in Slack, below the program's own page.
PAGES: Mapping[Action | Callback, str] = {
    Action.HANDS: "/people",
    Action.NEEDING_SUPPORT: "/mentorships",
    Action.MATCH: "/matching",
    Action.APPLICATIONS: "/people",
    Action.STAFF_NUMBERS: "/people",
    Action.UNDELIVERED: "/sends",
    Action.HOLDS: "/sends",
    Action.REVIEW: "/review",
    Action.PROGRAM_EDIT: "/settings",
    Callback.QUESTIONS_POST: "/waves",
    Action.PROGRAM_PAGE: "",
    Action.ANNOUNCE: "",
}


def page_of(line: WaitingLine, program: Program) -> str:
    """Give the page on which this is settled in a program; the program's own where there is none."""
    matter = find_matter(line.matter)
    return f"/programs/{program.id}{PAGES.get(matter.opens, '') if matter else ''}"

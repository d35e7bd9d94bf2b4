"""A link to the dashboard, shown to whoever asked for it and to nobody else."""

from bot.views.ids import Action
from bot.views.message import Modal
from bot.views.parts import button, buttons, small, words

TITLE = "Open the dashboard"
OPENS = "Your programs as pages in the browser, to sort, to print and to read side by side."
ONCE = (
    "The link works once, for five minutes. In the browser, one more tap signs you in. It signs in as you, "
    "so please don't pass it on."
)
HAS_NO_ADDRESS = (
    "The dashboard isn't set up here yet. The person who runs Lamplight has to tell it where browsers find "
    "it: that's `PUBLIC_URL`, in the page for IT under “The dashboard”. Until then all is here in Slack."
)


def open_dashboard(address: str) -> Modal:
    """`address` signs in once; empty where the dashboard has none."""
    if not address:
        return Modal(TITLE, [words(HAS_NO_ADDRESS)])
    opens = button("Open in the browser", Action.DASHBOARD_LINK, style="primary")
    opens.url = address
    return Modal(TITLE, [words(OPENS), buttons(opens), small(ONCE)])

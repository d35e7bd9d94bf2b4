"""What people of another workspace are shown."""

from bot.views.message import Home
from bot.views.parts import words

ELSEWHERE = (
    "Mentoring here is for members of this Slack workspace, and your account belongs to another one. Nothing "
    "was kept. If your own workspace has Lamplight, you'll find it there under Apps. If not, ask the "
    "person who looks after Slack for you."
)


def elsewhere() -> Home:
    return Home([words(ELSEWHERE)])

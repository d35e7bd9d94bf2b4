"""How many were at a circle's talk: the question to its host, with two answers."""

from slack_sdk.models.blocks import ButtonElement

from bot.views.home.todo import Todo
from bot.views.ids import Action
from bot.views.parts import button
from bot.views.refs import CycleRef

HOW_MANY = "How many of you were there?"
ONLY_THAT = "We keep only that, never who came. You can leave it."
ANSWERS = {Action.THREE_CAME: ("Three or more", True), Action.FEWER_CAME: ("Fewer than three", False)}
TOLD = {True: "Three or more of you were there.", False: "Fewer than three were there. That's fine."}


def turnout_buttons(mentorship_id: str, cycle: int) -> list[ButtonElement]:
    ref = str(CycleRef(mentorship_id, cycle))
    return [button(label, action, value=ref) for action, (label, _) in ANSWERS.items()]


def turnout_todo(mentorship_id: str, cycle: int) -> Todo:
    return Todo(f"Your circle met. {HOW_MANY} {ONLY_THAT}", turnout_buttons(mentorship_id, cycle))

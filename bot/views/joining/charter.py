"""The charter on its own: for people who agreed to an earlier version."""

from bot.content import Content
from bot.views.home.todo import Todo
from bot.views.ids import Action, Callback
from bot.views.message import Message, Modal
from bot.views.notices import where_to_type
from bot.views.parts import button, buttons, small, words


def charter_again(content: Content) -> Modal:
    charter = content.charter
    return Modal(
        "Our mentoring charter",
        [*map(words, charter.sections), *where_to_type(charter.sections)],
        callback_id=Callback.CHARTER_AGAIN,
        submit="Agree",
        close="Not now",
        context=charter.version,
    )


def charter_changed(line: str) -> Message:
    return Message(
        "Lamplight: our charter has changed. Please read it when it suits you.",
        [
            words(line),
            buttons(button("Read it", Action.CHARTER, style="primary")),
            small("Your mentorships carry on. You won't be matched with anyone new until you've agreed."),
        ],
    )


def charter_todo(line: str) -> Todo:
    return Todo(line, [button("Read it", Action.CHARTER, style="primary")])


def charter_agreed() -> Modal:
    return Modal("Thank you", [words("Saved: you agree to the charter as it reads now.")], close="Done")

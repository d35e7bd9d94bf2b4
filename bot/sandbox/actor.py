"""What a person can do in the workspace, and what they see of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sandbox.api.errors import SlackError
from bot.sandbox.checks import input_problems
from bot.sandbox.elements import (
    VALUES,
    Placed,
    find_element,
    find_folded,
    kept_state,
    pick_option,
    picked,
    state_value,
)
from bot.sandbox.modals import close_modals
from bot.sandbox.model import Channel, ChannelKind, Json, Message, Notification, Person, View
from bot.sandbox.pickers import refuse_unlisted
from bot.sandbox.towards_app import payloads
from bot.sandbox.towards_app.delivery import Delivery
from bot.sandbox.towards_app.events import Events
from bot.sandbox.towards_app.hooks import Hook, Hooks, carry_out
from bot.sandbox.towards_app.reply import NOT_SENT, Reply
from bot.sandbox.towards_app.submission import after_submit
from bot.sandbox.towards_app.triggers import Triggers
from bot.sandbox.workspace import SLACKBOT, Workspace

Value = str | int | Sequence[str] | Json | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of a sandbox that everybody's client talks to."""

    workspace: Workspace
    triggers: Triggers
    hooks: Hooks
    delivery: Delivery
    events: Events


class Actor:
    """One person's client: `notices` holds the warnings it showed next to things they clicked."""

    def __init__(self, desk: Desk, person: Person) -> None:
        self.person = person
        self.notices: list[str] = []
        self._desk, self._workspace = desk, desk.workspace
        self._entered: dict[tuple[str, str], dict[str, Json]] = {}
        self._errors: tuple[str, str, dict[str, str]] = ("", "", {})

    # what they see

    @property
    def dm(self) -> Channel:
        """Their conversation with the app."""
        return self._workspace.dm(self.person.id)

    @property
    def note(self) -> Channel:
        """Their conversation with themselves."""
        return self._workspace.note(self.person.id)

    @property
    def home(self) -> View | None:
        return self._workspace.homes.get(self.person.id)

    @property
    def modal(self) -> View | None:
        """The modal on top, if any is open."""
        return self._workspace.top_modal(self.person.id)

    @property
    def modal_errors(self) -> dict[str, str]:
        """Sentences shown in the modal on top, by block_id; "" is the whole modal's."""
        view_id, view_hash, errors = self._errors
        shown = self.modal and (self.modal.id, self.modal.hash) == (view_id, view_hash)
        return errors if shown else {}

    @property
    def notifications(self) -> list[Notification]:
        """What their lock screen showed, oldest first."""
        return self._workspace.notifications.get(self.person.id, [])

    def conversations(self) -> list[Channel]:
        return self._workspace.conversations_of(self.person.id)

    def messages(self, channel: Channel | str) -> list[Message]:
        """What they see in one conversation, oldest first."""
        return self._workspace.messages(_id(channel), as_user=self.person.id)

    def inbox(self) -> list[Message]:
        """Every message from the app that they can see, newest last."""
        seen = [message for channel in self.conversations() for message in self.messages(channel)]
        return sorted((m for m in seen if m.author == self._workspace.bot.id), key=lambda m: m.ts)

    def state_of(self, container: Message | View) -> dict[str, Json]:
        """The values entered in a message or view, by block_id and action_id."""
        if isinstance(container, View):
            return container.state
        key = (container.channel, container.ts)
        self._entered[key] = kept_state(container.blocks, self._entered.get(key, {}))
        return self._entered[key]

    # what they do

    async def command(self, command: str, text: str = "", *, channel: Channel | str | None = None) -> Reply:
        """Type a slash command: in the note to themselves, or to an app that takes messages after all."""
        usual = self.dm if self._workspace.takes_messages_to_app else self.note
        where = self._writable(channel or usual)
        if command not in self._workspace.grants.commands:
            self._private_line(where, f"{command} is not a valid command.")
            return NOT_SENT
        if other := next((app for app in self._workspace.other_apps if command in app.commands), None):
            self._private_line(where, f"{other.name} answers {command}.")
            return NOT_SENT
        form = payloads.slash_command(self._workspace, self.person, where, command, text)
        form["response_url"] = self._desk.hooks.issue(self.person.id, where.id)
        form["trigger_id"] = self._desk.triggers.issue(self.person.id)
        reply = await self._desk.delivery.command(form)
        problem = reply.error or self._answer_in(where, reply)
        if problem:
            self._private_line(where, f'{command} failed with the error "{problem}"')
        return reply

    async def say(self, channel: Channel | str, text: str) -> Message:
        """Write a message to other people; the app is never told."""
        where = self._writable(channel)
        return self._workspace.post(
            where, author=self.person.id, text=text, client_msg_id=self._workspace.secret()
        )

    async def open_home(self) -> Reply | None:
        """Open the app's Home tab; None when the app does not listen for that."""
        return await self._open_tab("home")

    async def open_messages(self) -> Reply | None:
        """Open the app's Messages tab."""
        return await self._open_tab("messages")

    async def click(
        self,
        container: Message | View,
        action_id: str,
        *,
        value: str | None = None,
        block_id: str | None = None,
    ) -> Reply:
        """Click a button (`value` tells apart those that share an action_id) or pick from a menu.

        A button may be folded into a menu, as a choice "action_id:value" of it.
        """
        try:
            placed = self._find(container, action_id, value, block_id)
        except LookupError:
            shown, who = self._current(container).blocks, self.person.id
            folded = find_folded(shown, action_id, person_id=who, value=value, block_id=block_id)
            if folded is None:
                raise
            placed, value = folded
        if placed.kind in VALUES:
            reply = await self.choose(container, action_id, value, block_id=block_id)
            return reply or NOT_SENT
        chosen = pick_option(placed.element, value or "") if placed.kind == "overflow" else None
        return await self._tell(container, placed, chosen)

    async def choose(
        self, container: Message | View, action_id: str, value: Value, *, block_id: str | None = None
    ) -> Reply | None:
        """Fill in an input or select; None when the app is not told until the modal is submitted."""
        placed = self._find(container, action_id, None, block_id)
        if placed.kind not in VALUES:
            raise LookupError(f"{action_id} is a {placed.kind}: click it, there is nothing to fill in.")
        current = self._current(container)
        chosen = picked(placed.element, value)
        refuse_unlisted(self._workspace, placed.element, chosen)
        entered = state_value(placed.kind, chosen)
        self.state_of(current).setdefault(placed.block_id, {})[placed.action_id] = entered
        self._workspace.changed("entered", self.person.id)
        return await self._tell(current, placed, chosen) if placed.dispatches else None

    async def submit(self, view: View | None = None) -> Reply:
        """Submit the modal on top. NOT_SENT when the client itself found something to mend."""
        top = self._top(view)
        if problems := input_problems(top.blocks, top.state):
            self._show_errors(top, problems)
            return NOT_SENT
        if top.submit is None:
            raise LookupError("This modal has no submit button.")
        self._show_errors(top, {})
        payload = payloads.view_submission(self._workspace, self.person, top)
        payload["trigger_id"] = self._desk.triggers.issue(self.person.id, in_modal=True)
        reply = await self._desk.delivery.interaction(payload)
        self._show_errors(top, after_submit(self._workspace, top, reply))
        return reply

    async def close(self, *, everything: bool = False) -> None:
        """Cancel the modal on top; with `everything` (or clear_on_close) the whole stack."""
        top = self._top(None)
        cleared = everything or top.clear_on_close
        keep = 0 if cleared else len(self._workspace.modals[self.person.id]) - 1
        for view in close_modals(self._workspace, self.person.id, keep=keep):
            if view.notify_on_close:
                closed = payloads.view_closed(self._workspace, self.person, view, cleared=cleared)
                await self._desk.delivery.interaction(closed)

    # how

    def _joined(self, channel: Channel | str) -> Channel:
        found = self._workspace.channels[_id(channel)]
        if self.person.id not in found.members:
            raise LookupError(f"{self.person.name} is not in {found.name}.")
        return found

    def _writable(self, channel: Channel | str) -> Channel:
        """A conversation they are in; PermissionError where there is no composer to type in."""
        where = self._joined(channel)
        if where.kind is ChannelKind.IM and not self._workspace.has_composer_for_app:
            raise PermissionError("Sending messages to this app has been turned off.")
        return where

    async def _open_tab(self, tab: str) -> Reply | None:
        return await self._desk.events.send(payloads.app_home_opened(self._workspace, self.person, tab))

    def _answer_in(self, channel: Channel, reply: Reply) -> str:
        """Show what the ack itself said; returns an error code when that cannot be shown."""
        body = reply.body if isinstance(reply.body, dict) else {"text": reply.body}
        if not body.get("text") and not body.get("blocks"):
            return ""
        hook = Hook(self.person.id, channel.id, None, self._workspace.clock.now())
        try:
            carry_out(self._workspace, hook, body)
        except SlackError as error:
            return error.code
        return ""

    def _private_line(self, channel: Channel, text: str) -> None:
        self._workspace.post(channel, author=SLACKBOT, text=text, ephemeral_for=self.person.id)

    def _current(self, container: Message | View) -> Message | View:
        """The container as it is now; LookupError when this person does not have it before them any more."""
        shown: list[Message | View]
        if isinstance(container, View):
            shown = [view for view in (self.modal, self.home) if view and view.id == container.id]
        else:
            shown = [m for m in self.messages(container.channel) if m.ts == container.ts]
        if not shown:
            raise LookupError(f"{self.person.name} does not see this {type(container).__name__.lower()} now.")
        return shown[0]

    def _find(
        self, container: Message | View, action_id: str, value: str | None, block_id: str | None
    ) -> Placed:
        blocks = self._current(container).blocks
        return find_element(blocks, action_id, person_id=self.person.id, value=value, block_id=block_id)

    async def _tell(self, container: Message | View, placed: Placed, chosen: object) -> Reply:
        container = self._current(container)
        acted = payloads.block_actions(self._workspace, self.person, placed, chosen)
        payload = {**acted, **self._place(container)}
        in_modal = isinstance(container, View) and container.type == "modal"
        payload["trigger_id"] = self._desk.triggers.issue(self.person.id, in_modal=in_modal)
        reply = await self._desk.delivery.interaction(payload)
        if reply.error:
            self.notices.append(f"{placed.action_id}: {reply.error}")
            self._workspace.changed("notice", self.person.id)
        return reply

    def _place(self, container: Message | View) -> Json:
        if isinstance(container, View):
            return payloads.in_view(self._workspace, container)
        channel, state = self._workspace.channels[container.channel], self.state_of(container)
        url = self._desk.hooks.issue(self.person.id, channel.id, container)
        return {**payloads.in_message(self._workspace, channel, container, state), "response_url": url}

    def _top(self, view: View | None) -> View:
        top = self.modal
        if top is None or (view and view.id != top.id):
            raise LookupError(f"{self.person.name} does not have that modal on top.")
        return top

    def _show_errors(self, view: View, errors: dict[str, str]) -> None:
        self._errors = (view.id, view.hash, errors)
        self._workspace.changed("modal", self.person.id)


def _id(channel: Channel | str) -> str:
    return channel if isinstance(channel, str) else channel.id

"""Roles beside those in a plan: shown, given and taken."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.domain.oversight.roles import EVERYWHERE, OversightRole
from bot.errors import InvalidInput, NotYours
from bot.handlers.click import Click
from bot.handlers.command import Command, Slash
from bot.handlers.guard import listening
from bot.handlers.members import refuse_chosen
from bot.handlers.oversight.asking import is_admin
from bot.handlers.replies import Reply, last_page, open_then_fill, update_when_ready
from bot.usecases.oversight.roles import Named, give_role, read_readers, read_roles, require_giver, take_role
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.notices import notice, plainly
from bot.views.oversight.roles import EVERYWHERE_VALUE, TITLE, readers_page, role_form, roles_page
from bot.views.refs import RoleRef

GIVEN_BACK = "Done. You don't have this role any more."


def register(app: AsyncApp) -> None:
    app.action(Action.ROLES)(listening(on_roles))
    app.action(Action.READERS)(listening(on_readers))
    app.action(Action.ROLE_NEW)(listening(on_new))
    app.view(Callback.ROLE_FORM)(listening(on_named))
    app.action(Action.ROLE_END)(listening(on_end))


async def on_roles(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return await _roles(click, deps)

    return open_then_fill(TITLE, build)


COMMANDS = (
    Command(
        Slash.MENTORING,
        "roles",
        does="who reads totals, and who reads the access log",
        order=80,
        listener=on_roles,
    ),
)


async def on_readers(click: Click, deps: Deps) -> Reply:
    async def build() -> Modal:
        return readers_page(await read_readers(deps.db, act=click.act, program_id=click.value))

    return open_then_fill("Readers", build)


async def on_new(click: Click, deps: Deps) -> Reply:
    """Who may not give it reads so before anything is typed."""

    async def build() -> Modal:
        if click.value != EVERYWHERE_VALUE:
            return role_form((await read_readers(deps.db, act=click.act, program_id=click.value)).program)
        admin = await is_admin(click, deps)
        await require_giver(deps.db, act=click.act, role=OversightRole.OWNER, is_admin=admin)
        return role_form(None)

    return update_when_ready(build)


async def on_named(click: Click, deps: Deps) -> Reply:
    """Somebody who has it already keeps it, and nothing is told anew."""
    who = click.form.user(Field.NAMED)
    if not who:
        raise InvalidInput({Field.NAMED: "Choose a person."})
    role = _role(click)
    await refuse_chosen(click, deps, [Field.NAMED])
    known = deps.slack.known_member(click.workspace_id, who)
    named = Named(role, who, click.context, zone=known.tz if known else "UTC")
    admin = role is not OversightRole.READER and await is_admin(click, deps)
    await give_role(deps.db, act=click.act, named=named, is_admin=admin)
    return last_page(await (_readers(click, deps, named) if click.context else _roles(click, deps)))


def _role(click: Click) -> OversightRole:
    """In a program somebody is named as its reader."""
    if click.context != EVERYWHERE:
        return OversightRole.READER
    chosen = click.form.choice(Field.OVERSIGHT_ROLE)
    if chosen not in (OversightRole.OWNER, OversightRole.PRIVACY_OFFICER):
        raise InvalidInput({Field.OVERSIGHT_ROLE: "Choose a role."})
    return OversightRole(chosen)


async def on_end(click: Click, deps: Deps) -> Reply:
    ref = RoleRef.parse(click.value)
    named = Named(ref.role, ref.user_id, ref.program_id)
    of_others, is_reader = ref.user_id != click.user_id, ref.role is OversightRole.READER
    admin = of_others and not is_reader and await is_admin(click, deps)
    await take_role(deps.db, act=click.act, named=named, is_admin=admin)

    async def build() -> Modal:
        try:
            return await (_readers(click, deps, named) if is_reader and of_others else _roles(click, deps))
        except NotYours:
            return notice(plainly(GIVEN_BACK), title=TITLE)

    return update_when_ready(build)


async def _readers(click: Click, deps: Deps, named: Named) -> Modal:
    return readers_page(await read_readers(deps.db, act=click.act, program_id=named.program_id))


async def _roles(click: Click, deps: Deps) -> Modal:
    return roles_page(await read_roles(deps.db, act=click.act, is_admin=await is_admin(click, deps)))

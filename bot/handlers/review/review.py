"""The review of a program: its page, its three questions, and the same as a PDF."""

from slack_bolt.async_app import AsyncApp

from bot.deps import Deps
from bot.handlers.click import Click
from bot.handlers.guard import listening
from bot.handlers.programs.planning import shown
from bot.handlers.replies import Reply, last_page, open_then_fill
from bot.usecases.review.holding import Answers, hold_review, require_to_hold
from bot.usecases.review.pack import read_pack
from bot.usecases.review.paper import make_review_paper
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.refs import HeldRef
from bot.views.review.form import BY_ANOTHER, KEPT, review_form, review_note, review_sent
from bot.views.review.pack import TITLE, pack_page
from bot.views.review.paper import FILENAME


def register(app: AsyncApp) -> None:
    app.action(Action.REVIEW)(listening(on_review))
    app.action(Action.REVIEW_HOLD)(listening(on_hold))
    app.view(Callback.REVIEW_FORM)(listening(on_held))
    app.action(Action.REVIEW_PDF)(listening(on_pdf))


async def on_review(click: Click, deps: Deps) -> Reply:
    pack = await read_pack(deps.db, act=click.act, ref=HeldRef.parse(click.value), content=deps.content)
    return shown(click, pack_page(pack, content=deps.content))


async def on_hold(click: Click, deps: Deps) -> Reply:
    program_id = HeldRef.parse(click.value).program_id
    program, number = await require_to_hold(deps.db, act=click.act, program_id=program_id)
    return shown(click, review_form(program, HeldRef(program_id, number)))


async def on_held(click: Click, deps: Deps) -> Reply:
    kept = await hold_review(
        deps.db,
        act=click.act,
        ref=HeldRef.parse(click.context),
        answers=Answers(
            click.form.choice(Field.REVIEW_LENGTH) or "",
            click.form.choice(Field.REVIEW_RHYTHM) or "",
            click.form.choice(Field.REVIEW_DECISION) or "",
            click.form.text(Field.REVIEW_NOTE),
        ),
        content=deps.content,
    )
    ref = HeldRef(kept.review.program_id, kept.review.number)
    pack = await read_pack(deps.db, act=click.act, ref=ref, content=deps.content)
    return last_page(pack_page(pack, content=deps.content, said=BY_ANOTHER if kept.by_another else KEPT))


async def on_pdf(click: Click, deps: Deps) -> Reply:
    ref = HeldRef.parse(click.value)

    async def build() -> Modal:
        ws, who = click.workspace_id, click.user_id
        paper = await make_review_paper(deps.db, act=click.act, ref=ref, content=deps.content)
        pdf = await deps.press.set_for_nobody(paper)
        posted = await deps.slack.post(ws, who, review_note().to_dict())
        await deps.slack.upload_files(ws, posted.channel, {FILENAME: pdf})
        return review_sent(ref)

    return open_then_fill(TITLE, build)

"""The hospital's shift codes for managers: codes and what they mean, never whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.domain.rosters import Meaning
from bot.domain.shifts.codes import CommonCode, Settled
from bot.views.ids import Action, Callback
from bot.views.message import Modal
from bot.views.parts import button, escape, pager, small, words
from bot.views.refs import CodesRef
from bot.views.rosters.codes import code_fields
from bot.views.rosters.meanings import meaning_in_words

TITLE = "Shift codes"
PAGE_SIZE = 40
NONE_YET = "Nobody has explained a shift code yet. People are asked when they add their roster."
EXPLAINED = (
    "This is what the shift codes in people's rosters mean here. What one person says counts for them alone. "
    "Once someone from another ward says the same, or you settle it, it counts for everyone. We tell each "
    "person whose roster it changes."
)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code: what counts for everybody, if anything does, and what people say."""

    code: str
    common: CommonCode | None = None
    said: tuple[Meaning, ...] = ()

    @property
    def likely(self) -> Meaning | None:
        """The only meaning that was given, if there is one."""
        known = [self.common.meaning, *self.said] if self.common else list(self.said)
        return known[0] if self.common or len(set(known)) == 1 else None


def code_table(rows: Sequence[CodeRow], *, page: int = 0) -> Modal:
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = max(0, min(page, pages - 1))
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    blocks: list[Block] = [words(EXPLAINED if rows else NONE_YET)]
    for row in shown:
        settle = button("Settle it", Action.CODES, value=row.code, label=f"Settle {row.code}"[:75])
        blocks.append(words(row_in_words(row), accessory=settle))
    turns = pager(page, pages, Action.CODES_PAGE, value=lambda to: str(CodesRef(to)))
    return Modal(TITLE, [*blocks, *turns])


def row_in_words(row: CodeRow) -> str:
    """As "N  night 19:00-07:30 - for everybody; some say: a day off"."""
    some = [meaning_in_words(one) for one in row.said if not row.common or one != row.common.meaning]
    if row.common is None:
        return f"*{escape(row.code)}*  {' or '.join(some)} - only for those who say so"
    how = "two wards agree" if row.common.settled is Settled.AGREED else "settled"
    others = f"; some say: {', '.join(some)}" if some else ""
    return f"*{escape(row.code)}*  {meaning_in_words(row.common.meaning)} - for everyone, {how}{others}"


def code_form(row: CodeRow) -> Modal:
    known = {row.code: row.likely} if row.likely else None
    return Modal(
        TITLE,
        [
            words(row_in_words(row)),
            *code_fields([row.code], known=known),
            small(
                "What you save counts for everyone, whatever people said before. We tell each person whose "
                "roster it changes."
            ),
        ],
        callback_id=Callback.CODE_FORM,
        submit="Save for everyone",
        close="Not now",
    )

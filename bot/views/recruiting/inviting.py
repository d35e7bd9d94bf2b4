"""Asking people of the directory to be mentors: the search, and who was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.content import Content
from bot.domain.disclosure.figures import named
from bot.domain.privacy.named import NamesPeople
from bot.domain.programs.programs import Program
from bot.views.ids import Action, Callback, Field
from bot.views.message import Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    choice_field,
    counted,
    escape,
    mention,
    small,
    words,
    writes_to,
)

TITLE = "Ask from the directory"
NAMES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Invitable(NamesPeople):
    """Who could be asked: on Slack, not in the program, not asked before; which of these, nobody learns."""

    program: Program
    user_ids: Sequence[str]

    @property
    def whom(self) -> Collection[str]:
        return self.user_ids


def invite_form(program: Program, *, sites: Sequence[str], content: Content) -> Modal:
    people = content.people
    places = dict(zip(sites, sites, strict=True))
    site = [choice_field("Site", Field.SITE, places, optional=True)] if sites else []
    return Modal(
        TITLE,
        [
            words(f"Who in the staff directory would be good mentors in *{escape(program.name)}*?"),
            choice_field("Career stage", Field.STAGE, people.career_stages, optional=True),
            choice_field("Profession", Field.PROFESSION, people.professions, optional=True),
            *site,
            small("Leave a question empty if it doesn't matter."),
        ],
        callback_id=Callback.INVITE_FILTER,
        submit="Find",
        close="Cancel",
        context=program.id,
    )


def invitable_page(found: Invitable, *, at_most: int, context: str) -> Modal:
    """`context` remembers what was looked for."""
    program, user_ids = found.program, found.user_ids
    if not user_ids:
        return Modal(
            TITLE, [words("We found no one new: anyone who fits has been asked, or is in the program.")]
        )
    count = min(len(user_ids), at_most)
    shown = ", ".join(mention(one) for one in user_ids[:NAMES_SHOWN])
    more = len(user_ids) - NAMES_SHOWN
    all_of_them = "them" if count == 1 else "them all"
    asked = all_of_them if count == len(user_ids) else f"the first {named(count)}"
    whom = f"{'' if count == 1 else 'up to '}{counted(named(count), 'person', 'people')}"
    said = writes_to(whom, "once and privately")
    return Modal(
        TITLE,
        [
            words(
                f"*{counted(named(len(user_ids)), 'person', 'people')}* found for *{escape(program.name)}*:"
            ),
            words(shown + (f" and {named(more)} more" if more > 0 else "")),
            buttons(
                button(
                    f"Ask {asked}",
                    Action.INVITE_ASK,
                    value=program.id,
                    style="primary",
                    confirm=asks_first(said, question="Ask them?", yes="Ask them"),
                )
            ),
            small("Viewing these names is logged, and they can see it."),
        ],
        context=context,
    )

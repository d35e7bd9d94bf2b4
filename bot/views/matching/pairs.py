"""The rows of a review: who is in a match and what they work as, why, and what can be done with it."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.domain.disclosure.figures import named
from bot.domain.joining.enrolments import Role
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.ids import Action
from bot.views.matching.review import MatchesApproved, Review
from bot.views.parts import button, counted, escape, mention, mentions, more, what_would_help, words
from bot.views.refs import SwapRef

# On more matches than this a note is made once, above all of them.
NOTED_EACH = 2
REASONS_SHOWN = 2
BROKEN = "A rule now stands between these two. Approving leaves this pair out."
LAST_PLACE = "This fills the mentor's last place."
AS: Mapping[Role, str] = {
    Role.MENTEE: "Mentee",
    Role.MENTOR: "Mentor",
    Role.BOTH: "Mentor and mentee",
    Role.PEER: "Peer",
    Role.HOST: "Host",
}
IN_ORDER = tuple(AS)


def match_row(review: Review, match: Mentorship) -> Block:
    """A match with a menu of what can be done with it."""
    return words(_about(review, match), block_id=f"pair:{match.id}", accessory=_menu(match))


def row_to_swap_with(review: Review, match: Mentorship, *, swapping: str) -> Block:
    """A match whose mentor the one that is `swapping` may get."""
    about = {"text": _about(review, match), "block_id": f"pair:{match.id}"}
    if match.id == swapping or not match.mentor_to_ask:
        return words(**about)
    return words(
        **about,
        accessory=button("Swap with this", Action.SWAP_WITH, value=str(SwapRef(swapping, match.id))),
    )


def _menu(match: Mentorship) -> InteractiveElement:
    kept = button("Don't keep", Action.UNLOCK, value=match.id)
    keep = button("Keep as it is", Action.LOCK, value=match.id)
    swap = [button("Swap mentors", Action.SWAP, value=match.id)] if match.mentor_to_ask else []
    return more(kept if match.locked else keep, *swap, button("Drop", Action.DROP, value=match.id))


def _about(review: Review, match: Mentorship) -> str:
    lines = [
        *_people(review, match),
        escape(" ".join(match.reasons[:REASONS_SHOWN])),
        *(["*Kept:* it stays when matching is run again."] if match.locked else []),
        *(f":warning: {one}" for one in warnings_of(review, match)),
    ]
    return "\n".join(line for line in lines if line)


def _people(review: Review, match: Mentorship) -> Sequence[str]:
    members = sorted(match.members, key=lambda one: IN_ORDER.index(one.role))
    return [f"*{AS[one.role]}* {_person(review, one.user_id)}" for one in members]


def _person(review: Review, user_id: str) -> str:
    post = review.posts.get(user_id)
    return f"{mention(user_id)}, {post}" if post else mention(user_id)


def left_over_lines(review: Review, *, most: int) -> Sequence[str]:
    """Who has no match, why, and what would help; those with the same in the way together."""
    lines = []
    for why, whom in left_over_groups(review, most=most):
        lines.append(why)
        lines += [f"• {_person(review, who)}" for who in whom]
    return lines


def left_over_groups(review: Review, *, most: int) -> Sequence[tuple[str, Sequence[str]]]:
    """What is in the way with what would help, and of whom; of the first `most` people."""
    shown = review.left_over[:most]
    return [
        (
            f"*{escape(why)}* {escape(what_would_help(helps)) if helps else ''}".strip(),
            [one.user_id for one in shown if (one.why, one.help) == (why, helps)],
        )
        for why, helps in dict.fromkeys((one.why, one.help) for one in shown)
    ]


def more_left_over(review: Review, *, most: int) -> Sequence[str]:
    """How many more there are than these first; nothing where there are none."""
    hidden = len(review.left_over) - most
    return [f"and {named(hidden)} more"] if hidden > 0 else []


def sides(match: Mentorship) -> Sequence[tuple[str, Sequence[str]]]:
    """Who is in it, side by side: what they are here, and their user ids."""
    roles = [role for role in IN_ORDER if match.with_role(role)]
    return [(AS[role], match.with_role(role)) for role in roles]


def warnings_of(review: Review, match: Mentorship) -> Sequence[str]:
    marks = review.marks
    last_place = match.id in marks.last_place and len(marks.last_place) <= NOTED_EACH
    return [*([BROKEN] if match.id in marks.broken else []), *([LAST_PLACE] if last_place else [])]


def these(matches: Sequence[Mentorship]) -> str:
    """ "1 pair", "12 circles", as listed on these pages."""
    noun = noun_of(matches)
    return counted(named(len(matches)), noun, "matches" if noun == "match" else "")


def noun_of(matches: Sequence[Mentorship]) -> str:
    """What they are called together."""
    if all(one.is_circle for one in matches):
        return "circle"
    return "match" if any(one.with_role(Role.BOTH) for one in matches) else "pair"


def left_out_lines(approved: MatchesApproved) -> Sequence[str]:
    """The matches that could not be approved, by name."""
    return [f"• {names_of(one)}" for one in approved.left_out]


def names_of(match: Mentorship) -> str:
    """ "A with B", "A, B and C"."""
    mentees, mentors = (match.with_role(role) for role in (Role.MENTEE, Role.MENTOR))
    return f"{mentions(mentees)} with {mentions(mentors)}" if mentors else mentions(match.user_ids)


def in_one_line(review: Review, match: Mentorship) -> str:
    """A match of this review where there is room for little."""
    return names_of(match)

"""The manager's review of proposed matches, and what approving them did."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.domain.disclosure.figures import named
from bot.domain.matching.choices import MatchedBy
from bot.domain.matching.reviewing import Shown, folded_away, in_order
from bot.domain.mentorships.mentorships import Mentorship, proposal_mark
from bot.domain.programs.programs import Program
from bot.views.ids import Action
from bot.views.matching.pairs import (
    NOTED_EACH,
    left_out_lines,
    left_over_lines,
    match_row,
    noun_of,
    row_to_swap_with,
    these,
)
from bot.views.matching.review import MatchesApproved, Review
from bot.views.message import Modal
from bot.views.parts import (
    asks_first,
    button,
    buttons,
    counted,
    escape,
    many_words,
    more,
    off_shift,
    pager,
    slack_time,
    small,
    weekday_in_words,
    words,
    writes_to,
)
from bot.views.refs import MatchesRef, PageRef, ProposalRef, ReviewRef

TITLE = "Review the matches"
PAGE_SIZE = 20
UNMATCHED_SHOWN = 15
# With its question, what one modal holds.
MOST_PROGRAMS = 99
# What a button carries, with room to spare.
MOST_UNDONE = 50
DROPPED = "*Dropped.* We won't suggest the same people to each other again."


def match_review(review: Review, at: ReviewRef, *, dropped: Sequence[str] = ()) -> Modal:
    """Approving always means every match of every page. Those `dropped` just now can be taken back."""
    if not review.proposed:
        shown = [words(_nobody(review)), *_state(review), *_left_over(review), *_without_a_proposal(review)]
        return Modal(TITLE, [*_dropped(review, dropped), *shown], close="Later", context=str(at))
    good = folded_away(review.proposed, review.marks)
    listed = [one for one in review.proposed if at.shown is Shown.ALL or one not in good]
    return Modal(
        TITLE,
        [
            *_dropped(review, dropped),
            words(_headline(review)),
            small(f"{_who_knows(review)} They see the same reasons as you."),
            *_state(review),
            *_said_by_approving(review),
            *_actions(review),
            *_said_once(review),
            *_rows(review, listed, at),
            *_folded(review, good, at),
            *_left_over(review),
        ],
        close="Later",
        context=str(at),
    )


def swap_choice(review: Review, at: ReviewRef) -> Modal:
    """Every other pair can be chosen; nothing changes before it has been seen."""
    page, pages, shown = _page(review, review.proposed, at.page)
    place = ReviewRef(review.program.id, at.page, shown=at.shown)
    turning = pager(page, pages, Action.PAGE, value=lambda to: str(_turned(at, to)))
    return Modal(
        TITLE,
        [
            words("*Swap mentors with which pair?* Nothing changes before you've seen it."),
            *(row_to_swap_with(review, one, swapping=at.swapping) for one in shown),
            *turning,
            buttons(button("Don't swap", Action.PAGE, value=str(place))),
        ],
        close="Later",
        context=str(place),
    )


def _turned(at: ReviewRef, page: int) -> ReviewRef:
    return ReviewRef(at.program_id, page, at.swapping, at.shown)


def _page(review: Review, listed: Sequence[Mentorship], page: int) -> tuple[int, int, Sequence[Mentorship]]:
    """The page there really is, how many there are, and its matches: those that want a look first."""
    pages = max(-(-len(listed) // PAGE_SIZE), 1)
    page = max(0, min(page, pages - 1))
    return page, pages, in_order(listed, review.marks)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def _rows(review: Review, listed: Sequence[Mentorship], at: ReviewRef) -> list[Block]:
    page, pages, shown = _page(review, listed, at.page)
    turning = pager(page, pages, Action.PAGE, value=lambda to: str(_turned(at, to)))
    title = [words(f"*{these(listed)}, the weakest first*")] if len(listed) > 1 else []
    return [*title, *(match_row(review, one) for one in shown), *turning]


def _folded(review: Review, good: Sequence[Mentorship], at: ReviewRef) -> list[Block]:
    """How many look good, behind a button: what is fine needs no scrolling."""
    if not good:
        return []
    if at.shown is Shown.ALL:
        return [buttons(button("Show fewer", Action.PAGE, value=str(ReviewRef(review.program.id))))]
    show = button("Show them", Action.PAGE, value=str(ReviewRef(review.program.id, shown=Shown.ALL)))
    text = f"{named(len(good))} more look{'s' if len(good) == 1 else ''} good."
    return [words(text, accessory=show)]


def _said_once(review: Review) -> list[Block]:
    """What is true of many, once instead of beside each."""
    marks = review.marks
    lines = []
    if len(marks.last_place) > NOTED_EACH:
        lines.append(f"{named(len(marks.last_place))} of these pairs take their mentor's last place.")
    if marks.broken:
        lines.append("Some rules are private, so we never say which rule stands between two people.")
    return [small("\n".join(lines))] if lines else []


def _dropped(review: Review, dropped: Sequence[str]) -> list[Block]:
    if not dropped:
        return []
    if len(dropped) > MOST_UNDONE:
        return [words(DROPPED)]
    undo = button("Undo", Action.UNDROP, value=str(MatchesRef.of(review.program.id, dropped)))
    return [words(DROPPED, accessory=undo)]


def _who_knows(review: Review) -> str:
    if review.publish_at is None:
        return "No one hears of these matches until you approve."
    return "No one hears of these matches before they go out, unless you approve earlier."


def _said_by_approving(review: Review) -> list[Block]:
    if not review.confirmed:
        return []
    said = "\n".join(f"• {one}" for one in review.confirmed)
    how = "approving" if review.publish_at is None else "approving, or by letting them go out,"
    return [small(f"We can't check these. By {how} you say that, as far as you know:\n{said}")]


def _approve(review: Review) -> ButtonElement:
    """It carries the mark of what was looked at."""
    return button(
        f"Approve {these(review.proposed)}",
        Action.APPROVE,
        value=str(ProposalRef(review.program.id, proposal_mark(review.proposed))),
        style="primary",
        confirm=asks_first(*publishing_sends(review, review.proposed), question="Approve?", yes="Approve"),
    )


def publishing_sends(review: Review, matches: Sequence[Mentorship]) -> list[str]:
    """Sentences: to how many people it writes, and what else to know before these matches go out."""
    asks = review.program.plan.mentors_confirm
    mentors = {one.mentor_to_ask for one in matches if asks and one.mentor_to_ask}
    introduced = (one for one in matches if not (asks and one.mentor_to_ask))
    others = {who for one in introduced for who in one.user_ids}
    count = named(len(mentors | others))
    whom = counted(count, "person", "people") if others else counted(count, "mentor")
    then = ["After a yes, they and their mentees are introduced."] if mentors else []
    is_all = len(matches) == len(review.proposed)
    kept = ["People without a match hear that they keep their place."] if review.unmatched and is_all else []
    return [writes_to(whom, off_shift(count)), *then, *kept, *_still_choosing(review)]


def _asked_on(review: Review) -> list[str]:
    """Of the mentees who were asked whom they would like. Who has answered is theirs to know."""
    if review.asked_on is None:
        return []
    return [f"Mentees were asked who they'd like, last on {weekday_in_words(review.asked_on)}."]


def _still_choosing(review: Review) -> list[str]:
    asked = _asked_on(review)
    return [*asked, "Some may still be choosing: what they say after this doesn't count."] if asked else []


def _state(review: Review) -> list[Block]:
    found: list[Block] = []
    if review.publish_at:
        time = more(
            button("Change the time", Action.PUBLISH_LATER, value=review.program.id),
            button("Don't send automatically", Action.PUBLISH_STOP, value=review.program.id),
        )
        found.append(
            words(f"*These go out automatically on {slack_time(review.publish_at)}.*", accessory=time)
        )
    lines = []
    if review.not_looked_at:
        lines.append("Someone who is waiting wasn't looked at when matching was last run: run it again.")
    if review.asked_on:
        lines.append(f"{' '.join(_asked_on(review))} Their answers count when you re-run matching.")
    if review.remarks:
        lines.append(escape(" ".join(review.remarks)))
    return [*found, *([small("\n".join(lines))] if lines else [])]


def _actions(review: Review) -> list[Block]:
    """Approve, go through several, and a menu of what can be done with all of it."""
    program = review.program
    later = [button("Approve later", Action.PUBLISH_LATER, value=program.id)] if not review.publish_at else []
    folded = [
        *_to_match(review),
        button("Preview messages", Action.DRY_RUN, value=str(PageRef(program.id))),
        *later,
    ]
    several = [one for one in review.proposed if one.mentor_to_ask]
    choose = [button("Choose several", Action.SEVERAL, value=program.id)] if len(several) > 1 else []
    return [buttons(_approve(review), *choose, more(*folded))]


def _to_match(review: Review) -> list[ButtonElement]:
    if not review.is_waiting:
        return []
    program = review.program
    found = [button("Re-run matching", Action.MATCH_AGAIN, value=program.id)]
    if not review.of_circles:
        found.append(button("Add a pair by hand", Action.ADD_PAIR, value=program.id))
        ask = button("Ask the mentees first", Action.ASK_MENTEES, value=program.id)
        found += [ask] if review.to_ask else []
    return found


def _without_a_proposal(review: Review) -> list[Block]:
    found = _to_match(review)
    return [buttons(*found)] if found else []


def _headline(review: Review) -> str:
    scores = sorted(mentorship.score for mentorship in review.proposed)
    median = scores[len(scores) // 2]
    return (
        f"*{escape(review.program.name)}*: {_how_many(review)}. "
        f"Lowest score {scores[0]:.0f}, median {median:.0f}, out of 100."
    )


def _how_many(review: Review) -> str:
    """Counts the names on these pages alone: those in a match, and those without one."""
    placed = sum(member.role.wants for one in review.proposed for member in one.members)
    both = named(placed + len(review.left_over))
    if noun_of(review.proposed) == "pair":
        return f"{named(placed)} of {counted(both, 'mentee')} matched"
    return f"{named(placed)} of {both} people in {these(review.proposed)}"


def _left_over(review: Review) -> list[Block]:
    if not review.left_over:
        return []
    lines = [*left_over_lines(review, most=UNMATCHED_SHOWN)]
    hidden = len(review.left_over) - UNMATCHED_SHOWN
    if hidden > 0:
        lines.append(f"• and {named(hidden)} more")
    post = button("Write the recruiting post", Action.RECRUIT, value=review.program.id)
    said = "*What would help most:* " + " ".join(review.would_help)
    helps = [words(said, accessory=post)] if review.would_help else []
    return [DividerBlock(), *many_words(lines, title="*No match yet*"), *helps]


def _nobody(review: Review) -> str:
    if not review.is_waiting:
        return f"No one is waiting for a match in *{escape(review.program.name)}*."
    if review.program.plan.matched_by is MatchedBy.BY_HAND and not review.of_circles:
        return f"You make the pairs of *{escape(review.program.name)}* by hand. There are none yet."
    what = "circle" if review.of_circles else "pair"
    return f"No {what} in *{escape(review.program.name)}* meets every rule yet. Nothing was changed."


def choose_program(programs: Sequence[Program]) -> Modal:
    return Modal(
        TITLE,
        [
            words("Which program?"),
            *(
                words(f"*{escape(program.name)}*", accessory=button("Open", Action.MATCH, value=program.id))
                for program in programs[:MOST_PROGRAMS]
            ),
        ],
    )


def matches_approved(approved: MatchesApproved) -> Modal:
    program, count = approved.program, approved.count
    many = counted(count, "introduction")
    each = "" if count.value == 1 else "each "
    when = f"{each}once its mentor has been asked and says yes"
    if not program.plan.mentors_confirm:
        when = f"{each}when its people are next off shift"
    left_out = [
        words("*Left out, because something has changed.* These people are waiting again:"),
        *many_words(left_out_lines(approved)),
    ]
    rest = button("Back to the review", Action.PAGE, value=str(ReviewRef(program.id)))
    return Modal(
        "Approved",
        [
            words(f"*{escape(program.name)}*: {many} will go out, {when}."),
            *(left_out if approved.left_out else ()),
            small("You'll see how they're doing on the Home tab."),
            *([buttons(rest)] if approved.more_to_review else []),
        ],
        close="Done",
    )

"""What a review says of a proposal as a whole, in sentences: for Slack's page and the dashboard's."""

from collections.abc import Sequence

from bot.domain.disclosure.figures import named
from bot.domain.mentorships.mentorships import Mentorship
from bot.views.matching.changes import ProposalChanges
from bot.views.matching.pairs import NOTED_EACH, names_of, noun_of, these
from bot.views.matching.review import MatchesApproved, Review
from bot.views.parts import counted, escape, off_shift, weekday_in_words, writes_to

DROPPED = "We won't suggest the same people to each other again."
SAME_REASONS = "They see the same reasons as you."
RULES_ARE_PRIVATE = "Some rules are private, so we never say which rule stands between two people."


def headline(review: Review) -> str:
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


def nobody_matched(review: Review) -> str:
    """Say why there is no match to look at."""
    if not review.is_waiting:
        return f"No one is waiting for a match in *{escape(review.program.name)}*."
    if review.is_by_hand:
        return f"You make the pairs of *{escape(review.program.name)}* by hand. There are none yet."
    if review.not_run:
        return f"Matching hasn't been run yet for those who wait in *{escape(review.program.name)}*."
    what = "circle" if review.of_circles else "pair"
    return f"No {what} in *{escape(review.program.name)}* meets every rule yet. Nothing was changed."


def who_knows(review: Review) -> str:
    if review.publish_at is None:
        return "No one hears of these matches until you approve."
    return "No one hears of these matches before they go out, unless you approve earlier."


def what_approving_says(review: Review) -> str:
    how = "approving" if review.publish_at is None else "approving, or by letting them go out,"
    return f"We can't check these. By {how} you say that, as far as you know:"


def how_it_came_about(review: Review) -> list[str]:
    """Lines about when it was worked out and by what; none where there is nothing to say."""
    lines = []
    if review.not_looked_at:
        lines.append("Someone who is waiting wasn't looked at when matching was last run: run it again.")
    if review.asked_on:
        lines.append(f"{' '.join(_asked_on(review))} Their answers count when you re-run matching.")
    if review.remarks:
        lines.append(escape(" ".join(review.remarks)))
    return lines


def said_once(review: Review) -> list[str]:
    """Say what is true of many once, instead of beside each."""
    marks = review.marks
    lines = []
    if len(marks.last_place) > NOTED_EACH:
        lines.append(f"{named(len(marks.last_place))} of these pairs take their mentor's last place.")
    if marks.broken:
        lines.append(RULES_ARE_PRIVATE)
    return lines


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


def what_will_go_out(approved: MatchesApproved) -> str:
    """What was approved becomes introductions: how many, and when."""
    each = "" if approved.count.value == 1 else "each "
    when = f"{each}once its mentor has been asked and says yes"
    if not approved.program.plan.mentors_confirm:
        when = f"{each}when its people are next off shift"
    name = f"*{escape(approved.program.name)}*"
    return f"{name}: {counted(approved.count, 'introduction')} will go out, {when}."


def changes_in_words(found: ProposalChanges) -> list[tuple[str, list[str]]]:
    """What became of what was looked at, with the matches it is about."""
    parts = (
        ("New since you looked", found.new),
        ("Have other mentors now", found.swapped),
        ("Dropped since you looked", found.dropped),
        ("Approved since you looked", found.approved),
    )
    return [(words, [names_of(one) for one in matches]) for words, matches in parts if matches]

"""Pausing a mentorship, ending it, and a new match: the forms that ask, and what comes of them."""

from datetime import date

from bot.views.mentorships import pausing, rematching, silence
from bot.views.notices import notice
from bot.views.refs import OpenedRef

TODAY, UNTIL = date(2026, 3, 4), date(2026, 4, 1)
OPENED = OpenedRef("men1")
FROM_MESSAGE = OpenedRef("men1", "1772452801.000100")


def ways_out(pair, circle):
    """Name to what a view returned, for the usual pair and a circle."""
    others, peers = pair.others("UMENTEE"), circle.others("UPEER0")
    return {
        "mentorship_pause_form": pausing.pause_form(others=others, opened=FROM_MESSAGE, until=UNTIL),
        "mentorship_pause_form_circle": pausing.pause_form(others=peers, opened=OPENED, until=UNTIL),
        "mentorship_paused": pausing.paused(until=UNTIL, today=TODAY, mentorship_id="men1"),
        "mentorship_paused_page": notice(
            pausing.paused(until=UNTIL, today=TODAY, mentorship_id="men1"), title=pausing.TITLE
        ),
        "mentorship_paused_a_year": pausing.paused(until=date(2027, 3, 4), today=TODAY, mentorship_id="men1"),
        "mentorship_paused_note": pausing.paused_note(
            others=others, mentorship_id="men1", until=UNTIL, today=TODAY
        ),
        "mentorship_resumed": pausing.resumed(),
        "mentorship_end_form": silence.end_form(others=others, opened=OPENED, is_introduced=True),
        "mentorship_end_form_before_introduction": silence.end_form(
            others=others, opened=OPENED, is_introduced=False
        ),
        "mentorship_end_form_trio": silence.end_form(others=peers[:2], opened=OPENED, is_introduced=True),
        "mentorship_end_form_circle": silence.end_form(
            others=peers, opened=OPENED, is_introduced=True, goes_on=True
        ),
        "mentorship_new_match_form": rematching.new_match_form(others=others, opened=OPENED, mentors=False),
        "mentorship_new_match_form_mentor": rematching.new_match_form(
            others=others, opened=OPENED, mentors=True
        ),
    }

"""A good end: thanks, papers, and who would mentor the next time."""

from dataclasses import replace
from datetime import date

from bot.views.ending import next_time, papers, thanks


def variants_of_the_end(content, pair, circle, program):
    """Name to what a view returned, for the usual pair and a circle of a program."""
    others, peers, lines = pair.others("UMENTEE"), circle.others("UPEER0"), content.lines
    return {
        "ending_thanks": thanks.thanks_page(mentorship_id="men1", others=others, lines=lines.thanks),
        "ending_thanks_circle": thanks.thanks_page(mentorship_id="men1", others=peers, lines=lines.thanks),
        "ending_thanks_sent": thanks.thanks_sent(others, is_new=True),
        "ending_thanks_sent_circle": thanks.thanks_sent(peers, is_new=True),
        "ending_thanks_again": thanks.thanks_sent(others, is_new=False),
        "ending_thanks_note": thanks.thanks_note(
            line=lines.thanks[0], by="UMENTEE", program_name=program.name
        ),
        "ending_paper_note": papers.paper_note(),
        "ending_paper_sent": papers.paper_sent(),
        "next_time_question": next_time.next_time_question(program, lines=lines),
        "next_time_yes": next_time.said_yes(program),
        "next_time_no": next_time.said_no(),
    }


WOULD_MENTOR = ("UMENTEE", "UMENTOR")


def would_mentor(program):
    """Of a program, and of one in which nobody said so."""
    return [
        next_time.WouldMentor(program, WOULD_MENTOR),
        next_time.WouldMentor(replace(program, id="prg2", starts_on=date(2026, 9, 7)), ()),
    ]

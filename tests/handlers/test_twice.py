"""Every form of the tour is sent twice, as a double tap and Slack's own repeat do: it counts once."""

import logging
from collections import deque

from bot.views.ids import Callback
from tests.handlers.book import Book
from tests.handlers.tour.tour import tour
from tests.handlers.wire.seen import MOMENT

# An event is remembered, and a look at names is noted, each time there is one.
EACH_TIME = {"seen_event", "access_event"}
# What else a repeat adds to, and why that is right.
ADDS_TO = {
    # A preview, which nobody sees but who asked for it, and which is deleted within a day.
    Callback.ANNOUNCE_FORM: "announcement",
    # A number that says nothing of anybody.
    Callback.DELETE_ME: "noted_deletion",
    # To pass over who was suggested before would tell whether somebody was.
    Callback.NOMINATE_FORM: "allowance",
}
# What the second answer says where it is another than the first, and true.
SAYS_ANEW = {
    Callback.APPROVE_SOME: ("waiting for approval any more",),
    Callback.ASK_MENTEES: ("has been asked already",),
    Callback.TIMES: ("We've asked <@", "You meet <@"),
    Callback.END_SURE: ("already ended",),
    Callback.NEW_MATCH_SURE: ("already ended",),
    Callback.END_KINDLY: ("it has ended",),
    Callback.QUESTIONS_POST: ("This was posted, or is on its way",),
    Callback.LEAVE_PROGRAM_SURE: ("so there is nothing to leave",),
}


async def test_a_form_that_comes_twice_counts_once_and_is_answered_as_the_first_time(town, caplog):
    # The log forgets its oldest entries, and the tour has grown longer than that.
    town.sandbox.wire_log.entries = deque()
    book, sent, counted_twice, said_otherwise = await Book.of(town), set(), [], []
    told, do, forms = town.sandbox.delivery.interaction, town.do, []

    async def noting(payload):
        reply = await told(payload)
        if payload["type"] == "view_submission":
            forms.append((payload, reply))
        return reply

    async def doing(action):
        """Again once all of the first is done and shown."""
        reply = await do(action)
        while forms:
            payload, first = forms.pop()
            before, form = book.rows(), payload["view"]["callback_id"]
            again = await do(told(payload))
            sent.add(form)
            if changed := _changed(before, book.rows(), but={*EACH_TIME, ADDS_TO.get(form)}):
                counted_twice.append((form, changed))
            answers = [_words(one.body) for one in (first, again)]
            if not (answers[0] == answers[1] or _is_allowed(form, *answers)):
                said_otherwise.append((form, answers))
        return reply

    town.sandbox.delivery.interaction, town.do = noting, doing
    await tour(town)
    assert sent == {*Callback}
    assert (counted_twice, said_otherwise) == ([], [])
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


def _is_allowed(form, first, again):
    """The one that was late says "One moment ..." before it says what the other says."""
    is_late = [MOMENT] in (first[-1:], again[-1:])
    return is_late or any(words in str(again) for words in SAYS_ANEW.get(form, ()))


def _changed(before, after, *, but):
    return {
        table: [*(rows - before[table]).elements(), *(before[table] - rows).elements()]
        for table, rows in after.items()
        if rows != before[table] and table not in but
    }


def _words(found):
    """All that is to be read in an answer; the ids it carries may be new ones."""
    if isinstance(found, dict):
        own = [found["text"]] if isinstance(found.get("text"), str) else []
        return own + [one for inner in found.values() for one in _words(inner)]
    return [one for inner in found for one in _words(inner)] if isinstance(found, list) else []

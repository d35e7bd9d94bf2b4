"""What the two commands can do, in words."""

from bot.views.message import Message
from bot.views.parts import small, words

MENTOR_USAGE = {
    "join": "join a program, or change your answers",
    "home": "your mentorships and what is next; on the Home tab: nights this week, leave, quiet hours",
    "met": "say that you met",
    "change": "how often you talk",
    "plan": "find a time to meet that fits all your shifts",
    "pause": "be left in peace for a while",
    "leave": "leave a program, or withdraw",
    "roster": "your shifts, so that I never write when you work or sleep",
    "briefing": "what to know before you are matched",
    "nominate": "suggest somebody as a mentor",
    "guide": "conversation guides",
    "cards": "help with hard conversations",
    "privacy": "what I can reach, and what others see about you",
    "help": "this list",
}
MENTORING_USAGE = {
    "new": "start a program from a template",
    "announce": "tell people about a program, now or later",
    "nominate": "suggest mentors; each is asked once, privately",
    "match": "see who would suit whom, and approve it",
    "people": "who takes part, by name, and how it goes",
    "hold": "hold messages to a ward, a site or everybody for a while",
    "summary": "post totals to the program's channel",
    "help": "this list",
}


def usage(command: str, verbs: dict[str, str], *, unknown: str = "") -> Message:
    start = f"I don't know `{command} {unknown}`. " if unknown else ""
    listed = "\n".join(f"• `{command} {verb}` - {what}" for verb, what in verbs.items())
    return Message(
        f"{start}What {command} can do: {', '.join(verbs)}.",
        [words(f"{start}This is what I can do:"), words(listed), small("I cannot read your conversations.")],
    )

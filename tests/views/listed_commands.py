"""A list of commands as long as the real one, for golden files. What they hold is its look, not its words."""

MENTOR = {
    "join": "join a program, or change your answers",
    "home": "your mentorships and what's next; Home also has nights, leave and quiet hours",
    "met": "say that you met",
    "change": "how often you talk",
    "plan": "find a time to meet that fits all your shifts",
    "pause": "pause messages until a day",
    "leave": "leave a program, or withdraw",
    "roster": "your shifts, so that we never message you at work or asleep",
    "briefing": "what to know before you are matched",
    "nominate": "suggest someone as a mentor",
    "guide": "conversation guides",
    "cards": "help with hard conversations",
    "privacy": "what Lamplight can reach, and what others see about you",
}
MENTORING = {
    "new": "start a program from a template",
    "announce": "tell people about a program, now or later",
    "nominate": "suggest mentors; each is asked once, privately",
    "match": "review proposed matches and approve them",
    "people": "who takes part, by name, and how it goes",
    "hold": "hold messages to a ward, a site or everyone until a day",
    "summary": "post totals to the program's channel",
}

"""A list of commands as long as the real one, for golden files. What they hold is its look, not its words."""

MENTOR = {
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
}
MENTORING = {
    "new": "start a program from a template",
    "announce": "tell people about a program, now or later",
    "nominate": "suggest mentors; each is asked once, privately",
    "match": "see who would suit whom, and approve it",
    "people": "who takes part, by name, and how it goes",
    "hold": "hold messages to a ward, a site or everybody for a while",
    "summary": "post totals to the program's channel",
}

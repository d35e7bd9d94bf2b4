"""Short lines the bot says, and the one under every guide."""

from typing import Annotated

from bot.content.loading.fields import ContentModel, words

MOST = 500
Line = Annotated[str, words(MOST)]
# A message carries the number of the one that was chosen: they keep their order.
Thanks = tuple[Line, Line, Line]
ProgramLine = Annotated[str, words(MOST, blanks=("program_name",))]


class Lines(ContentModel):
    """The names in curly brackets are filled in when the line is said; `not_emergency` holds signposts."""

    first_nudge: Annotated[str, words(MOST, blanks=("slots",))]
    rhythm_check: Line
    midpoint: Line
    plan_ending: Line
    closing: Line
    closing_thanks: ProgramLine
    prompt_under: Line
    prompts_stopped: Line
    prompts_started: Line
    no_phi: Line
    phi_hint: Line
    not_emergency: Annotated[str, words(MOST, blanks=None)]
    no_numbers_yet: Line
    roster_added: Line
    manager_view: Line
    under_guide: Line
    nomination: ProgramLine
    charter_changed: Line
    application_accepted: ProgramLine
    application_declined: ProgramLine
    still_there: ProgramLine
    released: ProgramLine
    pause_over: Line
    left_note: Annotated[str, words(MOST, blanks=("other", "program_name"))]
    firewall_note: Line
    waiting_note: Annotated[str, words(MOST, blanks=("program_name", "day"))]
    next_time: ProgramLine
    thanks: Thanks

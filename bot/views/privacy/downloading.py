"""A copy of everything kept about one person: as JSON, and as one page to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from bot.content import Content
from bot.domain.feedback.answers import Answers
from bot.domain.feedback.items import AskedItem
from bot.domain.feedback.waves import Wave

Row = Mapping[str, Any]

TITLES: Mapping[str, str] = {
    "person": "You",
    "preferences": "What you told us about yourself",
    "briefing": "Briefings you opened",
    "shift": "When you work or are away",
    "roster_source": "Where your roster comes from, without its link",
    "roster_meaning": "What you said codes of your roster mean",
    "enrolment": "Your places in programs",
    "exclusion": "People you asked not to be matched with",
    "nomination": "Programs you were suggested for as a mentor",
    "mentorship": "Your mentorships",
    "mentorship_member": "Who is in them",
    "cycle": "Whether you met, by week",
    "goals": "Goals, yours and those you could read",
    "thanks": "Thanks you told at the end",
    "willing": "Programs you said you'd mentor for again",
    "planned_meeting": "Times to meet, offered or set",
    "slot_pick": "Times you ticked",
    "wave_place": "Questions you are asked",
    "answers": "What you answered",
    "outbox": "Messages we planned or sent to you, without their text",
    "program": "Programs you started, champion or lead",
    "program_manager": "Programs you manage",
    "program_version": "Changes you made to programs",
    "review": "Reviews of programs that you held",
    "hospital_version": "Changes you made to what every program shows",
    "announcement": "Announcements you had posted",
    "lead_answer": "Whether you said yes to being a program's lead",
    "sign_off": "Cards you signed off as a lead",
    "advice": "What you asked a lead about, or mentors asked and you have seen",
    "no_new_mentee": "Whether you rest from new mentees",
    "directory_entry": "What the staff directory says",
    "staff_claim": "Staff numbers you typed",
    "named_export": "Lists with names you asked for or agreed to",
    "access_event": "Lists of names you looked at, and roles you were given",
}
# What every row says, and nobody needs to read.
UNTOLD = frozenset({"workspace_id"})
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:50rem;"
    "margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:0 0 1.5rem}"
    "th,td{border:1px solid #767676;padding:.3rem .6rem;text-align:left;vertical-align:top;"
    "overflow-wrap:anywhere}"
    "th{width:35%;background:#f2f2f2}caption{text-align:left;font-weight:600;padding:.3rem 0}"
)
# Columns whose own names say little.
IN_WORDS = {
    "tz": "Time zone",
    "preset_id": "Shifts",
    "iso_week": "Week",
    "turnout": "Three or more were there",
    "match_by": "A match was hoped for by",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Copy:
    """`rows` by table, as they are kept; `programs` are names by id."""

    user_id: str
    made_on: date
    rows: Mapping[str, Sequence[Row]]
    programs: Mapping[str, str]


def with_answers(
    rows: Mapping[str, Sequence[Row]], said: Sequence[tuple[Wave, Answers]]
) -> Mapping[str, Sequence[Row]]:
    """What the person answered in waves, each as the question and the answer, beside the rows."""
    answers = [
        {"program_id": wave.program_id, "wave": wave.kind.value, "intake": wave.intake, "answers": in_words}
        for wave, given in said
        if (in_words := _in_words(wave.items, given))
    ]
    return {**rows, "answers": answers} if answers else rows


def _in_words(items: Sequence[AskedItem], given: Answers) -> Mapping[str, str]:
    said = {item: given.get(item.key) for item in items}
    return {item.text: item.options[one] for item, one in said.items() if one is not None}


def file_names(copy: Copy) -> tuple[str, str]:
    """Of the JSON and of the page."""
    stem = f"lamplight-my-data-{copy.made_on.isoformat()}"
    return f"{stem}.json", f"{stem}.html"


def json_copy(copy: Copy) -> str:
    made = {"slack_user_id": copy.user_id, "made_on": copy.made_on.isoformat()}
    return json.dumps({**made, "kept": copy.rows}, indent=2, ensure_ascii=False)


def readable_copy(copy: Copy, content: Content) -> str:
    """One page that needs nothing else: no script, no picture, no address."""
    names = _names(copy, content)
    parts = [_table_of(name, rows, names) for name, rows in sorted(copy.rows.items(), key=_place)]
    nothing = "" if parts else "<p>Nothing is kept about you.</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><title>Your data in Lamplight</title>'
        f"<style>{STYLE}</style></head><body><main><h1>Your data in Lamplight</h1>"
        f"<p>Everything kept about Slack member {escape(copy.user_id)} on {_day(copy.made_on)}. People are "
        "shown by their Slack ids: no names are kept. What others asked in private is theirs, and not "
        f"in here.</p>{nothing}{''.join(parts)}</main></body></html>\n"
    )


def _place(entry: tuple[str, Sequence[Row]]) -> tuple[int, str]:
    order = list(TITLES)
    return (order.index(entry[0]) if entry[0] in TITLES else len(order), entry[0])


def _table_of(name: str, rows: Sequence[Row], names: Mapping[str, Mapping[str, str]]) -> str:
    title = TITLES.get(name) or _spaced(name)
    many = len(rows) > 1
    tables = [
        _row(row, f"{title}, {number} of {len(rows)}" if many else title, names)
        for number, row in enumerate(rows, start=1)
    ]
    return f"<section><h2>{escape(title)}</h2>{''.join(tables)}</section>"


def _row(row: Row, caption: str, names: Mapping[str, Mapping[str, str]]) -> str:
    lines = [
        f'<tr><th scope="row">{escape(_spaced(key))}</th><td>{_said(key, value, names)}</td></tr>'
        for key, value in row.items()
        if key not in UNTOLD
    ]
    return f"<table><caption>{escape(caption)}</caption><tbody>{''.join(lines)}</tbody></table>"


def _said(key: str, value: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    if value is None or value in ("", [], {}):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "<br>".join(_said(key, one, names) for one in value)
    if isinstance(value, Mapping):
        said = [f"{_named(one, key, names)}: {_said(key, what, names)}" for one, what in value.items()]
        return "<br>".join(said)
    return _named(value, key, names)


def _named(value: Any, key: str, names: Mapping[str, Mapping[str, str]]) -> str:
    return escape(names.get(key, {}).get(str(value)) or str(value))


def _names(copy: Copy, content: Content) -> Mapping[str, Mapping[str, str]]:
    """Words for ids, by column."""
    people, liked = content.people, content.preferences
    return {
        "profession": people.professions,
        "specialty": people.specialties,
        "department": people.departments,
        "career_stage": people.career_stages,
        "patient_setting": people.patient_setting_labels,
        "preset_id": {key: preset.label for key, preset in content.presets.items()},
        "topics_offered": content.topics,
        "topics_wanted": content.topics,
        "languages": liked.languages,
        "interests": liked.interests,
        "heading_for": liked.aspirations,
        "been_there": liked.aspirations,
        "meets": liked.meeting_modes,
        "styles": {key: style.question for key, style in liked.working_styles.items()},
        "template_id": {key: template.name for key, template in content.programs.items()},
        "program_id": copy.programs,
        "follows": copy.programs,
        "subject": copy.programs,
    }


def _spaced(key: str) -> str:
    return IN_WORDS.get(key) or key.replace("_", " ").removesuffix(" id").capitalize()


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

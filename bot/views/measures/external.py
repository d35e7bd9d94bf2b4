"""The form for what HR worked out: percents and how many people, of ten or more."""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import DatePickerElement

from bot.content.numbers.measures import Measure
from bot.domain.measures.external import ExternalResult
from bot.domain.programs.programs import Program
from bot.views.ids import Callback, Field
from bot.views.message import Modal
from bot.views.parts import escape, field, small, text_field, words
from bot.views.refs import ResultRef

TITLE = "HR's result"
# What each field of the form asks for, and what is said under it.
LABELS: Mapping[str, str] = {
    Field.HR_PERCENT: "Percent of those who took part",
    Field.HR_PEOPLE: "How many people that is worked out of",
    Field.HR_STAFF: "Percent of comparable staff",
    Field.HR_AS_OF: "As of",
}
HINTS: Mapping[str, str] = {
    Field.HR_PEOPLE: "Ten or more. With fewer, leave the result out for now.",
    Field.HR_STAFF: "Only if HR gave one.",
    Field.HR_AS_OF: "The day up to which HR counted.",
}
WHO_READS = "It's shown rounded to five, to everyone who may read this program's results."


@dataclass(frozen=True, slots=True)
class ExternalForm:
    """`last` is what was typed last, None before the first; `page` is where its reader came from."""

    program: Program
    measure: Measure
    page: int = 0
    last: ExternalResult | None = None


@dataclass(frozen=True, slots=True)
class ExternalTyped:
    percent: str
    comparable: str
    people: str
    as_of: str


def external_form(form: ExternalForm) -> Modal:
    last = form.last
    return Modal(
        TITLE,
        [
            words(f"*{escape(form.measure.name)}*\n{escape(form.measure.definition)}"),
            text_field(
                LABELS[Field.HR_PERCENT],
                Field.HR_PERCENT,
                value=str(last.percent) if last else "",
                at_most=5,
                example="85",
            ),
            text_field(
                LABELS[Field.HR_PEOPLE],
                Field.HR_PEOPLE,
                value=str(last.people) if last else "",
                at_most=7,
                example="40",
                hint=HINTS[Field.HR_PEOPLE],
            ),
            text_field(
                LABELS[Field.HR_STAFF],
                Field.HR_STAFF,
                value="" if last is None or last.comparable is None else str(last.comparable),
                at_most=5,
                optional=True,
                hint=HINTS[Field.HR_STAFF],
            ),
            field(
                LABELS[Field.HR_AS_OF],
                DatePickerElement(
                    action_id=Field.HR_AS_OF, initial_date=last.as_of.isoformat() if last else None
                ),
                name=Field.HR_AS_OF,
                hint=HINTS[Field.HR_AS_OF],
            ),
            small(WHO_READS),
        ],
        callback_id=Callback.HR_RESULT,
        submit="Save",
        close="Cancel",
        context=str(ResultRef(form.program.id, form.page, form.measure.id)),
    )

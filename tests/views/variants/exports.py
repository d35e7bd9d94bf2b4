"""Variants of the page on which numbers and lists are taken out, and of what is said about a list."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.exports.named import ListKind, ListState, NamedExport
from bot.views.exports import messages, page

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
HINT = "Please leave out anything that could identify a patient."


def variants_of_exports(program):
    asked = NamedExport(
        program.workspace_id,
        "list1",
        program.id,
        ListKind.STATUS,
        "Planning of <study> days & rooms",
        asked_by="UCHIEF",
        asked_at=AT,
    )
    agreed = replace(asked, state=ListState.AGREED, agreed_by="USECOND", agreed_at=AT + timedelta(hours=3))
    for_hr = replace(agreed, what=ListKind.HR)

    def shown(*programs, **about):
        return page.export_page(page.ExportPage(programs, date(2026, 3, 2), **about))

    other = replace(program, id="prg2", name="Peer & circles")
    return {
        "export_page": shown(program, may_ask=True),
        "export_page_asked": shown(program, may_ask=True, asked=[asked]),
        "export_page_agreed": shown(program, may_ask=True, asked=[for_hr]),
        "export_page_champion": shown(program),
        "export_page_all": shown(program, other),
        "export_page_before_monday": page.export_page(page.ExportPage([program])),
        "export_choose_program": page.choose_program([program, other]),
        "export_sent": page.file_sent(),
        "export_note": messages.numbers_note(),
        "list_form": page.list_form(program, list_id="list1", hint=HINT),
        "list_asked_for": page.list_asked_for(asked),
        "list_to_agree": messages.list_to_agree(asked, program),
        "list_to_agree_hr": messages.list_to_agree(replace(asked, what=ListKind.HR), program),
        "list_you_agreed": messages.you_agreed(agreed),
        "list_you_declined": messages.you_declined(),
        "list_to_fetch": messages.list_to_fetch(agreed, program),
        "list_declined": messages.list_declined(program),
        "list_note": messages.list_note(),
        "list_sent": page.list_sent(),
        "list_unclear": page.list_unclear(),
        "in_a_list": messages.in_a_list(agreed, program),
        "in_a_list_hr": messages.in_a_list(for_hr, program),
    }

"""What people see, and what the log says, when the wire fails."""

import json
import logging

MOMENT = "One moment ..."


def all_words(shown):
    """Everything in a view or a message, as it reads."""
    return json.dumps(shown.blocks, ensure_ascii=False)


def moment_is_shown(actor):
    return actor.modal is not None and MOMENT in all_words(actor.modal)


def errors(caplog):
    """What somebody would have to mend."""
    return [record for record in caplog.records if record.levelno >= logging.ERROR]

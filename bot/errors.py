"""Errors whose message a person may read in Slack, on a page or on the command line."""

from datetime import timedelta


class UserFacingError(Exception):
    """Base: str(error) is a sentence that says what is wrong and what to do, safe to show to anybody."""


class NotYours(UserFacingError):
    """Somebody acted on a mentorship, program or list that is not theirs."""


class NotFound(UserFacingError):
    """What a button or command pointed at is no longer there."""


class NotNow(UserFacingError):
    """Right person, right thing, wrong moment: the state does not allow it."""


class InvalidInput(UserFacingError):
    """Form fields that need mending; `fields` maps a field name to its sentence."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class DatabaseBusy(Exception):
    """The database was somebody else's for so long that it was not waited for. Nothing was kept."""

    def __init__(self, waited: timedelta) -> None:
        super().__init__(f"the database was busy for {waited.total_seconds():.0f} s")

"""What can come of a call to Slack other than success. None of these carries a token or a message's text."""

from datetime import timedelta

from bot.errors import UserFacingError


class SlackProblem(Exception):
    """Base: `method` is the Web API method, or "response_url" or "upload"."""

    def __init__(self, method: str, what: str) -> None:
        super().__init__(f"{method}: {what}")
        self.method = method


class RateLimited(SlackProblem):
    """Slack asks to wait, for this method and workspace alone. Nothing happened."""

    def __init__(self, method: str, retry_after: timedelta) -> None:
        super().__init__(method, f"asked to wait {retry_after.total_seconds():.0f} s")
        self.retry_after = retry_after


class Refused(SlackProblem):
    """A clear no: nothing happened. `error` is Slack's own code."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(method, error)
        self.error = error


class Unreachable(Refused):
    """No connection was made, so nothing can have happened."""

    def __init__(self, method: str) -> None:
        super().__init__(method, "unreachable")


class Unclear(SlackProblem):
    """The request left and no clear answer came: it may have happened."""

    def __init__(self, method: str) -> None:
        super().__init__(method, "no clear answer; it may have happened")


class SlackAway(UserFacingError):
    """Slack does not answer for now, so that nothing can begin; there is nothing to mend here."""


def passes_by_itself(problem: SlackProblem) -> bool:
    """Whether there is nothing to mend here: Slack is busy, or away."""
    return isinstance(problem, RateLimited | Unreachable | Unclear)

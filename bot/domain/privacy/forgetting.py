"""How somebody who had themselves deleted is still known not to be wanted back: by hashes, not by name."""

from collections.abc import Iterable
from hashlib import sha256

SLACK, EMPLOYEE, EMAIL = "slack", "employee", "email"


def known_as(workspace_id: str, kind: str, value: str) -> str:
    """The hash of one thing somebody is known by; `kind` is SLACK, EMPLOYEE or EMAIL (of an email_key).

    No secret is in it: whoever holds a list of all ids can tell whose it is, and the directory must.
    """
    return sha256("\n".join((workspace_id, kind, value.strip().casefold())).encode()).hexdigest()


def forgotten_keys(workspace_id: str, user_id: str, *, others: Iterable[str] = ()) -> list[str]:
    """What is kept of somebody forgotten: each hash they are known by, tied to the one of their Slack id."""
    of_slack = known_as(workspace_id, SLACK, user_id)
    return [f"{one}:{of_slack}" for one in dict.fromkeys((of_slack, *others))]

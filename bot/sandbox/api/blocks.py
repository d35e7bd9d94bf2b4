"""blocks.validate: what the linter says, without a token. Exactly one of blocks, message and view."""

from bot.sandbox.api.args import Args
from bot.sandbox.api.errors import SlackError, with_messages
from bot.sandbox.blockkit import lint_message, lint_view
from bot.sandbox.model import Json

KINDS = ("blocks", "message", "view")


def validate(args: Args) -> Json:
    given = [kind for kind in KINDS if args.values.get(kind)]
    if len(given) != 1:
        raise with_messages("invalid_arguments", [f"exactly one of {', '.join(KINDS)} is required"])
    kind = given[0]
    problems = _problems(kind, args.json(kind, error="invalid_json"))
    if problems:
        raise SlackError(f"invalid_{kind}", errors=[_told(problem) for problem in problems])
    return {"ok": True}


def _problems(kind: str, given: Json | list[Json]) -> list[str]:
    if isinstance(given, list):
        # A text that is missing is nothing that Slack says here.
        return lint_message({"text": "validated", "blocks": given})
    return lint_view(given) if kind == "view" else lint_message({"text": "validated", **given})


def _told(problem: str) -> Json:
    pointer, _, message = problem.partition(": ")
    return {"pointer": pointer, "code": "invalid", "message": message}

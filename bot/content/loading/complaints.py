"""Turns what pydantic found into sentences that say how to mend it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.loading.document import Document, Path
from bot.content.loading.errors import Problem
from bot.content.loading.fields import did_you_mean

DIGITS = re.compile(r"\d+")
QUOTED = re.compile(r"'([^']+)'")
GROUP = "should be a group of keys, each on a line of its own"


def complaints(error: ValidationError, *, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if step != "[key]")
        yield document.problem(path, _sentence(detail, path, model))


def _sentence(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> str:
    if detail["type"] == "extra_forbidden":
        return f"isn't a key that's known here{did_you_mean(str(path[-1]), _keys_at(model, path[:-1]))}"
    if detail["input"] is None and detail["type"] != "missing":
        return "is empty; write a value after the colon, or take the line out if it isn't needed"
    say = SENTENCES.get(detail["type"])
    return say(detail, str(path[-1]) if path else "") if say else detail["msg"]


def _missing(detail: ErrorDetails, key: str) -> str:
    return f"is missing; add a line `{key}: ...`"


def _whole_number(detail: ErrorDetails, key: str) -> str:
    found = DIGITS.search(str(detail["input"]))
    return f"should be a whole number; write it as `{key}: {found.group() if found else 4}`"


def _text(detail: ErrorDetails, key: str) -> str:
    given = detail["input"]
    return f'should be text; put it in quotes, as in "{given if isinstance(given, int) else "some text"}"'


def _list(detail: ErrorDetails, key: str) -> str:
    return "should be a list; put each item on a line of its own, after `- `"


def _group(detail: ErrorDetails, key: str) -> str:
    return GROUP


def _too_short(detail: ErrorDetails, key: str) -> str:
    limits = detail["ctx"]
    return f"holds {limits['actual_length']}; at least {limits['min_length']} should be there"


def _too_long(detail: ErrorDetails, key: str) -> str:
    return f"holds {len(detail['input'])}; at most {detail['ctx']['max_length']} fit"


def _at_least(detail: ErrorDetails, key: str) -> str:
    return f"is {detail['input']}; it should be {detail['ctx']['ge']} or more"


def _at_most(detail: ErrorDetails, key: str) -> str:
    return f"is {detail['input']}; it should be {detail['ctx']['le']} or less"


def _one_of(detail: ErrorDetails, key: str) -> str:
    given = str(detail["input"])
    return f"`{given}` isn't known{did_you_mean(given, QUOTED.findall(detail['ctx']['expected']))}"


SENTENCES: Mapping[str, Callable[[ErrorDetails, str], str]] = {
    "missing": _missing,
    "int_type": _whole_number,
    "int_from_float": _whole_number,
    "string_type": _text,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _group,
    "mapping_type": _group,
    "model_type": _group,
    "model_attributes_type": _group,
    "too_short": _too_short,
    "too_long": _too_long,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "enum": _one_of,
    "literal_error": _one_of,
}


def _keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """The keys the group at `path` may have."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = _model_in(model.model_fields[step].annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as tuple[Milestone, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)

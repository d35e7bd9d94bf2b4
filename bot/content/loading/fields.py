"""The kinds of value a content file holds, each with its limit; Slack sets most of them."""

import re
from collections.abc import Collection, Mapping
from datetime import time
from difflib import get_close_matches
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")

BLANK = re.compile(r"\{([a-z_]+)\}")
ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
OPTIONS_IN_A_LIST = 100
LIST = 200  # more than any list needs; checks stay quick
LISTED_AT_MOST = 24


class ContentModel(BaseModel):
    """Frozen, strict, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def wrong(sentence: str) -> PydanticCustomError:
    """The reason a validator gives; shown as it is."""
    return PydanticCustomError("wrong", "{sentence}", {"sentence": sentence})


def did_you_mean(name: str, known: Collection[str]) -> str:
    """ "; did you mean `goals`?", or "; choose from: ..." where nothing is near."""
    near = get_close_matches(name, known, n=1)
    if near:
        return f"; did you mean `{near[0]}`?"
    return f"; choose from: {', '.join(known)}" if len(known) <= LISTED_AT_MOST else ""


def blanks_in(text: str) -> list[str]:
    """Names in curly brackets, in order."""
    return BLANK.findall(text)


def words(at_most: int, *, blanks: Collection[str] | None = ()) -> AfterValidator:
    """Text of up to `at_most` characters with only `blanks` left open; None: any, checked elsewhere."""

    def check(text: str) -> str:
        text = text.strip()
        if not text:
            raise wrong("is empty; write some text")
        if len(text) > at_most:
            raise wrong(f"is {len(text)} characters long; at most {at_most} fit")
        _check_blanks(text, blanks)
        return text

    return AfterValidator(check)


def _check_blanks(text: str, blanks: Collection[str] | None) -> None:
    if set("{}") & set(BLANK.sub("", text)):
        raise wrong("has a curly bracket that closes or opens nothing; write names like {crisis_line}")
    for name in blanks_in(text):
        if blanks is not None and name not in blanks:
            allowed = f"here you can use {', '.join(blanks)}" if blanks else "none can be used here"
            raise wrong(f"has {{{name}}}, which isn't filled in; {allowed}")


def one_of(known: Collection[str]) -> AfterValidator:
    def check(name: str) -> str:
        if name not in known:
            raise wrong(f"`{name}` isn't known{did_you_mean(name, known)}")
        return name

    return AfterValidator(check)


def _check_id(text: str) -> str:
    if not ID.fullmatch(text):
        raise wrong(f"`{text}` should be up to 40 small letters, digits and _, beginning with a letter")
    return text


def _clock_time(value: object) -> time:
    if not isinstance(value, str) or not CLOCK_TIME.fullmatch(value):
        raise wrong('should be a time of day; write it as "07:30"')
    return time.fromisoformat(value)


def _all_different(items: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((item for item in items if items.count(item) > 1), None)
    if twice is not None:
        raise wrong(f"has `{twice}` twice; keep one")
    return items


def frozen(mapping: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(mapping))


Id = Annotated[str, AfterValidator(_check_id)]
Ids = Annotated[tuple[Id, ...], Field(max_length=LIST), AfterValidator(_all_different)]
SomeIds = Annotated[tuple[Id, ...], Field(min_length=1, max_length=LIST), AfterValidator(_all_different)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Count = Annotated[int, Field(ge=0, le=1000)]
Minutes = Annotated[int, Field(ge=5, le=240)]
Weeks = Annotated[int, Field(ge=1, le=104)]

Short = Annotated[str, words(24)]  # the title of a Slack modal
Label = Annotated[str, words(75)]  # an option in a Slack list
Sentence = Annotated[str, words(150)]  # a Slack hint, placeholder or prompt
Paragraph = Annotated[str, words(500)]
Labels = Annotated[
    Mapping[Id, Label], Field(min_length=1, max_length=OPTIONS_IN_A_LIST), AfterValidator(frozen)
]


class Entry(ContentModel):
    """What lies in a folder, one file each, called after its id; shown by `order`, the smallest first."""

    id: Id
    order: Annotated[int, Field(ge=0, le=10_000)] = 1000

"""Watches real calls: which rooms something passes on its way, and how often the way climbs.

A call is a pair of functions of the package: the one that is called, and the nearest one above it on the
stack; libraries between them are stepped over. It climbs when the called function's module stands in a higher
layer of the import contract than the caller's, and descends when it stands in a lower one. Each pair counts
once, however often it calls. Where a function is handed down and called from below, that is a climb too.
Comprehensions belong to the function they are written in; generated methods (of dataclasses) are left out,
and so are modules that the contract gives no layer.
"""

import re
import sys
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType

WITHIN = re.compile(r"\.<locals>\.<(listcomp|setcomp|dictcomp|genexpr)>")


@dataclass(frozen=True, slots=True)
class Layers:
    """The order of the contract; the lowest layer has height 0, neighbors in one layer have the same."""

    package: str
    heights: Mapping[str, int]

    def height(self, module: str) -> int | None:
        """None if the module is not of the package, or the contract gives it no layer."""
        package, _, rest = module.partition(".")
        return self.heights.get(rest.partition(".")[0]) if package == self.package else None


@dataclass(frozen=True, slots=True)
class Place:
    """A function of the package; `room` is the folder of its module, or the module itself at the root."""

    module: str
    function: str
    room: str
    height: int

    def __str__(self) -> str:
        return f"{self.module.partition('.')[2]}:{self.function}"


@dataclass(frozen=True, slots=True)
class Call:
    """`caller` is None where the way begins, or a task of its own does."""

    caller: Place | None
    callee: Place

    @property
    def rise(self) -> int:
        """By how many layers it climbs; below 0 when it descends."""
        return self.callee.height - self.caller.height if self.caller else 0

    def __str__(self) -> str:
        return f"{self.caller} -> {self.callee}"


@dataclass(frozen=True, slots=True)
class Road:
    """`rooms` are in the order in which they were first entered."""

    rooms: tuple[str, ...]
    layers: int
    modules: int
    climbs: tuple[Call, ...]
    descents: int


def read_layers(tree: Path) -> Layers:
    """Raises StopIteration if pyproject.toml has no contract on layers."""
    linter = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    contract = next(one for one in linter["contracts"] if one["type"] == "layers")
    lowest_first = enumerate(reversed(contract["layers"]))
    heights = {name.strip(): height for height, names in lowest_first for name in names.split("|")}
    return Layers(linter["root_package"], heights)


def road_of(calls: Sequence[Call]) -> Road:
    """Sum up the calls of one act, in the order they were made."""
    places = [call.callee for call in calls]
    return Road(
        rooms=tuple(dict.fromkeys(place.room for place in places)),
        layers=len({place.height for place in places}),
        modules=len({place.module for place in places}),
        climbs=tuple(call for call in calls if call.rise > 0),
        descents=sum(call.rise < 0 for call in calls),
    )


class Watcher:
    """Notes calls while `noting`, in this thread and in those that start after `watching`."""

    def __init__(self, layers: Layers) -> None:
        self._layers = layers
        self._places: dict[CodeType, Place | None] = {}
        self._calls: dict[Call, None] | None = None

    @contextmanager
    def watching(self) -> Iterator[None]:
        sys.setprofile(self._seen)
        threading.setprofile(self._seen)
        try:
            yield
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    @contextmanager
    def noting(self) -> Iterator[list[Call]]:
        """Yield a list that is filled at the end, each call once, in the order of its first time."""
        self._calls, calls = {}, list[Call]()
        try:
            yield calls
        finally:
            calls += self._calls
            self._calls = None

    def _seen(self, frame: FrameType, event: str, _: object) -> None:
        if self._calls is None or event != "call" or WITHIN.search(frame.f_code.co_qualname):
            return
        if callee := self._place(frame):
            self._calls[Call(self._above(frame), callee)] = None

    def _above(self, frame: FrameType) -> Place | None:
        above = frame.f_back
        while above:
            if place := self._place(above):
                return place
            above = above.f_back
        return None

    def _place(self, frame: FrameType) -> Place | None:
        code = frame.f_code
        if code not in self._places:
            self._places[code] = self._look_up(code, frame.f_globals)
        return self._places[code]

    def _look_up(self, code: CodeType, names: Mapping[str, object]) -> Place | None:
        module = str(names.get("__name__", ""))
        height = self._layers.height(module)
        if height is None or code.co_filename.startswith("<") or code.co_name == "<module>":
            return None
        room = _room(module, is_folder="__path__" in names)
        return Place(module, WITHIN.sub("", code.co_qualname), room, height)


def _room(module: str, *, is_folder: bool) -> str:
    _, *inside = module.split(".")
    return "/".join(inside if is_folder or len(inside) == 1 else inside[:-1])

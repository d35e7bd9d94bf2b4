"""The dashboard's pages and deeds: each says who may ask for it, and is found by scan."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

import bot.web
from bot.domain.signing_in.standing import ReadsAs
from bot.web.visit import Visit

Answer = Callable[[Visit], Awaitable[web.StreamResponse]]
# In a path: the id of the program that a page is about.
PROGRAM = "{program}"


@dataclass(frozen=True, slots=True)
class Route:
    """A page, or with POST a deed.

    Whoever is one of `open_to` may ask for it: in the program that its path names, else anywhere. The use
    case behind it holds who acts against the same rule once more. With a `tab` it stands in the menu, of the
    program or of the workspace, under this name and in this order.
    """

    method: str
    path: str
    answer: Answer
    open_to: frozenset[ReadsAs]
    tab: str = ""
    order: int = 0

    @property
    def is_of_program(self) -> bool:
        return PROGRAM in self.path


def all_routes() -> Sequence[Route]:
    """Find the ROUTES of every module in `bot.web`. Raises ValueError where two want the same address."""
    found: list[Route] = []
    for module in pkgutil.walk_packages(bot.web.__path__, f"{bot.web.__name__}."):
        found += getattr(importlib.import_module(module.name), "ROUTES", ())
    twice = [key for key, times in Counter((one.method, one.path) for one in found).items() if times > 1]
    if twice:
        raise ValueError(f"more than one answers to {twice}")
    return found

"""python -m tools.house [--tree PATH]: how the house is built, measured from its code.

`--tree` measures another working tree of this repository, an earlier one for example; its own code is run.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.counting import (
    LAYERS,
    MOST_FILES,
    ROOTS,
    TESTED,
    Names,
    Spread,
    files_by_folder,
    function_lengths,
    module_lengths,
    names_used_twice,
    namesakes,
    rooms_of,
    spread,
    too_many,
)
from tools.recipes import PAGE, Recipe, read_recipes
from tools.roads import Road, Watcher, read_layers

# A transaction in one trip is handed down to the database as a function, which counts as a climb.
NUDGE_CLIMBS = 5
HERE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class House:
    """`folders` by root, `twice` by layer, `roads` by act; `recipes` is None without a page of them."""

    folders: Mapping[str, Mapping[str, int]]
    functions: Spread
    modules: Spread
    rooms: Mapping[str, Sequence[str]]
    names: Names
    twice: Mapping[str, Mapping[str, Sequence[str]]]
    roads: Mapping[str, Road]
    recipes: Sequence[Recipe] | None


def measure(tree: Path, roads: Mapping[str, Road]) -> House:
    """Count what can be read; the roads were walked by whoever calls."""
    folders = {root: files_by_folder(tree, root) for root in ROOTS}
    return House(
        folders={root: found for root, found in folders.items() if found},
        functions=spread(function_lengths(tree / "bot")),
        modules=spread(module_lengths(tree / "bot")),
        rooms=rooms_of(tree),
        names=namesakes(tree),
        twice=names_used_twice(tree),
        roads=roads,
        recipes=read_recipes(tree),
    )


def walk_roads(tree: Path) -> Mapping[str, Road]:
    """Run the product of that tree in process, which has to happen before anything else imports it."""
    sys.path.insert(0, str(tree))
    from tools.acts import walk

    return asyncio.run(walk(Watcher(read_layers(tree))))


def report(house: House) -> Iterator[str]:
    """Put the figures into lines for a terminal."""
    yield from _folders(house.folders)
    yield from _sizes(house)
    yield from _topics(house)
    yield from _roads(house.roads)
    yield from _recipes(house.recipes)


def _folders(folders: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield f"Files a folder (aim: at most {MOST_FILES})"
    for root, found in folders.items():
        counts = spread(found.values())
        yield f"  {root}: {counts.count} folders, median {counts.median:g}, most {counts.most}"
        yield from (f"    over the aim: {folder} {count}" for folder, count in too_many(found).items())


def _sizes(house: House) -> Iterator[str]:
    yield "Lines in bot"
    for what, sizes in (("functions", house.functions), ("modules", house.modules)):
        yield f"  {sizes.count:,} {what}: median {sizes.median:g}, p90 {sizes.p90}, most {sizes.most}"


def _topics(house: House) -> Iterator[str]:
    yield f"Topics: {len(house.rooms)} rooms of bot/handlers; x where a room of the same name is"
    layers = (*LAYERS, *TESTED)
    wide = max(map(len, house.rooms), default=0)
    if house.rooms:
        yield f"  {'':{wide}}  {'  '.join(layers)}"
    for topic, rooms in house.rooms.items():
        marks = (f"{'x' if layer in rooms else '-':{len(layer)}}" for layer in layers)
        yield f"  {topic:{wide}}  {'  '.join(marks)}".rstrip()
    yield from _names(house.names, house.twice)


def _names(names: Names, twice: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    yield (
        f"  of {len(names.listeners)} modules with listeners, {len(names.in_usecases)} have a namesake "
        f"in usecases, {len(names.in_views)} in views, {len(names.in_both)} in both"
    )
    if alone := names.listeners - names.in_both:
        yield f"    not in both: {', '.join(sorted(alone))}"
    for layer, found in twice.items():
        yield from (f"  twice in {layer}: {name} ({', '.join(rooms)})" for name, rooms in found.items())


def _roads(roads: Mapping[str, Road]) -> Iterator[str]:
    for act, road in roads.items():
        aim = f" (aim: at most {NUDGE_CLIMBS})" if act == "nudge" else ""
        yield (
            f"A {act} passes {len(road.rooms)} rooms in {road.layers} layers, {road.modules} modules; "
            f"climbs: {len(road.climbs)}{aim}, descents: {road.descents}"
        )
        yield f"  {' > '.join(road.rooms)}"
        yield from (f"  climbs from {call}" for call in road.climbs)


def _recipes(recipes: Sequence[Recipe] | None) -> Iterator[str]:
    if recipes is None:
        yield f"Recipes: there is no {PAGE}"
        return
    yield f"Files each of the {len(recipes)} recipes of {PAGE} touches"
    for recipe in recipes:
        aim = f" (aim: {recipe.aim})" if recipe.aim else ""
        yield f"  {recipe.name}: {len(recipe.paths)}{aim}"
        yield from (f"    leads nowhere: {path}" for path in recipe.missing)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.house", description=__doc__)
    parser.add_argument("--tree", type=Path, default=HERE)
    tree = parser.parse_args().tree.resolve()
    print("\n".join(report(measure(tree, walk_roads(tree)))))


if __name__ == "__main__":
    main()

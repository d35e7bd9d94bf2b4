"""How many people make a circle."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    usual: int = 5
    least: int = 4
    most: int = 8


def sizes_for(people: int, sizes: Sizes) -> tuple[int, ...]:
    """As near to the usual size as can be, and to each other; none if there are too few people."""
    many = [count for count in range(1, people + 1) if sizes.least * count <= people <= sizes.most * count]
    if not many:
        return ()
    count = min(many, key=lambda one: (abs(people / one - sizes.usual), one))
    small, larger = divmod(people, count)
    return (small + 1,) * larger + (small,) * (count - larger)

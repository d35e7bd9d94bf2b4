"""A finished chart, and how an SVG template becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Chart:
    """`alt_text` carries every figure the drawing does; `filename` never carries a name.

    A page shows the `svg`; whoever asks for the `png` waits until it is painted.
    """

    svg: str
    alt_text: str
    filename: str

    @property
    def png(self) -> bytes:
        """The picture, for where an SVG isn't shown."""
        return to_png(self.svg)


def printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def draw(template: str, values: Mapping[str, Any]) -> str:
    return _templates().get_template(template).render(values)


def to_png(svg: str) -> bytes:
    """With the bundled font alone, so that every machine draws the same."""
    import resvg_py

    fonts = [str(path) for path in sorted((HERE / "fonts").glob("*.otf"))]
    return resvg_py.svg_to_bytes(
        svg_string=svg, font_files=fonts, skip_system_fonts=True, font_family="Inter"
    )


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

"""Every kind of message, form and page that Lamplight makes, as it looks: kept as files, one a kind."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[2]
# A wheel carries its own copies; in a checkout they are what the tests of views compare with.
FOLDERS = (PACKAGE / "samples", PACKAGE.parent / "tests" / "views" / "golden")


@dataclass(frozen=True, slots=True)
class Sample:
    """`kind` is what Slack is asked to validate it as."""

    name: str
    payload: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return "view" if self.payload.get("type") in ("modal", "home") else "message"


def samples() -> Iterator[Sample]:
    """Yield them by name. Raises FileNotFoundError when this installation has none."""
    folder = next((one for one in FOLDERS if one.is_dir()), None)
    if folder is None:
        raise FileNotFoundError("The samples of messages are missing from this installation of Lamplight.")
    for path in sorted(folder.glob("*.json")):
        yield Sample(path.stem, json.loads(path.read_text(encoding="utf-8")))

"""Writes the JSON twin of each app manifest: `make manifests`.

Slack takes either form. In JSON everything stands in quotes, so that nothing is read as something else.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MANIFESTS = ("manifest.yml", "manifest.socket.yml")


def main() -> int:
    for name, text in twins(Path(__file__).parents[1]):
        Path(name).write_text(text, encoding="utf-8")
        sys.stderr.write(f"Wrote {name}\n")
    return 0


def twins(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield where each twin lies and what it says."""
    for name in MANIFESTS:
        loaded = yaml.safe_load((root / name).read_text(encoding="utf-8"))
        yield (root / name).with_suffix(".json"), as_json(loaded)


def as_json(manifest: Any) -> str:
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())

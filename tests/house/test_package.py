"""What is installed from a wheel has all it reads: nothing lies beside the package in the checkout alone."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WHEEL = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
# Whatever is opened in the checkout is printed; then everything is imported, and what is shipped is read.
READS_ALL = f"""
import importlib, pkgutil, random, sys
from datetime import date

def see(what, given):
    if what in ("open", "os.listdir", "os.scandir") and str(given[0]).startswith({str(ROOT) + "/"!r}):
        if "/.venv/" not in str(given[0]):
            print("read", given[0])

sys.addaudithook(see)
import bot
for found in pkgutil.walk_packages(bot.__path__, "bot."):
    if found.name != "bot.__main__" and ".versions." not in found.name and not found.name.endswith(".env"):
        importlib.import_module(found.name)

from bot.content import load_content
from bot.demo.hospital import invent_hospital
from bot.demo.staff import addresses
from bot.operations.live.samples import samples
from bot.slack.manifest import HTTP_MANIFEST, SOCKET_MANIFEST, read_manifest

load_content()
read_manifest(HTTP_MANIFEST), read_manifest(SOCKET_MANIFEST), next(samples())
people = invent_hospital(random.Random(1), start=date(2026, 1, 5), weeks=1).people
made_up = [f"{{'.'.join(one.name.lower().split())}}@hospital.example" for one in people]
print("in the directory:", sum(one != other for one, other in zip(addresses(people), made_up)) > 20)
"""


@pytest.fixture
def installed(tmp_path):
    """A folder with what a wheel holds."""
    for package in WHEEL["packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    for there, here in WHEEL["force-include"].items():
        (tmp_path / here).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / there).is_dir() else shutil.copy
        copy(ROOT / there, tmp_path / here)
    return tmp_path


def test_an_installed_bot_reads_nothing_of_a_checkout_and_its_demo_has_a_staff_directory(installed):
    said = subprocess.run(
        [sys.executable, "-c", READS_ALL],
        cwd=installed,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.stdout, said.stderr) == ("in the directory: True\n", "")

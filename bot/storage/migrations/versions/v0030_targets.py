"""targets as numbers: any text becomes a comparison and percent, and what isn't one stays as a note"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision: str | None = "0029"
branch_labels: str | None = None
depends_on: str | None = None

PROGRAM = sa.table("program", sa.column("workspace_id"), sa.column("id"), sa.column("plan", sa.JSON()))
Target = dict[str, Any]
Targets = Mapping[str, Any]

N = r"(\d{1,3})(?: ?(?:%|percent))?"
AT_LEAST = re.compile(rf"(?:(?:at least|min(?:imum)?|>=|≥) ?)?{N}(?: or more)?")
UNDER = re.compile(rf"(?:under|below|less than|<) ?{N}")
BETWEEN = re.compile(rf"(?:between )?{N} ?(?:to|and|-|\u2013) ?{N}")
TWO_PERCENTS = re.compile(r"(\d{1,3}) ?% (?:and|to|/|,) ?(\d{1,3}) ?%")
BEGINS = re.compile(r"(?:(?:at least|under|below|less than) )?\d{1,3} ?%")
SAYS_NO_MORE = {"", "agree", "a rise is a matching problem, not a people problem", "or more", "or less"}
ONLY_REPORTED = ("report", "hr computes outside the bot")
# Their texts counted talks or people, where they had no percent sign.
COUNTED = {"sessions_completed", "circle_turnout"}
# A bare number was one to stay under.
UNDER_AS_USUAL = "rematch_rate"
IN_PARTS = "pairs_active"
PARTS = ("3_months", "6_months")
WHOLE = 100


def upgrade() -> None:
    _rewrite(_as_numbers)


def downgrade() -> None:
    _rewrite(_as_text)


def _rewrite(of: Callable[[Targets], Targets]) -> None:
    connection = op.get_bind()
    for workspace_id, program_id, plan in connection.execute(sa.select(PROGRAM)).all():
        if not plan or not plan.get("targets"):
            continue
        after = {**plan, "targets": dict(of(plan["targets"]))}
        here = (PROGRAM.c.workspace_id == workspace_id, PROGRAM.c.id == program_id)
        connection.execute(sa.update(PROGRAM).where(*here).values(plan=after))


def _as_numbers(targets: Targets) -> Targets:
    found: dict[str, Any] = {}
    for key, text in targets.items():
        found |= {key: text} if isinstance(text, dict) else _read(key, text)
    return found


def _read(key: str, text: str) -> Targets:
    said = " ".join(text.split())
    keys = [f"{key}:{part}" for part in PARTS] if key == IN_PARTS else [key]
    both = TWO_PERCENTS.fullmatch(said)
    if both and key == IN_PARTS:
        each = [_possible("at least", int(one), None) for one in both.groups()]
        if all(each):
            return dict(zip(keys, each, strict=True))
    target = None if key in COUNTED and "%" not in text else _number(key, said.casefold().rstrip("."))
    if target is None:
        is_reported = said.casefold().startswith(ONLY_REPORTED)
        target = _of("report") if is_reported else _begins(key, said) or _of("report", note=said)
    return dict.fromkeys(keys, target)


def _begins(key: str, said: str) -> Target | None:
    """ "80 % agree" is a number; what else follows is kept beside it."""
    found = BEGINS.match(said.casefold())
    target = _number(key, found[0]) if found else None
    if found is None or target is None:
        return None
    rest = said[found.end() :].strip(" ;,.:").casefold()
    return target if rest in SAYS_NO_MORE else {**target, "note": said}


def _number(key: str, said: str) -> Target | None:
    if found := AT_LEAST.fullmatch(said):
        is_bare = re.fullmatch(N, said) is not None
        if key == UNDER_AS_USUAL and is_bare:
            return _possible("under", None, int(found[1]))
        return _possible("at least", int(found[1]), None)
    if found := UNDER.fullmatch(said):
        return _possible("under", None, int(found[1]))
    if found := BETWEEN.fullmatch(said):
        return _possible("between", int(found[1]), int(found[2]))
    return None


def _possible(comparison: str, low: int | None, high: int | None) -> Target | None:
    bounds = [one for one in (low, high) if one is not None]
    in_order = low is None or high is None or low < high
    return (
        _of(comparison, low, high) if in_order and all(one <= WHOLE for one in bounds) and high != 0 else None
    )


def _of(comparison: str, low: int | None = None, high: int | None = None, note: str = "") -> Target:
    return {"comparison": comparison, "low": low, "high": high, "note": note}


def _as_text(targets: Targets) -> Targets:
    found: dict[str, list[str]] = {}
    for key, one in targets.items():
        found.setdefault(key.partition(":")[0], []).append(_said(one))
    return {key: " and ".join(dict.fromkeys(said)) for key, said in found.items()}


def _said(one: Target) -> str:
    if one["note"] or one["comparison"] == "report":
        return str(one["note"] or "report change")
    if one["comparison"] == "between":
        return f"{one['low']} to {one['high']} %"
    return f"{one['low']} %" if one["comparison"] == "at least" else f"under {one['high']} %"

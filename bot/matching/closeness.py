"""How near two ids are: the same, related, or neither; for one pair, and for whole pools at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.people import Groups

SAME, RELATED, UNRELATED = 1.0, 0.6, 0.0
# Two people who both said "other" have nothing in common yet.
SAYS_NOTHING = frozenset({"other", "other_clinical", "none"})


def closeness(one: str | None, other: str | None, groups: Groups = ()) -> float | None:
    """None where either has not said, or said nothing that can be compared."""
    if not one or not other or one in SAYS_NOTHING or other in SAYS_NOTHING:
        return None
    if one == other:
        return SAME
    return RELATED if any(one in group and other in group for group in groups) else UNRELATED


def closeness_matrix(
    rows: Sequence[str | None], columns: Sequence[str | None], groups: Groups = ()
) -> NDArray[np.float64]:
    """Rows x columns; NaN for None."""
    row_ids, column_ids = list(dict.fromkeys(rows)), list(dict.fromkeys(columns))
    table = np.array(
        [[closeness(one, other, groups) for other in column_ids] for one in row_ids], dtype=float
    )
    table = table.reshape(len(row_ids), len(column_ids))
    at_row = {one: index for index, one in enumerate(row_ids)}
    at_column = {one: index for index, one in enumerate(column_ids)}
    row_codes = np.array([at_row[one] for one in rows], dtype=int)
    column_codes = np.array([at_column[one] for one in columns], dtype=int)
    found: NDArray[np.float64] = table[np.ix_(row_codes, column_codes)]
    return found

"""The table of retention: it knows every column there is, and is what the page for hospital IT says."""

import os
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import SQLModel

from bot.storage.privacy.retention import CLOCKS, RULES, Rule, Sweep
from bot.storage.privacy.retention.rule import ALL

PAGE = Path(__file__).parents[2] / "docs" / "for_it.md"
BEGIN, END = "<!-- retention -->\n", "<!-- /retention -->\n"


def columns_there_are() -> set[tuple[str, str]]:
    return {(table.name, column.name) for table in SQLModel.metadata.sorted_tables for column in table.c}


def columns_in_a_rule() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        for name, columns in rule.columns.items():
            table = SQLModel.metadata.tables[name]
            for column in table.c.keys() if columns == ALL else columns:
                yield name, table.c[column].name


def test_every_column_of_every_table_is_in_a_rule() -> None:
    assert columns_there_are() - set(columns_in_a_rule()) == set()


def test_a_rule_deletes_only_what_it_speaks_of() -> None:
    wrong = [
        (rule.key, sweep.table.name)
        for rule in RULES
        for sweep in rule.sweeps
        if not {sweep.table.name}.union(sweep.values or ()) <= {*rule.columns, *of_table(rule, sweep)}
    ]
    assert wrong == []


def of_table(rule: Rule, sweep: Sweep) -> set[str]:
    columns = rule.columns.get(sweep.table.name, ())
    return set(sweep.table.c.keys() if columns == ALL else columns)


def test_rules_are_told_apart() -> None:
    assert len({rule.key for rule in RULES}) == len(RULES)


def test_a_clock_is_only_ever_written() -> None:
    assert all(clock.values for clock in CLOCKS)


def written() -> Iterator[str]:
    yield "| what | why | until |"
    yield "|---|---|---|"
    yield from (f"| {rule.what} | {rule.why} | {rule.until} |" for rule in RULES)


def test_the_page_for_it_is_that_table() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert (begin, end) == (BEGIN, END)
    wanted = "".join([before, begin, "\n", *(f"{line}\n" for line in written()), "\n", end, after])
    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8").splitlines() == wanted.splitlines()

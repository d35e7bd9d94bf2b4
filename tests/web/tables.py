"""What is read in the tables of a page, row by row."""

import html
import re

CELL = r"<t[dh][^>]*>(.*?)</t[dh]>"


def rows_of(text: str) -> list[list[str]]:
    """The words of each cell, of every row but the heads."""
    body = re.sub(r"<thead>.*?</thead>", "", text, flags=re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, flags=re.DOTALL)
    return [
        [plain(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, flags=re.DOTALL)]
        for row in rows
    ]


def plain(text: str) -> str:
    """Without tags; a line that ends is a space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text.replace("<br>", "\n"))).split())


def links_of(text: str) -> list[str]:
    """Where the page leads, from /dashboard on."""
    return [html.unescape(one).partition("/dashboard")[2] for one in re.findall(r'href="([^"]*)"', text)]

"""Pastes and patterns that keep whoever reads them at work, were they read carelessly: one of each shape."""

LONGEST = 20_000


def filled(text):
    """As often as it fits."""
    return (text * (LONGEST // len(text) + 1))[:LONGEST]


PASTES = {
    "digits": "7" * 20_000,
    "days": ("16 March " * 200 + "\n") * 10,
    "a list of days": ("Mar " + "16, " * 480 + "\n") * 10,
    "numbers and dashes": ("1-" * 900 + "\n") * 10,
    "brackets": ("a(" * 900 + "\n") * 10,
    "words": ("day " * 480 + "\n") * 10,
    "half days": ("7am-" * 480 + "\n") * 10,
    "cells": ("16/3\t" * 390 + "\n") * 10,
    "one character for many": ("\ufdfa" * 1_900 + "\n") * 10,
    "marks above a letter": "a" + "\u0315\u0300" * 9_000,
    "pictures": "🌙" * 20_000,
    "pictures of many parts": filled("👩‍⚕️ 16 Mar N\n"),
    "days apart": "16/3 LD 17/3 N 18/3 off, 19/3 07:00-19:00\n" * 200,
    "rows": "\t".join(f"{n}/3" for n in range(1, 31)) + "\n" + ("N\t" * 30 + "\n") * 190,
    "from right to left": filled("\u202e16 Mar לילה\n"),
    "other alphabets' digits": filled("١٦/٣ N "),
    "noughts": "\0" * 20_000,
    "cells of nothing": "\t" * 20_000,
    "lines of nothing": "\n" * 20_000,
    "times": filled("07:30-"),
    "one line": filled("16 Mar N "),
    "spans": filled("16 Mar - 19 Mar "),
    "spans of years": filled("1 Jan 2026 - 31 Dec 2026 N\n"),
    "weeks": filled("Week commencing 2 March "),
    "weekdays": filled("Mon\t"),
    "years": filled("2026-03-16T00:00:00 "),
    "points": filled("1.2."),
    "oblique strokes": filled("1/2/"),
    "halves of pairs": "\ud800" * 20_000,
    "months": filled("march "),
}

PATTERNS = {
    "ten thousand pieces": ", ".join(["2 days", "2 nights"] * 5_000) + " from 3 March",
    "on and off": "1 on 1 off " * 5_000 + "from 3 March",
    "digits": "9" * 20_000,
    "a large number": "9" * 1_900 + " days, 1 off from 3 March",
    "starts": "from " * 390,
    "starts with days": "from 3 March " * 150,
    "names": "Panama " * 280 + "from 3 March",
    "names with commas": "DuPont, " * 240 + "from 3 March",
    "one in": "1 in " * 390,
    "hours": "2 days 07:00-19:00, " * 99 + "from 3 March",
    "dashes": "2-" * 900 + " nights from 3 March",
    "noughts": "\0" * 1_900,
    "pictures": "🌙" * 1_900,
    "from right to left": "\u202e" * 1_900,
    "other alphabets' digits": "٢ days, ٢ off " * 130 + "from 3 March",
    "one character for many": "\ufdfa" * 1_900,
    "words": "nights " * 280 + "from 3 March",
    "brackets": "(" * 1_900,
}

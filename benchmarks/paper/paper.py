"""Papers: set as tagged PDFs by the child process, beside the same in this one."""

import time

from benchmarks.report import Line, median
from bot.paper import Paper, PaperKind, Press
from bot.paper.child import answer, question
from tests.databases import Databases

ROUNDS = 20
MOST = 0.1
NAMES = ["Ann O'Brien-Müller"]
SAYS = [
    "took part as a mentor in Nurse leadership at St Brigid's, from Monday 5 January to Friday 26 June 2026."
]
ROW = ("Nurse leadership", "Monday 5 January 2026 to Friday 26 June 2026", "7", "45", "5 h 15 min")
PAPERS = {
    "a certificate": Paper(PaperKind.CERTIFICATE, "Certificate of mentoring", SAYS),
    "a statement of hours": Paper(
        PaperKind.HOURS, "Mentoring hours", SAYS, head=ROW, rows=[ROW] * 10, total=ROW
    ),
}


async def run(databases: Databases) -> list[Line]:
    press = Press()
    try:
        began = time.perf_counter()
        await press.set(PAPERS["a certificate"], names=NAMES)
        first = Line("paper, the first, with the start of the child", f"{_ms(time.perf_counter() - began)}")
        return [first, *[await _line(press, name, paper) for name, paper in PAPERS.items()]]
    finally:
        press.close()


async def _line(press: Press, name: str, paper: Paper) -> Line:
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer(question(paper))
        between = time.perf_counter()
        await press.set(paper, names=NAMES)
        rounds.append((between - began, time.perf_counter() - between))
    floor, found = (median([one[side] for one in rounds]) for side in (0, 1))
    return Line(
        f"paper, {name}", _ms(found), _ms(floor), floor / found, f"under {MOST * 1000:.0f} ms", found < MOST
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms"

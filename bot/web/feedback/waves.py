"""The waves of a program: which ask now, and what the closed ones came to."""

from urllib.parse import quote

from aiohttp import web

from bot.domain.disclosure.figures import WhyNot
from bot.domain.feedback.findings import WaveFindings
from bot.domain.feedback.waves import Wave
from bot.domain.signing_in.standing import LISTENERS
from bot.usecases.feedback.findings import read_findings
from bot.views.feedback.findings import HOW_SURE, NOTHING_YET, SAID_CHANGED
from bot.views.feedback.words import WAVES, WHY_NOT, turnout_in_words, untold_in_words
from bot.views.programs.words import day_in_words
from bot.views.refs import FindingsRef
from bot.web.feedback.findings import choices_of, rows_of
from bot.web.rendering import Crumb, show
from bot.web.routes import Route
from bot.web.visit import Visit

TITLE = "Waves"


async def on_waves(visit: Visit) -> web.StreamResponse:
    """Show the wave that the address asks for, else the last that closed."""
    kind, _, intake = visit.asked("wave").partition(":")
    ref = FindingsRef(visit.program.id, kind, intake)
    page = await read_findings(visit.deps.db, act=visit.act, ref=ref)
    home = f"/programs/{visit.program.id}"
    found = page.found
    return await show(
        visit,
        "feedback/waves.html",
        title=TITLE,
        crumbs=(Crumb("Overview", "/"), Crumb(visit.program.name, home), Crumb(TITLE)),
        page=page,
        home=home,
        day=day_in_words,
        asking=[(label_of(one), one.closes_on) for one in page.asking],
        others=[(label_of(one), address_of(one), one.closes_on) for one in page.others],
        label=label_of(found.wave) if found else "",
        address=quote(address_of(found.wave), safe=":") if found else "",
        turnout=[turnout_in_words(one) for one in found.turnout] if found else [],
        moved=rows_of(found.moved) if found else [],
        people_say=rows_of(found.said) if found else [],
        chosen=choices_of(found.chosen) if found else [],
        untold=_untold(found) if found else [],
        nothing_yet=NOTHING_YET,
        said_changed=SAID_CHANGED,
        how_sure=HOW_SURE,
    )


def label_of(wave: Wave) -> str:
    """Like "At the end", and of whom where there are several."""
    return f"{WAVES[wave.kind]}, those introduced in {wave.intake}" if wave.intake else WAVES[wave.kind]


def address_of(wave: Wave) -> str:
    return f"{wave.kind}:{wave.intake}" if wave.intake else wave.kind.value


def _untold(found: WaveFindings) -> list[tuple[str, list[str]]]:
    """Why something can't be told, and what."""
    by_reason = {
        why: [one for one in found.untold if (one.why_not or WhyNot.FEW_ASKED) is why] for why in WhyNot
    }
    return [(WHY_NOT[why], [untold_in_words(one) for one in some]) for why, some in by_reason.items() if some]


ROUTES = (Route("GET", "/programs/{program}/waves", on_waves, LISTENERS, tab=TITLE, order=50),)

"""Both check-ups as the command line shows them: each line as it comes, and whether anything was wrong."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime

from bot.config import Settings
from bot.operations.doctor import examine
from bot.operations.findings import Finding, Level
from bot.operations.live.plan import Plan
from bot.operations.live.run import examine_live

Show = Callable[[str, Level], None]


async def check_up(environ: Mapping[str, str], *, now: datetime, show: Show) -> bool:
    """Look at everything that can be looked at without writing. True if something is wrong."""
    findings = await examine(environ, now=now)
    for finding in findings:
        show(finding.line(), finding.level)
    return any(finding.level is Level.ERROR for finding in findings)


async def check_up_live(settings: Settings, plan: Plan, *, show: Show) -> bool:
    """Write what `plan` says, and take it back. True if something is wrong."""
    return await _shown(examine_live(settings, plan), show)


async def _shown(findings: AsyncIterator[Finding], show: Show) -> bool:
    wrong = False
    async for finding in findings:
        show(finding.line(), finding.level)
        wrong |= finding.level is Level.ERROR
    return wrong

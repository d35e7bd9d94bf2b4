"""Steps: what Slack says to every view and message Lamplight makes, to a chart, and to a long message."""

import asyncio
import json
from collections.abc import AsyncIterator

from bot.operations.findings import Finding, error, ok, warning
from bot.operations.live.samples import Sample
from bot.operations.live.trial import Trial, refusal
from bot.slack.check_up.validating import find_fault
from bot.slack.errors import RateLimited, Refused

CHART = {
    "type": "data_visualization",
    "title": "Answers of a week",
    "chart": {"type": "pie", "segments": [{"label": "Met", "value": 7}, {"label": "Moved", "value": 3}]},
}
LETTERS, LONGEST_SECTION = 12_500, 2_500
NOT_TAKEN = "Slack refuses {name}: {reason}. Report it: people won't get it."
TOO_LONG = ("msg_blocks_too_long", "msg_too_long", "invalid_blocks", "invalid_blocks_format")
LONG_TAKEN = "Slack took one of 12,500 characters. Lamplight stays below 12,000 all the same."


async def validate_all(trial: Trial) -> AsyncIterator[Finding]:
    count, refused = 0, 0
    for sample in trial.samples:
        reason = await _refused_for(trial, sample)
        count, refused = count + 1, refused + bool(reason)
        if reason:
            yield error("blocks", NOT_TAKEN.format(name=sample.name, reason=reason))
    if not refused:
        yield ok("blocks", f"Slack takes all {count} kinds of messages, forms and pages.")


async def validate_a_chart(trial: Trial) -> AsyncIterator[Finding]:
    reason = await _refused_for(trial, Sample("a chart", {"text": "A chart.", "blocks": [CHART]}))
    if reason:
        yield ok("chart", f"Slack takes no chart as a block yet ({reason}): the picture is posted instead.")
    else:
        yield ok("chart", "Slack takes a chart as a block.")


async def _refused_for(trial: Trial, sample: Sample) -> str:
    """Why Slack would refuse it, or an empty string. Waits where Slack asks for it."""
    while True:
        try:
            return await find_fault(trial.slack, sample.kind, json.dumps(sample.payload))
        except RateLimited as limited:
            await asyncio.sleep(limited.retry_after.total_seconds())


async def long_message(trial: Trial) -> AsyncIterator[Finding]:
    sections = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "x" * LONGEST_SECTION}}
        for _ in range(LETTERS // LONGEST_SECTION)
    ]
    try:
        await trial.post(trial.plan.asking, {"text": "A long check-up of Lamplight.", "blocks": sections})
    except Refused as refused:
        if refused.error in TOO_LONG:
            yield ok(
                "long message", f"Slack refuses 12,500 characters ({refused.error}), as Lamplight expects."
            )
        else:
            yield warning("long message", refusal(refused))
    else:
        yield ok("long message", LONG_TAKEN)

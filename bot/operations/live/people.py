"""Steps: do-not-disturb for one and for two, and what is refused for a guest and for somebody who is gone."""

from collections.abc import AsyncIterator

from bot.operations.findings import Finding, ok, warning
from bot.operations.live.trial import Trial, refusal
from bot.slack.errors import Refused

NOT_TOLD = "{refusal} Without it nobody's do-not-disturb is known, and messages leave all the same."


async def do_not_disturb(trial: Trial) -> AsyncIterator[Finding]:
    for count, people in (("one", [trial.plan.asking]), ("two", [trial.plan.asking, trial.plan.other])):
        subject = f"do-not-disturb of {count}"
        try:
            found = await trial.slack.do_not_disturb_until(trial.ws, people, trial.now())
        except Refused as refused:
            yield warning(subject, NOT_TOLD.format(refusal=refusal(refused)))
        else:
            yield ok(subject, f"told; {len(found)} of them may not be disturbed now.")


async def guest_and_gone(trial: Trial) -> AsyncIterator[Finding]:
    """Either answer is right: the bot goes by what `users.info` says, and takes a refusal."""
    for subject, person in (("guest", trial.plan.guest), ("gone", trial.plan.gone)):
        if person:
            yield await _stranger(trial, subject, person)


async def _stranger(trial: Trial, subject: str, person: str) -> Finding:
    member = await trial.slack.member(trial.ws, person)
    told = member.is_guest if subject == "guest" else member.deleted
    try:
        await trial.slack.open_group(trial.ws, (trial.plan.asking, person))
    except Refused as refused:
        came = f"a group with them is refused ({refused.error})"
    else:
        came = "a group with them opens"
    if not told:
        return warning(subject, f"Slack doesn't say that {person} is one; {came}. See that the ID is theirs.")
    return ok(subject, f"Slack says so of {person}; {came}.")

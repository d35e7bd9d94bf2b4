"""One person's lock screen, and their week as a strip of days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.sandbox.actor import Actor
from bot.sandbox.model import Channel, ChannelKind, Json
from bot.sandbox.people import Kind, Routine, Span, kind_at

SHOWN = 30
WORDS: dict[Kind, str] = {
    "asleep": "asleep",
    "on_shift": "on shift",
    "at_work": "at work",
    "off": "off",
    "away": "away",
}


def phone_json(actor: Actor, routine: Routine, now: datetime, *, channels: Mapping[str, Channel]) -> Json:
    """The newest notifications first, each with what its reader was doing then."""
    person, newest = actor.person, actor.notifications[: -SHOWN - 1 : -1]
    notes = [
        {
            "at": note.at.isoformat(),
            "channel": note.channel,
            "title": note.title.removesuffix(f" in {channels[note.channel].name}"),
            "where": _where(channels[note.channel]),
            "text": note.text,
            "doing": kind_at(routine, person.id, note.at),
        }
        for note in newest
    ]
    return {
        "tz": person.tz,
        "doing": kind_at(routine, person.id, now),
        "notifications": notes,
        "older": len(actor.notifications) - len(notes),
        "week": list(week_json(actor, routine, now)),
    }


def _where(channel: Channel) -> str:
    """What a lock screen adds to the sender's name; the made-up name of a group is not shown to anybody."""
    shown = {ChannelKind.IM: "", ChannelKind.MPIM: "group message"}
    return shown.get(channel.kind, f"#{channel.name}")


def week_json(actor: Actor, routine: Routine, now: datetime) -> Iterator[Json]:
    """Monday to Sunday where the person is; places within a day are fractions of its length."""
    zone = ZoneInfo(actor.person.tz)
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    midnights = [
        datetime.combine(monday + timedelta(days=n), time.min, zone).astimezone(UTC) for n in range(8)
    ]
    spans = joined(routine(actor.person.id, midnights[0], midnights[-1]))
    for start, end in pairwise(midnights):
        cut = list(within(spans, start, end))
        yield {
            "date": start.astimezone(zone).date().isoformat(),
            "is_today": start <= now < end,
            "now": (now - start) / (end - start) if start <= now < end else None,
            "blocks": [_block(span, start, end) for span in cut],
            "notes": [
                (note.at - start) / (end - start) for note in actor.notifications if start <= note.at < end
            ],
            "words": "; ".join(in_words(span, zone) for span in cut),
        }


def within(spans: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    """The parts of the spans that lie between two moments."""
    for span in spans:
        if span.start < end and span.end > start:
            yield Span(max(span.start, start), min(span.end, end), span.kind)


def joined(spans: Sequence[Span]) -> list[Span]:
    """Neighbours of one kind as one span."""
    result: list[Span] = []
    for span in spans:
        if result and result[-1].kind == span.kind and result[-1].end == span.start:
            result[-1] = Span(result[-1].start, span.end, span.kind)
        else:
            result.append(span)
    return result


def in_words(span: Span, zone: tzinfo) -> str:
    start, end = (f"{at.astimezone(zone):%H:%M}" for at in (span.start, span.end))
    return f"{WORDS[span.kind]} {start} to {'24:00' if end == '00:00' else end}"


def _block(span: Span, start: datetime, end: datetime) -> Json:
    whole = end - start
    return {"kind": span.kind, "from": (span.start - start) / whole, "to": (span.end - start) / whole}

"""Which guide and which reflection fit two people, and when they have been through all of them."""

from collections.abc import Collection, Sequence
from zlib import crc32

from bot.content.guides import Guide
from bot.content.library import Content
from bot.content.programs import ProgramTemplate
from bot.content.reflections import Reflection

MOST = 0x7FFF_FFFF


def guide_about(topic: str, content: Content, template: ProgramTemplate) -> Guide | None:
    """The template's own guide on a topic, such as "review" or "closing"."""
    return next((one for one in _guides(content, template) if one.topic == topic), None)


def guide_for_talk(
    number: int, content: Content, template: ProgramTemplate, *, topics: Collection[str]
) -> Guide | None:
    """For a talk, counted from 0: those about what they have in common come first, and each comes once
    before any comes again. The guides for the first talk, half way and the end have days of their own.
    """
    usual = [one for one in _guides(content, template) if one.topic in content.topics]
    usual.sort(key=lambda guide: not guide.is_about(topics))
    return usual[number % len(usual)] if usual else None


def _guides(content: Content, template: ProgramTemplate) -> list[Guide]:
    return [content.guides[guide_id] for guide_id in template.guides]


def next_reflection(
    content: Content, *, user_id: str, topics: Sequence[str], given: Collection[int]
) -> Reflection | None:
    """One this person was never given: on what they talk about first, then in an order of their own."""
    left = [one for one in content.reflections.values() if number_of(one.id) not in given]
    near = [kind for topic in topics for kind in content.reflections_for.get(topic, ())]

    def place(one: Reflection) -> tuple[int, int]:
        return near.index(one.topic) if one.topic in near else len(near), number_of(f"{user_id} {one.id}")

    return min(left, key=place, default=None)


def reflection_number(content: Content, number: int) -> Reflection | None:
    return next((one for one in content.reflections.values() if number_of(one.id) == number), None)


def number_of(name: str) -> int:
    """The same in every process, and small enough for a column."""
    return crc32(name.encode()) & MOST

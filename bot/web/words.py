"""Words that are written for Slack, on a page: its marks become HTML, and mentions become names."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

NAME_UNKNOWN = "name not known yet"
MENTION = re.compile(r"<@([A-Z0-9]+)>")
LINK = re.compile(r"<(https?://[^|>\s]+)\|([^>]*)>|<(https?://[^|>\s]+)>")
CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
# A moment in the reader's own time, with what is shown where that isn't known.
MOMENT = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
CODE_OR_TAG = re.compile(r"`([^`\n]+)`|<[^<>\n]+>")
STRONG = re.compile(r"(?<!\*)(?<![^\W_])\*([^*\n]+)\*(?![^\W_])(?!\*)")
# Marks that cross each other are none.
EMPHASIS = re.compile(r"(?<![\w_])_((?:[^_\n<]|<b>[^<]*</b>)+)_(?![\w_])")
KEPT = re.compile("\0([0-9]+)\0")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def name_in(names: Mapping[str, str], user_id: str) -> str:
    return names.get(user_id, NAME_UNKNOWN)


def as_html(text: str, names: Mapping[str, str]) -> Markup:
    """Lay out a text with Slack's marks. Whatever it holds, no tag of its own is left in it."""
    kept: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        is_code = found[1] is not None
        kept.append(_code(found[1]) if is_code else _tag(found[0], names))
        return f"\0{len(kept) - 1}\0"

    html = str(escape(_unescaped(CODE_OR_TAG.sub(keep, text.replace("\0", "")))))
    html = EMPHASIS.sub(r"<i>\1</i>", STRONG.sub(r"<b>\1</b>", html))
    return Markup(KEPT.sub(lambda found: str(kept[int(found[1])]), html.replace("\n", "<br>")))


def _code(text: str) -> Markup:
    return Markup("<code>{}</code>").format(_unescaped(text))


def _tag(tag: str, names: Mapping[str, str]) -> Markup:
    if found := MENTION.fullmatch(tag):
        return Markup("<b>{}</b>").format(name_in(names, found[1]))
    if found := LINK.fullmatch(tag):
        address = _unescaped(found[1] or found[3])
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, _unescaped(found[2] or address))
    if found := CHANNEL.fullmatch(tag):
        return Markup("#{}").format(found[2] or found[1])
    if found := MOMENT.fullmatch(tag):
        return escape(_unescaped(found[1]))
    return escape(tag)


def _unescaped(text: str) -> str:
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text

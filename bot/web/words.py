"""Words that are written for Slack, on a page: its marks become HTML, and mentions become names."""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

NAME_UNKNOWN = "someone whose name isn't known yet"
MENTION = re.compile(r"<@([A-Z0-9]+)>")
LINK = re.compile(r"<(https?://[^|>\s]+)\|([^>]*)>|<(https?://[^|>\s]+)>")
CHANNEL = re.compile(r"<#([A-Z0-9]+)(?:\|([^>]*))?>")
STRONG = re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")
EMPHASIS = re.compile(r"(?<![\w_])_([^_\n]+)_(?![\w_])")
CODE = re.compile(r"`([^`\n]+)`")
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def name_in(names: Mapping[str, str], user_id: str) -> str:
    return names.get(user_id, NAME_UNKNOWN)


def as_html(text: str, names: Mapping[str, str]) -> Markup:
    """Lay out a text with Slack's marks. Whatever it holds, no tag of its own is left in it."""
    parts = re.split(r"(<[^<>\n]+>)", text)
    return Markup("").join(_tag(one, names) if one.startswith("<") else _plain(one) for one in parts)


def _tag(tag: str, names: Mapping[str, str]) -> Markup:
    if found := MENTION.fullmatch(tag):
        return Markup("<b>{}</b>").format(name_in(names, found[1]))
    if found := LINK.fullmatch(tag):
        address = _unescaped(found[1] or found[3])
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(address, _unescaped(found[2] or address))
    if found := CHANNEL.fullmatch(tag):
        return Markup("#{}").format(found[2] or found[1])
    return escape(tag)


def _plain(text: str) -> Markup:
    html = str(escape(_unescaped(text)))
    html = CODE.sub(r"<code>\1</code>", html)
    html = STRONG.sub(r"<b>\1</b>", html)
    html = EMPHASIS.sub(r"<i>\1</i>", html)
    return Markup(html.replace("\n", "<br>"))


def _unescaped(text: str) -> str:
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    return text

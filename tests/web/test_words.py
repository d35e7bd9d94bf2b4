"""Words written for Slack, on a page: whatever they hold, none of it is taken for HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.words import NAME_UNKNOWN, as_html
from tests.examples import examples

OURS = {"b": set(), "i": set(), "code": set(), "br": set(), "a": {"href", "rel"}}
PIECES = [
    "<script>",
    "</b>",
    "<b onclick=x>",
    '"',
    "'",
    "&lt;",
    "&amp;lt;",
    "&",
    "<@U1>",
    "<@U2>",
    "<#C1|ward>",
]
PIECES += [
    "<https://a.example|x>",
    '<https://a.example/"onx=1|y>',
    "<javascript:alert(1)|z>",
    "*",
    "_",
    "`",
    "\n",
]
PIECES += [
    "<https://a.example|<b>",
    "<",
    ">",
    "é",
    " ",
    "word",
    "*a _b* c_",
    "_a `b_ c`",
    "<!here>",
    "<!--",
    "\x00",
    "%3C",
    "&#60;",
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=20).map("".join)


class Read(HTMLParser):
    """Checks each tag, that those that are open are closed in turn, and gathers what is read."""

    def __init__(self, page):
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert {name for name, _ in attrs} <= OURS[tag]
        assert all(value.startswith(("https://", "http://")) for name, value in attrs if name == "href")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(texts, texts)
@examples(1000, every_commit=200)
def test_no_tag_of_a_text_or_of_a_name_is_left(text, name):
    Read(str(as_html(text, {"U1": name})))


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("*bold* and _slanted_", "<b>bold</b> and <i>slanted</i>"),
        ("_*both*_", "<i><b>both</b></i>"),
        ("*one _over* the other_", "<b>one _over</b> the other_"),
        ("*<@U1> waits*", "<b><b>Nia &lt;i&gt;</b> waits</b>"),
        ("`<@U1>`", "<code>&lt;@U1&gt;</code>"),
        ("by <!date^1770000000^{date_long}|2 February, 10:00>", "by 2 February, 10:00"),
        ("`*as it is*`", "<code>*as it is*</code>"),
        ("*bold `code*`", "*bold <code>code*</code>"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("5 &lt; 6 &amp;amp; 7", "5 &lt; 6 &amp;amp; 7"),
        ("a\nb", "a<br>b"),
        ("<@U1> and <@U9>", f"<b>Nia &lt;i&gt;</b> and <b>{NAME_UNKNOWN}</b>".replace("'", "&#39;")),
        (
            "<https://a.example/?a=1&amp;b=2|here>",
            '<a href="https://a.example/?a=1&amp;b=2" rel="noreferrer">here</a>',
        ),
        ("<javascript:alert(1)|here>", "&lt;javascript:alert(1)|here&gt;"),
    ],
)
def test_marks_of_slack_become_html(text, page):
    assert str(as_html(text, {"U1": "Nia <i>"})) == page

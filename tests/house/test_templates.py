"""What no template of the dashboard holds, and what each form, table and field in one has."""

import re
from collections import Counter

import pytest

from bot.web.rendering import TEMPLATES

FILES = sorted(TEMPLATES.rglob("*.html"))
WEB = TEMPLATES.parent
PARTS, DOOR = "parts.html", "door/sign_in.html"
# In what the browser gets: looked for outside of Jinja's tags.
NEVER = {
    "a script of its own": r"<script(?![^>]*\ssrc=)",
    "a style of its own": r"<style|\sstyle\s*=",
    "an event's code": r"\son[a-z]+\s*=|\shx-on",
    "an address that runs": r"javascript:",
    "an address elsewhere": r"https?://|(src|href|action)\s*=\s*[\"']//",
    "an address that PUBLIC_URL doesn't lead": r"(href|src|action)\s*=\s*[\"']/",
    "a control that takes the focus out of turn": r"tabindex\s*=\s*[\"'][1-9]",
}
# In what Jinja does.
NEVER_DONE = {
    "a text that isn't escaped": r"\|\s*safe\b|autoescape",
    "a count of people": r"\|\s*(length|count|sum)\b|loop\.length|\{\{\s*loop\.revindex",
}
# Not seen, or named by what stands on them.
NO_LABEL = {"hidden", "submit"}
MARKED = re.compile(r"Markup\((?!\"|'|\)|[\w.]+\.svg\b)")


def name_of(path):
    return path.relative_to(TEMPLATES).as_posix()


def without_notes(text):
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


def sent(text):
    """What is written there as it is: where Jinja fills something in, it is in braces."""
    return re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "{}", without_notes(text)), flags=re.DOTALL)


def found_in(text, tag):
    """The tags of this kind, whole: what Jinja has in them may hold a ">"."""
    return re.findall(
        rf"<{tag}\b(?:\{{\{{.*?\}}\}}|\{{%.*?%\}}|[^>])*>", without_notes(text), flags=re.DOTALL
    )


def unlabelled(text):
    """Controls that no label names: neither by their id nor around them, nor in words of their own."""
    around = " ".join(re.findall(r"<label\b.*?</label>", text, flags=re.DOTALL))
    named = Counter(re.findall(r'<label[^>]*?\bfor="([^"]*)"', text))
    for control in (one for tag in ("input", "select", "textarea") for one in found_in(text, tag)):
        kind = re.search(r'\btype="([^"]*)"', control)
        mine = re.search(r'\bid="([^"]*)"', control)
        if (kind and kind[1] in NO_LABEL) or "aria-label" in control or control in around:
            continue
        if mine is None or not named[mine[1]]:
            yield control
        else:
            named[mine[1]] -= 1


@pytest.mark.parametrize("path", FILES, ids=name_of)
@pytest.mark.parametrize("what", NEVER)
def test_no_template_has(path, what):
    assert re.findall(NEVER[what], sent(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
@pytest.mark.parametrize("what", NEVER_DONE)
def test_no_template_makes(path, what):
    assert re.findall(NEVER_DONE[what], without_notes(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_form_that_changes_something_is_made_by_the_macro_which_puts_the_key_in(path):
    """But for the one at the door, where there is no session yet."""
    text = path.read_text("utf-8")
    posts = [one for one in found_in(text, "form") if 'method="post"' in one.lower()]
    if name_of(path) == PARTS:
        assert posts
        assert text.count('name="form_key"') == len(posts)
    elif name_of(path) != DOOR:
        assert posts == []
        assert "form_key" not in text


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_table_says_what_it_is_and_every_control_has_a_label(path):
    text = path.read_text("utf-8")
    assert len(found_in(text, "table")) == len(found_in(text, "caption"))
    assert [*unlabelled(text)] == []


def test_what_the_tests_above_look_for_is_found():
    labelled = '<label for="b">B</label><input id="b"><label>C <select></select></label><input type="hidden">'
    assert [*unlabelled(labelled)] == []
    assert [*unlabelled('<label for="b">B</label><input id="c" value="{{ 1 > 0 }}">')] != []
    wrong = (
        '<script>x</script> style="" {% set one = 1 %} {% if x %}onclick=""{% endif %} href="javascript:" '
        'https://example.org src="/x" tabindex="2"'
    )
    assert [what for what, pattern in NEVER.items() if not re.search(pattern, sent(wrong))] == []
    done = "{{ x|safe }} {{ x | count }}"
    assert [what for what, pattern in NEVER_DONE.items() if not re.search(pattern, done)] == []
    assert re.search(NEVER["an event's code"], sent("{% set one = 1 %}")) is None


def test_only_words_and_drawings_of_ours_are_laid_out_as_they_are():
    """Everything else is escaped: nothing that people typed becomes a tag."""
    found = {
        path.relative_to(WEB).as_posix()
        for path in WEB.rglob("*.py")
        if MARKED.search(path.read_text("utf-8"))
    }
    assert found == {"words.py"}

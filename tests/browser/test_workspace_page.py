"""The workspace's page in a real browser, mostly with the keyboard alone."""

from datetime import timedelta
from itertools import pairwise

import pytest
from playwright.async_api import expect

from tests.browser.beacon import EVERY_BLOCK, EVIL, MONDAY, PICTURE
from tests.browser.conftest import ON_SESSION_LOOP
from tests.browser.steps import open_form, run_command, run_command_and_read, type_keys, write

pytestmark = ON_SESSION_LOOP


async def focused(page):
    return await page.evaluate("document.activeElement.closest('dialog')?.getAttribute('aria-label') || ''")


async def test_choosing_a_person_with_the_keyboard(workspace):
    await workspace.keyboard.press("Control+k")
    await workspace.keyboard.type("consult")
    await expect(workspace.get_by_role("option")).to_have_count(1)
    await workspace.keyboard.press("Enter")

    await expect(workspace.get_by_role("button", name="See as Ben Okoro")).to_be_visible()
    await expect(workspace.get_by_role("complementary", name="Ben Okoro's phone")).to_be_visible()


async def test_a_command_is_completed_word_by_word(workspace):
    composer = workspace.get_by_label("Message or command")
    await type_keys(workspace, "/", "b")
    await expect(workspace.get_by_role("heading", name="Ana Lima (you)")).to_be_visible()
    await expect(workspace.get_by_role("option", name="/beacon")).to_be_visible()
    await workspace.keyboard.press("Tab")
    await type_keys(workspace, "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    await expect(composer).to_have_value("/beacon clicks")

    await workspace.keyboard.press("Enter")
    await expect(composer).to_have_value("")
    await workspace.get_by_role("button", name="Messages (unread)").click()
    await expect(workspace.get_by_text("Did you meet?")).to_be_visible()


async def test_where_nobody_can_type_it_is_said_where_one_can(workspace):
    composer, where = (
        workspace.get_by_label("Message or command"),
        workspace.get_by_text("Commands are typed in any"),
    )
    await expect(where).to_be_visible()
    await expect(composer).to_have_count(0)
    await workspace.get_by_role("button", name="Messages").click()
    await expect(workspace.get_by_text("Messages to Beacon are turned off.")).to_be_visible()
    await expect(composer).to_have_count(0)

    await workspace.get_by_role("button", name="Type a command").press("Enter")

    await expect(workspace.get_by_role("heading", name="Ana Lima (you)")).to_be_visible()
    await expect(composer).to_be_focused()
    await expect(composer).to_have_value("/")
    await expect(where).to_have_count(0)


async def test_a_form_is_filled_in_and_sent_with_the_keyboard(workspace, heard):
    await open_form(workspace)
    await type_keys(workspace, "ArrowDown", "Tab")
    await workspace.keyboard.type("be")
    await type_keys(workspace, "Enter", "ArrowDown", "Enter", "Tab")
    await workspace.keyboard.type("Cem")
    await type_keys(workspace, "Enter", "Tab", "Tab", "Space", "Tab")
    await workspace.keyboard.type("Hello")
    await workspace.keyboard.press("Control+Enter")

    await expect(workspace.get_by_role("dialog")).to_have_count(0)
    assert heard["role"]["x"]["selected_option"]["value"] == "mentor"
    assert [one["value"] for one in heard["topics"]["x"]["selected_options"]] == ["beta", "alpha"]
    assert heard["words"]["text"]["value"] == "Hello"
    assert len(heard["agree"]["x"]["selected_options"]) == 1
    assert heard["who"]["x"]["selected_user"].startswith("U")


async def test_an_error_is_shown_at_its_field_and_what_was_typed_stays(workspace, heard):
    dialog = await open_form(workspace)
    await workspace.keyboard.press("Control+Enter")
    await expect(dialog.get_by_text("Please complete this required field.")).to_have_count(5)

    await dialog.get_by_label("Mentee").check()
    await dialog.get_by_label("Topics", exact=True).fill("Gamma")
    await workspace.keyboard.press("Enter")
    await dialog.get_by_label("Who", exact=True).fill("Ben")
    await workspace.keyboard.press("Enter")
    await dialog.get_by_label("Yes").check()
    words = dialog.get_by_label("Words")
    await words.fill("wrong")
    await dialog.get_by_role("button", name="Send").press("Space")
    await expect(dialog.get_by_text("Try other words.")).to_be_visible()
    await expect(words).to_be_focused()
    await expect(words).to_have_value("wrong")
    await expect(dialog.get_by_label("Mentee")).to_be_checked()

    await words.fill("right")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    assert heard["words"]["text"]["value"] == "right"


async def test_a_form_that_changes_keeps_what_was_typed_and_the_focus(workspace):
    await run_command(workspace, "/beacon grow")
    dialog = workspace.get_by_role("dialog", name="It grows")
    await dialog.get_by_label("Words").fill("Half a sentence")
    kind = dialog.get_by_label("Kind")
    await kind.focus()
    await kind.select_option("Long")

    await expect(dialog.get_by_text("Now it is long.")).to_be_visible()
    await expect(kind).to_be_focused()
    await expect(kind).to_have_value("long")
    await expect(dialog.get_by_label("Words")).to_have_value("Half a sentence")


async def test_focus_stays_in_a_modal_and_goes_back_after_escape(workspace):
    dialog = await open_form(workspace)
    for _ in range(12):
        await workspace.keyboard.press("Tab")
        assert await focused(workspace) == "Join in"
    await workspace.keyboard.press("Escape")

    await expect(dialog).to_have_count(0)
    await expect(workspace.get_by_label("Message or command")).to_be_focused()


async def test_clicking_a_button_changes_the_message(workspace):
    await run_command_and_read(workspace, "/beacon clicks")
    await workspace.get_by_role("button", name="We met").press("Enter")

    await expect(workspace.get_by_text("Noted: you met.")).to_be_visible()
    await expect(workspace.get_by_role("button", name="We met")).to_have_count(0)


async def test_what_an_app_or_a_person_writes_is_never_run(workspace, sandbox):
    await run_command_and_read(workspace, "/beacon clicks")
    await expect(workspace.get_by_text(EVIL)).to_be_visible()
    link = "<javascript:alert(1)|a link> <https://example.org/?a=1&amp;b=2|another>"
    ana = sandbox.actor(sandbox.people[0])
    await ana.say(sandbox.channels[0], f"{link} &lt;b&gt; *bold* <@{sandbox.people[1].id}>")
    await workspace.get_by_role("button", name="ward-7").click()

    message = workspace.get_by_role("article")
    await expect(message).to_contain_text("a link another <b> bold @Ben Okoro")
    await expect(message.get_by_role("link")).to_have_attribute("href", "https://example.org/?a=1&b=2")
    assert await workspace.title() == "Hospital"


async def test_a_menu_and_a_confirmation_with_the_keyboard(workspace, sandbox, heard):
    await run_command_and_read(workspace, "/beacon menu")
    more = workspace.get_by_role("button", name="More actions")
    await more.press("Enter")
    await expect(workspace.get_by_role("menuitem", name="Rhythm")).to_be_focused()
    await workspace.keyboard.press("Escape")
    await expect(more).to_be_focused()
    await more.press("Enter")
    await type_keys(workspace, "ArrowDown", "Enter")
    await sandbox.until(lambda: heard.get("overflow") == "pause")

    await workspace.get_by_role("button", name="End", exact=True).press("Enter")
    await expect(workspace.get_by_role("dialog", name="Really?")).to_contain_text("There is no way back.")
    await workspace.keyboard.press("Escape")
    assert "end" not in heard
    await workspace.get_by_role("button", name="End", exact=True).press("Enter")
    await workspace.get_by_role("button", name="End it").press("Enter")
    await sandbox.until(lambda: "end" in heard)


async def test_every_kind_of_block_and_element_is_drawn(workspace, sandbox, client):
    ana = sandbox.people[0]
    picture = await client.files_upload_v2(content=PICTURE, filename="chart.svg", title="A chart")
    blocks = [*EVERY_BLOCK, {"type": "image", "alt_text": "Up", "slack_file": {"id": picture["file"]["id"]}}]
    await client.chat_postMessage(channel=ana.id, text="All", blocks=blocks)
    await workspace.get_by_role("button", name="Messages").click()

    message = workspace.get_by_role("article")
    await expect(message.get_by_role("img", name="Up")).to_have_js_property("naturalWidth", 40)
    await expect(message).to_contain_text("On 3 Mar 2025 at 09:00")
    await expect(message.get_by_role("img", name="Warning").locator("svg")).to_be_visible()
    for role, name in (("radio", "Low"), ("checkbox", "High"), ("combobox", "A person"), ("listitem", "One")):
        await expect(message.get_by_role(role, name=name if role != "listitem" else None)).to_be_visible()
    await expect(message.locator("input[type=date], input[type=time], select")).to_have_count(3)
    await expect(message).not_to_contain_text("[")


async def test_a_message_comes_while_one_looks_and_is_spoken(workspace, sandbox):
    await workspace.get_by_role("button", name="ward-7").click()
    await sandbox.actor(sandbox.people[1]).say(sandbox.channels[0], "First")
    await expect(workspace.get_by_text("First")).to_be_visible()
    await sandbox.actor(sandbox.people[1]).say(sandbox.channels[0], "Second")

    await expect(workspace.get_by_role("log")).to_have_text("Ben Okoro: Second")


async def test_earlier_messages_can_be_shown_and_stay_when_more_come(workspace, sandbox):
    ben, [ward] = sandbox.actor(sandbox.people[1]), sandbox.channels[:1]
    for number in range(130):
        await ben.say(ward, str(number))
    await workspace.get_by_role("button", name="ward-7").click()
    await expect(workspace.get_by_role("article")).to_have_count(100)
    await workspace.get_by_role("button", name="Show earlier messages").click()
    await expect(workspace.get_by_role("article")).to_have_count(130)

    for number in range(130, 150):
        await ben.say(ward, str(number))
    await expect(workspace.get_by_role("article")).to_have_count(150)
    shown = await workspace.locator("article .rich").all_inner_texts()
    assert shown == [str(number) for number in range(150)]


async def test_writing_says_it_as_that_person_and_others_find_it_unread(workspace, sandbox):
    await workspace.get_by_role("button", name="ward-7").click()
    await write(workspace, "Hello, all")
    await expect(workspace.get_by_role("article", name="Ana Lima")).to_contain_text("Hello, all")

    await workspace.keyboard.press("Control+k")
    await workspace.keyboard.type("Ben")
    await workspace.keyboard.press("Enter")
    await workspace.get_by_role("button", name="ward-7 (unread)").click()
    await expect(workspace.get_by_role("article", name="Ana Lima")).to_be_visible()
    await expect(workspace.get_by_role("button", name="ward-7 (unread)")).to_have_count(0)


async def test_the_phone_shows_the_text_only_and_when_it_came(workspace):
    await run_command(workspace, "/beacon clicks")
    phone = workspace.get_by_role("complementary", name="Ana Lima's phone")

    note = phone.get_by_role("list", name="Notifications, newest first").get_by_role("listitem")
    await expect(note).to_contain_text("Beacon")
    await expect(note).to_contain_text("A question for you.")
    await expect(note).to_contain_text("09:00")
    await expect(note).to_contain_text("off")
    await expect(phone).not_to_contain_text("Did you meet?")
    await expect(phone).to_contain_text("Monday 3 March, today: asleep 00:00 to 07:00; off 07:00 to 23:00")


async def test_moving_the_clock(workspace, sandbox):
    await workspace.get_by_role("button", name="+1 day").press("Space")

    await expect(workspace.get_by_role("banner")).to_contain_text("Tuesday, 4 March 2025")
    assert sandbox.clock.now() == MONDAY + timedelta(days=1)


async def test_the_wire_shows_both_sides_of_a_request(workspace):
    await workspace.get_by_role("button", name="Over the wire").press("Enter")
    await workspace.get_by_label("Filter requests").fill("views.publish")
    line = workspace.get_by_role("list", name="Requests, newest first").get_by_role("listitem")
    await expect(line).to_contain_text("200")
    await line.locator("summary").press("Enter")

    await expect(line).to_contain_text('"type": "header"')
    await expect(line).to_contain_text('"ok": true')
    await expect(line).not_to_contain_text("xoxb-0")


async def test_help_lists_the_keys_and_f6_goes_round_the_page(workspace):
    await workspace.keyboard.press("?")
    await expect(workspace.get_by_role("dialog", name="Keyboard help")).to_contain_text("Ctrl K")
    await workspace.keyboard.press("Escape")

    await workspace.get_by_role("button", name="Type a command").focus()
    await workspace.keyboard.press("F6")
    inside = "document.activeElement.closest('#phone') !== null"
    assert await workspace.evaluate(inside)


NAMELESS = """() => [...document.querySelectorAll('button, a, input, select, textarea, [role=switch], img')]
  .filter((one) => one.offsetParent !== null && one.getAttribute('alt') !== '')
  .filter((one) => !(one.ariaLabel || one.alt || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML)"""
LEVELS = """() => [...(document.querySelector('dialog') || document).querySelectorAll('h1, h2, h3')]
  .map((one) => Number(one.tagName[1]))"""
FAINT = """() => {
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number)
    .map((part) => part / 255).map((part) => (part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
  const ground = (one) => {
    const color = getComputedStyle(one).backgroundColor;
    if (getComputedStyle(one).backgroundImage.includes('gradient')) return null;
    return /^rgba.*, 0\\)$/.test(color) ? one.parentElement && ground(one.parentElement) : color;
  };
  return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility()
      && !one.closest('[aria-disabled=true], .phone, .hidden, [hidden]')
      && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => [one, ground(one)]).filter(([, behind]) => behind && /^rgb\\(/.test(behind))
    .map(([one, behind]) => {
      const [a, b] = [light(getComputedStyle(one).color), light(behind)].sort((x, y) => y - x);
      return [one.className + ' ' + one.textContent.slice(0, 30), (a + .05) / (b + .05)];
    }).filter(([, ratio]) => ratio < 4.5);
}"""


async def in_order(page):
    levels = await page.evaluate(LEVELS)
    return levels[0] in (1, 2) and all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("where", ["home", "messages", "form", "chooser", "wire"])
async def test_everything_has_a_name_headings_are_in_order_and_text_stands_out(workspace, where):
    if where == "messages":
        await run_command_and_read(workspace, "/beacon clicks")
        await expect(workspace.get_by_role("article")).to_be_visible()
    elif where == "form":
        await open_form(workspace)
    elif where == "chooser":
        await workspace.keyboard.press("Control+k")
        await expect(workspace.get_by_role("dialog")).to_be_visible()
    elif where == "wire":
        await workspace.get_by_role("button", name="Over the wire").click()
        await expect(workspace.get_by_label("Filter requests")).to_be_visible()

    assert await workspace.evaluate(NAMELESS) == []
    assert await in_order(workspace)
    assert await workspace.evaluate(FAINT) == []


async def test_anybody_removes_the_app_and_puts_it_in_again(sandbox, workspace):
    await workspace.get_by_role("button", name="Manage app").click()
    dialog = workspace.get_by_role("dialog", name="Manage Beacon")
    await dialog.get_by_role("button", name="Remove App").click()
    await expect(dialog.get_by_text("Beacon is removed.")).to_be_visible()
    assert not sandbox.installing.is_in

    await dialog.get_by_role("button", name="Install again").click()

    await expect(dialog.get_by_text("Beacon is installed.")).to_be_visible()
    assert sandbox.installing.is_in

"""What somebody does on the page, over and over."""

from playwright.async_api import expect


async def type_keys(page, *keys):
    for key in keys:
        await page.keyboard.press(key)


async def write(page, text):
    await page.get_by_label("Message or command").fill(text)
    await page.keyboard.press("Enter")


async def run_command(page, text):
    """Typed in the note to oneself; what the app then writes by itself is read elsewhere."""
    await page.get_by_role("button", name="Ana Lima (you)").click()
    await write(page, text)


async def run_command_and_read(page, text):
    await run_command(page, text)
    await page.get_by_role("button", name="Messages (unread)").click()


async def open_form(page):
    await run_command(page, "/beacon form")
    dialog = page.get_by_role("dialog", name="Join in")
    await expect(dialog).to_be_visible()
    return dialog


async def see_the_phone(page):
    """Beside the conversation, or behind a button where there is no room for it."""
    button = page.get_by_role("button", name="Phone", exact=True)
    if await button.is_visible():
        await button.click()
    await expect(page.get_by_role("complementary", name="Ana Lima's phone")).to_be_visible()

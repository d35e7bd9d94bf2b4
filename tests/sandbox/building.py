"""Small blocks, views and listeners for the tests of the sandbox."""


async def acknowledge(ack):
    await ack()


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id, value="1", label="OK"):
    text = {"type": "plain_text", "text": label}
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": action_id, "value": value, "text": text}],
    }


def menu(*choices):
    options = [{"value": one, "text": {"type": "plain_text", "text": one}} for one in choices]
    return {"type": "actions", "elements": [{"type": "overflow", "action_id": "more", "options": options}]}


def text_input(block_id, *, optional=False, **element):
    shape = {"type": "plain_text_input", "action_id": "text", **element}
    label = {"type": "plain_text", "text": "Words"}
    return {"type": "input", "block_id": block_id, "optional": optional, "label": label, "element": shape}


def modal(*blocks, title="Form", callback_id="form", **rest):
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks) or [section("Hello")],
        **rest,
    }


def home(*blocks):
    return {"type": "home", "blocks": list(blocks)}

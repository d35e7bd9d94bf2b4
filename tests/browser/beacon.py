"""A small app for the page's tests: Home, a form, messages with buttons and menus."""

from datetime import UTC, datetime
from typing import Any

from tests.sandbox.building import button, home, modal, section, text_input

MONDAY = datetime(2025, 3, 3, 9, tzinfo=UTC)
COMMAND = {"command": "/beacon", "description": "A light", "usage_hint": "form | clicks | help"}
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Beacon", "description": "Gives light."},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": True,
        },
        "bot_user": {"display_name": "Beacon"},
        "slash_commands": [COMMAND],
    },
    "oauth_config": {
        "scopes": {"bot": ["commands", "chat:write", "mpim:write", "users:read", "files:write"]}
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened"]}},
}
EVIL = "<script>document.title='taken'</script>"


def plain(text):
    return {"type": "plain_text", "text": text}


def options(*labels):
    return [{"text": plain(label), "value": label.lower()} for label in labels]


def asked(block_id, label, kind, **rest):
    element = {"type": kind, "action_id": "x", **rest}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


FORM = modal(
    asked("role", "Role", "radio_buttons", options=options("Mentee", "Mentor")),
    asked("topics", "Topics", "multi_static_select", options=options("Alpha", "Beta", "Gamma")),
    asked("who", "Who", "users_select"),
    asked("agree", "Agree", "checkboxes", options=options("Yes")),
    text_input("words", max_length=40),
    title="Join in",
)


PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 20 40 0"/></svg>'
DATE = f"<!date^{int(MONDAY.timestamp())}^On {{date_short}} at {{time}}|then>"
LIST = {"type": "rich_text_section", "elements": [{"type": "text", "text": "One", "style": {"bold": True}}]}
EVERY_BLOCK = [
    {"type": "header", "text": plain("Everything")},
    {"type": "divider"},
    {**section(f"{DATE} :wave: :warning:"), "fields": [plain("Left"), {"type": "mrkdwn", "text": "~Right~"}]},
    {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [LIST]}]},
    {
        "type": "actions",
        "elements": [
            {"type": "radio_buttons", "action_id": "r", "options": options("Low", "Middle")},
            {"type": "checkboxes", "action_id": "c", "options": options("High")},
            {"type": "users_select", "action_id": "u", "placeholder": plain("A person")},
            {"type": "datepicker", "action_id": "d"},
            {"type": "timepicker", "action_id": "t"},
            {
                "type": "static_select",
                "action_id": "s",
                "option_groups": [{"label": plain("Some"), "options": options("A", "B")}],
            },
        ],
    },
    {"type": "context", "elements": [plain("Small print")]},
]
GROWING = modal(
    text_input("words"),
    {**asked("kind", "Kind", "static_select", options=options("Short", "Long")), "dispatch_action": True},
    title="It grows",
)
GROWN = {**GROWING, "blocks": [*GROWING["blocks"], section("Now it is long.")]}
MENU = [
    {
        **section("A menu"),
        "accessory": {"type": "overflow", "action_id": "more", "options": options("Rhythm", "Pause")},
    },
    {
        **section("A choice beside words"),
        "accessory": {
            "type": "static_select",
            "action_id": "beside",
            "placeholder": plain("Everyone"),
            "options": options("Who asked for help"),
        },
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "end",
                "text": plain("End"),
                "confirm": {
                    "title": plain("Really?"),
                    "text": plain("There is no way back."),
                    "confirm": plain("End it"),
                    "deny": plain("Keep it"),
                },
            }
        ],
    },
]


def listen(app, heard):
    """An app with a Home tab, commands that open a form or write a message, and buttons."""
    listen_to_clicks(app, heard)

    @app.event("app_home_opened")
    async def on_home(event, client):
        header = {"type": "header", "text": plain("Next")}
        buttons = [button("ping", label="Ping"), button("form", label="Open the form")]
        await client.views_publish(user_id=event["user"], view=home(header, *buttons))

    @app.command("/beacon")
    async def on_command(ack, command, client):
        await ack()
        if command["text"] == "form":
            return await client.views_open(trigger_id=command["trigger_id"], view=FORM)
        if command["text"] == "grow":
            return await client.views_open(trigger_id=command["trigger_id"], view=GROWING)
        if command["text"] == "menu":
            return await client.chat_postMessage(channel=command["user_id"], text="A menu.", blocks=MENU)
        blocks = [section(f"*Did you meet?* {EVIL}"), button("met", label="We met")]
        return await client.chat_postMessage(
            channel=command["user_id"], text="A question for you.", blocks=blocks
        )


def listen_to_clicks(app, heard):
    @app.action("met")
    async def on_met(ack, respond):
        await ack()
        await respond(text="Noted: you met.", replace_original=True)

    @app.action("form")
    async def on_open(ack, body, client):
        """Home is published anew under the form, as after anything that changes it."""
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)
        heading = {"type": "header", "text": plain("Next, and more")}
        view = home(heading, button("form", label="Open the form"))
        await client.views_publish(user_id=body["user"]["id"], view=view)

    @app.action("more")
    async def on_more(ack, action):
        await ack()
        heard["overflow"] = action["selected_option"]["value"]

    @app.action({"block_id": "kind", "action_id": "x"})
    async def on_kind(ack, body, client):
        await client.views_update(view_id=body["view"]["id"], view=GROWN)
        await ack()

    @app.action("end")
    async def on_end(ack):
        await ack()
        heard["end"] = True

    @app.view("form")
    async def on_form(ack, view):
        values = view["state"]["values"]
        if values["words"]["text"]["value"] == "wrong":
            return await ack(response_action="errors", errors={"words": "Try other words."})
        heard.update(values)
        return await ack()

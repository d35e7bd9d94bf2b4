"""No secret is ever written, wherever in a record it hides."""

import io
import logging

import pytest
from cryptography.fernet import Fernet
from slack_sdk.errors import SlackApiError

from bot.logs import set_up_logs

BOT_TOKEN = "xoxb-123456789012-1234567890123-AbCdEfGhIjKlMnOpQrStUvWx"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FERNET_KEY = Fernet.generate_key().decode()

SECRETS = {
    "bot token": (f"token {BOT_TOKEN} refused", BOT_TOKEN),
    "rotated token": ("xoxe.xoxb-1-MzE0NTI2", "MzE0NTI2"),
    "app token": ("xapp-1-A0123-45678-abcdef012345", "A0123-45678-abcdef012345"),
    "response_url": ("POST https://hooks.slack.com/commands/T1/55/aBcD failed", "T1/55/aBcD"),
    "GovSlack hook": ("https://hooks.slack-gov.com/actions/T1/55/aBcD", "aBcD"),
    "local hook": ("POST http://127.0.0.1:9/respond/aBcD", "aBcD"),
    "socket ticket": ("wss://wss-primary.slack.com/link/?ticket=aBcD&app_id=A1", "aBcD"),
    "encryption key": (f"key {FERNET_KEY} is wrong", FERNET_KEY),
    "database password": ("postgresql://lamp:p4ss@db.example.org/lamp", "p4ss"),
    "known secret": (f"secret was {SIGNING_SECRET}", SIGNING_SECRET),
    "named secret": ("{'client_secret': 'aBcD'}", "aBcD"),
}


@pytest.fixture
def written(logging_put_back):
    """The log as text."""
    stream = io.StringIO()
    set_up_logs([SIGNING_SECRET, ""], stream=stream)
    return stream


@pytest.mark.parametrize(("words", "secret"), SECRETS.values(), ids=SECRETS.keys())
@pytest.mark.parametrize("where", ["message", "argument", "exception", "cause"])
def test_a_secret_is_hidden(written, words, secret, where):
    logger = logging.getLogger("bot.somewhere")
    try:
        if where == "cause":
            raise ValueError("outer") from RuntimeError(words)
        if where == "exception":
            raise RuntimeError(words)
    except (ValueError, RuntimeError):
        logger.exception("it failed")
    else:
        logger.error(words if where == "message" else "%s", *([words] if where == "argument" else []))

    assert secret not in written.getvalue()
    assert "[hidden]" in written.getvalue()


def test_slacks_own_error_with_a_whole_answer_in_it_is_hidden(written):
    answer = {"ok": False, "access_token": BOT_TOKEN, "response_url": "https://hooks.slack.com/x/y"}
    logging.getLogger("bot").error("failed", exc_info=SlackApiError("failed", answer))

    assert BOT_TOKEN not in written.getvalue()
    assert "x/y" not in written.getvalue()


def test_ordinary_words_stay(written):
    line = (
        "message 5f1c0a2e4b6d4f0f8a9b0c1d2e3f4a5b (check_in) left for https://slack.com/api/chat.postMessage"
    )
    logging.getLogger("bot").info(line)

    assert line in written.getvalue()


def test_a_record_is_one_line_even_with_a_traceback(written):
    logging.getLogger("bot").error("two\nlines", exc_info=ValueError("and\nmore"))

    assert written.getvalue().count("\n") == 1


@pytest.mark.parametrize("name", ["slack_bolt.AsyncApp", "slack_sdk.web.async_client", "aiohttp.access"])
def test_loggers_that_write_whole_requests_are_quiet_even_with_a_level_of_their_own(written, name):
    logger = logging.getLogger(name)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    logger.info("the whole body")
    logger.warning("something worth knowing")
    logger.setLevel(before)

    assert "whole body" not in written.getvalue()
    assert "worth knowing" in written.getvalue()

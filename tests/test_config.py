"""Settings: everything wrong in one go, each with a way to mend it, and never a secret."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.config import Settings, SettingsError, SlackMode, read_environment
from bot.site import Site

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
SOCKET = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "ENCRYPTION_KEYS": KEY}
HTTP = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "shh", "ENCRYPTION_KEYS": KEY}
FEED = {"DIRECTORY_MAPPING": "mapping.yml"}

NOT_PUBLIC = [
    "lamplight.example.org",
    "http://lamplight.example.org",
    "ftp://lamplight.example.org",
    "https://",
    "https://lamplight.example.org/?a=b",
    "https://lamplight.example.org/#there",
    "https://me:secret@lamplight.example.org",
    "https://lamplight.example.org:70000",
    "https://lamplight.example.org:port",
    "https://[::1",
    "https://lamplight.example.org//deep",
    "https://lamplight.example.org/../up",
    "https://lamplight.example.org/lamp light",
    "https://lamplight.example.org/<script>",
    f"https://{'x' * 64}.example.org",
]
WRONG = [
    (
        SOCKET,
        {"SLACK_BOT_TOKEN": ""},
        "SLACK_BOT_TOKEN is missing; copy it from the app's OAuth & Permissions",
    ),
    (SOCKET, {"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN doesn't start with xoxb-"),
    (SOCKET, {"SLACK_APP_TOKEN": "xoxb-1"}, "SLACK_APP_TOKEN doesn't start with xapp-"),
    (HTTP, {"SLACK_MODE": "socket"}, "SLACK_APP_TOKEN is missing"),
    (HTTP, {"SLACK_SIGNING_SECRET": " "}, "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing. Set either"),
    (HTTP, {"SLACK_SIGNING_SECRET": " ", "SLACK_MODE": "http"}, "SLACK_SIGNING_SECRET is missing"),
    (HTTP, {"SLACK_MODE": "carrier pigeon"}, "SLACK_MODE is 'carrier pigeon'; write `socket` or `http`."),
    (HTTP, {"ENCRYPTION_KEYS": ""}, "ENCRYPTION_KEYS is missing; make a key with `lamplight keys`"),
    (HTTP, {"ENCRYPTION_KEYS": f"{KEY},short"}, "ENCRYPTION_KEYS key 2 isn't a key"),
    (
        HTTP,
        {"SLACK_API_URL": "https://slack.com/"},
        "SLACK_API_URL is 'https://slack.com/'; write an address that",
    ),
    (HTTP, {"SLACK_API_URL": "slack.com/api/"}, "SLACK_API_URL is"),
    (HTTP, {"PORT": "70000"}, "PORT is '70000'; write a number from"),
    (HTTP, {"PORT": "http"}, "PORT is 'http'"),
    (HTTP, {"GUESTS_MAY_JOIN": "perhaps"}, "GUESTS_MAY_JOIN is 'perhaps'; write `yes` or `no`."),
    (HTTP, {"FEED_PORTS": "https"}, "FEED_PORTS holds something that is no port"),
    (HTTP, {"FEED_PORTS": "443,70000"}, "FEED_PORTS holds something that is no port"),
    (HTTP, {"DIRECTORY_FEED": "/srv/exports"}, "DIRECTORY_MAPPING is missing; name the file"),
    (
        HTTP,
        FEED | {"DIRECTORY_FEED": "http://hr.example.org/x"},
        "DIRECTORY_FEED isn't an address we can read",
    ),
    (HTTP, FEED | {"DIRECTORY_FEED": "https://"}, "DIRECTORY_FEED isn't an address we can read"),
    *(
        (HTTP, {"PUBLIC_URL": wrong}, "PUBLIC_URL isn't an address the dashboard can live at")
        for wrong in NOT_PUBLIC
    ),
    (HTTP, {"PUBLIC_URL": "https://lamplight.example.org/dashboard/"}, "PUBLIC_URL ends in /dashboard"),
]


@pytest.mark.parametrize(("base", "wrong", "sentence"), WRONG)
def test_each_wrong_setting_is_named_with_a_way_to_mend_it(base, wrong, sentence):
    with pytest.raises(SettingsError) as error:
        Settings.from_env(base | wrong)

    (line,) = str(error.value).splitlines()
    assert line.startswith(sentence)


@pytest.mark.parametrize("token", ["", "xoxb-"])
def test_over_http_the_bot_may_start_before_slack_has_given_it_a_token(token):
    without = HTTP | {"SLACK_BOT_TOKEN": token}

    assert Settings.for_running(without).waits_for_token
    assert not Settings.for_running(HTTP).waits_for_token
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is missing"):
        Settings.for_running(SOCKET | {"SLACK_BOT_TOKEN": ""})


def test_everything_wrong_is_reported_together():
    with pytest.raises(SettingsError) as error:
        Settings.from_env({"PORT": "x", "SLACK_API_URL": "x"})

    named = {line.split()[0] for line in str(error.value).splitlines()}
    assert named == {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "ENCRYPTION_KEYS", "SLACK_API_URL", "PORT"}


@pytest.mark.parametrize(
    ("environ", "mode"),
    [
        (SOCKET, SlackMode.SOCKET),
        (HTTP, SlackMode.HTTP),
        (SOCKET | HTTP | {"SLACK_MODE": "http"}, SlackMode.HTTP),
    ],
)
def test_an_app_token_means_socket_mode_unless_told_otherwise(environ, mode):
    assert Settings.from_env(environ).slack_mode is mode


def test_no_secret_shows():
    feed = "https://hr.example.org/export?token=7f3a"
    environ = SOCKET | {
        **FEED,
        "DIRECTORY_FEED": feed,
        "DATABASE_URL": "postgresql://lamp:p4ss@db/lamp",
        "ENCRYPTION_KEYS": f"{KEY}, {OTHER_KEY}",
    }
    settings = Settings.from_env(environ)

    shown = repr(settings)

    assert {"xoxb-1", "xapp-1", KEY, OTHER_KEY, "p4ss", feed} <= set(settings.secrets)
    assert not [secret for secret in settings.secrets if secret and secret in shown]


@pytest.mark.parametrize(
    "wrong",
    [
        {"SLACK_BOT_TOKEN": "xoxp-77"},
        {"ENCRYPTION_KEYS": "not-quite-a-key"},
        FEED | {"DIRECTORY_FEED": "ftp://hr.example.org/7f3a"},
    ],
)
def test_no_wrong_secret_is_quoted_back(wrong):
    with pytest.raises(SettingsError) as error:
        Settings.from_env(SOCKET | wrong)

    assert not [value for name, value in wrong.items() if name not in FEED and value in str(error.value)]


def test_a_feed_may_be_a_folder_or_an_address_and_is_not_needed():
    assert Settings.from_env(HTTP).directory_mapping is None
    for feed in ("/srv/exports", "exports", "https://hr.example.org/export.csv?token=7f3a"):
        settings = Settings.from_env(HTTP | FEED | {"DIRECTORY_FEED": feed})
        assert (settings.directory_feed, settings.directory_mapping) == (feed, Path("mapping.yml"))


@pytest.mark.parametrize(("url", "itself"), [("sqlite:///x.db", True), ("postgresql://u:p@h/d", False)])
def test_only_a_file_is_brought_up_to_date_by_itself(url, itself):
    assert Settings.from_env(HTTP | {"DATABASE_URL": url}).brings_database_up_to_date is itself


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / ".env"
    file.write_text("PORT=4000\nHOST=0.0.0.0\nEMPTY\n")

    merged = read_environment({"PORT": "5000"}, env_file=file)

    assert merged == {"PORT": "5000", "HOST": "0.0.0.0"}


def test_the_example_file_names_every_setting():
    example = (Path(__file__).parents[1] / ".env.example").read_text()
    named = {line.lstrip("#").split("=")[0] for line in example.splitlines() if "=" in line}

    known = {*SOCKET, *HTTP, "SLACK_MODE", "SLACK_API_URL", "DATABASE_URL", "HOST", "PORT"}
    known |= {"DIRECTORY_FEED", "DIRECTORY_MAPPING"}
    assert known <= named


@pytest.mark.parametrize(("given", "may"), [({}, False), ({"GUESTS_MAY_JOIN": "Yes"}, True)])
def test_guests_may_join_only_where_somebody_says_so(given, may):
    assert Settings.from_env(HTTP | given).guests_may_join is may


@pytest.mark.parametrize(("given", "ports"), [({}, {443}), ({"FEED_PORTS": "8443, 444"}, {443, 444, 8443})])
def test_calendars_are_read_from_443_and_the_ports_that_are_named(given, ports):
    assert Settings.from_env(HTTP | given).feed_ports == ports


@pytest.mark.parametrize(
    ("given", "origin", "prefix"),
    [
        ("https://lamplight.example.org", "https://lamplight.example.org", ""),
        ("https://lamplight.example.org/", "https://lamplight.example.org", ""),
        ("HTTPS://Lamplight.Example.org:443/lamplight/", "https://lamplight.example.org", "/lamplight"),
        ("https://intranet.example.org:8443/a/b", "https://intranet.example.org:8443", "/a/b"),
        ("http://localhost:3000", "http://localhost:3000", ""),
        ("http://127.0.0.1:80", "http://127.0.0.1", ""),
        ("http://[::1]:3000", "http://[::1]:3000", ""),
        ("https://münster.example.org", "https://xn--mnster-3ya.example.org", ""),
    ],
)
def test_the_dashboard_is_where_browsers_say_it_is(given, origin, prefix):
    """A browser writes an address its own way when it says where a form comes from."""
    site = Site(Settings.from_env(HTTP | {"PUBLIC_URL": given}).public_url)
    assert (site.origin, site.prefix, site.path("/x")) == (origin, prefix, f"{prefix}/dashboard/x")
    assert site.is_https is given.lower().startswith("https")


def test_without_an_address_there_is_no_dashboard():
    assert not Site(Settings.from_env(HTTP).public_url).is_known

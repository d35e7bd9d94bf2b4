"""Scopes granted, against the manifests."""

import pytest

from bot.slack.manifest import HTTP_MANIFEST, SOCKET_MANIFEST, AskedScopes, asked_scopes, read_manifest
from bot.slack.scopes import TokenCanRead, compare_scopes, refuse_to_read

ASKED = AskedScopes(required=frozenset({"chat:write", "commands"}), optional=frozenset({"users:read.email"}))


def test_what_is_missing_is_told_apart_from_what_is_merely_optional():
    report = compare_scopes({"commands", "team:read"}, ASKED)

    assert (report.missing, report.missing_optional) == (("chat:write",), ("users:read.email",))
    assert (report.reading, report.strange) == ((), ("team:read",))


@pytest.mark.parametrize("scope", ["im:history", "mpim:history", "channels:history", "groups:history"])
def test_a_token_that_can_read_is_refused_with_why_and_how_to_mend(scope):
    report = compare_scopes({"chat:write", "commands", scope}, ASKED)

    with pytest.raises(TokenCanRead, match=rf"{scope}.*promises.*OAuth & Permissions.*SLACK_BOT_TOKEN"):
        refuse_to_read(report)


@pytest.mark.parametrize("name", [HTTP_MANIFEST, SOCKET_MANIFEST])
def test_the_manifests_themselves_pass(name):
    asked = asked_scopes(read_manifest(name))

    report = compare_scopes(asked.required | asked.optional, asked)

    refuse_to_read(report)
    assert not report.missing


def test_a_manifest_that_is_not_there_says_so():
    with pytest.raises(FileNotFoundError, match="other.yml is missing"):
        read_manifest("other.yml")

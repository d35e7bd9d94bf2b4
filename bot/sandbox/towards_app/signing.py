"""Slack's request signature."""

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """v0 over the raw body, as the X-Slack-Signature header carries it."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return f"v0={digest.hexdigest()}"

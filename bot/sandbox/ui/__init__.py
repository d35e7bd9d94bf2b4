"""The workspace's own page: JSON and event-stream routes for the files in `static`."""

from bot.sandbox.ui.routes import add_routes

__all__ = ["add_routes"]

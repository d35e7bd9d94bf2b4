"""The composition root: the one place that knows every part, starts them in order and ends them in reverse."""

import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.background import Background
from bot.clock import Clock, system_clock
from bot.config import Settings, SlackMode
from bot.content.library import load_content
from bot.deps import Deps
from bot.domain.people import Installation
from bot.handlers import register_all
from bot.installing import install
from bot.jobs import forget_old_events, tick
from bot.messenger import Messenger
from bot.nudges import all_kinds
from bot.slack.authorize import UNKNOWN_WORKSPACE, Authorize
from bot.slack.errors import SlackProblem
from bot.slack.gateway import SlackGateway, slack_session
from bot.slack.installations import Installations
from bot.slack.repeats import ignore_repeats
from bot.slack.requests import LARGEST_BODY, slack_endpoint
from bot.slack.socket import SocketLine, socket_line
from bot.slack.uninstall import forget_when_uninstalled
from bot.storage.database import Database
from bot.storage.opening import open_database
from bot.ticking import ticking
from bot.web.health import Check, health
from bot.web.serving import serving

"""Loads a language's content files, all or nothing, and holds what was loaded."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from bot.content import references
from bot.content.cards import Card
from bot.content.charter import Charter
from bot.content.errors import ContentError
from bot.content.guides import Guide
from bot.content.lines import Lines
from bot.content.measures import Measure, MeasureFile
from bot.content.people import People
from bot.content.programs import ProgramTemplate
from bot.content.reflections import Reflection, ReflectionFile
from bot.content.shelf import Found, Shelf
from bot.content.signposts import Signpost, SignpostFile
from bot.content.surveys import Surveys
from bot.content.timing import DefaultWindows, PresetFile, QuietFile, QuietRules, ShiftPreset
from bot.content.topics import TopicFile

"""The words and rules that are data: YAML by language, and the loaders that check it."""

from bot.content.announcements import Announcement, Announcements, ChampionWords, Email
from bot.content.briefings import Briefing, BriefingPage
from bot.content.cards import Card, Escalation
from bot.content.charter import Charter
from bot.content.guides import Guide
from bot.content.library import Content, load_content
from bot.content.lines import Lines
from bot.content.loading.errors import ContentError, Problem
from bot.content.numbers.measures import Measure
from bot.content.people import People
from bot.content.preferences import PreferenceLists, WorkingStyle
from bot.content.programs import FormatKind, Milestone, ProgramTemplate
from bot.content.reflections import Reflection
from bot.content.signposts import Signpost
from bot.content.surveys import SurveyItem, Surveys
from bot.content.timing import DefaultWindows

__all__ = [
    "Announcement",
    "Announcements",
    "Briefing",
    "BriefingPage",
    "Card",
    "ChampionWords",
    "Charter",
    "Content",
    "ContentError",
    "DefaultWindows",
    "Email",
    "Escalation",
    "FormatKind",
    "Guide",
    "Lines",
    "Measure",
    "Milestone",
    "People",
    "PreferenceLists",
    "Problem",
    "ProgramTemplate",
    "Reflection",
    "Signpost",
    "SurveyItem",
    "Surveys",
    "WorkingStyle",
    "load_content",
]

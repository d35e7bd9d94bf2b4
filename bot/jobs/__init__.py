"""What happens without anybody's click: the ticks."""

from bot.jobs.ticks import keep_house, tick

__all__ = ["keep_house", "tick"]

"""What happens without anybody's click: the ticks."""

from bot.jobs.ticks import forget_old_events, tick

__all__ = ["forget_old_events", "tick"]

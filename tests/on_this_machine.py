"""`lamplight run`, but rosters may be read on this machine too."""

from functools import partial

import bot.app
from bot.cli import main
from bot.demo.rosters import LOOPBACK

if __name__ == "__main__":
    bot.app.running = partial(bot.app.running, feeds=LOOPBACK)
    main()

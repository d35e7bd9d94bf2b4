"""What HR works out, outside the bot."""

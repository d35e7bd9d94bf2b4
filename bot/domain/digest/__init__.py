"""The Monday list of managers: for which Monday it is, and when a month was quiet."""

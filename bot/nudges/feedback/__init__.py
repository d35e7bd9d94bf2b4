"""Kinds of message about the questions of a wave."""

"""The engine: claims what is due, asks whether it is still true, sends it, and settles the outcome.

It knows a kind of message by its interface alone; the kinds are handed in.
"""

"""Taps on "We met", in number, and what acknowledges them."""

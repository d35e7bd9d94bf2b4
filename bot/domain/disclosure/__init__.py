"""The one gate for numbers: noisy cells, frozen once, and the figures made of them (docs/disclosure.md)."""

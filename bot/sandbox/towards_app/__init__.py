"""The road to the app: events, payloads, signatures, sockets, and what came back."""

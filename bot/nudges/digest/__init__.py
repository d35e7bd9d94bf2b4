"""What managers are told without asking: on Mondays all that waits, and applications by the next morning."""

"""What is true of people now: when they are welcome to a message, whom they are kept apart from, and more."""

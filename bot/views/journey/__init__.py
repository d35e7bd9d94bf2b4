"""The journey: guides, cards, reflection prompts, and the steps from the start to the end."""

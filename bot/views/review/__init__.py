"""The pages of a review, its form, and its paper."""

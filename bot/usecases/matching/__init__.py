"""Matching: proposals reviewed, changed by hand, approved, and answered by mentors and mentees."""

"""Goals of mentees: what they want from a mentorship, and how far they have come."""

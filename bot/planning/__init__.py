"""What becomes due: the cycles, stages and meetings of a mentorship, turned into outbox rows."""

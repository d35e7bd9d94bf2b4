"""What managers are told: their lists on a Monday."""

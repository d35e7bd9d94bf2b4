"""What programs came to, measure by measure, and what they aim at."""

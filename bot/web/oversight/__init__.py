"""Who is reached, the time it takes, all programs together, who looked, and roles."""

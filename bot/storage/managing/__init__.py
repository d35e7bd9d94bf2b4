"""Managing a running program: the summary, who needs support, help requests, and holds."""

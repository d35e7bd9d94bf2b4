"""A local workspace that speaks Slack's protocol and knows nothing of mentoring."""

"""Who somebody is by Slack's word, and what they are called."""

"""The staff directory: the hospital's records, and who of them is whom in Slack."""

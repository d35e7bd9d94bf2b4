"""The Web API: methods, their arguments, and Slack's JSON."""

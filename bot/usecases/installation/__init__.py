"""The app in a workspace: put in, taken out, and the events Slack tells it by."""

"""The app in the workspace: its manifest, how it is installed and removed, and another beside it."""

"""What the page shows beside the workspace: its opening, the first steps, and what came of a run."""

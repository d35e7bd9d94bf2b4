"""An invented hospital, and the story of its people."""

"""Reviews: how long the page and the paper take."""

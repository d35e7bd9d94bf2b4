"""Privacy: what is kept and who sees it, a copy of it all, and being deleted."""

"""Pairs and trios: who goes with whom, exactly, with a proof that nothing better was missed."""

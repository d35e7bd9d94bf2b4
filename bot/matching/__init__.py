"""Who suits whom: scores, hard constraints, assignment, reasons."""

"""Who looks over programs beside their managers: roles, the access log, totals of all, reach and time."""

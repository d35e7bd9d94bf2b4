"""Links to the dashboard and sessions in it, by the hashes of their secrets."""

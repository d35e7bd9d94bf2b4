"""What numbers are about: measures of success, and the minutes that the time ledger estimates with."""

"""`lamplight doctor --live`: tries on a real workspace what the bot relies on, and takes back what it "
"wrote."""

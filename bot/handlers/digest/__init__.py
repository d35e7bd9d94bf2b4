"""The Monday list: each button settles its line, or opens where that is done."""

"""What programs came to, measure by measure."""

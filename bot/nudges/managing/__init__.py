"""Messages to the managers of a program about what waits for them."""

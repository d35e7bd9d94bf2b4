"""Reviews: now and then the managers of a program look at all of it, and decide how it goes on."""

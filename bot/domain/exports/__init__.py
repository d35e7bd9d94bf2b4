"""Lists with names that leave Lamplight: asked for by one manager, agreed to by another, fetched once."""

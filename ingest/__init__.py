"""From the world into the store: read, parse, cut, attribute, embed, keep."""

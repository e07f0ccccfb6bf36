"""Who speaks: the people asked about, what they are quoted as saying, on whose side."""

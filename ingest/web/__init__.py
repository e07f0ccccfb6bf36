"""Pages and feeds from the public internet, fetched guarded and politely. Begin at `fetch.py`."""

"""From a question to the passages that bear on it. Begin at `retrieve.py`."""

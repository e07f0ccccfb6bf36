"""Passages and questions turned into vectors. Begin at `embedder.py`."""

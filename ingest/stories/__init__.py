"""Printings of one text found and grouped into stories. Begin at `clusters.py`."""

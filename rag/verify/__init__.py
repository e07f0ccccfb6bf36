"""Whether a written sentence is borne out by the passages it cites. Begin at `support.py`."""

"""Who said what: from an article's text to its attributions, by rules over a parse. Begin at `attribution.py`."""

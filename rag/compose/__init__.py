"""Compose an answer from exact words alone: one file a kind of question, `composer.py` decides which.

`wording.py` holds all words that are the program's own; `trim.py` shortens exact words at clause ends.
"""

from rag.compose.composer import READ_PASSAGES, Composed, Composer, wants_speakers

__all__ = ["READ_PASSAGES", "Composed", "Composer", "wants_speakers"]

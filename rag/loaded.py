"""What is loaded once and kept: models, grammar, tables."""

from __future__ import annotations

import gc


def keep_what_is_loaded() -> None:
    """Take all that is in memory by now out of the search for cyclic garbage.

    That search went through all of it every few questions, and made one answer in ten wait a quarter of a second longer.
    """
    gc.collect()
    gc.freeze()

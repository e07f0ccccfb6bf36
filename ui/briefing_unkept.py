"""Briefings that nobody has saved: held while the server runs, so that a page that is loaded anew finds its own again."""

from __future__ import annotations

import secrets
import threading
from dataclasses import replace

from rag import NewsAssistant
from ui.briefing_view import Shown
from ui.tabs import whose

_MOST = 60  # over all browser tabs


class Unkept:
    """What browser tabs show and have not saved, each found by its owner alone. In memory alone."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._briefings = assistant.briefings
        self._held: dict[tuple[str, str], Shown] = {}
        self._lock = threading.Lock()

    def held(self, shown: Shown) -> Shown:
        """Hold what a tab shows, where it is not saved; returns it with the name that it is found by."""
        if shown.briefing is None or shown.saved:
            return shown
        shown = shown if shown.unkept else replace(shown, unkept=secrets.token_urlsafe(12))
        with self._lock:
            self._held.pop((whose(), shown.unkept), None)
            self._held[whose(), shown.unkept] = replace(
                shown,
                past=(),
                editor=None,
                editing=False,
                notice="",
                fresh=False,  # a model writes for the tab that asked it, not for whoever loads the page meanwhile
                writing="",
                focus="",
                renaming=None,
            )
            for old in list(self._held)[:-_MOST]:
                del self._held[old]
        return shown

    def find(self, name: str) -> Shown | None:
        """Return what was held under a name, without words that no longer stand in an article; None where nothing is."""
        with self._lock:
            shown = self._held.get((whose(), name))
        if shown is None or shown.briefing is None:
            return None
        return replace(shown, briefing=self._briefings.standing(shown.briefing))

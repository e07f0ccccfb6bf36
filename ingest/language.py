"""The language of a text, where it shows: for the list of articles, and for choosing the rules that read them."""

from __future__ import annotations

from functools import cache
from typing import Any

_SAMPLE = 4_000
_LEAST_LETTERS, _SURE = 60, 0.95


def identify_language(text: str) -> str | None:
    """Return the two-letter code of a text's language; None where too little of it tells."""
    sample = text[:_SAMPLE]
    if sum(letter.isalpha() for letter in sample) < _LEAST_LETTERS:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _SURE else None


def likeliest_language(text: str) -> str:
    """Return the two-letter code of the language that even a short text, such as a question, is likeliest in."""
    return str(_identifier().classify(text)[0])


def guess_language(text: str, stated: str | None = None) -> str:
    """Return the two-letter code of the stated language, else of the one the text shows.

    "en" where nothing tells, which is also what the rules do least harm with.
    """
    if stated and stated.strip():
        return stated.strip().lower().replace("_", "-").split("-")[0]
    return identify_language(text) or "en"


def is_english(text: str, stated: str | None = None) -> bool:
    """Tell whether the English rules read this text."""
    return guess_language(text, stated) == "en"


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # half a second, only where an article is taken in

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

"""From a question to a checked answer. `NewsAssistant` is all that a page or a program needs.

The names are looked up when they are asked for: what they need takes seconds to load, and a command line must be able to
take Ctrl-C before that.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rag.assistant import NewsAssistant
    from rag.settings import Settings
    from rag.types import Answer, Citation, Retrieval, RetrievedPassage, Statement

__all__ = ["Answer", "Citation", "NewsAssistant", "Retrieval", "RetrievedPassage", "Settings", "Statement"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    place = {"NewsAssistant": "rag.assistant", "Settings": "rag.settings"}.get(name, "rag.types")
    return getattr(import_module(place), name)

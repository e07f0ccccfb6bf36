"""From a question to a checked answer. `NewsAssistant` is all that a page or a program needs."""

from rag.assistant import NewsAssistant
from rag.settings import Settings
from rag.types import Answer, Citation, Retrieval, RetrievedPassage, Statement

__all__ = ["Answer", "Citation", "NewsAssistant", "Retrieval", "RetrievedPassage", "Settings", "Statement"]

"""The two-minute briefing: one page over a topic, chosen articles or what is new, every sentence on exact words."""

from rag.briefing.compose import BriefingWriter, NothingToBrief
from rag.briefing.types import Briefing, Length, Request, Section, SectionKind, Sentence, Source, Voice

__all__ = [
    "Briefing",
    "BriefingWriter",
    "Length",
    "NothingToBrief",
    "Request",
    "Section",
    "SectionKind",
    "Sentence",
    "Source",
    "Voice",
]

"""Changes a user makes to a briefing: leave out, move, put another lead. The words of a sentence never change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from rag.briefing.types import Briefing, Section, Sentence

_LONGEST = 400  # characters of a lead


def without(briefing: Briefing, sentence_id: str) -> Briefing:
    """Return the briefing without a sentence; it stays out when the briefing is refreshed."""
    if all(sentence.id != sentence_id for sentence in briefing.sentences):
        return briefing
    left = _changed(briefing, lambda sentences: tuple(s for s in sentences if s.id != sentence_id))
    return replace(left, removed=tuple(dict.fromkeys([*briefing.removed, sentence_id])))


def moved(briefing: Briefing, sentence_id: str, steps: int) -> Briefing:
    """Return the briefing with a sentence so many places further down (below 0: up) in its part."""

    def move(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        at = next((i for i, sentence in enumerate(sentences) if sentence.id == sentence_id), None)
        if at is None:
            return sentences
        to = min(max(0, at + steps), len(sentences) - 1)
        others = [*sentences[:at], *sentences[at + 1 :]]
        # A sentence that leaves its neighbours takes over the head it comes to stand under.
        head = others[min(to, len(others) - 1)].head if others else sentences[at].head
        if _under(others, to, sentences[at].head):
            head = sentences[at].head
        return (*others[:to], replace(sentences[at], head=head), *others[to:])

    return _changed(briefing, move)


def _under(others: list[Sentence], to: int, head: str) -> bool:
    """Tell whether a place among sentences touches a neighbour that stands under the head."""
    return any(0 <= i < len(others) and others[i].head == head for i in (to - 1, to))


def with_lead(briefing: Briefing, sentence_id: str, lead: str) -> Briefing:
    """Return the briefing with another lead before a sentence's words, marked as edited."""
    told = " ".join(lead.split())[:_LONGEST]

    def put(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        return tuple(
            replace(s, lead=told, edited=True) if s.id == sentence_id and s.lead != told else s for s in sentences
        )

    return _changed(briefing, put)


def edits_of(briefing: Briefing) -> dict[str, str]:
    """Return the leads that the user put, by sentence."""
    return {sentence.id: sentence.lead for sentence in briefing.sentences if sentence.edited}


def with_edits(briefing: Briefing, leads: dict[str, str]) -> Briefing:
    """Return the briefing with leads put before, as far as their sentences are in it."""
    for sentence_id, lead in leads.items():
        briefing = with_lead(briefing, sentence_id, lead)
    return briefing


def _changed(briefing: Briefing, change: Callable[[tuple[Sentence, ...]], tuple[Sentence, ...]]) -> Briefing:
    sections = tuple(Section(kind=part.kind, sentences=change(part.sentences)) for part in briefing.sections)
    return replace(briefing, sections=tuple(part for part in sections if part.sentences))

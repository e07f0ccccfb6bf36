"""Words that several speakers share, and words that stand in several articles: told once, with everybody and every place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite import Draft, Evidence
from rag.claims.conflicts import denies, opposed
from rag.compose.trim import bare
from rag.compose.wording import Wording, number_of
from rag.independence import independent_sources, printing_of
from rag.verify.facts_in_text import negates, numbers_of, tokens_of
from rag.voices.evidence import Candidate
from rag.words import content_words

_FEWEST = 5  # content words of each claim
_COMMON = 0.7  # share of the longer claim's words that both hold
_MOST = 3  # places that copies are told in
_HEDGED = re.compile(r"\b(?:if|whether|unless|would|could|might|may|should)\b", re.IGNORECASE)


def same_claim(one: Candidate, other: Candidate) -> bool:
    """Tell whether two speakers surely say the same: most words in common, the same numbers, and neither denies or hedges alone."""
    here, there = content_words(one.words), content_words(other.words)
    if min(len(here), len(there)) < _FEWEST or len(here & there) < _COMMON * max(len(here), len(there)):
        return False
    texts = (one.words, other.words)
    if denies(texts[0]) != denies(texts[1]) or bool(_HEDGED.search(texts[0])) != bool(_HEDGED.search(texts[1])):
        return False
    negative, numbers = [], []
    for text in texts:
        tokens = tokens_of(text)
        negative.append(any(negates(token) for token in tokens))
        numbers.append({(number.value, number.unit) for number in numbers_of(tokens, text)})
    return negative[0] == negative[1] and numbers[0] == numbers[1] and not opposed(*texts)


def told_together(draft: Draft, best: Candidate, others: Sequence[Candidate], wording: Wording) -> Draft:
    """Return the statement of several speakers with each one's own words, and in how many outlets they stand."""
    if not others:
        return draft
    everybody = [best, *others]
    speakers = len({candidate.said.speaker or candidate.said.description for candidate in everybody})
    outlets = len({candidate.article.publisher or candidate.article.id for candidate in everybody})
    sources = independent_sources(printing_of(candidate.article) for candidate in everybody)
    count = f"{number_of(speakers, 'speaker', opens=True)} say the same, in {number_of(outlets, 'outlet')}"
    drafts = [draft, *(wording.quote(candidate.said, candidate.sentence) for candidate in others)]
    text = f"{count} ({number_of(sources, 'independent source')}). {' '.join(_ended(one.text) for one in drafts)}"
    return Draft(text=text, evidence=tuple(evidence for one in drafts for evidence in one.evidence))


def with_copies(draft: Draft, best: Candidate, copies: Sequence[Candidate], wording: Wording) -> Draft:
    """Return a statement with the other places where the same words stand, and whether that is the same report."""
    pieces, evidence = [], list(draft.evidence)
    for copy in copies[:_MOST]:
        article = wording.article_of(copy.article.id)
        same = (article.story_id or article.id) == (best.article.story_id or best.article.id)
        where = wording.where(article, () if same else copy.said.via)
        pieces.append(f"also in {where} (the same report)" if same else f"in much the same words in {where}")
        for span in (bare(span, article.text) for span in copy.said.content):
            evidence.append(
                Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=copy.said)
            )
    if not pieces:
        return draft
    told = "; ".join(pieces)
    return Draft(text=f"{_ended(draft.text)} {told[:1].upper()}{told[1:]}.", evidence=tuple(evidence))


def _ended(text: str) -> str:
    """Return a statement with a full stop after it, where nothing ends it yet."""
    return text if re.search(r"[.!?…][\"”“»’')\]]*$|\]$", text) else f"{text}."

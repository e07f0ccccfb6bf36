"""The user's own sentences: what they write or rewrite is held against the articles, as what a language model writes is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article
from ingest.embedding.embedder import Embedder
from ingest.errors import DatelineError, NotFound
from ingest.store import ArticleStore, StoredPassage
from rag.briefing.rebuilt import evidence_at
from rag.briefing.types import Briefing, Sentence, Voice
from rag.cite import OMISSION, QUOTATION, Draft, Evidence, verify
from rag.types import Citation, Rejected
from rag.verify.frames_of_speech import CUES
from rag.verify.support import SupportChecker
from rag.words import STOP_WORDS, content_words, stem
from rag.writing.quoted_material import Numbered
from rag.writing.write import check_sentence
from rag.writing.written import Sentence as Written

LONGEST = 600  # characters of a sentence
_NEAR, _TRIED, _CITED = 12, 16, 3  # passages looked for each way, held against a sentence, and cited for it at most
_TERMS = 16
_OTHER_WORDS, _ALIKE = (
    4,
    0.7,
)  # words that the evidence does not hold, of which each must mean what one of its words means
_REPORTED = frozenset(stem(word) for word in (*CUES, *"reported put words quoted found finds showed according".split()))
_TURNS = frozenset("not no never nor without former late ex un alleged accounts differ citing".split())
_TERM = re.compile(r"\w+")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A sentence of the user's, held against the articles.

    sentence: as it would stand, its citations not numbered yet; its doubt is the reason where the articles do not bear it out.
    evidence: the exact words it rests on, none where there is a doubt. elsewhere: these are not those that it had.
    """

    sentence: Sentence
    evidence: tuple[Evidence, ...]
    elsewhere: bool = False

    @property
    def supported(self) -> bool:
        """Whether the articles bear it out."""
        return not self.sentence.doubt


class OwnWords:
    """Holds sentences that the user writes against the articles of one store. Keeps nothing."""

    def __init__(self, store: ArticleStore, embedder: Embedder, checker: SupportChecker) -> None:
        self._store = store
        self._embedder = embedder
        self._checker = checker

    def rewritten(self, briefing: Briefing, before: Sentence, words: str) -> Checked | None:
        """Return a sentence in other words, held against what it cites, else against what a search finds.

        None where the words are as they were. Raises DatelineError where there are none, or too many.
        """
        told = _one_line(words)
        if told == " ".join(before.text.split()):
            return None
        cited = [c for number in before.citations if (c := briefing.citation(number))]
        blank = replace(
            before, lead="", words=told, voice=Voice.OWN, citations=(), edited=True, unnamed=False, doubt=""
        )
        exact = " ".join(before.words.split()) if before.voice in (Voice.QUOTE, Voice.REPORTED) else ""
        lead = told.removesuffix(exact).strip() if exact and told.endswith(exact) else ""
        if exact and told.endswith(exact) and _only_shorter(before.lead, lead):
            return Checked(sentence=replace(blank, lead=lead, words=exact), evidence=self._evidence(cited))
        first = self._held(told, self._around(cited))
        if isinstance(first, Draft) and first.text == told and lead:
            return Checked(sentence=replace(blank, lead=lead, words=exact), evidence=first.evidence)
        if isinstance(first, Draft):
            return Checked(sentence=_apart(blank, first.text, told), evidence=first.evidence)
        return self._searched(blank, told, cited, first)

    def new(self, sentence_id: str, words: str, head: str = "") -> Checked:
        """Return a new sentence, held against the passages that a search finds for it. Raises DatelineError as `rewritten`."""
        told = _one_line(words)
        blank = Sentence(id=sentence_id, lead="", words=told, voice=Voice.OWN, citations=(), head=head, edited=True)
        return self._searched(blank, told, (), None)

    def again(self, sentence: Sentence) -> Checked:
        """Return a sentence whose evidence has gone, held against what else the store has."""
        return self._searched(replace(sentence, doubt=""), sentence.text, (), None, doubt=sentence.doubt)

    def _searched(
        self, blank: Sentence, told: str, cited: Sequence[Citation], first: Rejected | None, *, doubt: str = ""
    ) -> Checked:
        near = self._near(told)
        proofs: list[Evidence] = []
        text = told
        reasons = [first.reason] if first else []
        for one in near:
            held = self._held(told, [one])
            if isinstance(held, Draft):
                text = held.text if not proofs else text
                proofs += held.evidence
                if len({(proof.article_id, proof.span) for proof in proofs}) >= _CITED:
                    break
            elif held is not None:
                reasons.append(held.reason)
        if proofs:
            found = tuple(dict.fromkeys(proofs))[:_CITED]
            if verify([Draft(text=text, evidence=found)], self._store.article).statements:
                return Checked(sentence=_apart(blank, text, told), evidence=found, elsewhere=bool(cited))
        inexact = inexact_quotations(told, [*_shown(self._around(cited)), *_shown(near)])
        reason = doubt or inexact or (reasons[0] if reasons else "no article here is about this")
        if not inexact and reason.startswith("it puts words in quotation marks"):
            reason = "the articles do not give these words to whom the sentence names"
        return Checked(sentence=replace(blank, doubt=reason), evidence=())

    def _held(self, told: str, passages: Sequence[Numbered]) -> Draft | Rejected | None:
        if not passages:
            return None
        draft = check_sentence(Written(text=told, cites=tuple(range(1, len(passages) + 1))), passages, self._checker)
        if isinstance(draft, Rejected):
            return draft
        if reason := self._foreign(told, draft, passages):
            return Rejected(text=told, reason=reason)
        # Who speaks stands before a sentence that does not say it; where it names them in other words, it does say it.
        who = content_words(draft.text.removesuffix(told).split("(")[0]) - _REPORTED
        return replace(draft, text=told) if who & content_words(told) else draft

    def _foreign(self, told: str, draft: Draft, passages: Sequence[Numbered]) -> str:
        """Return the reason where a sentence says in words that are not the articles' what its evidence hardly says.

        A model's sentence that paraphrases is thrown away where it errs; a user's is shown as theirs, and may err more freely.
        """
        cited = {proof.article_id for proof in draft.evidence}
        there = [one for one in passages if one.article.id in cited]
        told_of = " ".join(value for one in there for value in (one.text, *one.facts.values()))
        missing = content_words(told) - content_words(told_of) - _REPORTED
        words = [word for word in _TERM.findall(told) if stem(word) in missing]
        if 0 < len(words) <= _OTHER_WORDS and not QUOTATION.search(told):
            quotes = " ".join(proof.quote for proof in draft.evidence)
            held = [self._vector(word) for word in dict.fromkeys(_TERM.findall(quotes)) if content_words(word)]
            words = [w for w in words if max((float(self._vector(w) @ other) for other in held), default=0.0) < _ALIKE]
        told_words = ", ".join(f"‘{word}’" for word in dict.fromkeys(words))
        return f"the words it cites do not say {told_words}" if words else ""

    def _vector(self, words: str) -> NDArray[np.float32]:
        return self._embedder.embed_query(words)

    def _evidence(self, cited: Iterable[Citation]) -> tuple[Evidence, ...]:
        return tuple(
            evidence_at(c.article_id, c.start, c.end, c.quote, lambda i: self._store.attributions([i])[i])
            for c in cited
        )

    def _around(self, cited: Iterable[Citation]) -> list[Numbered]:
        """Return the passages that citations stand in, each once."""
        found: dict[tuple[str, int], Numbered] = {}
        for citation in cited:
            try:
                article = self._store.article(citation.article_id)
            except NotFound:
                continue
            said = self._store.attributions([article.id])[article.id]
            ids = self._store.passage_ids([article.id])[article.id]
            inside = [
                stored.passage
                for stored in self._store.passages(ids).values()
                if stored.passage.start < citation.end and citation.start < stored.passage.end
            ]
            whole = [one for one in inside if one.start <= citation.start and citation.end <= one.end]
            for passage in whole[:1] or inside:
                found.setdefault((article.id, passage.start), Numbered.of(passage, article, said))
        return list(found.values())

    def _near(self, told: str) -> list[Numbered]:
        """Return the passages that are nearest in meaning, and those that share its words, by turns."""
        terms = [word for word in _TERM.findall(told) if word.lower() not in STOP_WORDS][:_TERMS]
        meant = [i for i, _ in self._store.nearest(self._embedder.embed_query(told), k=_NEAR)]
        worded = [i for i, _ in self._store.matching(terms, k=_NEAR)] if terms else []
        turns = [i for pair in zip(meant, worded, strict=False) for i in pair] + meant + worded
        ids = list(dict.fromkeys(turns))[:_TRIED]
        stored = self._store.passages(ids)
        return [self._numbered(stored[i]) for i in ids if i in stored]

    def _numbered(self, stored: StoredPassage) -> Numbered:
        article: Article = self._store.article(stored.header.id)
        return Numbered.of(stored.passage, article, self._store.attributions([article.id])[article.id])


def inexact_quotations(text: str, sources: Sequence[str]) -> str:
    """Return which words in quotation marks stand in none of the sources, as a reason; "" where all do."""
    flat = [" ".join(source.translate(_MARKS).split()) for source in sources]
    for quotation in QUOTATION.findall(text):
        for piece in quotation.split(OMISSION):
            words = " ".join(piece.translate(_MARKS).split()).strip(" ,.;:-–—")
            if not words or any(words in source for source in flat):
                continue
            missing = _missing(words.split(), [source.split() for source in flat])
            if missing:
                return (
                    f"it puts words in quotation marks that are not in the text: {', '.join(f'‘{m}’' for m in missing)}"
                )
            return f"the words of ‘{words}’ do not stand in the text in this order"
    return ""


def _missing(words: Sequence[str], sources: Sequence[Sequence[str]]) -> list[str]:
    """Return the runs of words that the source nearest to them does not hold."""
    best: list[str] = list(words)
    least = len(words) + 1
    plain = [word.strip(",.;:!?'\"").casefold() for word in words]
    for source in sources:
        there = [word.strip(",.;:!?'\"").casefold() for word in source]
        blocks = SequenceMatcher(None, plain, there, autojunk=False).get_matching_blocks()
        held = {i for block in blocks for i in range(block.a, block.a + block.size)}
        if len(words) - len(held) < least:
            least = len(words) - len(held)
            runs: list[list[str]] = []
            for i, word in enumerate(words):
                if i not in held:
                    if i and i - 1 not in held and runs:
                        runs[-1].append(word)
                    else:
                        runs.append([word])
            best = [" ".join(run).strip(",.;:") for run in runs]
    return best


def _apart(blank: Sentence, text: str, told: str) -> Sentence:
    """Return a checked sentence: the lead that the check put before it, and the user's words."""
    return replace(blank, lead=text.removesuffix(told).strip() if text.endswith(told) else "", words=told)


def _only_shorter(lead: str, now: str) -> bool:
    """Tell whether a lead is an earlier one with words taken out, none of which turns the others round."""
    before, after = ([word.casefold() for word in _TERM.findall(one)] for one in (lead, now))
    at = 0
    for word in after:
        if word not in before[at:]:
            return False
        at = before.index(word, at) + 1
    return not _TURNS & (set(before) - set(after))


def _one_line(words: str) -> str:
    told = " ".join(words.split())
    if not told:
        raise DatelineError("Write the sentence, or take it out.")
    if len(told) > LONGEST:
        raise DatelineError(f"A sentence may hold {LONGEST} characters; this one holds {len(told)}.")
    return told


def _shown(passages: Iterable[Numbered]) -> list[str]:
    return [one.text for one in passages]

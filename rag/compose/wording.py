"""The program's own words around exact ones: who speaks, through which outlet, on which day. Nothing else is asserted.

A speaker is introduced once, with what the article calls them; an article's day is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Span, SpeakerKind
from rag.cite import OMISSION, Draft, Evidence, speaker_label
from rag.compose.trim import bare
from rag.day import day_in_words

ArticleOf = Callable[[str], Article]
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
_MOST_CHAINED = 3  # outlets of a chain that are named


class Wording:
    """Words one answer's statements, and knows what it has introduced already."""

    def __init__(self, article_of: ArticleOf) -> None:
        self.article_of = article_of
        self._speakers: dict[str, str] = {}
        self._articles: set[str] = set()

    def quote(self, said: Attribution, sentence: Span) -> Draft:
        """Return a speaker's words in quotation marks, or the sentence that reports them."""
        article = self.article_of(said.article_id)
        if said.kind is not AttributionKind.DIRECT:
            return self.sentence(said, sentence, article)
        spans = [bare(span, article.text) for span in said.content]
        pieces = [span.of(article.text) for span in spans]
        words = f" {OMISSION} ".join(unmarked(piece) for piece in pieces)
        evidence = tuple(
            Evidence(article_id=article.id, span=span, quote=piece, attribution=said)
            for span, piece in zip(spans, pieces, strict=True)
        )
        return Draft(text=f"{self._introduction(said, article)} “{words}”", evidence=evidence)

    def sentence(self, said: Attribution | None, span: Span, article: Article, *, whole: Span | None = None) -> Draft:
        """Return a sentence of the article: the reporter's words, which name the speaker themselves where there is one.

        whole: the sentence that `span` is cut from; what was left out is marked.
        """
        span = bare(span, article.text)
        words = " ".join(span.of(article.text).split())
        if whole is not None and bare(whole, article.text).end > span.end:
            words = f"{words} {OMISSION}"
        where = self.where(article, said.via if said else ())
        intro = f"{where}:" if where else ""
        if said is not None and not _names_source(said, span, article.text) and (label := who(said, article.text)):
            named = self._named(said, label)
            self._speakers.setdefault(label, article.id)
            intro = f"{named} ({where}), as reported:" if where else f"{named}, as reported:"
        evidence = Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=said)
        return Draft(text=f"{intro} {words}".strip(), evidence=(evidence,))

    def where(self, article: ArticleHeader, via: Sequence[str] = ()) -> str:
        """Return outlet, the outlets it quotes, and the day; the day only at the article's first mention."""
        chain = [*filter(None, [article.publisher]), *via[:_MOST_CHAINED]] or [*filter(None, [article.title])]
        day = None if article.id in self._articles else day_in_words(article.published_at)
        self._articles.add(article.id)
        quoting = f"quoting {' and '.join(chain[1:])}" if len(chain) > 1 else None
        return ", ".join(part for part in (chain[0] if chain else None, quoting, day) if part)

    def _introduction(self, said: Attribution, article: Article) -> str:
        label = who(said, article.text) or "An unnamed speaker"
        where = self.where(article, said.via)
        known = self._speakers.get(label)
        named = self._named(said, label)
        self._speakers[label] = article.id
        if known == article.id:
            return f"{named}:"
        return f"{named} ({where}):" if where else f"{named}:"

    def _named(self, said: Attribution, label: str) -> str:
        """Return the whole name with its description where a speaker is new to the answer, else the surname."""
        if label in self._speakers:
            return surname(label) if said.speaker_kind is SpeakerKind.PERSON else label
        if said.speaker and said.description and said.description.lower() not in label.lower():
            if label.lower() in said.description.lower():
                return said.description[:1].upper() + said.description[1:]
            return f"{label}, {said.description}"
        return label


def surname(name: str) -> str:
    """Return the last word of a person's name of two words; longer names are not cut ("Ida van der Holm")."""
    words = name.split()
    return words[-1] if len(words) == 2 and words[-1][:1].isupper() else name


def who(said: Attribution, text: str) -> str | None:
    """Return the speaker's name, or what the article calls them; None where it is a pronoun or nothing."""
    label = said.speaker or said.description or speaker_label(said, text)
    if not label or label.lower() in ("he", "she", "they", "it", "we", "i", "who"):
        return None
    return label[0].upper() + label[1:]


def unmarked(piece: str) -> str:
    """Return a quoted piece without the marks around it and with the line breaks of the page as spaces."""
    return " ".join(piece.split()).strip(_OPENING + _CLOSING).strip(" ,-–—")


def _names_source(said: Attribution, span: Span, text: str) -> bool:
    """Tell whether the sentence itself names who speaks, rather than pointing back with "he" or "the official"."""
    if said.source is None or not span.covers(said.source):
        return False
    source = " ".join(said.source.of(text).split()).lower()
    if said.speaker:
        return said.speaker.split()[-1].lower() in source
    return said.description is None or said.description.lower() in source

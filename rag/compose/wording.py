"""The program's own words around exact ones: who speaks, through which outlet, on which day. Nothing else is asserted.

A speaker is introduced once, with what the article calls them; every statement tells its outlet and day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Span, SpeakerKind
from rag.cite import OMISSION, Draft, Evidence, speaker_label
from rag.compose.trim import balanced, bare, without_dateline
from rag.day import day_in_words

ArticleOf = Callable[[str], Article]
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
TITLE = re.compile(r"(?:[A-Z][\w-]+\.?\s?){1,4}")  # "Judge", "Foreign Minister": stands before the name
_CLAUSE = re.compile(r",\s+(?=(?:who|whom|whose|which)\b)")  # "the energy minister, who flew over the valley"
_POINTS_BACK = re.compile(r"(?:its?|his|her|their|this|that|these|those)\b", re.IGNORECASE)
_PRONOUNS = ("he", "she", "they", "it", "we", "i", "who")
_LONGEST_NAME, _LONGEST_CLAUSE = 5, 80  # words of a nameless speaker; characters of a "who ..." after a name
_MOST_CHAINED = 3  # outlets of a chain that are named


class Wording:
    """Words one answer's statements, and knows what it has introduced already."""

    def __init__(self, article_of: ArticleOf) -> None:
        self.article_of = article_of
        self._speakers: dict[str, str] = {}

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
        return Draft(text=f"{self._introduction(said, article)} “{words}”{stop_after(words)}", evidence=evidence)

    def sentence(self, said: Attribution | None, span: Span, article: Article, *, whole: Span | None = None) -> Draft:
        """Return a sentence of the article: the reporter's words, which name the speaker themselves where there is one.

        whole: the sentence that `span` is cut from; what was left out is marked.
        """
        text = article.text
        cut = whole is not None and bare(whole, text).end > bare(span, text).end
        span = bare(balanced(bare(without_dateline(span, text), text), text), text)
        words = " ".join(span.of(text).split())
        if cut:
            words = f"{words} {OMISSION}"
        if said is not None and _is_quoted(said, span, text):
            evidence = Evidence(article_id=article.id, span=span, quote=span.of(text), attribution=said)
            words = unmarked(words)
            intro = self._introduction(said, article)
            return Draft(text=f"{intro} “{words}”{stop_after(words)}", evidence=(evidence,))
        where = self.where(article, said.via if said else ())
        intro = f"{where[:1].upper()}{where[1:]}:"
        if said is not None and not _names_source(said, span, text) and (label := who(said, text)):
            named = self._named(said, label)
            self._speakers.setdefault(label, article.id)
            intro = f"{named} ({where})" if where else named
            if (rest := _after_pronoun(said, span, text)) is not None:
                span, words = rest, words[len(span.of(text)[: rest.start - span.start]) :].lstrip()
                intro += "," if "," in named else ""
            else:
                intro += ", as reported:"
        evidence = Evidence(article_id=article.id, span=span, quote=span.of(text), attribution=said)
        return Draft(text=f"{intro} {words}".strip(), evidence=(evidence,))

    def where(self, article: ArticleHeader, via: Sequence[str] = ()) -> str:
        """Return outlet, the outlets it quotes, and the day: a statement that is copied out alone still tells its day."""
        chain = [*filter(None, [article.publisher]), *via[:_MOST_CHAINED]] or ["outlet unknown"]  # a title is no outlet
        day = day_in_words(article.published_at)
        quoting = f"quoting {' and '.join(chain[1:])}" if len(chain) > 1 else None
        return ", ".join(part for part in (chain[0], quoting, day) if part)

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
        described = described_as(said.description) if said.speaker and said.description else None
        if not described or described.lower() in label.lower():
            return label
        if label.lower() in described.lower():
            return described[:1].upper() + described[1:]
        if TITLE.fullmatch(described):
            return f"{described} {label}"
        return f"{label}, {described}"


def described_as(description: str) -> str | None:
    """Return what an article calls a speaker, fit to stand after the name: its first clause; None for "its author"."""
    first = _CLAUSE.split(description, maxsplit=1)[0].strip(" ,")
    long = first.startswith("who ") and len(first) > _LONGEST_CLAUSE
    return None if long or _POINTS_BACK.match(first) else first


def number_of(count: int, one: str, *, opens: bool = False) -> str:
    """Return "two outlets", "one article", "12 articles". opens: it begins a sentence."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    told = f"{words[count] if count < len(words) else count} {one if count == 1 else one + 's'}"
    return told[:1].upper() + told[1:] if opens else told


def surname(name: str) -> str:
    """Return the last word of a person's name of two words; longer names are not cut ("Ida van der Holm")."""
    words = name.split()
    return words[-1] if len(words) == 2 and words[-1][:1].isupper() else name


def who(said: Attribution, text: str) -> str | None:
    """Return the speaker's name, or what the article calls them; None where it is a pronoun or nothing."""
    label = said.speaker or said.description or speaker_label(said, text)
    if not label or label.lower() in _PRONOUNS:
        return None
    return label[0].upper() + label[1:]


def stop_after(words: str) -> str:
    """Return the full stop that a quotation needs after it where its own words do not end a sentence."""
    return "" if re.search(r"[.!?…][’”\"')\]»]*$", words) else "."


def within(said: Attribution, text: str) -> str | None:
    """Return the speaker as `who` does, for the middle of a sentence: a name as it is, "the police" in small letters."""
    label = who(said, text)
    if label and not said.speaker:
        label = re.split(r",|\s(?:that|who|which|whose|from|after|for)\s", label, maxsplit=1)[0]
        if len(label.split()) > _LONGEST_NAME:
            return None  # so many words name nobody
    if not label or said.speaker_kind is SpeakerKind.PERSON:
        return label
    written = said.source.of(text) if said.source else said.description or ""
    first = label.split()[0]
    small = f"{label[:1].lower()}{label[1:]}"
    return small if small[: len(first)] in written.split() or first in ("The", "A", "An") else label


def unmarked(piece: str) -> str:
    """Return a quoted piece without the marks around it and with the line breaks of the page as spaces."""
    words = " ".join(piece.split()).strip(" ,-–—")
    while words[:1] and words[0] in _OPENING:
        words = words[1:].lstrip()
    while words[-1:] and words[-1] in _CLOSING and not _closes_inner(words):
        words = words[:-1].rstrip(" ,")
    return words.strip(" ,-–—")


def _closes_inner(words: str) -> bool:
    """Tell whether the mark at the end closes a quotation that begins within the words: “She said, ‘To the desk.’”."""
    mark = words[-1]
    opening = {"’": "‘", "”": "“", "»": "«", "'": "'", '"': '"'}[mark]
    inside = words[:-1]
    if opening == mark:
        return len(re.findall(rf"(?<!\w){re.escape(mark)}(?=\w)", inside)) > len(
            re.findall(rf"(?<=[\w.,!?]){re.escape(mark)}(?!\w)", inside)
        )
    # An apostrophe looks like a closing single quotation mark, so only those opened are counted against one end.
    closed = len(re.findall(rf"{mark}(?!\w)", inside))
    return inside.count(opening) > closed


def _is_quoted(said: Attribution, span: Span, text: str) -> bool:
    """Tell whether a sentence is nothing but words out of a quotation, whose marks stand before or after it."""
    inside = any(content.covers(span) for content in said.content)
    return said.kind is AttributionKind.DIRECT and inside and not any(mark in span.of(text) for mark in '“”„«»"')


def _after_pronoun(said: Attribution, span: Span, text: str) -> Span | None:
    """Return what follows the "She" of "She said ...", where the sentence begins so; None for any other sentence."""
    if said.source is None or said.cue is None or said.source.start != span.start:
        return None
    if said.source.of(text).lower() not in _PRONOUNS or said.cue.start - said.source.end > 1:
        return None
    return Span(start=said.cue.start, end=span.end)


def _names_source(said: Attribution, span: Span, text: str) -> bool:
    """Tell whether the sentence itself names who speaks, rather than pointing back with "he" or "the official"."""
    if said.source is None or not span.covers(said.source):
        return False
    source = " ".join(said.source.of(text).split()).lower()
    if said.speaker:
        return said.speaker.split()[-1].lower() in source
    return said.description is None or said.description.lower() in source

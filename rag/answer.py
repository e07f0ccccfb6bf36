"""Compose an answer from exact words alone: quotes and sentences, each introduced by who says it and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Span
from rag.answer_type import answer_type, holds
from rag.cite import OMISSION, Draft, Evidence, speaker_label
from rag.day import day_in_words
from rag.evidence import Candidate
from rag.question import Question, QuestionKind
from rag.speakers import asked_at_all, words_of
from rag.types import RetrievedPassage
from rag.words import content_words, coverage

_MOST_STATEMENTS = 5
_MOST_SENTENCES = 4
_RELATIVE, _RELATIVE_SPEAKERS = 0.55, 0.65  # of the best one's score, below which another does not join the answer
_FEW, _FLOOR_OF_PERSON = 3, 0.25  # so many statements of a person asked for are given, if they bear on the topic at all
_TOPIC_FLOOR = 0.33  # a speaker's words that bear less than this on the topic do not answer
_TYPE, _RANK = 0.15, 0.1  # weights of the kind of answer asked for and of the passage's rank
_NAMED = 0.2  # weight of words spoken by someone the question names
_LONGEST = 600  # characters of one quoted piece

_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"


def compose_said(
    question: Question, candidates: Sequence[Candidate], article_of: Callable[[str], Article]
) -> list[Draft]:
    """Return statements that quote the speakers asked for, the most telling first, each speaker's words together."""
    chosen = _choose(question, candidates)
    drafts = []
    introduced: dict[str, str] = {}
    for candidate in chosen:
        article = article_of(candidate.article.id)
        drafts.append(_quote(candidate.said, candidate.sentence, article, introduced))
    return drafts


def _choose(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    if not candidates:
        return []
    topical = len(content_words(question.topic)) > 0
    best = candidates[0].score
    if topical and best < _TOPIC_FLOOR:
        return []
    chosen: list[Candidate] = []
    seen: list[set[str]] = []
    for candidate in candidates:
        if topical and candidate.score < _floor(question, best, len(chosen)):
            break
        if question.kind is QuestionKind.WHO and not (candidate.said.speaker or candidate.said.source):
            continue
        words = content_words(candidate.words)
        same = next((i for i, other in enumerate(seen) if _alike(words, other)), None)
        if not words or same is not None:
            # The same words again: a copy, or one that paraphrases what another quotes. Their own words are better.
            if same is not None and _more_direct(candidate, chosen[same]):
                chosen[same], seen[same] = candidate, words
            continue
        if len(chosen) == _MOST_STATEMENTS:
            break
        seen.append(words)
        chosen.append(candidate)
    return _together(chosen)


def _floor(question: Question, best: float, chosen: int) -> float:
    """Return the score below which words no longer join the answer: lower while a person asked for has said little."""
    if question.speakers and chosen < _FEW:
        return _FLOOR_OF_PERSON
    return max(_TOPIC_FLOOR, _RELATIVE_SPEAKERS * best)


def _alike(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= 0.7 * min(len(words), len(other))


def _more_direct(one: Candidate, other: Candidate) -> bool:
    direct = AttributionKind.DIRECT
    same_speaker = _speaker_key(one) == _speaker_key(other)
    return same_speaker and one.said.kind is direct and other.said.kind is not direct


def _together(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Put each speaker's words together in the order of their article, speakers in order of their best words."""
    order = list(dict.fromkeys(_speaker_key(c) for c in chosen))
    first = chosen[:1]
    rest = sorted(
        chosen[1:],
        key=lambda c: (order.index(_speaker_key(c)), c.article.id != chosen[0].article.id, c.article.id, c.said.span),
    )
    return [*first, *rest]


def _speaker_key(candidate: Candidate) -> str:
    return candidate.said.speaker or f"{candidate.article.id}:{candidate.said.description}"


def compose_fact(
    question: Question, passages: Sequence[RetrievedPassage], article_of: Callable[[str], Article]
) -> list[Draft]:
    """Return the sentences that bear most on a question of fact, each with its outlet or speaker and its day."""
    kind = answer_type(question.text)
    asked = set(words_of(question.text))
    best: list[tuple[float, Span, RetrievedPassage]] = []
    for rank, passage in enumerate(passages):
        # The passage's own rank counts a little: it was judged by more than its best sentence.
        prior = _RANK / (1 + rank)
        for sentence in passage.sentences[:4]:
            words = sentence.span.of(article_of(passage.passage.article_id).text)
            score = sentence.score + prior + _TYPE * holds(kind, words, question.text)
            if _by_someone_named(sentence.span, passage.attributions, asked):
                score += _NAMED
            best.append((score, sentence.span, passage))
    best.sort(key=lambda item: -item[0])
    drafts: list[Draft] = []
    introduced: dict[str, str] = {}
    seen: list[set[str]] = []
    for score, span, passage in best:
        if drafts and score < _RELATIVE * best[0][0]:
            break
        article = article_of(passage.passage.article_id)
        held = content_words(span.of(article.text))
        if not held or any(_alike(held, other) for other in seen):
            continue
        seen.append(held)
        said = _spoken(span, passage.attributions)
        drafts.append(_sentence(said, span, article, introduced))
        if len(drafts) == _MOST_SENTENCES:
            break
    return drafts


def mentioning(
    question: Question, passages: Sequence[RetrievedPassage], article_of: Callable[[str], Article]
) -> list[RetrievedPassage]:
    """Return the passages with only those sentences whose paragraph names a speaker asked for and touches the topic.

    For words that are plainly there but that no attribution was found for: they are given as the article's own.
    """
    names = [words_of(name)[-1] for name in (*question.speakers, *question.groups) if words_of(name)]
    topic = content_words(question.topic)
    kept = []
    for passage in passages:
        text = article_of(passage.passage.article_id).text
        sentences = [
            s
            for s in passage.sentences
            if _names_in_paragraph(names, text, s.span)
            and coverage(topic, s.span.of(text))
            and not _by_another(s.span, passage.attributions, names)
        ]
        if sentences:
            kept.append(replace(passage, sentences=tuple(sentences)))
    return kept


def _by_another(sentence: Span, attributions: Sequence[Attribution], names: Sequence[str]) -> bool:
    """Tell whether the sentence is the words of someone named who is not among those asked for."""
    said = _spoken(sentence, attributions)
    return said is not None and said.speaker is not None and not set(words_of(said.speaker)) & set(names)


def _names_in_paragraph(names: Sequence[str], text: str, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    found = set(words_of(text[start : end if end >= 0 else len(text)]))
    return any(name in found for name in names)


def _by_someone_named(sentence: Span, attributions: Sequence[Attribution], asked: set[str]) -> bool:
    return any(
        said.speaker is not None and words_of(said.speaker)[-1:] and words_of(said.speaker)[-1] in asked
        for said in attributions
        if any(span.overlaps(sentence) for span in said.content)
    )


def _spoken(sentence: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution most of whose sentence this is, so that its words are not given as the outlet's own."""
    best, share = None, 0.5
    for said in attributions:
        inside = sum(max(0, min(s.end, sentence.end) - max(s.start, sentence.start)) for s in said.content)
        if inside > share * (sentence.end - sentence.start):
            best, share = said, inside / (sentence.end - sentence.start)
    return best


def _quote(said: Attribution, sentence: Span, article: Article, introduced: dict[str, str]) -> Draft:
    if said.kind is not AttributionKind.DIRECT:
        return _sentence(said, sentence, article, introduced)
    spans = [_trim(span, article.text) for span in said.content]
    pieces = [span.of(article.text) for span in spans]
    words = f" {OMISSION} ".join(_bare(piece) for piece in pieces)
    text = f"{_introduction(said, article, introduced)} “{words}”"
    evidence = tuple(
        Evidence(article_id=article.id, span=span, quote=piece, attribution=said)
        for span, piece in zip(spans, pieces, strict=True)
    )
    return Draft(text=text, evidence=evidence)


def _sentence(said: Attribution | None, span: Span, article: Article, introduced: dict[str, str]) -> Draft:
    """A whole sentence of the article: the reporter's words, which name the speaker themselves where there is one."""
    span = _trim(span, article.text)
    words = " ".join(span.of(article.text).split())
    where = _where(article, introduced, said.via if said else ())
    if said is not None and not _names_source(said, span, article.text) and (label := _who(said, article.text)):
        if said.speaker and said.description and label not in introduced:
            label = f"{label}, {said.description}"
        introduced.setdefault(said.speaker or label, article.id)
        intro = f"{label} ({where}), as reported:" if where else f"{label}, as reported:"
    else:
        intro = f"{where}:" if where else ""
    evidence = Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=said)
    return Draft(text=f"{intro} {words}".strip(), evidence=(evidence,))


def _names_source(said: Attribution, span: Span, text: str) -> bool:
    """Tell whether the sentence itself names who speaks, rather than pointing back with "he" or "the official"."""
    if said.source is None or not span.covers(said.source):
        return False
    source = " ".join(said.source.of(text).split()).lower()
    if said.speaker:
        return said.speaker.split()[-1].lower() in source
    return said.description is None or said.description.lower() in source


def _who(said: Attribution, text: str) -> str | None:
    """Return the speaker's name, or what the article calls them; never a pronoun alone."""
    label = said.speaker or said.description or speaker_label(said, text)
    return label[0].upper() + label[1:] if label else None


def _introduction(said: Attribution, article: Article, introduced: dict[str, str]) -> str:
    label = _who(said, article.text) or "An unnamed speaker"
    where = _where(article, introduced, said.via)
    known = introduced.get(label)
    introduced[label] = article.id
    if known == article.id:
        return f"{label}:"
    who = label
    if said.description and known is None and said.description.lower() not in label.lower():
        who = f"{label}, {said.description}"
    return f"{who} ({where}):" if where else f"{who}:"


def _where(article: ArticleHeader, introduced: dict[str, str], via: Sequence[str] = ()) -> str:
    """Return outlet, the outlets it quotes, and the day; the day only at its first mention in the answer."""
    chain = [*filter(None, [article.publisher]), *via] or [*filter(None, [article.title])]
    known = introduced.get(f"at {article.id}")
    introduced[f"at {article.id}"] = article.id
    day = None if known else day_in_words(article.published_at)
    quoting = f"quoting {' and '.join(chain[1:])}" if len(chain) > 1 else None
    return ", ".join(part for part in (chain[0] if chain else None, quoting, day) if part)


def _trim(span: Span, text: str) -> Span:
    """Leave out blank ends, and cut an overlong piece at the end of its last whole sentence or word."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > _LONGEST:
        cut = text.rfind(". ", start, start + _LONGEST)
        cut = cut + 1 if cut > start + _LONGEST // 3 else text.rfind(" ", start, start + _LONGEST)
        end = cut if cut > start else start + _LONGEST
    return Span(start=start, end=end)


def _bare(piece: str) -> str:
    """Return a quoted piece without the marks around it and with the line breaks of the page as spaces."""
    return " ".join(piece.split()).strip(_OPENING + _CLOSING).strip(" ,-–—")


def wants_speakers(question: Question) -> bool:
    """Tell whether the question is answered from who said what rather than from plain sentences."""
    return question.kind in (QuestionKind.SAID, QuestionKind.WHO) or asked_at_all(question)

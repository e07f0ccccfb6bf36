"""Answer a question, part by part, in exact words: which kind of answer each part wants, and what stands in for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.article import Article, Attribution, Filters, Span
from ingest.store import ArticleStore
from rag.asking.about import about_library
from rag.asking.dates import without_days
from rag.asking.question import DOCUMENT, Question, QuestionKind, parse_question
from rag.asking.scope import asked_gist, asked_outlet, asked_time
from rag.cite import Draft
from rag.claims.conflicts import opposed
from rag.compose.belief import Belief
from rag.compose.choice import choices
from rag.compose.counted import Counted, compose_counted, compose_outlets, counted
from rag.compose.critics import asks_critics, set_against
from rag.compose.disputed import NOT_DISPUTED, compose_disputed, disputed
from rag.compose.doers import asks_of_an_act, tellings, told_first
from rag.compose.fact import chosen_of, compose_fact, readable, told
from rag.compose.lately import newest_first
from rag.compose.library import compose_library
from rag.compose.listed import listed, may_ask_for_several
from rag.compose.overview import compose_overview, overview_topic
from rag.compose.parts import asks_to_compare, parts_of
from rag.compose.reasons import compose_reasons
from rag.compose.said import compose_said
from rag.compose.scoped import Scoped, ScopedAnswers, once
from rag.compose.spoken import spoken
from rag.compose.superseded import earlier_marked
from rag.compose.when import reported_on
from rag.compose.wording import ArticleOf, Wording
from rag.reading.asked import asks_why
from rag.reading.parsed import SentenceReader
from rag.retrieval.retrieve import Retriever
from rag.types import Retrieval, RetrievedPassage
from rag.voices.evidence import EvidenceGatherer
from rag.voices.mentions import words_naming
from rag.voices.speakers import asked_at_all, words_of
from rag.words import content_words, coverage

READ_PASSAGES = 60  # passages a question is answered from, and in whose articles people's words are looked for
_NEAR = 0.4  # power to which the belief in what the conversation's own articles hold is raised
_MEANT = 0.4  # cosine from which words that hold none of a topic's words are about it all the same
_NEAR_WHOLE = 0.85  # the same, where the question names what it is about
_WHEN = re.compile(r"^(?:and |but |so )?(?:when|since when)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,2}\b")
_NOTHING = Retrieval(passages=(), confidence=0.0)
_ACTING, _MOST = 2, 6  # sentences of who does what before people's words; statements of both
_NEAR_SAID = 0.15  # lift of words in the conversation's own articles


@dataclass(frozen=True, kw_only=True, slots=True)
class Composed:
    """Drafts in the order of the question's parts, the passages found, plain messages, and the program's own reply."""

    drafts: tuple[Draft, ...]
    retrieval: Retrieval
    notes: tuple[str, ...] = ()
    reply: str = ""


class Composer:
    """Composes answers over one store. least: belief below which a question of fact is not answered."""

    def __init__(
        self,
        retriever: Retriever,
        evidence: EvidenceGatherer,
        store: ArticleStore,
        least: float,
        reader: SentenceReader,
    ) -> None:
        self._retriever = retriever
        self._evidence = evidence
        self._store = store
        self._reader = reader
        self._belief = Belief(retriever=retriever, reader=reader, least=least)
        self._scoped = ScopedAnswers(
            store, lambda asked, near: retriever.retrieve(asked, k=READ_PASSAGES, filters=near), self._belief
        )

    def compose(self, question: Question, filters: Filters, found: Retrieval | None = None) -> Composed:
        """Return what answers the question; no drafts where the articles hold no answer.

        found: the passages for the whole question, where they have been retrieved already.
        """
        wording = Wording(read_once(self._store.article))
        if about := about_library(question.text):
            reply, of_library = compose_library(about, self._store, filters, wording)
            return Composed(drafts=tuple(of_library), retrieval=found or _NOTHING, reply=reply)
        if (scoped := self._within(question, filters, wording)) is not None:
            return scoped
        if (
            question.focus
            and (question.until or question.since)
            and (limited := self._then(question, filters)) is not None
        ):
            return limited
        first = found or self._retriever.retrieve(question, k=READ_PASSAGES, filters=filters)
        if question.focus and not wants_speakers(question):
            question, first = self._nearer(question, first, filters)
        parts = parts_of(question)
        if len(parts) == 1:
            drafted = tuple(self.drafts(parts[0], first, filters, wording))
            if _WHEN.match(question.text) and question.kind is QuestionKind.SAID:
                drafted = tuple(reported_on(drafted, wording))
            if not drafted and question.alone and question.kind is QuestionKind.SAID:
                # What they say of the topic at hand is not there; what they say at all may be what is meant.
                typed = replace(parse_question(question.alone, question.asked_on), focus=question.focus)
                first = self._retriever.retrieve(typed, k=READ_PASSAGES, filters=filters)
                drafted = tuple(self.drafts(typed, first, filters, wording))
            notes = (NOT_DISPUTED,) if disputed(question) and not drafted else _undated(question, drafted, wording)
            return Composed(drafts=drafted, retrieval=first, notes=notes)
        drafts: list[Draft] = []
        unanswered = []
        best = first
        comparing = asks_to_compare(question)
        for part in parts:
            part = _named_before(part, drafts)
            if asked_at_all(part) and not part.topic and part is not parts[0]:
                # "How good is the vaccine and what do critics say?": about what the question began with
                part, retrieval = replace(part, topic=parts[0].topic), first
            else:
                retrieval = self._retriever.retrieve(part, k=READ_PASSAGES, filters=filters)
            found_for = self.drafts(part, retrieval, filters, wording, apart=not comparing)
            found_for = [draft for draft in found_for if not _told(draft, drafts)][: _each(len(parts))]
            if comparing:  # the side's best words, and what else plainly holds the topic
                topic = content_words(part.topic)
                on_topic = [d for d in found_for[1:] if not topic or topic & content_words(d.text)]
                found_for = [_opposing(draft, drafts) for draft in (*found_for[:1], *on_topic)]
            drafts += found_for
            best = retrieval if retrieval.confidence > best.confidence else best
            if not found_for:
                unanswered.append(part.text)
        if not drafts or all(part.text in unanswered for part in parts):
            return Composed(drafts=tuple(self.drafts(question, first, filters, wording)), retrieval=first)
        notes = tuple(f"No answer of its own was found to: {text}" for text in unanswered)
        return Composed(drafts=tuple(drafts), retrieval=replace(first, confidence=best.confidence), notes=notes)

    def _then(self, question: Question, filters: Filters) -> Composed | None:
        """Answer "and before that?" from what came out by then; None where that holds no answer."""
        near = replace(filters, since=question.since or filters.since, until=question.until or filters.until)
        composed = self.compose(
            replace(question, since=None, until=None, focus=(), text=without_days(question.text)), near
        )
        return composed if composed.drafts else None

    def _within(self, question: Question, filters: Filters, wording: Wording) -> Composed | None:
        """Answer a question of one outlet's reporting, of a time or of one article; None for every other."""
        publishers = [name for name, _ in self._store.publishers()]
        if gist := asked_gist(question, publishers):
            return _composed(self._scoped.gist(question, gist, filters, wording))
        outlets, topic = asked_outlet(question, publishers)
        if outlets and not filters.publishers:
            own = self._scoped.of_outlets(question, outlets, topic, filters, wording)
            retrieval = self._retriever.retrieve(question, k=READ_PASSAGES, filters=filters)
            quoted = self.drafts(question, retrieval, filters, wording, apart=True) if wants_speakers(question) else []
            drafts = [*own.drafts, *(draft for draft in quoted if not _told(draft, own.drafts))]
            return Composed(drafts=tuple(drafts), retrieval=own.retrieval, notes=() if drafts else own.notes)
        if (topic_then := asked_time(question)) is not None:
            return _composed(self._scoped.in_time(question, topic_then, filters, wording))
        return None

    def _nearer(self, question: Question, found: Retrieval, filters: Filters) -> tuple[Question, Retrieval]:
        """Return what the articles that the conversation is about hold, where that answers a follow-up better.

        The question returned with it is the one it answers: as made whole, or as typed.
        """
        focus = [i for i in question.focus if not filters.article_ids or i in filters.article_ids]
        if not focus:
            return question, found
        near = replace(filters, article_ids=tuple(focus))
        best = question
        ways = [(question, _NEAR if question.alone else _NEAR_WHOLE)]
        if question.alone:
            ways.append((replace(question, text=question.alone, topic=question.alone.rstrip("?!. ")), _NEAR))
        for asked, power in ways:
            within = self._retriever.retrieve(asked, k=READ_PASSAGES, filters=near)
            # That a follow-up is about what was just read is likely: less belief will do.
            strange = _unheard(question.alone or question.text, within)
            within = replace(within, confidence=within.confidence ** (max(power, _NEAR_WHOLE) if strange else power))
            if within.confidence > found.confidence:
                best, found = asked, within
        return best, found

    def drafts(
        self, question: Question, retrieval: Retrieval, filters: Filters, wording: Wording, *, apart: bool = False
    ) -> list[Draft]:
        """Return the statements that answer one part. apart: there are other parts, so that this one must be met itself."""
        believed = self._belief.answers(question, retrieval, filters, wording.article_of)
        count = counted(question)
        if count is not None:
            return self._counted(count, retrieval, filters, wording)
        if what := disputed(question):
            about = parse_question(what, question.asked_on)
            return compose_disputed(about, choices(about, retrieval.passages, wording.article_of), wording)
        if topic := overview_topic(question):
            ranked = choices(question, retrieval.passages, wording.article_of)
            if drafts := compose_overview(question, topic, ranked, wording):
                return drafts
        if believed and may_ask_for_several(question.text) and (drafts := self._listed(question, retrieval, wording)):
            return drafts
        if wants_speakers(question):
            if asks_why(question.text) and (drafts := self._reasons(question, retrieval, wording)):
                return drafts
            candidates = self._evidence.attributions(question, retrieval.passages, filters=filters)
            if question.focus:
                lifted = (replace(c, score=c.score + _NEAR_SAID * (c.article.id in question.focus)) for c in candidates)
                candidates = sorted(lifted, key=lambda candidate: -candidate.score)
            acting = self._acting(question, retrieval, wording) if believed else []
            if asks_critics(question):
                anybody = replace(question, kind=QuestionKind.WHO, groups=())
                found = self._evidence.attributions(anybody, retrieval.passages, filters=filters)
                against = set_against(question, found, wording)
                if drafts := compose_said(anybody, against, wording):
                    return [*acting, *(draft for draft in drafts if not _begins_as(draft, acting))][:_MOST]
                # Whom the article most about it sets against something may not name it in their own words.
                nearest = retrieval.passages[0].article.id if retrieval.passages else None
                here = [candidate for candidate in against if candidate.article.id == nearest]
                return acting or (compose_said(replace(anybody, topic=""), here, wording) if believed else [])
            if apart:
                candidates = [c for c in candidates if c.covered or c.similarity >= _MEANT or not question.topic]
            near_by = self._evidence.mentions(question, retrieval.passages, candidates, wording.article_of)
            said = compose_said(question, candidates, wording, near_by)
            if drafts := [*acting, *(draft for draft in said if not _begins_as(draft, acting))]:
                return once(drafts)[:_MOST]
            if question.kind is not QuestionKind.WHO:
                near = mentioning(question, retrieval.passages, wording.article_of)
                if not near and any(DOCUMENT.search(group) for group in question.groups):
                    near = list(retrieval.passages)  # what a report or a letter says is told in plain sentences too
                return compose_fact(question, near, wording, self._reader) if believed and near else []
        if not believed:
            return []
        return earlier_marked(question, compose_fact(question, retrieval.passages, wording, self._reader), wording)

    def _acting(self, question: Question, retrieval: Retrieval, wording: Wording) -> list[Draft]:
        """Return the sentences that tell who accused, supported or called on whom, where that is asked."""
        if question.kind is not QuestionKind.WHO or asked_at_all(question) or not asks_of_an_act(question.text):
            return []
        ranked = readable(choices(question, retrieval.passages, wording.article_of))
        tells = tellings(question, ranked, self._reader, wording.article_of)
        if tells is None:
            return []
        first = told_first(question, tells, ranked, wording.article_of)[:_ACTING]
        return [told(question, one, wording) for one in chosen_of(first)]

    def _listed(self, question: Question, retrieval: Retrieval, wording: Wording) -> list[Draft]:
        """Return each thing of the kind asked for that a sentence names, where more than one is asked for."""
        ranked = readable(newest_first(question, choices(question, retrieval.passages, wording.article_of)))
        tells = tellings(question, ranked, self._reader, wording.article_of)
        return [told(question, one, wording) for one in listed(question, tells, ranked)] if tells is not None else []

    def _reasons(self, question: Question, retrieval: Retrieval, wording: Wording) -> list[Draft]:
        """Return why somebody said, agreed to or wanted something, where plain sentences tell it."""
        ranked = choices(question, retrieval.passages, wording.article_of)
        return compose_reasons(question, ranked, wording, self._reader)

    def _counted(self, count: Counted, retrieval: Retrieval, filters: Filters, wording: Wording) -> list[Draft]:
        if count.outlets:
            ranked = choices(count.asked, retrieval.passages, wording.article_of)
            return compose_outlets(count, ranked, wording)
        candidates = self._evidence.attributions(count.asked, retrieval.passages, filters=filters)
        return compose_counted(count, candidates, wording)


def _unheard(typed: str, found: Retrieval) -> bool:
    """Tell whether half or more of the words of a follow-up stand nowhere in what was just read."""
    words = content_words(typed)
    held: set[str] = set()
    for passage in found.passages:
        held |= content_words(passage.passage.text)
    return 2 * len(words - held) >= max(1, len(words)) if words else False


def _composed(scoped: Scoped) -> Composed:
    return Composed(drafts=scoped.drafts, retrieval=scoped.retrieval, notes=scoped.notes, reply=scoped.reply)


def read_once(article_of: ArticleOf) -> ArticleOf:
    """Return a reader of articles that remembers those it has read, for the length of one question."""
    known: dict[str, Article] = {}

    def read(article_id: str) -> Article:
        if article_id not in known:
            known[article_id] = article_of(article_id)
        return known[article_id]

    return read


def _undated(question: Question, drafts: Sequence[Draft], wording: Wording) -> tuple[str, ...]:
    """Say, where it was asked when something was said, which of the articles cited do not tell their day."""
    if question.kind is QuestionKind.FACT or not _WHEN.match(question.text):
        return ()
    cited = dict.fromkeys(evidence.article_id for draft in drafts for evidence in draft.evidence)
    undated = [article for article in map(wording.article_of, cited) if not article.published_at]
    titles = ", ".join(article.title or article.name for article in undated)
    return (f"No day of publication is known of: {titles}",) if titles else ()


def wants_speakers(question: Question) -> bool:
    """Tell whether the question is answered from who said what rather than from plain sentences."""
    return question.kind in (QuestionKind.SAID, QuestionKind.WHO) or asked_at_all(question)


def _named_before(part: Question, drafts: Sequence[Draft]) -> Question:
    """Return a part with the name that the part before was answered with for its "she": "Who is the mayor and what did she say?"."""
    found = _SHE.search(part.text)
    if not found or not drafts:
        return part
    names = [
        e.attribution.speaker for draft in drafts for e in draft.evidence if e.attribution and e.attribution.speaker
    ]
    names += [name for draft in drafts[:1] for e in draft.evidence for name in _NAME.findall(e.quote)]
    if not names:
        return part
    read = parse_question(f"{part.text[: found.start()]}{names[0]}{part.text[found.end() :]}", part.asked_on)
    return replace(read, besides=part.besides, since=part.since, until=part.until)


def _opposing(draft: Draft, before: Sequence[Draft]) -> Draft:
    """Say of words that oppose those of the other side told before them that they do."""
    for other in before:
        if other.evidence and any(opposed(e.quote, o.quote) for e in draft.evidence for o in other.evidence):
            return Draft(text=f"Against that, {draft.text}", evidence=draft.evidence)
    return draft


def _each(parts: int) -> int:
    return max(2, 6 // parts)


def _told(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether all that a draft cites has been cited already."""
    known = {(e.article_id, e.span) for earlier in drafts for e in earlier.evidence}
    return all((e.article_id, e.span) in known for e in draft.evidence)


def _begins_as(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether what a draft cites first has been cited already, in whole or in part."""
    known = [(e.article_id, e.span) for earlier in drafts for e in earlier.evidence]
    return any(article == e.article_id and span.overlaps(e.span) for e in draft.evidence[:1] for article, span in known)


def mentioning(
    question: Question, passages: Sequence[RetrievedPassage], article_of: ArticleOf
) -> list[RetrievedPassage]:
    """Return the passages with only those sentences whose paragraph names a speaker asked for and touches the topic.

    For words that are plainly there but that no attribution was found for: they are given as the article's own.
    """
    names = [words for words in map(words_naming, (*question.speakers, *question.groups)) if words]
    topic = content_words(question.topic)
    kept = []
    for passage in passages:
        text = article_of(passage.passage.article_id).text
        sentences = [
            s
            for s in passage.sentences
            if _names_in_paragraph(names, text, s.span)
            and (coverage(topic, s.span.of(text)) or (not topic and _names_in_paragraph(names, text, s.span)))
            and not _by_another(s.span, passage.attributions, names)
        ]
        if sentences:
            kept.append(replace(passage, sentences=tuple(sentences)))
    return kept


def _by_another(sentence: Span, attributions: Sequence[Attribution], names: Sequence[frozenset[str]]) -> bool:
    """Tell whether the sentence is the words of someone named who is not among those asked for, by name or by office."""
    said = spoken(sentence, attributions)
    if said is None or said.speaker is None:
        return False
    known = set(words_of(f"{said.speaker} {said.description or ''} {said.affiliation or ''}"))
    return not any(words & known for words in names)


def _names_in_paragraph(names: Sequence[frozenset[str]], text: str, span: Span) -> bool:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    found = set(words_of(text[start : end if end >= 0 else len(text)]))
    return any(words <= found for words in names)

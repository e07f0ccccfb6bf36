"""Answer questions of what one outlet reports, of what was said in a time, and of what one article says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingest.article import ArticleHeader, Filters
from ingest.store import ArticleStore
from rag.asking.dates import days_in
from rag.asking.question import Question, QuestionKind, parse_question
from rag.asking.scope import Gist
from rag.cite import Draft
from rag.compose.belief import Belief
from rag.compose.choice import Choice, choices
from rag.compose.fact import compose_fact, told
from rag.compose.library import lead_of
from rag.compose.lines import of_the_page
from rag.compose.superseded import says_only_that
from rag.compose.wording import Wording, number_of
from rag.day import day_in_words
from rag.types import Retrieval
from rag.words import content_words

_ARTICLES, _OF_EACH = 4, 2  # articles told of, sentences of each
_GIST = 4  # sentences of one article after its first
_AMONG = 80  # sentences looked at
_ALIKE = 0.6  # share of the shorter one's words from which two say the same
_BRIEF = 2  # words of a topic that a report must hold all
_HELD = 0.6  # share of a topic's words that a report's title and a sentence must hold between them

Retrieve = Callable[[Question, Filters], Retrieval]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scoped:
    """Statements, what they were found in, the program's own reply and plain messages for the user."""

    drafts: tuple[Draft, ...] = ()
    retrieval: Retrieval
    reply: str = ""
    notes: tuple[str, ...] = ()


class ScopedAnswers:
    """Answers within an outlet, a time or an article. retrieve: finds passages; belief: tells whether a fact is told."""

    def __init__(self, store: ArticleStore, retrieve: Retrieve, belief: Belief) -> None:
        self._store = store
        self._reader = belief.reader
        self._retrieve = retrieve
        self._belief = belief

    def of_outlets(
        self, question: Question, outlets: tuple[str, ...], topic: str, filters: Filters, wording: Wording
    ) -> Scoped:
        """Return what these outlets' own articles say about the topic, or begin with where none is named."""
        near = replace(filters, publishers=outlets)
        headers = self._store.headers(near)
        about = _about(question, topic)
        found = self._retrieve(about, near)
        if not content_words(topic):
            return Scoped(drafts=tuple(_leads(headers, wording)), retrieval=found)
        if about.text.lower().startswith(("who", "what", "when", "where", "why", "which", "how")):
            drafts = (
                compose_fact(about, found.passages, wording, self._reader)
                if self._belief.answers(about, found, near, wording.article_of)
                else []
            )
        else:
            drafts = _on_topic(about, found, wording)
        names = " or ".join(outlets)
        note = (
            f"Of {names} the library holds {number_of(len(headers), 'article')}. None was found to speak of: {topic}."
        )
        return Scoped(drafts=tuple(drafts), retrieval=found, notes=() if drafts else (note,))

    def in_time(self, question: Question, topic: str, filters: Filters, wording: Wording) -> Scoped:
        """Return what the articles of the time asked about say, newest first."""
        days = days_in(question.text, question.asked_on)
        first, last = days.first or days.since, days.last or days.until
        if first and last == first:
            last = first + timedelta(days=1)  # what happens on a day is reported on it or the day after
        near = replace(filters, since=_later(filters.since, first), until=_earlier(filters.until, last))
        headers = self._store.headers(near)
        about = _about(question, topic or question.text)
        found = self._retrieve(about, near)
        if not headers:
            return Scoped(retrieval=found, notes=(_nothing_then(first, last, self._store.headers(filters)),))
        drafts = _on_topic(about, found, wording) if content_words(topic) else _leads(headers, wording)
        if not drafts:
            note = (
                f"None of the {number_of(len(headers), 'article')} {_time(first, last)} was found to speak of: {topic}."
            )
            return Scoped(retrieval=found, notes=(note,))
        held = "article is" if len(headers) == 1 else "articles are"
        number = number_of(len(headers), "article", opens=True).split()[0]
        return Scoped(drafts=tuple(drafts), retrieval=found, reply=f"{number} {held} {_time(first, last)}.")

    def gist(self, question: Question, gist: Gist, filters: Filters, wording: Wording) -> Scoped:
        """Return an article's first sentence and those that bear most on its headline, in its own order."""
        header, notes = self._article_meant(question, gist, filters)
        if header is None:
            return Scoped(retrieval=Retrieval(passages=(), confidence=0.0), notes=notes)
        title = header.title or wording.article_of(header.id).text[:200]
        about = _about(question, title)
        found = self._retrieve(about, replace(filters, article_ids=(header.id,)))
        article = wording.article_of(header.id)
        lead = lead_of(article)
        ranked = choices(about, found.passages, wording.article_of)[:_AMONG]
        kept: list[Choice] = []
        seen = [content_words(lead.of(article.text))]
        for one in ranked:
            words = content_words(one.words)
            if (
                one.span.overlaps(lead)
                or says_only_that(one.words)
                or any(len(words & s) >= _ALIKE * min(len(words), len(s)) for s in seen)
            ):
                continue
            kept.append(one)
            seen.append(words)
            if len(kept) == _GIST:
                break
        drafts = [wording.sentence(None, lead, article)]
        drafts += [told(about, one, wording) for one in sorted(kept, key=lambda one: one.span)]
        return Scoped(drafts=tuple(once(drafts)), retrieval=found, notes=notes)

    def _article_meant(
        self, question: Question, gist: Gist, filters: Filters
    ) -> tuple[ArticleHeader | None, tuple[str, ...]]:
        """Return the article that a question means, with a message where it may mean another."""
        headers = self._store.headers(filters)
        known = {header.id: header for header in headers}
        if gist.this:
            at_hand = [*([headers[0].id] if len(headers) == 1 else []), *question.focus]
            found = next((known[i] for i in at_hand if i in known), None)
            none = "Which article? Name its outlet, subject or day, or ask about one first; “what articles do you have?” lists them."
            return found, () if found else (none,)
        fitting = [h for h in headers if not gist.outlets or h.publisher in gist.outlets]
        if gist.day:
            fitting = [h for h in fitting if (h.published_at or "")[:10] == gist.day]
        if gist.words:
            held = {h.id: len(gist.words & content_words(f"{h.title or ''} {h.subtitle or ''}")) for h in fitting}
            most = max(held.values(), default=0)
            best = [h for h in fitting if held[h.id] == most] if most else []
            fitting = best or self._by_text(question, gist, fitting, filters)
        if not fitting:
            return None, ("No article of that description is in the library; “what articles do you have?” lists them.",)
        focus = [header for header in fitting if header.id in question.focus]
        chosen = (focus or fitting)[0]
        others = [header for header in fitting if header.id != chosen.id]
        if not others or focus:
            return chosen, ()
        listed = "; ".join(filter(None, (day_in_words(header.published_at) for header in others[:4])))
        days = f" ({listed})" if listed else ""
        return chosen, (
            f"This is the newest of {number_of(len(fitting), 'article')} that fit; name a subject or day for the others{days}.",
        )

    def _by_text(
        self, question: Question, gist: Gist, fitting: Sequence[ArticleHeader], filters: Filters
    ) -> list[ArticleHeader]:
        if not fitting:
            return []
        near = replace(filters, article_ids=tuple(header.id for header in fitting))
        found = self._retrieve(_about(question, " ".join(sorted(gist.words))), near)
        by_id = {header.id: header for header in fitting}
        for passage in found.passages[:3]:
            if gist.words <= content_words(passage.passage.text):
                return [by_id[passage.article.id]]
        return []


def _about(question: Question, topic: str) -> Question:
    """Return a plain question about a topic, for looking for what bears on it."""
    asked = parse_question(topic, question.asked_on)
    return replace(asked, kind=QuestionKind.FACT, speakers=(), groups=(), dated=question.dated)


def _leads(headers: Sequence[ArticleHeader], wording: Wording) -> list[Draft]:
    """Return the first sentence of each report, newest first, copies of one report once."""
    stories: dict[str, ArticleHeader] = {}
    for header in headers:
        stories.setdefault(header.story_id or header.id, header)
    drafts = []
    for header in list(stories.values())[:_ARTICLES]:
        article = wording.article_of(header.id)
        drafts.append(wording.sentence(None, lead_of(article), article))
    return drafts


def _on_topic(about: Question, found: Retrieval, wording: Wording) -> list[Draft]:
    """Return of each report that bears on the topic the sentences that say most of it, newest report first."""
    wanted = content_words(about.topic)
    reports: dict[str, list[Choice]] = {}
    for one in choices(about, found.passages, wording.article_of)[:_AMONG]:
        held = content_words(one.words) & wanted
        with_title = held | (content_words(one.passage.article.title or "") & wanted)
        least = len(wanted) if len(wanted) <= _BRIEF else _HELD * len(wanted)
        if held and not of_the_page(one.words, one.passage.article.title) and len(with_title) >= max(1, least):
            reports.setdefault(one.passage.article.story_id or one.passage.article.id, []).append(one)
    drafts = []
    newest = sorted(reports.values(), key=lambda of: (of[0].passage.article.published_at or "")[:10], reverse=True)
    for of in newest[:_ARTICLES]:
        first = of[0].passage.article.id  # a copy's sentences would repeat those of the first
        kept = [one for one in of if one.passage.article.id == first][:_OF_EACH]
        drafts += [told(about, one, wording) for one in sorted(kept, key=lambda one: one.span)]
    return once(drafts)


def once(drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what is inside what stands before it: two sentences of one quotation are one statement."""
    kept: list[Draft] = []
    for draft in drafts:
        places = [(e.article_id, e.span) for e in draft.evidence]
        known = [(e.article_id, e.span) for earlier in kept for e in earlier.evidence]
        if not all(any(a == b and (t.covers(s) or s.covers(t)) for b, t in known) for a, s in places):
            kept.append(draft)
    return kept


def _later(one: str | None, other: date | None) -> str | None:
    return max(filter(None, (one, other.isoformat() if other else None)), default=None)


def _earlier(one: str | None, other: date | None) -> str | None:
    return min(filter(None, (one, other.isoformat() if other else None)), default=None)


def _time(first: date | None, last: date | None) -> str:
    one, other = (day_in_words(day.isoformat()) if day else None for day in (first, last))
    if one and other:
        return f"of {one}" if one == other else f"from {one} to {other}"
    return f"since {one}" if one else f"until {other}"


def _nothing_then(first: date | None, last: date | None, headers: Sequence[ArticleHeader]) -> str:
    days = sorted(header.published_at[:10] for header in headers if header.published_at)
    if not days:
        return "No day of publication is known of these articles, so that none can be told to be of that time."
    here = f"The articles are from {day_in_words(days[0])} to {day_in_words(days[-1])}"
    return f"{here}; none is {_time(first, last)}."

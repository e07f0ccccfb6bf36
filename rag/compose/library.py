"""Answer messages about the library itself: which articles, which outlets, who is quoted most; and greetings.

What is said of the library as a whole (how many, from when to when) is the program's own count and stands as its
reply. What is said of an article is a statement with a citation, as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Filters, Span, SpeakerKind
from ingest.sentences import split_sentences
from ingest.store import ArticleStore
from rag.asking.about import About
from rag.cite import Draft
from rag.compose.lines import BOILERPLATE
from rag.compose.trim import bare, without_dateline
from rag.compose.wording import Wording, number_of
from rag.day import day_in_words

_FEWEST_WORDS = 7  # of a sentence that can stand for its article
_NEWEST, _OUTLETS, _PEOPLE = 8, 12, 6  # articles, outlets, speakers that are told one by one

REPLIES = {
    About.GREETING: "Hello. Ask what somebody says about something, how views compare, how many, when or why, and the answer "
    "will hold the articles' exact words. “What articles do you have?” shows what there is to ask about.",
    About.THANKS: "You are welcome. A further question can lean on the last one: “who else?”, “when was that?”, “and the mayor?”.",
    About.FAREWELL: "Goodbye. The conversation is kept under History.",
    About.ABILITY: "Dateline answers from the articles in the library, in their exact words: who says what, how views compare, how "
    "many, when, why, what an outlet reports, what was said in a week, what one article is about. Each sentence can be opened at its "
    "place in the article. What the articles do not say, it does not say. The Compare and Briefing tabs set out a whole topic.",
}
EMPTY = "The library holds no articles yet. Add files, links or a feed in the Library tab, or load the sample articles there."


def compose_library(about: About, store: ArticleStore, filters: Filters, wording: Wording) -> tuple[str, list[Draft]]:
    """Return the program's reply and the statements that go with it."""
    if about in REPLIES:
        return REPLIES[about], []
    headers = store.headers(filters)
    if not headers:
        return (
            EMPTY if filters == Filters() else "No article passes the filters. Clear them to ask the whole library.",
            [],
        )
    if about is About.ARTICLES:
        return _held(headers), [_lead(header, wording) for header in headers[:_NEWEST]]
    if about is About.OUTLETS:
        return _outlets(headers, wording)
    return _quoted_most(store, headers, filters, wording)


def _held(headers: Sequence[ArticleHeader]) -> str:
    outlets = {header.publisher for header in headers if header.publisher}
    days = sorted(header.published_at[:10] for header in headers if header.published_at)
    span = ""
    if days:
        first, last = day_in_words(days[0]), day_in_words(days[-1])
        span = f", from {first} to {last}" if first != last else f", of {first}"
    of = f" of {number_of(len(outlets), 'outlet')}" if outlets else ""
    shown = f" The newest {_NEWEST} begin:" if len(headers) > _NEWEST else " They begin:"
    rest = " The Library tab lists all of them." if len(headers) > _NEWEST else ""
    return f"There {'is' if len(headers) == 1 else 'are'} {number_of(len(headers), 'article')}{of}{span}.{rest}{shown}"


def _lead(header: ArticleHeader, wording: Wording) -> Draft:
    article = wording.article_of(header.id)
    return wording.sentence(None, lead_of(article), article)


def lead_of(article: Article) -> Span:
    """Return an article's first sentence that is no headline and no dateline, without the dateline it may open with."""
    text = article.text
    sentences = (s for s in split_sentences(text) if not any(h.overlaps(s) for h in article.headings))
    spans = [s for s in sentences if not s.of(text).isupper()]
    whole = (s for s in spans if len(s.of(text).split()) >= _FEWEST_WORDS and not BOILERPLATE.match(s.of(text)))
    span = next(whole, next(iter(spans), Span(start=0, end=len(text))))
    return bare(without_dateline(span, article.text), article.text)


def _outlets(headers: Sequence[ArticleHeader], wording: Wording) -> tuple[str, list[Draft]]:
    of: dict[str, list[ArticleHeader]] = {}
    for header in headers:
        if header.publisher:
            of.setdefault(header.publisher, []).append(header)
    most = sorted(of.items(), key=lambda item: (-len(item[1]), item[0]))
    names = "; ".join(f"{name}, {number_of(len(held), 'article')}" for name, held in most[:_OUTLETS])
    more = f"; and {len(most) - _OUTLETS} more, listed in the Library tab" if len(most) > _OUTLETS else ""
    unknown = sum(1 for header in headers if not header.publisher)
    nameless = f" Of {number_of(unknown, 'article')} the outlet is not known." if unknown else ""
    if not most:
        return f"The outlets of the articles are not known.{nameless}", []
    newest = [_lead(held[0], wording) for _, held in most[:_NEWEST]]
    return f"{number_of(len(most), 'outlet', opens=True)}: {names}{more}.{nameless} The newest of each begins:", newest


def _quoted_most(
    store: ArticleStore, headers: Sequence[ArticleHeader], filters: Filters, wording: Wording
) -> tuple[str, list[Draft]]:
    times: dict[str, int] = {}
    for name, _, count in store.speakers(filters):
        if name and " " in name:  # one word alone is too often a heading or a party
            times[name] = times.get(name, 0) + count
    newest = {header.id: place for place, header in enumerate(headers)}
    told: list[str] = []
    drafts: list[Draft] = []
    for name in sorted(times, key=lambda name: -times[name]):
        if len(drafts) == _PEOPLE:
            break
        said = [one for one in store.said_by([name], filters=filters) if one.speaker_kind is SpeakerKind.PERSON]
        if said:
            told.append(
                f"{name} ({number_of(len(said), 'time')} in {number_of(len({s.article_id for s in said}), 'article')})"
            )
            ordered = sorted(said, key=lambda one: (newest.get(one.article_id, len(newest)), one.span.start))
            shown = next((one for one in ordered if one.kind is AttributionKind.DIRECT), ordered[0])
            drafts.append(wording.quote(shown, _sentence_of(shown, wording)))
    if not drafts:
        return "Nobody is quoted by name in these articles.", []
    return f"Quoted or reported most often: {'; '.join(told)}. Of each, words from the newest article:", drafts


def _sentence_of(said: Attribution, wording: Wording) -> Span:
    """Return the run of sentences that a statement stands in."""
    text = wording.article_of(said.article_id).text
    touched = [span for span in split_sentences(text) if span.overlaps(said.span)]
    return Span(start=touched[0].start, end=touched[-1].end) if touched else said.span

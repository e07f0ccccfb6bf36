"""Questions that ask why: answered by the sentences that give a reason of what is asked about, or by saying that none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.article import Span
from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.choice import Choice
from rag.compose.doers import POINTS_BACK, beside, with_prior
from rag.compose.nearest import NEAREST
from rag.compose.neighbours import sentence_after, sentence_before
from rag.compose.spoken import spoken
from rag.compose.wording import Wording
from rag.reading.asked import Doing, doing_in
from rag.reading.causes import concludes, goes_on_to_explain, loose_reason, reason_given, speaks_of_the_move
from rag.reading.parsed import Parsed, SentenceReader
from rag.reading.roles import brought_about, met, places
from rag.words import content_words

NO_REASON = f"The passages found do not plainly say why. {NEAREST}"
_AMONG, _READ = 60, 20  # sentences looked at, and parsed
_LEAST = 0.42  # of the effect's likeness times the reason's strength, below which a sentence gives no reason of it
_ALSO, _MOST = 0.72, 3  # share of the best one's value from which another joins it; statements of an answer
_EFFECT = 0.55  # likeness of a sentence's doing to that asked about from which its neighbour's reason is believed
_DEEP, _DEEPEST = 0.04, 5  # what a doing loses for each word it stands under, and how often: told by the way
_OF_ANY = 0.75  # of what tells no word of those named, nor points to them: it may be told of any
_PRIOR = 0.25  # weight of what speaks for a sentence beside its grammar


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence that gives a reason, with its neighbour where it takes both. value: 0 to 1, higher is surer."""

    one: Choice
    span: Span
    value: float


def compose_reasons(
    question: Question, ranked: Sequence[Choice], wording: Wording, reader: SentenceReader
) -> list[Draft]:
    """Return the sentences that give the reason asked for, the surest first; none where no sentence does."""
    return [_told(reason, wording) for reason in reasons(question, ranked, wording, reader)]


def reasons(question: Question, ranked: Sequence[Choice], wording: Wording, reader: SentenceReader) -> list[Reason]:
    """Return the best sentences that give a reason of what is asked about, no two of them alike."""
    asked = doing_in(question.text, reader)
    if asked is None or not ranked:
        return []
    some = _worth_reading(asked, ranked[:_AMONG], wording)
    parsed = reader.read([one.words for one in some])
    found = []
    for one, read in zip(some, parsed, strict=True):
        value, span = _value(asked, one, read, wording)
        if value >= _LEAST:
            found.append(Reason(one, span, with_prior(value, one, ranked[0], _PRIOR)))
    found.sort(key=lambda reason: -reason.value)
    kept: list[Reason] = []
    for reason in found:
        if len(kept) == _MOST or reason.value < _ALSO * found[0].value:
            break
        if not any(reason.one.repeats(other.one) for other in kept):
            kept.append(reason)
    return kept


def _worth_reading(asked: Doing, some: Sequence[Choice], wording: Wording) -> list[Choice]:
    """Return the sentences that tell of the doing in some word, those with the most of the question's words first."""
    weighed = []
    for place, one in enumerate(some):
        if one.words.rstrip('”"’').endswith("?"):
            continue
        held = content_words(one.words) | beside(one, wording.article_of)
        if not asked.is_of(held):
            continue
        share = len(asked.words & held) / max(1, len(asked.words))
        tells = asked.predicate is None or asked.predicate.may_stand_in(one.words)
        if tells or loose_reason(one.words) or goes_on_to_explain(one.words):
            weighed.append((-(share + 0.5 * tells + 0.3 * loose_reason(one.words)) + 0.01 * place, place, one))
    return [one for _, _, one in sorted(weighed, key=lambda row: row[:2])[:_READ]]


def _value(asked: Doing, one: Choice, parsed: Parsed, wording: Wording) -> tuple[float, Span]:
    near = beside(one, wording.article_of)
    effect = best = 0.0
    for told in places(asked, parsed):
        likeness = met(asked, parsed, told, near) * (
            1 - _DEEP * min(_DEEPEST, sum(1 for _ in parsed.ancestors(told.at)))
        )
        effect = max(effect, likeness)
        best = max(best, likeness * max(reason_given(parsed, told.at), brought_about(asked, parsed, told)))
    here = content_words(one.words)
    share = (len(asked.words & here) + 0.45 * len((asked.words & near) - here)) / max(1, len(asked.words))
    if loose_reason(one.words):
        loosely = (0.85 if asked.predicate is None else 0.55 * max(effect, 0.6)) * share
        ours = not asked.names or any(name & here for name in asked.names) or bool(POINTS_BACK.search(one.words))
        best = max(best, loosely * (1.0 if ours else _OF_ANY))
        title = one.passage.article.title or ""
        if speaks_of_the_move(one.words) and (asked.predicate is None or asked.predicate.may_stand_in(title)):
            best = max(best, 0.65 * len(asked.words & (here | near)) / max(1, len(asked.words)))
    if best >= _LEAST:
        return best, one.span
    return _with_neighbour(asked, one, max(effect, share if asked.predicate is None else 0.0), share, wording, best)


def _with_neighbour(
    asked: Doing, one: Choice, effect: float, share: float, wording: Wording, best: float
) -> tuple[float, Span]:
    """Return the value and the span of a sentence with the one beside it that gives its reason, where there is one."""
    text = wording.article_of(one.passage.article.id).text
    after, before = sentence_after(one.span, text), sentence_before(one.span, text)
    if effect >= _EFFECT and after is not None and goes_on_to_explain(after.of(text)):
        return 0.8 * effect, Span(start=one.span.start, end=after.end)
    if effect >= _EFFECT and before is not None and concludes(one.words):
        return 0.8 * effect, Span(start=before.start, end=one.span.end)
    if before is not None and goes_on_to_explain(one.words):
        held = content_words(before.of(text)) | content_words(one.words)
        with_before = len(asked.words & held) / max(1, len(asked.words))
        if with_before >= _EFFECT and (asked.predicate is None or asked.predicate.may_stand_in(before.of(text))):
            return 0.75 * with_before, Span(start=before.start, end=one.span.end)
    return best, one.span


def _told(reason: Reason, wording: Wording) -> Draft:
    """Return a reason as a statement, whole: its clauses are what is asked for."""
    passage = reason.one.passage
    return wording.sentence(
        spoken(reason.one.span, passage.attributions), reason.span, wording.article_of(passage.article.id)
    )

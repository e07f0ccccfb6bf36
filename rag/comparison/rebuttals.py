"""Contradictions of which a construction tells and not their words: a letter that never came and was signed for, a day that one
expects and another doubts, "an exercise" and "an exercise does not need hospitals", "denied that any repair was put off" and one that was.

The claims are too unlike for embeddings to bring them together, so each kind is looked for by its own cue among all claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.claims.clauses import Opposition, Rule
from rag.claims.deeds import denied_of_any
from rag.claims.forecasts import doubts_a_day, forecast
from rag.claims.kinds import not_of_kind, of_no_such_kind
from rag.claims.posts import leaver, stays
from rag.claims.receipt import never_came, receipt
from rag.comparison.camps import of_one_camp
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import words_of_name
from rag.comparison.side_by_side import Pair
from rag.comparison.told import BACK, BRIEF, names_one_of, telling_words
from rag.comparison.types import Viewpoint
from rag.day import days_between
from rag.verify.facts_in_text import negates, tokens_of
from rag.verify.names_in_text import any_same
from rag.wordforms import form

_BEFORE = 400  # characters of its paragraph before a claim, in which "it" is looked up
_APART = 60  # days between two articles


def rebuttals(table: Table, viewpoints: Sequence[Viewpoint]) -> list[Pair]:
    """Return the claims of different holders of which one rebuts the other by what it says, however unlike their words are."""
    found = []
    for item in table.items:
        words = item.claim.words
        deed = denied_of_any(words) if item.spoken else None
        if not (deed or never_came(words) or of_no_such_kind(words) or doubts_a_day(words)):
            continue
        for other in _others(table, item, viewpoints):
            opposition = (
                _receipt(item, other, viewpoints)
                or not_of_kind(words, other.claim.words)
                or forecast(words, other.claim.words, day=item.day, other_day=other.day)
                or (_done(item, *deed, other, viewpoints) if deed else None)
            )
            if opposition is not None and opposition.negates_first:
                found.append((item, other, opposition, float(table.near[item.at, other.at])))
    return found + list(_posts(table, viewpoints))


def _posts(table: Table, viewpoints: Sequence[Viewpoint]) -> Iterator[Pair]:
    """Yield who wants somebody to go, with who says of the same that they stay."""
    staying = [(item, found) for item in table.items if item.spoken and (found := stays(item.claim.words))]
    for item in table.items if staying else ():
        who = leaver(item.claim.words) if item.spoken else None
        names = [t.low for t in tokens_of(who or "") if t.capital and len(t.low) > BRIEF]
        others = {other.at for other in _others(table, item, viewpoints)} if names else set()
        for other, (words, of_another) in staying:
            told = (
                f"{_just_before(other)} {other.claim.words}" if of_another else viewpoints[int(other.holder[1])].holder
            )
            if other.at in others and any_same(names, words_of_name(told)):
                opposition = Opposition(rule=Rule.ANTONYM, about=who or "", one=item.claim.words, other=words)
                yield item, other, opposition, float(table.near[item.at, other.at])


def _others(table: Table, item: Item, viewpoints: Sequence[Viewpoint]) -> Iterator[Item]:
    """Yield the claims that one may rebut: asserted, of another holder, of articles on one event."""
    if not item.asserted:
        return
    for other in table.items:
        if other.holder == item.holder or not (item.spoken or other.spoken) or not other.asserted:
            continue
        if other.claim.article_id == item.claim.article_id and other.span.overlaps(item.span):
            continue
        if abs(days_between(item.day, other.day) or 0) > _APART or of_one_camp(item, other, viewpoints):
            continue
        if table.related(item.claim.article_id, other.claim.article_id):
            yield other


def _receipt(item: Item, other: Item, viewpoints: Sequence[Viewpoint]) -> Opposition | None:
    """Return an opposition over whether something came, where the two speak of one receiver or stand side by side."""
    before, other_before = _just_before(item), _just_before(other)
    found = receipt(item.claim.words, other.claim.words, before_one=before, before_other=other_before)
    if found is None:
        return None
    near_by = item.claim.article_id == other.claim.article_id and abs(other.span.start - item.span.end) <= BACK
    told = (
        f"{item.claim.words} {viewpoints[int(item.holder[1])].description or ''}" if item.spoken else item.claim.words
    )
    ties = _forms(told) & _forms(f"{other_before} {other.claim.words}") - {form(found.about)}
    return found if near_by or ties else None


def _done(
    item: Item, verb: str, things: frozenset[str], other: Item, viewpoints: Sequence[Viewpoint]
) -> Opposition | None:
    """Return an opposition where a claim tells of a deed of those who deny, or whose speaker denies, that any such was done."""
    view = viewpoints[int(item.holder[1])]
    names = telling_words(f"{view.holder} {view.affiliation or ''}")
    if verb not in other.forms or (things and not things & other.forms):
        return None
    tokens = tokens_of(other.claim.words)
    if not names_one_of(tokens, names) or any(negates(token) for token in tokens):
        return None
    return Opposition(rule=Rule.DENIAL, about=verb, one=item.claim.words, other=other.claim.words)


def _just_before(item: Item) -> str:
    """Return what stands before a claim in its paragraph."""
    return item.article.text[max(0, item.span.start - _BEFORE) : item.span.start].rpartition("\n")[2]


def _forms(text: str) -> frozenset[str]:
    return frozenset(form(token.low) for token in tokens_of(text) if token.content and len(token.low) > BRIEF)

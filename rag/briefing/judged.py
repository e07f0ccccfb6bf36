"""Points that a language model judges to be disputed, put into a briefing behind those of the rules and marked so."""

from __future__ import annotations

from collections.abc import Sequence

from rag.briefing.as_document import briefing_document
from rag.briefing.asked import rebuilt_with
from rag.briefing.draft import Drafted
from rag.briefing.fit import PAGES
from rag.briefing.rebuilt import ArticleOf, AttributionsOf, Row, rows_of
from rag.briefing.types import Briefing, Length, SectionKind, Sentence
from rag.export.pdf import length as pages_of

MOST = {Length.HALF: 0, Length.ONE: 2, Length.TWO: 5}  # points that are added
_GIVES_WAY = (SectionKind.PEOPLE, SectionKind.WHO_SAYS, SectionKind.FIGURES, SectionKind.HAPPENED)  # and in this order
_LEFT = 3  # sentences that a part keeps


def with_points(
    briefing: Briefing, points: Sequence[Drafted], article_of: ArticleOf, attributions_of: AttributionsOf
) -> Briefing:
    """Return the briefing with points of a model behind the disputed ones, as many as its length allows for.

    points: the two sides of each under one head, each resting on its evidence. Where the page is full, the last sentences of
    the longest parts give way that the user has not written; where that does not do, there are fewer points.
    """
    if SectionKind.DISPUTED in briefing.left_out:
        return briefing
    heads = list(dict.fromkeys(point.head for point in points))[: MOST[briefing.request.length]]
    heads = [head for head in heads if all(point.id not in briefing.removed for point in points if point.head == head)]
    whole = rows_of(briefing, attributions_of)
    for count in range(len(heads), 0, -1):
        more = [_row(point) for point in points if point.head in heads[:count]]
        rows: Sequence[Row] = whole
        most = PAGES[briefing.request.length]
        while True:
            made = rebuilt_with(briefing, rows, more, article_of)
            if pages_of(briefing_document(made)) <= most:
                return made
            shorter = _shorter(rows)
            if shorter is None:
                break
            rows = shorter
    return briefing


def _row(point: Drafted) -> Row:
    sentence = Sentence(
        id=point.id, lead=point.lead, words=point.words, voice=point.voice, citations=(), head=point.head
    )
    return (point.section, sentence, point.evidence)


def _shorter(rows: Sequence[Row]) -> list[Row] | None:
    """Return the rows without the one that gives way first, None where none may."""
    for kind in _GIVES_WAY:
        places = [i for i, row in enumerate(rows) if row[0] is kind]
        free = [i for i in places if not rows[i][1].edited]
        if free and len(places) > (0 if kind is SectionKind.PEOPLE else _LEFT):
            return [row for i, row in enumerate(rows) if i != free[-1]]
    return None

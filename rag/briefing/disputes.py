"""Disputed points and figures, as the comparison found them, with the words of both sides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.article import Article, Attribution, Span
from rag.briefing.draft import Drafted, bare, evidence, flat, is_judged, judged_mark, unmarked
from rag.briefing.main_event import Asked
from rag.briefing.material import Material
from rag.briefing.readable import of_the_page
from rag.briefing.types import SectionKind, Voice
from rag.cite import OMISSION, Evidence
from rag.comparison import Change, Claim, Comparison, Conflict, ConflictKind, Figure, FigureKind
from rag.comparison.types import FigureValue
from rag.types import Citation

MOST_VALUES, FEW_VALUES = 5, 3  # accounts of a figure, and on half a page
_BEYOND = 50  # times
COUNTS = frozenset("one two three four five six seven eight nine ten eleven twelve hundreds thousands dozens".split())
_WEIGHTY = {"person": 0.4, "$": 0.2, "€": 0.2, "£": 0.2, "¥": 0.2, "%": 0.1}  # the dead and the money come first
_LONGEST_SOURCE = 60  # characters
_LEAST = 4  # words of a side that tell something
_BRIEF = 150  # characters of words that the bottom line can hold

# "Five others" are what another number leaves over, and can be set against nothing.
_OF_THE_REST = re.compile(r"\b(?:others?|more|additional|further|another)$", re.IGNORECASE)
_ITS_NUMBER = re.compile(
    r"(?:\b(?:has |had )?(?:surpass\w*|exceed\w*|rises?|rose|risen|climb\w*|reach\w*|topp\w*|pass\w*|stands?|stood|jump\w*)\s+)?"
    r"(?:\b(?:to|at|of|past|above|over|more than|at least|about)\s+)*\b\d[\d,.]*(?:\s+(?:million|billion))?(?:\s+people)?\s*",
    re.IGNORECASE,
)

_BY_MONTH = re.compile(
    r"\d\s?%[^.;]*\b(?:from|over|than|since) the (?:month before|(?:previous|prior) month|month earlier)\b|"
    r"\b(?:month[- ](?:over|on)[- ]month|in (?:a|one) month)\b",
    re.IGNORECASE,
)
_SUM = re.compile(r"[$€£¥]\s?(\d[\d,]*(?:\.\d+)?)\s*(thousand|million|billion|trillion)?", re.IGNORECASE)
_TIMES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FAR_APART = 10  # times

Lookup = Callable[[str], Article]
Attributed = Callable[[str], tuple[Attribution, ...]]


class Disputes:
    """Turns a comparison's conflicts, figures and changes into sentences."""

    def __init__(
        self, comparison: Comparison, article_of: Lookup, attributions_of: Attributed, material: Material
    ) -> None:
        self._compared = comparison
        self._material = material
        self._asked = Asked(material.topic)
        self._article = article_of
        self._attributions = attributions_of

    def disputed(self) -> list[Drafted]:
        """Return opposed claims, two sentences a conflict under one head, and changes of position."""
        drafts: list[Drafted] = []
        opposed = [
            c
            for c in self._compared.conflicts
            if c.kind not in (ConflictKind.FIGURE, ConflictKind.DATE) and self._tells(c)
        ]
        told: set[int] = set()
        for place, conflict in enumerate(sorted(opposed, key=lambda c: (c.judged is not None, not c.about))):
            if told & {conflict.left, conflict.right}:
                continue  # one claim against several is one dispute
            told |= {conflict.left, conflict.right}
            drafts += self._conflict(conflict, 4.0 - 0.1 * place)
        for place, change in enumerate(self._compared.changes):
            drafts += self._change(change, 2.5 - 0.1 * place)
        return drafts

    def judged(self) -> list[Drafted]:
        """Return the points that a language model alone finds disputed, two sentences each, its name in their head."""
        return [draft for draft in self.disputed() if is_judged(draft.section, draft.head)]

    def figures(self, most: int = MOST_VALUES) -> list[Drafted]:
        """Return figures with who gives them, so many accounts of each: those that differ first in weight, then those brought
        up to date."""
        weights = {FigureKind.CONFLICT: 4.0, FigureKind.UPDATE: 3.8, FigureKind.AGREE: 2.5}
        told = {(p.article_id, p.span) for draft in self.summed_up() for p in draft.evidence}
        drafts = []
        for figure in _joined([self._bearing(figure) for figure in self._compared.figures]):
            if not _telling(figure):
                continue
            draft = self._figure(
                figure, weights[figure.kind] + _WEIGHTY.get(figure.unit, 0.0) + len(figure.values) / 10, most
            )
            repeated = all((p.article_id, p.span) in told for p in draft.evidence)
            drafts.append(replace(draft, weight=draft.weight - 1.0) if repeated else draft)
        return drafts

    def summed_up(self) -> list[Drafted]:
        """Return for the bottom line the first point that is disputed in few words, with the words of both sides."""
        for conflict in self._compared.conflicts:
            sides = [self._compared.claims[i] for i in (conflict.left, conflict.right)]
            cited = [self._compared.citation(claim.citations[0]) for claim in sides]
            if conflict.judged or not conflict.about or not self._tells(conflict):
                continue
            if any(len(citation.quote) > _BRIEF or len(citation.quote.split()) < _LEAST for citation in cited):
                continue
            told = [
                f"{unmarked(self._compared.holder(claim))}: “{bare(citation.quote)}”"
                for claim, citation in zip(sides, cited, strict=True)
            ]
            return [
                Drafted(
                    section=SectionKind.BOTTOM_LINE,
                    lead="Disputed:",
                    words=f"{told[0]}; {told[1]}.",
                    voice=Voice.OURS,
                    evidence=tuple(self._proof(citation) for citation in cited),
                    weight=8.5,
                )
            ]
        return []

    def _tells(self, conflict: Conflict) -> bool:
        """Tell whether both sides speak of what the briefing is about, in more than a word or two."""
        for side in (conflict.left, conflict.right):
            if of_the_page(self._compared.holder(self._compared.claims[side])):
                return False
            cited = [self._compared.citation(number) for number in self._compared.claims[side].citations]
            if sum(len(citation.quote.split()) for citation in cited) < _LEAST:
                return False
            if not any(self._bears(citation) for citation in cited):
                return False
        sides = [self._compared.claims[side] for side in (conflict.left, conflict.right)]
        alone = any(claim.viewpoint is None for claim in sides) and conflict.evidence is None
        if alone and sides[0].outlet == sides[1].outlet:
            return False  # an outlet does not dispute whom it quotes without saying so
        return self._of_the_topic(conflict) and not self._two_sums(conflict)

    def _of_the_topic(self, conflict: Conflict) -> bool:
        """Tell whether a side, or the headline above it, holds most words of what is asked for."""
        numbers = [n for side in (conflict.left, conflict.right) for n in self._compared.claims[side].citations]
        cited = [self._compared.citation(number) for number in numbers]
        return any(self._asked.mostly(f"{citation.title or ''} {citation.quote}") for citation in cited)

    def _two_sums(self, conflict: Conflict) -> bool:
        """Tell whether the sides give sums so far apart that they must be of different things."""
        sums = []
        for side in (conflict.left, conflict.right):
            quotes = " ".join(self._compared.citation(n).quote for n in self._compared.claims[side].citations)
            sums.append(max((_amount(found) for found in _SUM.finditer(quotes)), default=0.0))
        return min(sums) > 0 and max(sums) > _FAR_APART * min(sums)

    def _bears(self, citation: Citation) -> bool:
        return self._material.bears(citation.article_id, Span(start=citation.start, end=citation.end))

    def _within(self, citation: Citation) -> bool:
        """Tell whether words stand where their article tells of what the topic names."""
        own = Span(start=citation.start, end=citation.end)
        return any(span.overlaps(own) for span in self._material.within.get(citation.article_id, ()))

    def _bearing(self, figure: Figure) -> Figure:
        """Return the figure with what bears on the request, each account once, latest first."""
        values = tuple(dict.fromkeys((*figure.values, *figure.later)))
        citation_of = {value: self._compared.citation(value.citation) for value in values}
        bearing = {value: self._bears(citation_of[value]) for value in values}
        wholly = sum(bearing.values()) >= len(bearing) / 2  # then the others tell of the same thing without naming it
        seen: dict[tuple[str, str, str | None], FigureValue] = {}
        for value in sorted(values, key=lambda value: value.date or "", reverse=True):
            if not self._within(citation_of[value]) or _BY_MONTH.search(citation_of[value].quote):
                continue  # a change from one month to the next is never the year's
            if wholly or bearing[value]:
                if _OF_THE_REST.search(value.text):
                    continue
                seen.setdefault((value.text.casefold(), value.source, (value.date or "")[:10]), value)
        return replace(figure, values=_sound(tuple(seen.values())), later=())

    def _conflict(self, conflict: Conflict, weight: float) -> list[Drafted]:
        sides = [self._compared.claims[i] for i in (conflict.left, conflict.right)]
        head = " against ".join(unmarked(self._compared.holder(claim)) for claim in sides)
        head += _marked(conflict)
        proof = [] if conflict.evidence is None else [self._proof(self._compared.citation(conflict.evidence))]
        drafts = [self._claim(claim, head, weight - 0.01 * i) for i, claim in enumerate(sides)]
        if proof:
            said = self._compared.citation(conflict.evidence or 0)
            drafts.append(
                Drafted(
                    section=SectionKind.DISPUTED,
                    lead=f"As {unmarked(said.publisher or 'the article')} puts it:",
                    words=flat(said.quote),
                    voice=Voice.REPORTED,
                    evidence=tuple(proof),
                    head=head,
                    whole=True,
                    weight=weight - 0.02,
                )
            )
        return drafts

    def _change(self, change: Change, weight: float) -> list[Drafted]:
        holder = self._compared.viewpoints[change.viewpoint].holder
        head = f"{unmarked(holder)}, then and later{_marked(change)}"
        claims = [self._compared.claims[i] for i in change.steps]
        return [self._claim(claim, head, weight - 0.01 * i) for i, claim in enumerate(claims)]

    def _claim(self, claim: Claim, head: str, weight: float) -> Drafted:
        cited = [self._compared.citation(number) for number in claim.citations]
        direct = claim.kind is not None and str(claim.kind) == "direct"
        pieces = f" {OMISSION} ".join(bare(citation.quote) if direct else flat(citation.quote) for citation in cited)
        return Drafted(
            section=SectionKind.DISPUTED,
            lead=f"{unmarked(self._compared.holder(claim))} ({unmarked(self._where(claim))}):",
            words=f"“{pieces}”" if direct else pieces,
            voice=Voice.QUOTE if direct else Voice.REPORTED,
            evidence=tuple(self._proof(citation) for citation in cited),
            head=head,
            whole=True,
            weight=weight,
        )

    def _where(self, claim: Claim) -> str:
        pieces = [claim.outlet, *(f"citing {outlet}" for outlet in claim.via), self._material.day(claim.date)]
        return ", ".join(dict.fromkeys(piece for piece in pieces if piece)) or "article without an outlet"

    def _figure(self, figure: Figure, weight: float, most: int) -> Drafted:
        values = figure.values[:most]
        told = [self._account(value, figure.unit) for value in values]
        days = [(value.date or "")[:10] for value in values]
        latest = sum(day == days[0] for day in days) if days[0] else 0
        words = "; ".join(told)
        if 0 < latest < len(values):
            words = f"latest {'; '.join(told[:latest])}; earlier {'; '.join(told[latest:])}"
        names = {
            FigureKind.CONFLICT: "accounts differ",
            FigureKind.UPDATE: "brought up to date",
            FigureKind.AGREE: "agreed",
        }
        what = unmarked(flat(figure.what))
        if re.match(
            r"(?:death )?toll\b", what, re.IGNORECASE
        ):  # it goes by one account's number, which another overtakes
            what = flat(_ITS_NUMBER.sub("", what, count=1)) or what
        proofs = tuple(self._proof(self._compared.citation(value.citation)) for value in values)
        return Drafted(
            section=SectionKind.FIGURES,
            lead=f"{what[:1].upper()}{what[1:]} ({names[figure.kind]}):",
            words=f"{words}.",
            voice=Voice.OURS,
            evidence=tuple(dict.fromkeys(proofs)),
            weight=weight,
        )

    def _account(self, value: FigureValue, unit: str) -> str:
        day = self._material.day(value.date)
        source = _within(_short(unmarked(value.source)))
        if source.endswith("…") and value.outlet:  # no name, but a piece of the sentence
            source = value.outlet
        where = ", ".join(piece for piece in (value.outlet, day) if piece and piece.casefold() != source.casefold())
        text = _within(unmarked(flat(value.text)))
        if unit in "$€£¥%" and unit and text[-1:].isdigit() and text[:1].isdigit():
            text = f"{text}%" if unit == "%" else f"{unit}{text}"
        return f"{text}, {source}" + (f" ({unmarked(where)})" if where else "")

    def _proof(self, citation: Citation) -> Evidence:
        article = self._article(citation.article_id)
        span = Span(start=citation.start, end=citation.end)
        return evidence(article, span, said_at(self._attributions(citation.article_id), span))


def _marked(one: Conflict | Change) -> str:
    """Return who judged that the sides oppose each other, where no rule and no article says so."""
    return judged_mark(one.judged.model) if one.judged and (isinstance(one, Conflict) or not one.reason) else ""


def _amount(found: re.Match[str]) -> float:
    return float(found[1].replace(",", "")) * _TIMES.get((found[2] or "").lower(), 1.0)


def _telling(figure: Figure) -> bool:
    """Tell whether a figure has two accounts; brought up to date on later days, or agreed by several outlets."""
    days = {(value.date or "")[:10] for value in figure.values}
    outlets = {value.outlet for value in figure.values}
    if figure.kind is FigureKind.UPDATE:
        return len(figure.values) > 1 and len(days) > 1
    return len(figure.values) > 1 and (figure.kind is FigureKind.CONFLICT or len(outlets) > 1)


def _short(source: str) -> str:
    """Return a source as few words: without what is told of it in a clause."""
    if len(source) <= _LONGEST_SOURCE:
        return source
    cut = source[:_LONGEST_SOURCE].rsplit(" ", 1)[0]
    return re.split(r" (?:who|which|that)\b|,", source)[0] if re.search(r" (?:who|which|that)\b|,", cut) else f"{cut} …"


def _joined(figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures, those that share an account as one: the same toll under two names."""
    joined: list[Figure] = []
    for figure in figures:
        places = {(value.citation, value.text) for value in figure.values}
        same = next(
            (one for one in joined if one.unit == figure.unit and places & {(v.citation, v.text) for v in one.values}),
            None,
        )
        if same is None:
            joined.append(figure)
            continue
        values = {(v.text.casefold(), v.source, (v.date or "")[:10]): v for v in (*same.values, *figure.values)}
        longer = max((same, figure), key=lambda one: len(one.values))
        kind = FigureKind.CONFLICT if FigureKind.CONFLICT in (same.kind, figure.kind) else longer.kind
        merged = tuple(sorted(values.values(), key=lambda value: value.date or "", reverse=True))
        joined[joined.index(same)] = replace(longer, kind=kind, values=merged)
    return joined


def _sound(values: tuple[FigureValue, ...]) -> tuple[FigureValue, ...]:
    """Leave out what a same-day account of the same thing exceeds so far that it must be something else."""
    return tuple(
        value
        for value in values
        if not any(
            (other.date or "")[:10] == (value.date or "")[:10] and other.low > _BEYOND * max(value.high, 0.0)
            for other in values
        )
    )


def _within(words: str) -> str:
    """Return words as they stand within a sentence: "A report" as "a report", "Nine people" as "nine people"."""
    first, _, rest = words.partition(" ")
    small = first in ("A", "An", "The", "Two", "Some", "At", "More", "About", "Nearly") or first.lower() in COUNTS
    return f"{first.lower()} {rest}".strip() if small else words


def said_at(attributions: Sequence[Attribution], span: Span) -> Attribution | None:
    """Return the attribution whose content is the span, or the narrowest that holds it or is held by most of it."""
    best: Attribution | None = None
    share = 0.5
    for said in attributions:
        inside = sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in said.content)
        if inside / max(1, span.end - span.start) > share:
            best, share = said, inside / max(1, span.end - span.start)
    return best

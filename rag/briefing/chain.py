"""Where it all comes from: which articles retell another outlet, and which print one and the same report."""

from __future__ import annotations

from ingest.article import Article, Attribution, Span, SpeakerKind
from ingest.speech.provenance import wire_credit
from rag.briefing.draft import Drafted, evidence, trimmed, unmarked
from rag.briefing.material import Material
from rag.briefing.types import SectionKind, Voice
from rag.cite import Evidence


def chains(material: Material) -> list[Drafted]:
    """Return for each article that retells others through whom its words came, and for each report its printings."""
    drafts = []
    for article in material.articles:
        attributions = material.attributions[article.id]
        spoken = [said for said in attributions if said.statement]
        chain = material.chains[article.id]
        if chain and not agency_of(article):
            drafts.append(_retold(article, chain, spoken))
    for article in material.articles:
        others = material.copies.get(article.id, ())
        if others:
            drafts.append(_printed(article, [other.publisher or other.name for other in others], material))
    return drafts


def retold_outlets(material: Material) -> dict[str, tuple[str, Evidence]]:
    """Return each outlet that is retold and not itself among the articles, with the words that credit it."""
    own = {_plain(article.publisher) for article in material.articles if article.publisher}
    own |= {_plain(other.publisher) for others in material.copies.values() for other in others if other.publisher}
    found: dict[str, tuple[str, Evidence]] = {}
    for article in material.articles:
        spoken = [said for said in material.attributions[article.id] if said.statement]
        chain = material.chains[article.id]
        if (
            chain
            and not agency_of(article)
            and _plain(chain[-1]) not in own
            and len(chain) + bool(article.publisher) > 1
        ):
            found.setdefault(chain[-1], (article.publisher or chain[0], _credit(article, spoken, chain[-1])))
    return found


def _retold(article: Article, chain: tuple[str, ...], spoken: list[Attribution]) -> Drafted:
    count = sum(said.via == chain for said in spoken)
    first, last = article.publisher or chain[0], chain[-1]
    steps = [*dict.fromkeys([first, *chain])]
    passed = f"{steps[0]} retells {steps[1]}" if len(steps) == 2 else " ← ".join(steps)
    words = (
        f"{unmarked(passed)}: {count} of the {len(spoken)} statements in this article reached {unmarked(first)} through "
        f"{unmarked(last)}."
        if len(steps) > 1
        else f"{count} of the {len(spoken)} statements in this article come through {unmarked(first)}."
    )
    return Drafted(
        section=SectionKind.CHAIN,
        lead="",
        words=words,
        voice=Voice.OURS,
        evidence=(_credit(article, spoken, last),),
        weight=5.0,
    )


def _credit(article: Article, spoken: list[Attribution], outlet: str) -> Evidence:
    """Return the place where an article credits an outlet: from that outlet's name to its cue, or its opening."""
    for said in spoken:
        if said.speaker_kind is SpeakerKind.OUTLET and said.speaker == outlet and said.source:
            start = article.text.rfind(",", 0, said.source.start)
            near = said.source.start - start < 40
            end = article.text.find("\n", said.source.end)
            span = Span(start=start + 1 if near else said.source.start, end=end if end >= 0 else len(article.text))
            return evidence(article, trimmed(span, article.text, 160), said)
    at = article.text.find(outlet)
    start = article.text.rfind("\n", 0, max(at, 0)) + 1
    return evidence(article, trimmed(Span(start=start, end=len(article.text)), article.text, 200))


def agency_of(article: Article) -> str | None:
    """Return the agency whose report an article prints, where its dateline says so."""
    return wire_credit(article.text)


def _printed(article: Article, others: list[str], material: Material) -> Drafted:
    outlets = [article.publisher or article.name, *others]
    named = f"{', '.join(outlets[:-1])} and {outlets[-1]}"
    agency = agency_of(article)
    report = f"the same report of {unmarked(agency)}" if agency else "one and the same report"
    return Drafted(
        section=SectionKind.CHAIN,
        lead="",
        words=f"{unmarked(named)} print {report}; it counts once.",
        voice=Voice.OURS,
        evidence=(opening(article, material),),
        weight=4.0,
    )


def opening(article: Article, material: Material) -> Evidence:
    """Return an article's first sentence as evidence."""
    sentences = material.sentences.get(article.id) or (Span(start=0, end=len(article.text)),)
    return evidence(article, trimmed(sentences[0], article.text, 160))


def _plain(name: str | None) -> str:
    return (name or "").lower().removeprefix("the ")

from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Article, Attribution, AttributionKind, Span
from ingest.errors import NotFound
from ingest.normalise import content_hash, normalise_text
from rag.cite import Draft, Evidence, verify

TEXT = "The bridge is safe, the mayor said. “We closed it in time,” said Mr Olm. “Nobody was hurt.” It rained."


def article(text: str = TEXT, identity: str = "a1") -> Article:
    return Article(
        id=identity, name="a.txt", fetched_at="2026-01-01", content_hash=content_hash(text), text=text, publisher="Post"
    )


def article_of(identity: str) -> Article:
    if identity != "a1":
        raise NotFound("gone")
    return article()


def evidence(words: str, **changes: object) -> Evidence:
    start = TEXT.index(words)
    fields = {"article_id": "a1", "span": Span(start=start, end=start + len(words)), "quote": words, **changes}
    return Evidence(**fields)  # type: ignore[arg-type]


def test_exact_words_become_numbered_citations() -> None:
    one, two = evidence("We closed it in time"), evidence("It rained.")
    found = verify(
        [Draft(text="Olm: “We closed it in time”", evidence=(one,)), Draft(text="It rained.", evidence=(two, one))],
        article_of,
    )
    assert [s.citations for s in found.statements] == [(1,), (2, 1)]
    assert [TEXT[c.start : c.end] == c.quote for c in found.citations] == [True, True]
    assert found.citations[0].publisher == "Post" and not found.rejected


def test_a_statement_is_rejected_where_its_words_do_not_stand() -> None:
    wrong = [
        Draft(text="It rained.", evidence=(evidence("It rained.", quote="It poured."),)),
        Draft(text="It rained.", evidence=(evidence("It rained.", span=Span(start=0, end=10)),)),
        Draft(text="It rained.", evidence=(evidence("It rained.", article_id="gone"),)),
        Draft(text="It rained.", evidence=(evidence("It rained.", span=Span(start=5, end=5), quote=""),)),
        Draft(text="It rained.", evidence=()),
        Draft(text="The mayor: “Nobody was harmed”", evidence=(evidence("Nobody was hurt."),)),
        Draft(text='The mayor: "We closed it"', evidence=(evidence("It rained."),)),
    ]
    found = verify(wrong, article_of)
    assert not found.statements and not found.citations
    assert len(found.rejected) == len(wrong) and all(rejected.reason for rejected in found.rejected)


def test_a_quote_in_two_pieces_needs_both_cited() -> None:
    text = "Olm: “We closed it in time […] Nobody was hurt.”"
    both = (evidence("We closed it in time,"), evidence("Nobody was hurt."))
    assert verify([Draft(text=text, evidence=both)], article_of).statements
    assert not verify([Draft(text=text, evidence=both[:1])], article_of).statements


def test_the_speaker_goes_with_the_citation_and_the_unnamed_by_the_articles_words() -> None:
    source = TEXT.index("the mayor")
    said = Attribution(
        article_id="a1",
        content=(Span(start=0, end=18),),
        kind=AttributionKind.INDIRECT,
        source=Span(start=source, end=source + 9),
        via=("Radio Olm",),
    )
    found = verify([Draft(text="Safe.", evidence=(evidence("The bridge is safe", attribution=said),))], article_of)
    assert found.citations[0].speaker == "the mayor" and found.citations[0].via == ("Radio Olm",)


@given(st.text(), st.data())
def test_every_citation_equals_the_stored_text(raw: str, data: st.DataObject) -> None:
    text = normalise_text(raw)
    stored = article(text)
    a = data.draw(st.integers(0, len(text)))
    b = data.draw(st.integers(a, len(text)))
    claimed = data.draw(st.sampled_from([text[a:b], text[a:b][::-1], text[a : b + 1]]))
    draft = Draft(text="", evidence=(Evidence(article_id="a1", span=Span(start=a, end=b), quote=claimed),))
    found = verify([draft], lambda _: stored)
    assert all(stored.text[c.start : c.end] == c.quote for c in found.citations)
    assert bool(found.citations) == (claimed == text[a:b] != "")

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Article, Span
from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder
from ingest.normalise import content_hash, normalise_text
from ingest.sentences import split_sentences


def article(text: str, headings: tuple[Span, ...] = ()) -> Article:
    return Article(id="a", name="a", fetched_at="", content_hash=content_hash(text), text=text, headings=headings)


def covers(text: str, spans: list[Span]) -> bool:
    """Tell whether the spans stand in order and hold every character that is not blank."""
    at = 0
    for span in spans:
        if span.start < at or text[at : span.start].strip():
            return False
        at = span.end
    return not text[at:].strip()


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
texts = st.one_of(st.text(), st.lists(words, max_size=60).map(". ".join), st.lists(words, max_size=30).map("\n\n".join))


@settings(deadline=None, max_examples=60)
@given(raw=texts, window=st.sampled_from([48, 256]))
def test_passages_equal_the_text_at_their_offsets(raw: str, window: int, embedder: Embedder) -> None:
    text = normalise_text(raw)
    passages = split_passages(article(text), embedder, window)
    assert covers(text, [passage.span for passage in passages])
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert covers(
            passage.text, [Span(start=s.start - passage.start, end=s.end - passage.start) for s in passage.sentences]
        )


@settings(deadline=None)
@given(raw=texts)
def test_sentences_hold_every_character_once(raw: str) -> None:
    text = normalise_text(raw)
    assert covers(text, split_sentences(text))


def test_a_passage_fits_the_embedders_window(embedder: Embedder) -> None:
    text = "\n\n".join(
        f"Paragraph {n} tells at some length of a harbour, a storm and what they cost. " * (1 + n % 7)
        for n in range(60)
    ).strip()
    text += "\n\n" + "word " * 1500
    text = normalise_text(text)
    passages = split_passages(article(text), embedder, embedder.window)
    sizes = [len(spans) for spans in embedder.token_spans([passage.text for passage in passages])]
    assert max(sizes) <= embedder.window - 2
    assert sum(sizes) / len(sizes) > embedder.window / 3


def test_a_heading_begins_a_passage_with_what_it_heads(embedder: Embedder) -> None:
    first, heading, rest = "Ships left the port. " * 20, "What it costs", "Nobody knows. " * 30
    text = normalise_text(f"{first}\n\n{heading}\n\n{rest}")
    at = text.index(heading)
    passages = split_passages(article(text, (Span(start=at, end=at + len(heading)),)), embedder, embedder.window)
    assert any(passage.text.startswith(heading + "\n") for passage in passages)

from ingest.article import Filters
from rag import NewsAssistant
from rag.langchain import NewsRetriever


def test_documents_are_exact_passages_that_a_chain_can_cite(samples: NewsAssistant) -> None:
    documents = NewsRetriever(assistant=samples, k=4).invoke("Why did the Orrel dam fail?")
    assert len(documents) == 4
    for document in documents:
        meta = document.metadata
        text = samples.article(meta["article_id"]).text
        assert text[meta["start"] : meta["end"]] == document.page_content
        assert meta["url"].startswith("https://") and meta["publisher"]


def test_filters_hold_in_a_chain(samples: NewsAssistant) -> None:
    only = Filters(publishers=("Counting House",))
    chain = NewsRetriever(assistant=samples, filters=only) | (lambda found: {d.metadata["publisher"] for d in found})
    assert chain.invoke("What will the dam cost?") == {"Counting House"}

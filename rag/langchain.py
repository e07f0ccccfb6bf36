"""Dateline's retrieval as a LangChain retriever, for those who build chains of their own."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingest.article import Filters
from rag.assistant import NewsAssistant
from rag.output import passage_json


class NewsRetriever(BaseRetriever):
    """Passages of an open assistant's store as LangChain documents, best first.

    A document's metadata are the fields of `python -m rag search --json`, so that a chain can cite exact words:
    the article's stored text from `start` to `end` is `page_content`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: NewsAssistant
    k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.assistant.search(query, k=self.k, filters=self.filters)
        documents = []
        for passage in found.passages:
            metadata = passage_json(passage)
            documents.append(Document(page_content=metadata.pop("text"), metadata=metadata))
        return documents

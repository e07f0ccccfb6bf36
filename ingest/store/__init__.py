"""The data folder: SQLite holds the truth, Chroma the vector index over it. One process owns it at a time."""

from ingest.store.kept import KeptRecord, KeptRecords
from ingest.store.reader import StoredPassage
from ingest.store.spoken import Spoken
from ingest.store.store import ArticleStore, StoreItem
from ingest.store.taken import TakenOut

__all__ = ["ArticleStore", "KeptRecord", "KeptRecords", "Spoken", "StoreItem", "StoredPassage", "TakenOut"]

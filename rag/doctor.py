"""Look over the whole set-up: what is there, what is missing, how to mend it."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from ingest.embedding.opening import open_embedder
from ingest.errors import DatelineError
from ingest.settings import DEFAULT_EMBEDDER
from ingest.store import ArticleStore
from rag.llm.check import Check, check_model
from rag.settings import Settings
from rag.writing.model_seat import settings_in_force

_LITTLE = 1_000_000_000  # bytes


def examine(settings: Settings) -> list[Check]:
    """Look at the data folder, the disk, spaCy, the embedding model, the store and the language model.

    For the command line: the store must not be open in this process. Raises nothing.
    """
    checks = [*_folder(settings.home), _spacy(settings.spacy_model), *_library(settings)]
    try:
        in_force = settings_in_force(settings, settings.home)
    except DatelineError as error:
        return [*checks, Check(what="Language model", good=False, told="the kept choice is damaged", mend=str(error))]
    return [*checks, *check_model(in_force)]


def _folder(home: Path) -> list[Check]:
    there = home if home.exists() else home.absolute().parent
    if not os.access(there, os.W_OK):
        return [
            Check(
                what="Data folder", good=False, told=f"{home} cannot be written",
                mend="Give this user the right to write it, or set DATELINE_HOME to another folder.",
            )
        ]  # fmt: skip
    free = shutil.disk_usage(there).free
    room = f"{free / 1e9:,.1f} GB free"
    few = Check(what="Disk", good=False, told=room, mend="Make room: ingest stops where the disk is full.")
    folder = Check(
        what="Data folder", good=True, told=str(home) if home.exists() else f"{home}, made at the first start"
    )
    return [folder, few if free < _LITTLE else Check(what="Disk", good=True, told=room)]


def _spacy(name: str) -> Check:
    if Path(name).is_dir() or _found(name):
        return Check(what="spaCy model", good=True, told=name)
    return Check(
        what="spaCy model", good=False, told=f"{name} is not installed",
        mend=f"pip install {name.replace('_', '-')}, or set DATELINE_SPACY_MODEL to one that is.",
    )  # fmt: skip


def _found(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):  # "a.b" without an a, or no name at all
        return False


def _library(settings: Settings) -> list[Check]:
    try:
        embedder = open_embedder(settings.embedder, settings.model_cache)
    except DatelineError as error:
        mend = "pip install -r requirements.txt" if settings.embedder == DEFAULT_EMBEDDER else str(error)
        return [Check(what="Embedding model", good=False, told=f"{settings.embedder} cannot be loaded", mend=mend)]
    checks = [Check(what="Embedding model", good=True, told=settings.embedder)]
    if not settings.home.exists():
        return [*checks, Check(what="Library", good=None, told="empty", mend="Add articles, or start the page once.")]
    try:
        store = ArticleStore.open(settings.home, embedder=embedder)
    except DatelineError as error:
        return [*checks, Check(what="Library", good=False, told="cannot be opened", mend=str(error))]
    try:
        counts = store.counts()
    finally:
        store.close()
    told = f"{counts['articles']:,} articles, {counts['passages']:,} passages"
    return [*checks, Check(what="Library", good=True, told=told)]

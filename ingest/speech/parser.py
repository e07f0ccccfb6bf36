"""The spaCy pipeline that reads English sentences, loaded the same way by all who need it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from ingest.errors import MissingDependency
from ingest.speech.word_vectors import embed_words_once

_UNUSED = ("attribute_ruler", "ner", "lemmatizer", "senter", "entity_linker", "textcat")


def load_parser(model: str) -> Any:
    """Return a pipeline with tagger and parser, by package name or path. Raises MissingDependency where it is not installed."""
    unused = list(_UNUSED)
    try:
        if Path(model).is_dir():
            nlp = importlib.import_module("spacy").load(Path(model), exclude=unused)
        else:
            nlp = importlib.import_module(model).load(exclude=unused)
    except ModuleNotFoundError as error:
        raise MissingDependency(
            f"The spaCy model {model} is not installed, which reads who says what. Install it (`pip install {model}`), or set "
            "another with DATELINE_SPACY_MODEL."
        ) from error
    except (
        OSError,
        ImportError,
        AttributeError,
        TypeError,
        ValueError,
    ) as error:  # a folder or a package of something else
        raise MissingDependency(
            f"{model} is no spaCy model that can be loaded ({error}). Set the name or the folder of one with DATELINE_SPACY_MODEL."
        ) from error
    embed_words_once(nlp)
    return nlp

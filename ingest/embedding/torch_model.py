"""A sentence-transformers model run by torch: any name on Hugging Face, or a folder."""

from __future__ import annotations

import os
import re
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from ingest.embedding.model_files import fingerprint_of, model_folder
from ingest.embedding.states import ModelFacts, StateEmbedder, TokenBatch
from ingest.errors import EmbedderError
from ingest.settings import DEFAULT_EMBEDDER

# The E5 models (Wang et al. 2022, arXiv 2212.03533) were trained with these words before each text, but their files do not
# say so.
_E5 = re.compile(r"(?:^|[/\\_-])e5-(?:small|base|large)(?:-v2)?[/\\]?$")
_E5_PROMPTS = ("query: ", "passage: ")


class TorchEmbedder(StateEmbedder):
    """Loads the model with sentence-transformers and runs it on the processor."""

    def __init__(self, name: str) -> None:
        folder = model_folder(name)
        if folder is not None:
            # A model on disk needs no look-up on the network; the libraries make one unless told.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model: Any = SentenceTransformer(str(folder or name), device="cpu", trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"The embedding model {name} could not be loaded ({error}). Check DATELINE_EMBEDDER and, for a "
                f"model that is not on this machine yet, the network; {DEFAULT_EMBEDDER} works without."
            ) from error
        pooling = _pooling_of(model)
        if pooling is None or model.tokenizer is None or not hasattr(model.tokenizer, "backend_tokenizer"):
            raise EmbedderError(
                f"The embedding model {name} pools its tokens in a way that Dateline does not know. "
                "Choose one that takes their mean or their first token."
            )
        dimension = int(model.get_embedding_dimension() or 0)
        query_prompt, passage_prompt = _prompts_of(model, name)
        backend = model.tokenizer.backend_tokenizer
        if not backend.padding and model.tokenizer.pad_token_id is not None:
            backend.enable_padding(pad_id=model.tokenizer.pad_token_id, pad_token=str(model.tokenizer.pad_token))
        super().__init__(
            ModelFacts(
                name=name,
                fingerprint=fingerprint_of(name, dimension),
                dimension=dimension,
                window=min(int(model.max_seq_length or 512), 512),
                query_prompt=query_prompt,
                passage_prompt=passage_prompt,
                pooling=pooling,
                prompt_pooled=bool(getattr(model[1], "include_prompt", True)) if len(model) > 1 else True,
            ),
            backend,
        )
        self.encoder = model[0].auto_model.eval()

    def _run_one(self, batch: TokenBatch) -> NDArray[np.float32]:
        with torch.inference_mode():
            found = self.encoder(
                input_ids=torch.from_numpy(batch.ids), attention_mask=torch.from_numpy(batch.mask)
            ).last_hidden_state
        states: NDArray[np.float32] = found.float().numpy()
        return states


def _prompts_of(model: Any, name: str) -> tuple[str, str]:
    """Return what is put before a question and before a passage, by the names sentence-transformers looks for."""
    default = model.prompts.get(model.default_prompt_name or "") or ""

    def first(*names: str) -> str:
        # The library itself fills in empty ones.
        return next((str(model.prompts[n]) for n in names if model.prompts.get(n)), default)

    found = first("query"), first("document", "passage", "corpus")
    return _E5_PROMPTS if not any(found) and _E5.search(name) else found


def _pooling_of(model: Any) -> str | None:
    kinds = [type(module).__name__ for module in model]
    if kinds[0] != "Transformer" or any(kind not in {"Transformer", "Pooling", "Normalize"} for kind in kinds):
        return None
    modes = model[1].get_config_dict() if len(kinds) > 1 else {}
    mode = str(modes.get("pooling_mode", "mean"))
    if modes.get("pooling_mode_cls_token") or mode == "cls":
        return "cls"
    return "mean" if modes.get("pooling_mode_mean_tokens", mode == "mean") else None

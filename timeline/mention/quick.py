"""The networks of the parser made quicker: the same answers, on numpy's matrix product and with what stands for a word kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

WORDS = 50_000  # words whose vectors are kept: some 30 MB
EMBED = "extract_features"  # the layer that a network from words to vectors begins with


def quick(nlp: Language) -> Language:
    """The pipeline on numpy's matrix product, which takes a third less time than its own, with each word's vector computed once."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.components:  # those that are left out, too
        for node in list(pipe.model.walk()) if hasattr(pipe, "model") and hasattr(pipe.model, "walk") else ():  # a pipe of rules has none
            node.ops = ops
            if node.layers and node.layers[0].layers and node.layers[0].layers[0].name == EMBED:
                node.layers[0] = remembered(node.layers[0])
    return nlp


def remembered(embed: Model[Any, Any]) -> Model[Any, Any]:
    """The layers from words to vectors that know nothing of a word's neighbours, for use without training, with each word's vector computed once."""
    import numpy as np
    from thinc.api import Model, chain

    features, vectors = embed.layers[0], chain(*embed.layers[1:])
    kept: dict[tuple[int, ...], Any] = {}

    def forward(model: Model[Any, Any], docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
        if len(kept) > WORDS:
            kept.clear()
        seen = [list(map(tuple, found.tolist())) for found in features.predict(docs)]
        new = list(dict.fromkeys(key for keys in seen for key in keys if key not in kept))
        if new:
            kept.update(zip(new, vectors.predict([np.array(new, dtype="uint64")])[0], strict=True))
        return [np.array([kept[key] for key in keys]) for keys in seen], lambda gradient: []

    return Model("remembered", forward, dims={"nO": embed.get_dim("nO")})

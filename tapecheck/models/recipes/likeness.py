"""How much of the untouched encoder's sense of likeness the trained one's embedding has kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tapecheck.models.encoder import EncoderModel
from tapecheck.models.recipes.treebank import read_treebank

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SENTENCES = 400


def held_out(data: Path) -> list[str]:
    """Sentences of at least 30 characters, of the test parts of EWT and GUM, evenly over each."""
    texts: list[str] = []
    for name in ("en_ewt-test.conllu.gz", "gum-test.conllu.gz"):
        some = [s.text for s in read_treebank(data / name) if len(s.text) >= 30]
        texts += some[:: max(1, len(some) // (SENTENCES // 2))][: SENTENCES // 2]
    return texts


def likeness(model: EncoderModel, backbone: Path, data: Path) -> float:
    """Spearman's correlation of the cosines of all pairs of held-out sentences: the model's and the backbone's."""
    import numpy as np

    from tapecheck.models.recipes.network import Teacher

    texts = held_out(data)
    teacher = Teacher(backbone, "cpu")
    taught = np.concatenate([teacher.embed(texts[i : i + 32]).numpy() for i in range(0, len(texts), 32)])
    return spearman(cosines(model.embed(texts)), cosines(taught))


def cosines(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of each pair of these unit vectors once."""
    import numpy as np

    made: NDArray[np.float32] = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    return made


def spearman(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """The correlation of the ranks of two rows of numbers (ties in the order in which they come)."""
    import numpy as np

    ranks = np.stack([row.argsort(kind="stable").argsort(kind="stable") for row in (one, other)])
    made: NDArray[np.float64] = np.atleast_2d(np.corrcoef(ranks))
    return float(made[0, 1])

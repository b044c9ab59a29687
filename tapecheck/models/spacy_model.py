"""Any installed spaCy pipeline as a model of names: `spacy:en_core_web_trf`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tapecheck.errors import ModelError
from tapecheck.models.base import NameSpan
from tapecheck.models.groups import group_sentences
from tapecheck.models.mapping import map_labels
from tapecheck.models.spans import tidy
from tapecheck.schema import Label, Sentence

if TYPE_CHECKING:
    from spacy.language import Language

LONGEST = 20_000  # characters at once: far below spaCy's limit, enough context for any document


class SpacyModel:
    """A `NameModel` over the `ner` component of a pipeline."""

    def __init__(self, nlp: Language, labels: Mapping[str, str] | None = None) -> None:
        """Take a loaded pipeline; `labels` maps its labels to ours where the shipped tables do not.

        Raises:
            ModelError: the pipeline finds no names, or has labels that nobody mapped.
        """
        meta = nlp.meta
        self.name = f"spacy:{meta.get('lang', '')}_{meta.get('name', '')}"
        self.version = str(meta.get("version", "0"))
        if "ner" not in nlp.pipe_names:
            raise ModelError(f"{self.name}: the pipeline has no `ner` component; take one that has, or `fast`")
        self._nlp = nlp
        self._labels = map_labels(self.name, nlp.pipe_labels["ner"], labels)

    def names(self, text: str, sentences: Sequence[Sentence]) -> list[NameSpan]:
        """The names of these sentences, in order; the score is always 1.0, since spaCy's parser gives none."""
        groups = list(group_sentences(sentences, LONGEST))
        found: dict[tuple[int, int], NameSpan] = {}
        docs = self._nlp.pipe(text[a:b] for a, b in groups)
        for (offset, _), doc in zip(groups, docs, strict=True):
            for ent in doc.ents:
                label = self._labels.get(ent.label_)
                start, end = tidy(text, offset + ent.start_char, offset + ent.end_char, person=label is Label.PERSON)
                if label and start < end:
                    found[start, end] = NameSpan(start, end, label, 1.0)
        return without_overlaps(found.values())


def without_overlaps(names: Iterable[NameSpan]) -> list[NameSpan]:
    """The names in order of the text; of two that overlap the longer stays."""
    kept: list[NameSpan] = []
    for name in sorted(names, key=lambda n: (n.start, n.start - n.end)):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
            continue
        kept.append(name)
    return kept


def load_spacy(package: str, labels: Mapping[str, str] | None = None) -> SpacyModel:
    """Load an installed pipeline package, or a folder that `nlp.to_disk` wrote.

    Raises:
        ModelError: it is not installed, or was made for another spaCy.
    """
    import spacy

    try:
        nlp = spacy.load(package)
    except (OSError, ImportError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"spacy:{package} cannot be loaded ({reason}); install it: `pip install {package}`") from error
    return SpacyModel(nlp, labels)

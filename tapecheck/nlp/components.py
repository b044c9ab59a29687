"""Our components in anybody's spaCy pipeline, by name, once tapecheck is installed; see docs/library.md.

spaCy imports this module by its entry points. Each extractor is a function, and here a component that reads what came
before it from the Doc's extensions, stores there what it found, and says truthfully what it requires and assigns; the
spans are also in `doc.spans[name]`, for displaCy. A Doc that travels between processes (`n_process=2`, DocBin with user
data) needs the codec registered here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.tokens import Doc

from tapecheck.models.base import NameModel
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import Catalogue, load_catalogue
from tapecheck.schema import (
    Annotations,
    Claim,
    Entity,
    Mention,
    Period,
    Published,
    Quantity,
    Quote,
    Sentence,
    Span,
    from_json,
    to_json,
)

FOUND = ("sentences", "entities", "mentions", "quantities", "periods", "quotes")
PREFIX = "tapecheck_"  # of our extensions: other packages have "entities" and "quotes" of their own
COMPONENTS = ("tapecheck_sentences", "tapecheck_names", "tapecheck_figures", "tapecheck_periods", "tapecheck_quotes")
ALL = (*COMPONENTS, "tapecheck_claims")
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Claim, Entity, Mention, Period, Quantity, Quote, Sentence)
}
_MARK = "__tapecheck__"


def _store(doc: Doc, name: str, found: Iterable[Any]) -> Doc:
    """Keep the findings themselves, and their spans widened to whole tokens."""
    items = tuple(found)
    doc._.set(PREFIX + name, items)
    spans = (doc.char_span(item.start, item.end, _label(item), alignment_mode="expand") for item in items)
    doc.spans[name] = [span for span in spans if span is not None]
    return doc


def published_of(doc: Doc) -> Published | None:
    """When the text appeared: `doc._.tapecheck_published`, which may be an ISO 8601 date or instant."""
    published = doc._.tapecheck_published
    return Published.parse(published) if isinstance(published, str) else published


def _label(item: Any) -> str:
    return str(getattr(item, "label", "") or getattr(item, "kind", "") or getattr(item, "type", ""))


def _register(name: str, find: Callable[[Doc], Iterable[Span]], requires: list[str]) -> None:
    """A component that stores what `find` finds under `doc._.tapecheck_NAME` and `doc.spans["NAME"]`."""

    def component(doc: Doc) -> Doc:
        return _store(doc, name, find(doc))

    short = {"quantities": "figures"}.get(name, name)
    Language.component(f"tapecheck_{short}", func=component, assigns=[f"doc._.{PREFIX}{name}"], requires=requires)


class NamesComponent:
    """Finds names and what stands for them; holds the catalogue and the model, which have to be loaded."""

    def __init__(self, catalogue: Catalogue | None = None, model: NameModel | None = None) -> None:
        """Without a catalogue the shipped one is loaded at the first document."""
        self.catalogue = catalogue
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc._.tapecheck_entities` and `doc._.tapecheck_mentions`."""
        self.catalogue = self.catalogue or load_catalogue()
        entities = find_entities(doc.text, doc._.tapecheck_sentences, self.catalogue, self.model)
        _store(doc, "entities", entities)
        return _store(doc, "mentions", find_mentions(doc.text, doc._.tapecheck_sentences, entities, self.catalogue))


def _sentences(doc: Doc) -> Doc:
    """Set `doc._.tapecheck_sentences` and spaCy's own sentence starts."""
    sentences = tuple(find_sentences(doc.text, doc._.tapecheck_title_end))
    doc._.tapecheck_sentences = sentences
    if not len(doc):
        return doc
    # All starts at once: to set a token's own walks through the whole Doc each time.
    begins = np.array([sentence.start for sentence in sentences], dtype=np.int64)
    ends = np.array([token.idx + len(token) for token in doc], dtype=np.int64)
    starts = np.full(len(doc), -1, dtype=np.int64)
    first = np.searchsorted(ends, begins, side="right")
    starts[first[first < len(doc)]] = 1
    return doc.from_array(["SENT_START"], starts.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]


@Language.factory(
    "tapecheck_names",
    assigns=["doc._.tapecheck_entities", "doc._.tapecheck_mentions"],
    requires=["doc._.tapecheck_sentences"],
)
def _names(nlp: Language, name: str) -> NamesComponent:  # noqa: ARG001 - the factory's signature is spaCy's
    return NamesComponent()


for _name in FOUND:
    Doc.set_extension(PREFIX + _name, default=())
Doc.set_extension(PREFIX + "published", default=None)
Doc.set_extension(PREFIX + "title_end", default=0)
Language.component("tapecheck_sentences", func=_sentences, assigns=["doc._.tapecheck_sentences", "token.is_sent_start"])
_register("quantities", lambda doc: find_quantities(doc.text), [])
_register("periods", lambda doc: find_periods(doc.text, published_of(doc)), [])
_register(
    "quotes",
    lambda doc: find_quotes(doc.text, doc._.tapecheck_sentences, doc._.tapecheck_entities),
    ["doc._.tapecheck_sentences", "doc._.tapecheck_entities"],
)


class ClaimsComponent(NamesComponent):
    """Sets `doc._.tapecheck_claims`: the claims of what the components before it found; it asks no model."""

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims, and put the whole tokens that state them into `doc.spans["claims"]`."""
        from tapecheck.nlp.claims import find_claims

        self.catalogue = self.catalogue or load_catalogue()
        revision = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        found: dict[str, Any] = {name: tuple(doc._.get(PREFIX + name)) for name in FOUND}
        published, title_end = published_of(doc), doc._.tapecheck_title_end
        annotations = Annotations(text=doc.text, title_end=title_end, published=published, **found)
        claims = find_claims(annotations, self.catalogue, revision)
        doc._.tapecheck_claims = tuple(claims)
        spans = (doc.char_span(claim.start, claim.end, claim.metric, alignment_mode="expand") for claim in claims)
        doc.spans["claims"] = [span for span in spans if span is not None]
        return doc


@Language.factory(
    "tapecheck_claims", assigns=["doc._.tapecheck_claims"], requires=[f"doc._.{PREFIX}{name}" for name in FOUND]
)
def _claims(nlp: Language, name: str) -> ClaimsComponent:  # noqa: ARG001 - the factory's signature is spaCy's
    return ClaimsComponent()


Doc.set_extension("tapecheck_claims", default=())


def _encode(item: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A noun as its JSON, for a Doc that travels."""
    kind = type(item).__name__
    if _KINDS.get(kind) is type(item):
        return {_MARK: kind, "json": to_json(item)}
    if isinstance(item, Published):
        return {_MARK: "Published", "json": str(item)}
    return item if chain is None else chain(item)


def _decode(item: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """The noun back."""
    if isinstance(item, dict) and _MARK in item:
        if item[_MARK] == "Published":
            return Published.parse(item["json"])
        return from_json(_KINDS[item[_MARK]], item["json"])
    return item if chain is None else chain(item)


srsly.msgpack_encoders("tapecheck", func=_encode)
srsly.msgpack_decoders("tapecheck", func=_decode)

"""Our components in anybody's spaCy pipeline, by name, once tapecheck is installed; see docs/library.md.

spaCy imports this module by its entry points. What components find is kept in the Doc's extensions as dataclasses, for
which a Doc that travels between processes (`n_process=2`, DocBin with user data) needs the codec registered here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from tapecheck.nlp.annotate import COMPONENTS, FOUND, PREFIX, published_of
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
    from_json,
    to_json,
)

ALL = (*COMPONENTS, "tapecheck_claims")
_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Claim, Entity, Mention, Period, Quantity, Quote, Sentence)
}
_MARK = "__tapecheck__"


class ClaimsComponent:
    """Sets `doc._.tapecheck_claims`: the claims of what the components before it found."""

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        """Without a catalogue the shipped one is loaded at the first document."""
        self.catalogue = catalogue

    def __call__(self, doc: Doc) -> Doc:
        """Find the claims, and put the whole tokens that state them into `doc.spans["claims"]`."""
        from tapecheck.nlp.claims import find_claims

        self.catalogue = self.catalogue or load_catalogue()
        revision = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        claims = find_claims(_annotations(doc), self.catalogue, revision)
        doc._.tapecheck_claims = tuple(claims)
        spans = (doc.char_span(claim.start, claim.end, claim.metric, alignment_mode="expand") for claim in claims)
        doc.spans["claims"] = [span for span in spans if span is not None]
        return doc


def _annotations(doc: Doc) -> Annotations:
    found: dict[str, Any] = {name: tuple(doc._.get(PREFIX + name)) for name in FOUND}
    return Annotations(text=doc.text, title_end=doc._.tapecheck_title_end, published=published_of(doc), **found)


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

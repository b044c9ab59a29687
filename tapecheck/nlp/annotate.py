"""The spaCy pipeline: each extractor is a function, and here a component that stores what it found in the Doc.

A component reads what came before it from the Doc's extensions and says truthfully what it requires and assigns, so
that a user can put any of them into a pipeline of their own. The spans are also in `doc.spans[name]`, for displaCy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from tapecheck.models.base import NameModel
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import Catalogue, load_catalogue
from tapecheck.schema import Annotations, Article, Published, Span

FOUND = ("sentences", "entities", "mentions", "quantities", "periods", "quotes")
PREFIX = "tapecheck_"  # of our extensions: other packages have "entities" and "quotes" of their own
MAX_CHARACTERS = 20_000_000
LONGEST_RUN = 1000  # characters without a blank
_PIECES = re.compile(r"\w{1,40}|[^\w\s]")
COMPONENTS = ("tapecheck_sentences", "tapecheck_names", "tapecheck_figures", "tapecheck_periods", "tapecheck_quotes")


def build_pipeline(catalogue: Catalogue, model: NameModel | None = None) -> Language:
    """A blank English pipeline with our components, the names found by `model` and the rules."""
    nlp = spacy.blank("en")
    nlp.tokenizer = PatientTokenizer(nlp.tokenizer, nlp.vocab)
    nlp.max_length = MAX_CHARACTERS
    for name in COMPONENTS:
        nlp.add_pipe(name)
    names = nlp.get_pipe("tapecheck_names")
    assert isinstance(names, NamesComponent)
    names.catalogue, names.model = catalogue, model
    return nlp


def annotate(article: Article, nlp: Language) -> Annotations:
    """Everything that the extractors find in an article. `nlp` is a pipeline of `build_pipeline`."""
    doc = nlp.make_doc(article.text)
    doc._.tapecheck_published, doc._.tapecheck_title_end = article.published, article.title_end
    for _, component in nlp.pipeline:
        doc = component(doc)
    return Annotations(
        text=article.text,
        title_end=article.title_end,
        published=article.published,
        tables=article.tables,
        **{name: tuple(doc._.get(PREFIX + name)) for name in FOUND},
    )


class PatientTokenizer:
    """spaCy's tokenizer, and plain pieces for a text with a run of characters that no blank breaks.

    spaCy peels signs off a run one by one and copies the rest each time: 10,000 dollar signs took it 16 seconds.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], vocab: Vocab) -> None:
        """`tokenizer` is the pipeline's own."""
        self.tokenizer, self.vocab = tokenizer, vocab

    def __call__(self, text: str) -> Doc:
        """Tokens of the text, the same as spaCy's unless it holds such a run."""
        if max(map(len, text.split()), default=0) <= LONGEST_RUN:
            return self.tokenizer(text)
        words, spaces = get_words_and_spaces(_PIECES.findall(text), text)
        return Doc(self.vocab, words=words, spaces=spaces)


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

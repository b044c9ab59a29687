"""Everything that the extractors find in one article: each is a function of the text and of what was found before."""

from __future__ import annotations

from tapecheck.models.base import NameModel
from tapecheck.nlp.figures import find_quantities
from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.periods import find_periods
from tapecheck.nlp.quotes import find_quotes
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import Catalogue
from tapecheck.schema import Annotations, Article


def find_annotations(article: Article, catalogue: Catalogue, model: NameModel | None = None) -> Annotations:
    """Sentences, names, figures, periods and quotes of an article: what the spaCy pipeline finds, without spaCy."""
    text = article.text
    sentences = tuple(find_sentences(text, article.title_end))
    entities = tuple(find_entities(text, sentences, catalogue, model))
    return Annotations(
        text=text,
        title_end=article.title_end,
        published=article.published,
        sentences=sentences,
        entities=entities,
        mentions=tuple(find_mentions(text, sentences, entities, catalogue)),
        quantities=tuple(find_quantities(text)),
        periods=tuple(find_periods(text, article.published)),
        quotes=tuple(find_quotes(text, sentences, entities)),
        tables=article.tables,
    )

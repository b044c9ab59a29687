from __future__ import annotations

import spacy
from spacy.language import Language

from tapecheck.nlp.components import COMPONENTS, FOUND, PREFIX
from tapecheck.nlp.find import find_annotations
from tapecheck.reference.instruments import load_catalogue
from tapecheck.schema import Article, Published

TEXT = (
    "Chips rally\n\nCompanies like Nvidia Corp.Meta Platforms Inc. and Tesla Inc. drove the gains. "
    "Nvidia surged 16% on Friday. “It is a start,” said Jane Roe, a strategist at Example Partners."
)
ARTICLE = Article(id="a", text=TEXT, title_end=11, published=Published.parse("2023-09-08T17:00:00-04:00"))


def test_everything_found_selects_its_text() -> None:
    found = find_annotations(ARTICLE, load_catalogue())
    assert found.text == TEXT
    for name in FOUND[1:]:
        assert all(TEXT[item.start : item.end] == item.text for item in getattr(found, name))
    assert [entity.symbol for entity in found.entities if entity.symbol] == ["NVDA", "META", "TSLA", "NVDA"]
    assert [quantity.text for quantity in found.quantities] == ["16%"]
    assert [str(period.from_) for period in found.periods] == ["2023-09-08"]
    assert [quote.speaker for quote in found.quotes] == ["Jane Roe"]


def pipeline() -> Language:
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def test_spacys_pipeline_finds_the_same() -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.tapecheck_published, doc._.tapecheck_title_end = ARTICLE.published, ARTICLE.title_end
    for _, component in nlp.pipeline:
        doc = component(doc)
    found = find_annotations(ARTICLE, load_catalogue())
    assert all(tuple(doc._.get(PREFIX + name)) == getattr(found, name) for name in FOUND)


def test_the_components_are_spacys_own_kind() -> None:
    nlp = pipeline()
    assert nlp.pipe_names == list(COMPONENTS)
    doc = nlp.make_doc(TEXT)
    doc._.tapecheck_title_end = 11
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [span.text for span in doc.spans["quantities"]] == ["16%"]
    assert doc.spans["quantities"][0].label_ == "percent"
    assert next(sentence.text.strip() for sentence in doc.sents) == "Chips rally"
    assert not nlp.analyze_pipes()["problems"]["tapecheck_quotes"]


def test_a_component_stands_in_a_pipeline_of_the_users_own() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tapecheck_sentences")
    nlp.add_pipe("tapecheck_names")
    nlp.add_pipe("tapecheck_figures")
    doc = nlp("The Dow fell 1.2% on Friday.")
    assert [entity.name for entity in doc._.tapecheck_entities] == ["Dow Jones Industrial Average"]
    assert [span.text for span in doc.spans["quantities"]] == ["1.2%"]


def test_spacys_sentences_are_ours() -> None:
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.tapecheck_title_end = 11
    nlp.get_pipe("tapecheck_sentences")(doc)
    assert [(span.start_char, span.end_char) for span in doc.sents][1:] == [
        (s.start, s.end) for s in doc._.tapecheck_sentences
    ][1:]

import pytest

from tapecheck.errors import ModelError
from tapecheck.models.mapping import map_labels
from tapecheck.schema import Label


def test_ontonotes_places_are_places_and_its_figures_are_dropped() -> None:
    labels = map_labels("m", ["GPE", "LOC", "FAC", "MONEY"])
    assert labels == {"GPE": Label.GPE, "LOC": Label.LOC, "FAC": Label.LOC, "MONEY": None}


def test_conll_has_one_label_for_places() -> None:
    assert map_labels("m", ["PER", "LOC", "MISC"]) == {"PER": Label.PERSON, "LOC": Label.GPE, "MISC": None}


def test_a_users_table_goes_first() -> None:
    assert map_labels("m", ["TICKER", "ORG"], {"TICKER": "ORG", "ORG": ""}) == {"TICKER": Label.ORG, "ORG": None}


def test_labels_that_nobody_mapped_are_named_with_the_fix() -> None:
    with pytest.raises(ModelError, match=r"m: nobody mapped its labels DISEASE, GENE; write a TOML file .* \[labels\]"):
        map_labels("m", ["GENE", "DISEASE", "ORG"])


def test_a_table_that_maps_to_no_label_of_ours_is_refused() -> None:
    with pytest.raises(ModelError, match=r"GENE = 'PROTEIN' in \[labels\] is no label of ours"):
        map_labels("m", ["GENE"], {"GENE": "PROTEIN"})

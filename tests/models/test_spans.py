import pytest

from tapecheck.models.spans import tidy


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the Federal Reserve", "Federal Reserve"),
        ("The Dow's", "Dow"),
        ("Mr. Powell", "Powell"),
        ("President Biden’s", "Biden"),
        ("Sir Jon Cunliffe", "Jon Cunliffe"),
        ("Traders'", "Traders"),
        ("McDonald's", "McDonald's"),
        ("Moody's's", "Moody's"),
        (" “Apple Inc.,” ", "Apple Inc."),
        ("Theranos", "Theranos"),
        ("the ", "the"),
        ("", ""),
    ],
)
def test_spans_get_the_contracts_form(text: str, name: str) -> None:
    start, end = tidy(text, 0, len(text), person=True)
    assert text[start:end] == name


def test_only_a_person_has_titles() -> None:
    assert tidy("General Motors", 0, 14, person=False) == (0, 14)

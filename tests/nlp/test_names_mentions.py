"""What stands for a name: text in, (mention, name) out."""

from __future__ import annotations

import pytest

from tapecheck.nlp.names import find_entities, find_mentions
from tapecheck.nlp.sentences import find_sentences
from tapecheck.reference.instruments import load_catalogue


def mentions(text: str) -> list[tuple[str, str]]:
    catalogue, sentences = load_catalogue(), find_sentences(text)
    found = find_mentions(text, sentences, find_entities(text, sentences, catalogue), catalogue)
    return [(m.text, m.name) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the kind alone: the one of the sentence, else of the sentence before
        ("The S&P 500 fell 2%, leaving the index 10% lower.", [("the index", "S&P 500")]),
        ("The FTSE 100 slid. The index has lost 5% this month.", [("The index", "FTSE 100")]),
        ("The Dow fell 2%. The average ended at 10,000.", [("The average", "Dow Jones Industrial Average")]),
        ("The 10-year Treasury yield rose. The yield hit 4%.", [("The yield", "10-year Treasury yield")]),
        ("The ARK Innovation ETF fell 5%. The fund is down 60%.", [("The fund", "ARK Innovation ETF")]),
        ("Gold fell. The metal has lost 8%.", [("The metal", "Gold")]),
        (
            "The yen slid; the currency is at its weakest since 1990.",
            [("the currency", "Japanese yen"), ("its", "Japanese yen")],
        ),
        ("Henry Hub settled higher. The contract is up 28%.", [("The contract", "Natural gas")]),
        # a description
        (
            "The Dow rose as the S&P 500 fell. The blue-chip gauge hit 30,000.",
            [("The blue-chip gauge", "Dow Jones Industrial Average")],
        ),
        (
            "The S&P 500 and the Russell 2000 rose. The small-cap index gained 3%.",
            [("The small-cap index", "Russell 2000")],
        ),
        (
            "Brent rose to $95 and US crude to $90. The international benchmark gained 20%.",
            [("The international benchmark", "Brent crude oil")],
        ),
        ("Bitcoin and ether fell. The largest cryptocurrency lost 9%.", [("The largest cryptocurrency", "Bitcoin")]),
        ("The Vix jumped. The gauge has doubled.", [("The gauge", "Cboe Volatility Index")]),
        ("It was the first time the blue chips had closed below 11,000, said a trader. The Dow fell 7%.", []),
        (
            "The Dow fell 7%. It was the first time the blue chips had closed below 11,000.",
            [("the blue chips", "Dow Jones Industrial Average")],
        ),
        # companies by what they do
        ("Nvidia Corp. soared 24%. The chipmaker added $184 billion.", [("The chipmaker", "Nvidia")]),
        ("Netflix lost subscribers. The streaming giant's shares sank 35%.", [("The streaming giant", "Netflix")]),
        (
            "Meta sank. The stock closed at $237, said Olu Adeyemi of Brightwater Securities.",
            [("The stock", "Meta Platforms")],
        ),
        ("Intel fell. Peers AMD and Nvidia rose. The stock is down 45%.", [("The stock", "Intel")]),
        ("Boeing fell after a fault. The planemaker lost $30 billion.", [("The planemaker", "Boeing")]),
        # places
        ("The Nikkei fell. Japan's benchmark has lost 2%.", [("Japan's benchmark", "Nikkei 225")]),
        ("London's blue-chip index tumbled 288 points.", [("London's blue-chip index", "FTSE 100")]),
        ("Germany's benchmark index rose 1%.", [("Germany's benchmark index", "DAX")]),
        # pronouns
        ("The S&P 500 fell 2%; it is now 18% below its high.", [("it", "S&P 500"), ("its", "S&P 500")]),
        ("The Dow fell 2%, and the Nasdaq Composite lost 3%, leaving it 13% lower.", [("it", "Nasdaq Composite")]),
        ("Crude oil for November delivery dropped $10, leaving it 34% lower.", [("it", "WTI crude oil")]),
        ("The S&P 500 jumped 5%. More than 90% of its companies rose.", [("its", "S&P 500")]),
        # two candidates, none, or another thing
        ("Tokyo's Nikkei 225 and Hong Kong's Hang Seng both fell. The index lost 2%.", []),
        ("Goldman Sachs and JPMorgan both beat estimates. The bank's shares rose 2%.", []),
        ("The S&P 500 fell. Then the Dow did. Small caps? Remember that the index is down.", []),
        ("It was the worst day since March.", []),
        ("The FTSE 100 fell. The stock market was shaken.", []),
        ("The yen fell. “It took 34 years,” she said.", []),
        ("The CAC 40 fell. Germany's index lost 2%.", []),
        ("Apple rose 2%. The iPhone maker said sales grew.", [("The iPhone maker", "Apple")]),
        ("Alphabet rose 5%. The Google parent will pay.", [("The Google parent", "Alphabet")]),
        ("The pound fell to $1.21. The British currency is weak.", [("The British currency", "Pound sterling")]),
        ("The dollar fell 0.8%. The American currency is weak.", [("The American currency", "US dollar")]),
        ("London's top tier closed 29.1 points lower.", [("London's top tier", "FTSE 100")]),
        ("The Dow rose 200 points and the S&P 500 0.4%. The index is at a record.", []),
        ("Silver rose 2% and platinum 1%. The metal is at a high.", []),
        ("Ford gained 3%, and General Motors 2%. The carmaker said output would rise.", []),
        ("Carrow Hale cut its forecast. Follow the business team on Twitter.", [("its", "Carrow Hale")]),
    ],
)
def test_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_a_long_text_is_read_to_its_end() -> None:
    text = "The Dow fell 2%. The average lost 5%.\n\n" * 400
    assert len(mentions(text)) == 400


@pytest.mark.parametrize("row", ["A.", "a-", "A's ", "the a-a-", "(A) ", "$A ", "Jane Roe said ", "10-year ", "it "])
def test_a_row_without_sense_is_read_in_linear_time(row: str) -> None:
    """100 kB of anything: a pattern that backtracks over it would never end."""
    text = row * (100_000 // len(row))
    assert all(m.name for m in find_mentions(text, find_sentences(text), [], load_catalogue()))

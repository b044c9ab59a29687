"""Breadth, market value, flows, short sellers, volume, fundamentals, parts of a whole."""

from __future__ import annotations

import pytest

SPECIAL = {
    "More than half of the stocks in the Russell 2000 have dropped this year.": [
        "^RUT breadth down 50 percent 2024-01-01:2024-05-18 hedge=more_than"
    ],
    "About 70% of S&P 500 members rose on Friday.": ["^GSPC breadth up 70 percent . hedge=approx"],
    "Nearly eight out of every ten members of the S&P 500 gained in 2023.": [
        "^GSPC breadth up 80 percent 2023-01-01:2023-12-30 hedge=just_below"
    ],
    "The vast majority of S&P 500 companies rose in April.": [
        "^GSPC breadth up 50 percent 2024-04-01:2024-05-01 hedge=more_than"
    ],
    "Some six in ten Russell 2000 stocks fell this year.": [
        "^RUT breadth down 60 percent 2024-01-01:2024-05-18 hedge=approx"
    ],
    "Most of the Dow's gains came in April.": [],
    "Nvidia's market value closed above $2 trillion.": ["NVDA market_cap up 2000000000000 USD . hedge=more_than"],
    "Tesla lost about $50 billion in market value on Friday.": [
        "TSLA market_cap_change down 50000000000 USD . hedge=approx"
    ],
    "The slide wiped $120 billion off Apple's market value.": ["AAPL market_cap_change down 120000000000 USD ."],
    "Investors pulled $4.1 billion from U.S. equity funds in April.": [
        "<U.S. equity funds> fund_flow down 4100000000 USD 2024-04-01:2024-05-01"
    ],
    "Bond funds took in $8.2 billion in April.": ["<Bond funds> fund_flow up 8200000000 USD 2024-04-01:2024-05-01"],
    "Short sellers lost $2.3 billion on Nvidia in April.": [
        "NVDA short_profit down 2300000000 USD 2024-04-01:2024-05-01"
    ],
    "About 10.8 billion shares changed hands on US exchanges.": [
        "<US exchanges> volume - 10800000000 shares . hedge=approx"
    ],
    "The seven largest companies account for 29% of the S&P 500.": ["^GSPC share_of_total - 29 percent ."],
    "Apple reported revenue of $90.8 billion.": ["AAPL fundamental - 90800000000 USD -"],
    "Microsoft said profit rose 20%.": ["MSFT fundamental up 20 percent -"],
    "Intel earned $0.18 a share.": ["INTC fundamental - 0.18 USD -"],
    "Consumer prices rose 3.4% in April.": ["CPIAUCSL fundamental up 3.4 percent 2024-04-01:2024-05-01"],
    "China's economy grew 5.3% in the first quarter.": [
        "<China's economy> fundamental up 5.3 percent 2024-01-01:2024-04-01"
    ],
    "Retail sales fell 0.2% in April.": ["<Retail sales> fundamental down 0.2 percent 2024-04-01:2024-05-01"],
    # understood, and no claim of ours
    "The Federal Reserve raised rates by a quarter of a percentage point.": [],
    "The bank lent $5 billion to a client.": [],
    "Some 1,200 workers will lose their jobs.": [],
    "The fund charges 0.09% a year.": [],
}


@pytest.mark.parametrize("text", SPECIAL)
def test_special(read, text):
    assert read(text) == SPECIAL[text]

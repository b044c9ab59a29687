# ruff: noqa: E501 - a passage stays on its line, so that it can be searched
"""Passages in the manner of agencies, papers and brokers' notes from 2000 to 2025; all of them made up."""

from __future__ import annotations

from tests.nlp.quotes.cases import Case

# text, persons, organizations, then for each quote: type, words, speaker, role, affiliation, cue, upstream
WIRE: list[Case] = [
    (
        "NEW YORK (Reuters) - U.S. stocks slid on Tuesday. “There is no bid,” said Harlan Pike, chief market strategist at Tolland Capital in Boston. “People are just stepping away.”",
        ["Harlan Pike"],
        ["Tolland Capital", "Reuters"],
        [
            ("direct", "There is no bid", "Harlan Pike", "chief market strategist", "Tolland Capital", "said", ()),
            (
                "direct",
                "People are just stepping away",
                "Harlan Pike",
                "chief market strategist",
                "Tolland Capital",
                None,
                (),
            ),
        ],
    ),
    (
        "Traders said the move was driven by stop-loss orders. “It was ugly,” one of them said.",
        [],
        [],
        [
            ("indirect", "the move was driven by stop-loss orders", "Traders", None, None, "said", ()),
            ("direct", "It was ugly", "one of them", None, None, "said", ()),
        ],
    ),
    (
        "‘We’re not out of the woods,’ says Maud Kerr, who manages £2bn at Thistle Investment. She expects the pound to test $1.20.",
        ["Maud Kerr"],
        ["Thistle Investment"],
        [
            ("direct", "We’re not out of the woods", "Maud Kerr", None, "Thistle Investment", "says", ()),
            ("indirect", "the pound to test $1.20", "Maud Kerr", None, "Thistle Investment", "expects", ()),
        ],
    ),
    (
        "Copper could top $12,000 a tonne by June, analysts at Ferrol Bank wrote in a note, citing data from the LME.",
        [],
        ["Ferrol Bank", "LME"],
        [
            (
                "indirect",
                "Copper could top $12,000 a tonne by June",
                "Ferrol Bank analysts",
                None,
                "Ferrol Bank",
                "wrote",
                ("LME",),
            )
        ],
    ),
    (
        "The company, which said in May that sales would double, now expects a loss, according to a person familiar with the matter.",
        [],
        [],
        [
            ("indirect", "sales would double", "company", None, None, "said", ()),
            (
                "indirect",
                "a loss, according to a person familiar with the matter",
                "company",
                None,
                None,
                "expects",
                ("person familiar with the matter",),
            ),
        ],
    ),
    (
        "“The Fed,” Ortiz added, “will have to blink.”",
        ["Ortiz"],
        [],
        [
            ("direct", "The Fed", "Ortiz", None, None, "added", ()),
            ("direct", "will have to blink", "Ortiz", None, None, "added", ()),
        ],
    ),
    (
        "Asked whether the rally could last, Dr Petra Lund shrugged. “Ask me in June,” she said.",
        ["Petra Lund"],
        [],
        [("direct", "Ask me in June", "Petra Lund", None, None, "said", ())],
    ),
    (
        "As Nolan Reyes, a trader at Brightmoor, put it: “Cash is a position.”",
        ["Nolan Reyes"],
        ["Brightmoor"],
        [("direct", "Cash is a position", "Nolan Reyes", "trader", "Brightmoor", "put it", ())],
    ),
    (
        "Shares of Zentra fell 9%. The chipmaker said demand would stay weak through 2009 and that it might close a plant.",
        [],
        ["Zentra"],
        [
            (
                "indirect",
                "demand would stay weak through 2009 and that it might close a plant",
                "Zentra",
                None,
                None,
                "said",
                (),
            )
        ],
    ),
    (
        "Chief Executive Ruth Amadi told analysts on a call that margins had bottomed.",
        ["Ruth Amadi"],
        [],
        [("indirect", "margins had bottomed", "Ruth Amadi", "Chief Executive", None, "told", ())],
    ),
    (
        "“Nobody was positioned for this,” said a London-based hedge fund manager, who asked not to be identified.",
        [],
        [],
        [("direct", "Nobody was positioned for this", "London-based hedge fund manager", None, None, "said", ())],
    ),
    (
        "The so-called “Trump trade” lost steam. Its “magnificent seven” stocks fell.",
        [],
        [],
        [],
    ),
    (
        "In a post on X, Bill Sutter wrote: “Sell everything.” He later deleted it.",
        ["Bill Sutter"],
        [],
        [("direct", "Sell everything", "Bill Sutter", None, None, "wrote", ())],
    ),
    (
        "“I would be careful here,” Mr Oyama warned, adding that the yen could rally 10 per cent.",
        ["Oyama"],
        [],
        [
            ("direct", "I would be careful here", "Oyama", None, None, "warned", ()),
            ("indirect", "the yen could rally 10 per cent", "Oyama", None, None, "adding", ()),
        ],
    ),
    (
        "Economists had expected a rise of 200,000. Payrolls grew by 143,000, the Labor Department said on Friday.",
        [],
        ["Labor Department"],
        [
            ("indirect", "a rise of 200,000", "Economists", None, None, "expected", ()),
            ("indirect", "Payrolls grew by 143,000", "Labor Department", None, None, "said", ()),
        ],
    ),
    (
        "Gold is “the only honest money left”, according to Piers Aldous of Aldous & Co.",
        ["Piers Aldous"],
        ["Aldous & Co."],
        [("mixed", "Gold is “the only honest money left”", "Piers Aldous", None, "Aldous & Co.", "according to", ())],
    ),
    (
        "Per Morningstar, investors pulled $30 billion from active funds in March.",
        [],
        ["Morningstar"],
        [("indirect", "investors pulled $30 billion from active funds in March", "Morningstar", None, None, "Per", ())],
    ),
    (
        "Kenji Mori, head of equities at Sumida Trust, thinks the Topix will end the year at 3,000, while his colleague Aya Ono sees it at 2,600.",
        ["Kenji Mori", "Aya Ono"],
        ["Sumida Trust"],
        [
            (
                "indirect",
                "the Topix will end the year at 3,000",
                "Kenji Mori",
                "head of equities",
                "Sumida Trust",
                "thinks",
                (),
            ),
            ("indirect", "it at 2,600", "Aya Ono", None, None, "sees", ()),
        ],
    ),
    (
        "“Earnings were fine. Guidance was not,” said Dana Roth of Pell Street Research. Roth cut her target to $40.",
        ["Dana Roth"],
        ["Pell Street Research"],
        [("direct", "Earnings were fine. Guidance was not", "Dana Roth", None, "Pell Street Research", "said", ())],
    ),
    (
        "“We cut too late,” the governor admitted.\n\n“We will not make that mistake again,” he said.",
        [],
        [],
        [
            ("direct", "We cut too late", "governor", None, None, "admitted", ()),
            ("direct", "We will not make that mistake again", None, None, None, "said", ()),
        ],
    ),
    (
        "“It is a bubble,” said Tara Flint, a fund manager at Holm & Voss.\n\n“But bubbles can last.”",
        ["Tara Flint"],
        ["Holm & Voss"],
        [
            ("direct", "It is a bubble", "Tara Flint", "fund manager", "Holm & Voss", "said", ()),
            ("direct", "But bubbles can last", "Tara Flint", "fund manager", "Holm & Voss", None, ()),
        ],
    ),
    (
        "Swiss bank UBQ forecast that the euro would fall to $0.95, Bloomberg reported.",
        [],
        ["UBQ", "Bloomberg"],
        [
            (
                "indirect",
                "Swiss bank UBQ forecast that the euro would fall to $0.95",
                "Bloomberg",
                None,
                None,
                "reported",
                ("UBQ",),
            )
        ],
    ),
    (
        "The analysts denied that they had been pressured to raise their ratings.",
        [],
        [],
        [("indirect", "they had been pressured to raise their ratings", "analysts", None, None, "denied", ())],
    ),
    (
        "Vanguard's Ana Duarte said: “We like bonds.” Fidelity's Tom Hale disagreed: “Bonds are dead.”",
        ["Ana Duarte", "Tom Hale"],
        ["Vanguard", "Fidelity"],
        [
            ("direct", "We like bonds", "Ana Duarte", None, "Vanguard", "said", ()),
            ("direct", "Bonds are dead", "Tom Hale", None, "Fidelity", "disagreed", ()),
        ],
    ),
    (
        "Neither company would comment. A spokeswoman for Orrin declined to comment.",
        [],
        ["Orrin"],
        [],
    ),
    (
        "“Is this the top?” asked Lou Prine, a broker in Chicago. “I don't know.”",
        ["Lou Prine"],
        [],
        [
            ("direct", "Is this the top?", "Lou Prine", "broker", None, "asked", ()),
            ("direct", "I don't know", "Lou Prine", "broker", None, None, ()),
        ],
    ),
    (
        "Oil will average $55 next year, the EIA forecast. The agency said stocks would build.",
        [],
        ["EIA"],
        [
            ("indirect", "Oil will average $55 next year", "EIA", None, None, "forecast", ()),
            ("indirect", "stocks would build", "EIA", None, None, "said", ()),
        ],
    ),
    (
        "If the Fed said it would cut, stocks might jump. Nobody said it would.",
        [],
        ["Fed"],
        [],
    ),
    (
        "“The market is pricing perfection,” Bank of Lune economist Iris Chen and strategist Paul Vane wrote on Monday.",
        ["Iris Chen", "Paul Vane"],
        ["Bank of Lune"],
        [("direct", "The market is pricing perfection", "Iris Chen and Paul Vane", None, None, "wrote", ())],
    ),
    (
        "Hedge funds are the most bearish since 2008, Goldman strategists led by Kim Rao said, citing CFTC data.",
        ["Kim Rao"],
        ["Goldman", "CFTC"],
        [
            (
                "indirect",
                "Hedge funds are the most bearish since 2008",
                "Goldman strategists",
                None,
                "Goldman",
                "said",
                ("CFTC",),
            )
        ],
    ),
    (
        "The treasurer's office estimates the pension gap at $4 billion.",
        [],
        [],
        [("indirect", "the pension gap at $4 billion", "treasurer's office", None, None, "estimates", ())],
    ),
    (
        "“Buy the dip” has been the mantra. It has worked, says veteran investor Gus Moller.",
        ["Gus Moller"],
        [],
        [("indirect", "It has worked", "Gus Moller", "veteran investor", None, "says", ())],
    ),
    (
        "Ms. Vo, 44, said she had sold her Apple shares. Her husband, Anh, said he had not.",
        ["Vo", "Anh"],
        ["Apple"],
        [
            ("indirect", "she had sold her Apple shares", "Vo", None, None, "said", ()),
            ("indirect", "he had not", "Anh", None, None, "said", ()),
        ],
    ),
    (
        "Analysts polled by Reuters expect the central bank to hold rates.",
        [],
        ["Reuters"],
        [("indirect", "the central bank to hold rates", "Analysts polled by Reuters", None, None, "expect", ())],
    ),
    (
        "“Profits were up 12 percent,” the report said.",
        [],
        [],
        [("direct", "Profits were up 12 percent", "report", None, None, "said", ())],
    ),
    (
        "Ross Tan (Northwind Securities): “Buyers are back.”",
        ["Ross Tan"],
        ["Northwind Securities"],
        [("direct", "Buyers are back", "Ross Tan", None, "Northwind Securities", None, ())],
    ),
    (
        "The minister, speaking in Doha, insisted that output would not rise.",
        [],
        [],
        [("indirect", "output would not rise", "minister", None, None, "insisted", ())],
    ),
    (
        "He was quoted by Xinhua as saying that exports would recover.",
        [],
        ["Xinhua"],
        [("indirect", "exports would recover", None, None, None, "saying", ())],
    ),
    (
        "It may take years, Lyle believes, for housing to recover.",
        ["Lyle"],
        [],
        [
            ("indirect", "It may take years", "Lyle", None, None, "believes", ()),
            ("indirect", "for housing to recover", "Lyle", None, None, "believes", ()),
        ],
    ),
    (
        "“Volatility is the price of admission,” reads the note from Carron Partners.",
        [],
        ["Carron Partners"],
        [("direct", "Volatility is the price of admission", "Carron Partners", None, None, "reads", ())],
    ),
    (
        "Strategist Wei Lin at Harbor Point, a boutique in Hong Kong, said she was “not a buyer” of Chinese banks.",
        ["Wei Lin"],
        ["Harbor Point"],
        [("mixed", "she was “not a buyer” of Chinese banks", "Wei Lin", "Strategist", "Harbor Point", "said", ())],
    ),
    (
        "Bulls argue that earnings will catch up. Bears counter that they never do.",
        [],
        [],
        [
            ("indirect", "earnings will catch up", "Bulls", None, None, "argue", ()),
            ("indirect", "they never do", "Bears", None, None, "counter", ()),
        ],
    ),
    (
        "Pell sees the yen at 140; her counterpart at Corvane, Tom Abara, is less gloomy: “We think 145 is a floor.”",
        ["Pell", "Tom Abara"],
        ["Corvane"],
        [
            ("indirect", "the yen at 140", "Pell", None, None, "sees", ()),
            ("direct", "We think 145 is a floor", "Tom Abara", None, None, None, ()),
        ],
    ),
    (
        "Norrick estimates the hole at $2 billion; the regulator has yet to say how it will be filled.",
        [],
        ["Norrick"],
        [("indirect", "the hole at $2 billion", "Norrick", None, None, "estimates", ())],
    ),
    (
        "“Rates will stay high,” Ridgewater co-CIO Anna Feld said.",
        ["Anna Feld"],
        ["Ridgewater"],
        [("direct", "Rates will stay high", "Anna Feld", "co-CIO", "Ridgewater", "said", ())],
    ),
    (
        "Lena Moss, strategist at Milwaukee-based Edwin R. Bard & Co., said the rally had further to go.",
        ["Lena Moss"],
        ["Edwin R. Bard & Co."],
        [("indirect", "the rally had further to go", "Lena Moss", "strategist", "Edwin R. Bard & Co.", "said", ())],
    ),
    (
        "An analyst who follows the company said margins would recover. Analysts who cover the sector say it is cheap.",
        [],
        [],
        [
            ("indirect", "margins would recover", "analyst", None, None, "said", ()),
            ("indirect", "it is cheap", "Analysts", None, None, "say", ()),
        ],
    ),
    (
        "One trader said he was buying. Another, who asked not to be named, called it “a circus”.",
        [],
        [],
        [
            ("indirect", "he was buying", "trader", None, None, "said", ()),
            ("mixed", "it “a circus”", None, None, None, "called", ()),
        ],
    ),
    (
        "Data from Orbit Lipman showed investors sold a net $4 billion of equity funds.",
        [],
        ["Orbit Lipman"],
        [("indirect", "investors sold a net $4 billion of equity funds", "Orbit Lipman", None, None, "showed", ())],
    ),
    (
        "September is the worst month for stocks, according to the Market Trader's Almanac.",
        [],
        ["Almanac"],
        [
            (
                "indirect",
                "September is the worst month for stocks",
                "Market Trader's Almanac",
                None,
                None,
                "according to",
                (),
            )
        ],
    ),
    (
        "Turnout was heavy, according to early tallies.",
        [],
        [],
        [],
    ),
    (
        "They have been hit hardest, with about $9.7 billion of dealers’ estimated profits emerging since August, Tern Analytics said.",
        [],
        ["Tern Analytics"],
        [
            (
                "indirect",
                "They have been hit hardest, with about $9.7 billion of dealers’ estimated profits emerging since August",
                "Tern Analytics",
                None,
                None,
                "said",
                (),
            )
        ],
    ),
    (
        "“We will wait.”\n― Ann Poe\n“We will not.”\n― Bea Roe, Leeds",
        ["Ann Poe", "Bea Roe"],
        [],
        [
            ("direct", "We will wait", "Ann Poe", None, None, None, ()),
            ("direct", "We will not", "Bea Roe", None, None, None, ()),
        ],
    ),
    (
        "As Marsh noted, in the early days of a bull market everybody is a genius.",
        ["Ellen Marsh"],
        [],
        [
            (
                "indirect",
                "in the early days of a bull market everybody is a genius",
                "Ellen Marsh",
                None,
                None,
                "noted",
                (),
            )
        ],
    ),
    (
        "Even if the rally proves short-lived, Marsh said, the bottom is in.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "Even if the rally proves short-lived", "Ellen Marsh", None, None, "said", ()),
            ("indirect", "the bottom is in", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "The VIX dropped below 40, which tells you how much of this was covering.",
        [],
        [],
        [],
    ),
    (
        "The lender, which has denied any wrongdoing, fell 4%.",
        [],
        [],
        [("indirect", "any wrongdoing", "lender", None, None, "denied", ())],
    ),
    (
        "“Oil is a coiled spring,” Tariq Said, an analyst at Dune Capital, told Reuters in Dubai.",
        ["Tariq Said"],
        ["Dune Capital", "Reuters"],
        [("direct", "Oil is a coiled spring", "Tariq Said", "analyst", "Dune Capital", "told", ())],
    ),
    (
        "Mr. Grove's fund lost 12% in March. “We were wrong,” he wrote in a letter to investors seen by the Financial Times.",
        ["Grove"],
        ["Financial Times"],
        [("direct", "We were wrong", "Grove", None, None, "wrote", ())],
    ),
    (
        "The central bank is unlikely to move before June, said two officials with knowledge of the talks.",
        [],
        [],
        [
            (
                "indirect",
                "The central bank is unlikely to move before June",
                "two officials with knowledge of the talks",
                None,
                None,
                "said",
                (),
            )
        ],
    ),
    (
        "Sellers outnumbered buyers three to one, according to Nils Berg, head of trading at Fjord Bank. He said volumes were thin.",
        ["Nils Berg"],
        ["Fjord Bank"],
        [
            (
                "indirect",
                "Sellers outnumbered buyers three to one",
                "Nils Berg",
                "head of trading",
                "Fjord Bank",
                "according to",
                (),
            ),
            ("indirect", "volumes were thin", "Nils Berg", "head of trading", "Fjord Bank", "said", ()),
        ],
    ),
    (
        "“Rates are going to 6%,” predicts Ada Wynn. “And nobody is ready.”",
        ["Ada Wynn"],
        [],
        [
            ("direct", "Rates are going to 6%", "Ada Wynn", None, None, "predicts", ()),
            ("direct", "And nobody is ready", "Ada Wynn", None, None, None, ()),
        ],
    ),
    (
        "Tesco's chief executive, Ron Hale, called the tax “a hammer blow”.",
        ["Ron Hale"],
        ["Tesco"],
        [("mixed", "the tax “a hammer blow”", "Ron Hale", "chief executive", "Tesco", "called", ())],
    ),
    (
        "“Sell in May” is an old saw, but Wall Street strategist Cora Finn says it works.",
        ["Cora Finn"],
        [],
        [("indirect", "it works", "Cora Finn", "strategist", None, "says", ())],
    ),
    ("The survey found that 62% of managers expect a recession.", [], [], []),
    (
        "Brokers at Lumen & Sons cautioned clients that the rally was built on sand.",
        [],
        ["Lumen & Sons"],
        [("indirect", "the rally was built on sand", "Lumen & Sons brokers", None, "Lumen & Sons", "cautioned", ())],
    ),
    (
        "“It's over,” she said. “Done.”",
        [],
        [],
        [("direct", "It's over", None, None, None, "said", ()), ("direct", "Done", None, None, None, None, ())],
    ),
    (
        "Former Bank of Iver governor Lars Holt warned on Sunday that inflation “is not dead”.",
        ["Lars Holt"],
        ["Bank of Iver"],
        [("mixed", "inflation “is not dead”", "Lars Holt", "former governor", "Bank of Iver", "warned", ())],
    ),
    (
        "Retail sales rose 0.4%, Census Bureau figures showed, and economists at Wexler said the consumer was holding up.",
        [],
        ["Census Bureau", "Wexler"],
        [
            ("indirect", "Retail sales rose 0.4%", "Census Bureau", None, None, "showed", ()),
            ("indirect", "the consumer was holding up", "Wexler economists", None, "Wexler", "said", ()),
        ],
    ),
    (
        "Pressed on whether he would resign, Mr Kane replied: “No.”",
        ["Kane"],
        [],
        [("direct", "No", "Kane", None, None, "replied", ())],
    ),
    ("The so-called “carry trade” predicts nothing.", [], [], []),
]

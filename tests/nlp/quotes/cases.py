# ruff: noqa: E501 - a sentence stays on its line, so that it can be searched
"""Sentences of market news with their quotes, in the order of their difficulty; all of them made up."""

from __future__ import annotations

Expected = tuple[str, str, str | None, str | None, str | None, str | None, tuple[str, ...]]
Case = tuple[str, list[str], list[str], list[Expected]]

# text, persons, organizations, then for each quote: type, words, speaker, role, affiliation, cue, upstream
CASES: list[Case] = [
    (
        '"The easy money has been made," said Dana Whitlock, senior portfolio manager at Alder Ridge Capital in Denver.',
        ["Dana Whitlock"],
        ["Alder Ridge Capital"],
        [
            (
                "direct",
                "The easy money has been made",
                "Dana Whitlock",
                "senior portfolio manager",
                "Alder Ridge Capital",
                "said",
                (),
            ),
        ],
    ),
    (
        "'It's a market that wants to go up,' said Tom Pryce, head of dealing at Corrib Brokers. 'But traders' nerves are frayed.'",
        ["Tom Pryce"],
        ["Corrib Brokers"],
        [
            (
                "direct",
                "It's a market that wants to go up",
                "Tom Pryce",
                "head of dealing",
                "Corrib Brokers",
                "said",
                (),
            ),
            ("direct", "But traders' nerves are frayed", "Tom Pryce", "head of dealing", "Corrib Brokers", None, ()),
        ],
    ),
    (
        "‘It’s the Fed’s call,’ Ms Rowe told clients in a note. ‘Nobody’s sure.’",
        ["Rowe"],
        ["Fed"],
        [
            ("direct", "It’s the Fed’s call", "Rowe", None, None, "told", ()),
            ("direct", "Nobody’s sure", "Rowe", None, None, None, ()),
        ],
    ),
    (
        "«The rally is tired», said Luc Armand, a trader at Banque Orsel.",
        ["Luc Armand"],
        ["Banque Orsel"],
        [
            ("direct", "The rally is tired", "Luc Armand", "trader", "Banque Orsel", "said", ()),
        ],
    ),
    (
        "“We are cautious,” Lena Fisk, chief economist at Marlow Bank, wrote in a note to clients on Friday, “but not bearish.”",
        ["Lena Fisk"],
        ["Marlow Bank"],
        [
            ("direct", "We are cautious", "Lena Fisk", "chief economist", "Marlow Bank", "wrote", ()),
            ("direct", "but not bearish", "Lena Fisk", "chief economist", "Marlow Bank", "wrote", ()),
        ],
    ),
    (
        "As Warren Tull of Tull & Sons put it, “cash is a position.”",
        ["Warren Tull"],
        ["Tull & Sons"],
        [
            ("direct", "cash is a position", "Warren Tull", None, "Tull & Sons", "put it", ()),
        ],
    ),
    (
        "The yen will weaken to 160 by June, according to strategists at Nordhaven Bank led by Ingrid Solberg, who cited data from the Bank of Japan.",
        ["Ingrid Solberg"],
        ["Nordhaven Bank", "Bank of Japan"],
        [
            (
                "indirect",
                "The yen will weaken to 160 by June",
                "Nordhaven Bank strategists",
                None,
                "Nordhaven Bank",
                "according to",
                ("Bank of Japan",),
            ),
        ],
    ),
    (
        "Investors pulled $2 billion from bond funds last week, Bank of America Corp. strategists said, citing EPFR Global data.",
        [],
        ["Bank of America Corp.", "EPFR Global"],
        [
            (
                "indirect",
                "Investors pulled $2 billion from bond funds last week",
                "Bank of America Corp. strategists",
                None,
                "Bank of America Corp.",
                "said",
                ("EPFR Global",),
            ),
        ],
    ),
    (
        "Profit fell 12% in the quarter, the company said in a statement. Shares of Zentra Corp. dropped.",
        [],
        ["Zentra Corp."],
        [
            ("indirect", "Profit fell 12% in the quarter", "company", None, None, "said", ()),
        ],
    ),
    (
        "People familiar with the matter said Zentra was exploring a sale, Bloomberg News reported.",
        [],
        ["Zentra", "Bloomberg News"],
        [
            (
                "indirect",
                "People familiar with the matter said Zentra was exploring a sale",
                "Bloomberg News",
                None,
                None,
                "reported",
                ("People familiar with the matter",),
            ),
        ],
    ),
    (
        "The regulator fined the bank £5m, per the Financial Times.",
        [],
        ["Financial Times"],
        [
            ("indirect", "The regulator fined the bank £5m", "Financial Times", None, None, "per", ()),
        ],
    ),
    (
        "Per Goldman Sachs, hedge funds bought tech stocks for a fifth week.",
        [],
        ["Goldman Sachs"],
        [
            ("indirect", "hedge funds bought tech stocks for a fifth week", "Goldman Sachs", None, None, "Per", ()),
        ],
    ),
    (
        "Goldman Sachs data show hedge funds sold banks.",
        [],
        ["Goldman Sachs"],
        [
            ("indirect", "hedge funds sold banks", "Goldman Sachs", None, None, "show", ()),
        ],
    ),
    (
        "Retail sales rose 0.4% in May, Commerce Department data showed on Tuesday.",
        [],
        ["Commerce Department"],
        [
            ("indirect", "Retail sales rose 0.4% in May", "Commerce Department", None, None, "showed", ()),
        ],
    ),
    (
        "Kuroda was quoted as saying that the yen was “very weak”.",
        ["Kuroda"],
        ["Bank of Japan"],
        [
            ("mixed", "the yen was “very weak”", "Kuroda", None, None, "saying", ()),
        ],
    ),
    (
        "Federal Reserve Chair Jerome Powell said on Wednesday that inflation remained “too high” and that rates would rise.",
        ["Jerome Powell"],
        ["Federal Reserve"],
        [
            (
                "mixed",
                "inflation remained “too high” and that rates would rise",
                "Jerome Powell",
                "Chair",
                "Federal Reserve",
                "said",
                (),
            ),
        ],
    ),
    (
        "The so-called “Magnificent Seven” stocks fell 3%. The film “The Big Short” was mentioned.",
        [],
        [],
        [],
    ),
    (
        "Nicknamed the “Oracle of Omaha”, Warren Buffett said stocks were cheap.",
        ["Warren Buffett"],
        [],
        [
            ("indirect", "stocks were cheap", "Warren Buffett", None, None, "said", ()),
        ],
    ),
    (
        "Jane Dorsey, a strategist at Plinth Securities, is bullish. “The bottom is in,” she said. The strategist expects the index to end the year at 5,000.",
        ["Jane Dorsey"],
        ["Plinth Securities"],
        [
            ("direct", "The bottom is in", "Jane Dorsey", "strategist", "Plinth Securities", "said", ()),
            (
                "indirect",
                "the index to end the year at 5,000",
                "Jane Dorsey",
                "strategist",
                "Plinth Securities",
                "expects",
                (),
            ),
        ],
    ),
    (
        "Analysts surveyed by Bloomberg expect earnings to grow 8%. Traders are betting that the Fed will cut rates twice.",
        [],
        ["Bloomberg", "Fed"],
        [
            ("indirect", "earnings to grow 8%", "Analysts surveyed by Bloomberg", None, None, "expect", ()),
            ("indirect", "the Fed will cut rates twice", "Traders", None, None, "betting", ()),
        ],
    ),
    (
        "Asked whether the rally would last, Mr. Ortega said: “Probably not.”",
        ["Ortega"],
        [],
        [
            ("direct", "Probably not", "Ortega", None, None, "said", ()),
        ],
    ),
    (
        "“There is no panic,” says Mike Bell of Teal Asset Management. His colleague Rita Moss disagrees: “There should be.”",
        ["Mike Bell", "Rita Moss"],
        ["Teal Asset Management"],
        [
            ("direct", "There is no panic", "Mike Bell", None, "Teal Asset Management", "says", ()),
            ("direct", "There should be", "Rita Moss", None, None, "disagrees", ()),
        ],
    ),
    (
        "Apple chief executive Tim Cook told CNBC that demand in China was strong.",
        ["Tim Cook"],
        ["Apple", "CNBC"],
        [
            ("indirect", "demand in China was strong", "Tim Cook", "chief executive", "Apple", "told", ()),
        ],
    ),
    (
        "Tim Cook, Apple's chief executive, said sales would grow.",
        ["Tim Cook"],
        ["Apple"],
        [
            ("indirect", "sales would grow", "Tim Cook", "chief executive", "Apple", "said", ()),
        ],
    ),
    (
        "The chief executive of Apple, Tim Cook, said sales would grow.",
        ["Tim Cook"],
        ["Apple"],
        [
            ("indirect", "sales would grow", "Tim Cook", "chief executive", "Apple", "said", ()),
        ],
    ),
    (
        "Oil could hit $100 if supply tightens, warned Fatih Birol, the head of the International Energy Agency.",
        ["Fatih Birol"],
        ["International Energy Agency"],
        [
            (
                "indirect",
                "Oil could hit $100 if supply tightens",
                "Fatih Birol",
                "head",
                "International Energy Agency",
                "warned",
                (),
            ),
        ],
    ),
    (
        "A spokesman for Citigroup declined to comment. A Citigroup spokeswoman said the bank had no plans to sell the unit.",
        [],
        ["Citigroup"],
        [
            (
                "indirect",
                "the bank had no plans to sell the unit",
                "Citigroup spokeswoman",
                "spokeswoman",
                "Citigroup",
                "said",
                (),
            ),
        ],
    ),
    (
        "“The market is broken. We have never seen this,” Ellis added. “It will take years.”\n\n“And it is only getting worse.”",
        ["Joan Ellis"],
        [],
        [
            ("direct", "The market is broken. We have never seen this", "Joan Ellis", None, None, "added", ()),
            ("direct", "It will take years", "Joan Ellis", None, None, None, ()),
            ("direct", "And it is only getting worse", "Joan Ellis", None, None, None, ()),
        ],
    ),
    (
        "“We saw heavy selling.\n\n“Then the buyers came back,” said Ivan Petrov, a dealer at Ostbank.",
        ["Ivan Petrov"],
        ["Ostbank"],
        [
            (
                "direct",
                "We saw heavy selling.\n\n“Then the buyers came back",
                "Ivan Petrov",
                "dealer",
                "Ostbank",
                "said",
                (),
            ),
        ],
    ),
    (
        "“We saw heavy selling, said Ivan Petrov, a dealer at Ostbank.\n\nThe index fell 2%. “It was quick,” said Mary Poole.",
        ["Ivan Petrov", "Mary Poole"],
        ["Ostbank"],
        [
            ("direct", "It was quick", "Mary Poole", None, None, "said", ()),
        ],
    ),
    (
        "UBS raised its target to 6,000. The bank said earnings would grow 10%.",
        [],
        ["UBS"],
        [
            ("indirect", "earnings would grow 10%", "UBS", None, None, "said", ()),
        ],
    ),
    (
        "The index will end the year at 4,500, predicts Aisha Khan, who manages £2bn at Thorn Street Capital.",
        ["Aisha Khan"],
        ["Thorn Street Capital"],
        [
            (
                "indirect",
                "The index will end the year at 4,500",
                "Aisha Khan",
                None,
                "Thorn Street Capital",
                "predicts",
                (),
            ),
        ],
    ),
    (
        "BlackRock's Rick Rieder said bonds were attractive.",
        ["Rick Rieder"],
        ["BlackRock"],
        [
            ("indirect", "bonds were attractive", "Rick Rieder", None, "BlackRock", "said", ()),
        ],
    ),
    (
        "Morgan Stanley's chief U.S. equity strategist, Mike Wilson, wrote that the rally would fade.",
        ["Mike Wilson"],
        ["Morgan Stanley"],
        [
            (
                "indirect",
                "the rally would fade",
                "Mike Wilson",
                "chief U.S. equity strategist",
                "Morgan Stanley",
                "wrote",
                (),
            ),
        ],
    ),
    (
        "Former Treasury Secretary Lawrence Summers tweeted that the Fed was “behind the curve.”",
        ["Lawrence Summers"],
        ["Fed"],
        [
            (
                "mixed",
                "the Fed was “behind the curve.”",
                "Lawrence Summers",
                "Former Treasury Secretary",
                None,
                "tweeted",
                (),
            ),
        ],
    ),
    (
        "Bank of England governor Andrew Bailey and chief economist Huw Pill said rates would stay high.",
        ["Andrew Bailey", "Huw Pill"],
        ["Bank of England"],
        [
            ("indirect", "rates would stay high", "Huw Pill", "chief economist", None, "said", ()),
        ],
    ),
    (
        "Economists polled by Reuters had expected a gain of 0.2%. The survey found confidence falling.",
        [],
        ["Reuters"],
        [
            ("indirect", "a gain of 0.2%", "Economists polled by Reuters", None, None, "expected", ()),
        ],
    ),
    (
        "In a research note, Barclays analysts led by Emmanuel Cau said European stocks were cheap, adding that flows were improving.",
        ["Emmanuel Cau"],
        ["Barclays"],
        [
            ("indirect", "European stocks were cheap", "Barclays analysts", None, "Barclays", "said", ()),
            ("indirect", "flows were improving", "Barclays analysts", None, "Barclays", "adding", ()),
        ],
    ),
    (
        "The minutes of the Fed's meeting showed that officials were worried about jobs.",
        [],
        ["Fed"],
        [
            ("indirect", "officials were worried about jobs", "Fed", None, None, "showed", ()),
        ],
    ),
    (
        "“It was ugly,” said one trader, who asked not to be named.",
        [],
        [],
        [
            ("direct", "It was ugly", "trader", None, None, "said", ()),
        ],
    ),
    (
        "The airline said it lost $1.2 billion and would cut 5,000 jobs. It expects to break even in 2022.",
        [],
        [],
        [
            ("indirect", "it lost $1.2 billion and would cut 5,000 jobs", "airline", None, None, "said", ()),
            ("indirect", "to break even in 2022", "airline", None, None, "expects", ()),
        ],
    ),
    (
        "Nvidia said revenue rose to $13.5 billion. “A new computing era has begun,” Jensen Huang, founder and CEO of Nvidia, said in a statement.",
        ["Jensen Huang"],
        ["Nvidia"],
        [
            ("indirect", "revenue rose to $13.5 billion", "Nvidia", None, None, "said", ()),
            ("direct", "A new computing era has begun", "Jensen Huang", "founder and CEO", "Nvidia", "said", ()),
        ],
    ),
    (
        "SYDNEY, March 3 - “Shares look stretched,” IG market analyst Tony Sycamore said in a note.",
        ["Tony Sycamore"],
        ["IG"],
        [
            ("direct", "Shares look stretched", "Tony Sycamore", "market analyst", "IG", "said", ()),
        ],
    ),
    (
        "“The RBA is done,” said Su-Lin Ong, RBC Capital Markets’ chief economist in Sydney.",
        ["Su-Lin Ong"],
        ["RBC Capital Markets", "RBA"],
        [
            ("direct", "The RBA is done", "Su-Lin Ong", "chief economist", "RBC Capital Markets", "said", ()),
        ],
    ),
    (
        "Data from Refinitiv Lipper showed that investors sold a net $4.3 billion of equity funds.",
        [],
        ["Refinitiv Lipper"],
        [
            (
                "indirect",
                "investors sold a net $4.3 billion of equity funds",
                "Refinitiv Lipper",
                None,
                None,
                "showed",
                (),
            ),
        ],
    ),
    (
        "Shares rose as much as 3%, while analysts at Jefferies said the results were “solid”.",
        [],
        ["Jefferies"],
        [
            ("mixed", "the results were “solid”", "Jefferies analysts", None, "Jefferies", "said", ()),
        ],
    ),
    (
        "The central bank left rates at 4.35% and said it would “do what is necessary” to bring inflation to target.",
        [],
        [],
        [
            (
                "mixed",
                "it would “do what is necessary” to bring inflation to target",
                "central bank",
                None,
                None,
                "said",
                (),
            ),
        ],
    ),
    (
        "Cathie Wood, who runs Ark Investment Management, said Tesla could reach $2,000. Her flagship fund fell 4%. She sees the stock at $3,000 by 2027.",
        ["Cathie Wood"],
        ["Ark Investment Management", "Tesla"],
        [
            ("indirect", "Tesla could reach $2,000", "Cathie Wood", None, "Ark Investment Management", "said", ()),
            ("indirect", "the stock at $3,000 by 2027", "Cathie Wood", None, "Ark Investment Management", "sees", ()),
        ],
    ),
    (
        "According to a report by McKinsey, banks will lose $400bn.",
        [],
        ["McKinsey"],
        [
            ("indirect", "banks will lose $400bn", "McKinsey", None, None, "According to", ()),
        ],
    ),
    (
        'Sales fell 3%, in line with company guidance. "Demand was soft across Europe," CEO Lars Holm told reporters on a call.',
        ["Lars Holm"],
        [],
        [
            ("direct", "Demand was soft across Europe", "Lars Holm", "CEO", None, "told", ()),
        ],
    ),
    (
        "Sterling fell after Carney said Brexit had made cuts more likely. “The outlook has deteriorated,” the governor said.",
        ["Mark Carney"],
        [],
        [
            ("indirect", "Brexit had made cuts more likely", "Mark Carney", None, None, "said", ()),
            ("direct", "The outlook has deteriorated", "governor", None, None, "said", ()),
        ],
    ),
    (
        "Strategists including Savita Subramanian at Bank of America say the rally can broaden.",
        ["Savita Subramanian"],
        ["Bank of America"],
        [
            ("indirect", "the rally can broaden", "Bank of America strategists", None, "Bank of America", "say", ()),
        ],
    ),
    (
        "Hong Kong's market will rebound, believes Alex Wong, a director at Ample Finance. “Valuations are cheap,” he says, adding: “We are buying.”",
        ["Alex Wong"],
        ["Ample Finance"],
        [
            ("indirect", "Hong Kong's market will rebound", "Alex Wong", "director", "Ample Finance", "believes", ()),
            ("direct", "Valuations are cheap", "Alex Wong", "director", "Ample Finance", "says", ()),
            ("direct", "We are buying", "Alex Wong", "director", "Ample Finance", "adding", ()),
        ],
    ),
    (
        '"I do not know what "fair value" means here," said Paul Dietz.',
        ["Paul Dietz"],
        [],
        [
            ("direct", 'I do not know what "fair value" means here', "Paul Dietz", None, None, "said", ()),
        ],
    ),
    (
        "“Don’t fight the Fed” is an old adage. Investors who did lost 20%.",
        [],
        ["Fed"],
        [],
    ),
    (
        "President Donald Trump said tariffs would rise to 25%, Reuters reported, citing two officials.",
        ["Donald Trump"],
        ["Reuters"],
        [
            (
                "indirect",
                "President Donald Trump said tariffs would rise to 25%",
                "Reuters",
                None,
                None,
                "reported",
                ("Donald Trump", "two officials"),
            ),
        ],
    ),
    (
        "The Labor Department said on Friday that employers added 200,000 jobs.",
        [],
        ["Labor Department"],
        [
            ("indirect", "employers added 200,000 jobs", "Labor Department", None, None, "said", ()),
        ],
    ),
    (
        "Deutsche Bank analysts told clients gold may climb to $2,500.",
        [],
        ["Deutsche Bank"],
        [
            ("indirect", "gold may climb to $2,500", "Deutsche Bank analysts", None, "Deutsche Bank", "told", ()),
        ],
    ),
    (
        "Yields will rise, says the fund manager. Kim Tran, a fund manager at Oakline, agrees.",
        ["Kim Tran"],
        ["Oakline"],
        [
            ("indirect", "Yields will rise", "fund manager", None, None, "says", ()),
        ],
    ),
    (
        "“It's a stock picker's market,” said Greta Lund. Lund, who manages the Birch Growth Fund, expects small caps to outperform.",
        ["Greta Lund"],
        ["Birch Growth Fund"],
        [
            ("direct", "It's a stock picker's market", "Greta Lund", None, "Birch Growth Fund", "said", ()),
            ("indirect", "small caps to outperform", "Greta Lund", None, "Birch Growth Fund", "expects", ()),
        ],
    ),
    (
        "Traders said the move was driven by “short covering” rather than fresh buying.",
        [],
        [],
        [
            (
                "mixed",
                "the move was driven by “short covering” rather than fresh buying",
                "Traders",
                None,
                None,
                "said",
                (),
            ),
        ],
    ),
    (
        "Brent may average $90 this year, Goldman Sachs said in a note dated May 3.",
        [],
        ["Goldman Sachs"],
        [
            ("indirect", "Brent may average $90 this year", "Goldman Sachs", None, None, "said", ()),
        ],
    ),
    (
        "“Sell in May and go away” is what the saying advises, but this year it failed.",
        [],
        [],
        [],
    ),
    (
        "Two people briefed on the plans said the lender would cut 2,000 jobs.",
        [],
        [],
        [
            ("indirect", "the lender would cut 2,000 jobs", "Two people briefed on the plans", None, None, "said", ()),
        ],
    ),
    (
        "The ECB is likely to hold rates, sources told Reuters.",
        [],
        ["ECB", "Reuters"],
        [
            ("indirect", "The ECB is likely to hold rates", "sources", None, None, "told", ()),
        ],
    ),
    (
        "Shares in Tesco rose 4% after the grocer said profits would beat forecasts.",
        [],
        ["Tesco"],
        [
            ("indirect", "profits would beat forecasts", "Tesco", None, None, "said", ()),
        ],
    ),
    (
        "“We expect the S&P 500 to end 2023 at 4,000,” Morgan Stanley's Michael Wilson told Bloomberg Television.",
        ["Michael Wilson"],
        ["Morgan Stanley", "Bloomberg Television"],
        [
            (
                "direct",
                "We expect the S&P 500 to end 2023 at 4,000",
                "Michael Wilson",
                None,
                "Morgan Stanley",
                "told",
                (),
            ),
        ],
    ),
    (
        "Chancellor Rachel Reeves said the budget would “fix the foundations”. She added: “There will be no return to austerity.”",
        ["Rachel Reeves"],
        [],
        [
            ("mixed", "the budget would “fix the foundations”", "Rachel Reeves", "Chancellor", None, "said", ()),
            ("direct", "There will be no return to austerity", "Rachel Reeves", "Chancellor", None, "added", ()),
        ],
    ),
    (
        "Kathy Jones, Charles Schwab's chief fixed income strategist, said: “Yields have peaked.”",
        ["Kathy Jones"],
        ["Charles Schwab"],
        [
            (
                "direct",
                "Yields have peaked",
                "Kathy Jones",
                "chief fixed income strategist",
                "Charles Schwab",
                "said",
                (),
            ),
        ],
    ),
    (
        "“The numbers were terrible,” he said. “Just terrible.” Mr Hale, a fund manager at Dunmore, sold his shares.",
        ["Hale"],
        ["Dunmore"],
        [
            ("direct", "The numbers were terrible", None, None, None, "said", ()),
            ("direct", "Just terrible", None, None, None, None, ()),
        ],
    ),
    (
        "Bank of Canada Governor Tiff Macklem says inflation will fall to 2 per cent by 2025.",
        ["Tiff Macklem"],
        ["Bank of Canada"],
        [
            (
                "indirect",
                "inflation will fall to 2 per cent by 2025",
                "Tiff Macklem",
                "Governor",
                "Bank of Canada",
                "says",
                (),
            ),
        ],
    ),
    (
        "Net inflows reached $1.1 billion, figures from Morningstar show.",
        [],
        ["Morningstar"],
        [
            ("indirect", "Net inflows reached $1.1 billion", "Morningstar", None, None, "show", ()),
        ],
    ),
    (
        "Exports fell 6.9%, official data showed, while economists had predicted a 4% drop.",
        [],
        [],
        [
            ("indirect", "a 4% drop", "economists", None, None, "predicted", ()),
        ],
    ),
    (
        "The Reserve Bank of Australia, which meets on Tuesday, said last month it was prepared to ease further.",
        [],
        ["Reserve Bank of Australia"],
        [
            ("indirect", "it was prepared to ease further", "Reserve Bank of Australia", None, None, "said", ()),
        ],
    ),
    (
        "In an interview with the Financial Times, Ray Dalio warned that markets were in a bubble.",
        ["Ray Dalio"],
        ["Financial Times"],
        [
            ("indirect", "markets were in a bubble", "Ray Dalio", None, None, "warned", ()),
        ],
    ),
    (
        "The Dow, which lost 3%, could fall further, said Art Hogan, chief market strategist at B. Riley Financial in New York.",
        ["Art Hogan"],
        ["B. Riley Financial"],
        [
            (
                "indirect",
                "The Dow, which lost 3%, could fall further",
                "Art Hogan",
                "chief market strategist",
                "B. Riley Financial",
                "said",
                (),
            ),
        ],
    ),
    (
        "Gold at $2,000 is “only a matter of time”, according to Ole Hansen, head of commodity strategy at Saxo Bank.",
        ["Ole Hansen"],
        ["Saxo Bank"],
        [
            (
                "mixed",
                "Gold at $2,000 is “only a matter of time”",
                "Ole Hansen",
                "head of commodity strategy",
                "Saxo Bank",
                "according to",
                (),
            ),
        ],
    ),
    (
        "Gina Bolvin, president of Bolvin Wealth Management Group in Boston, wrote in an email: “The consumer is still spending.”",
        ["Gina Bolvin"],
        ["Bolvin Wealth Management Group"],
        [
            (
                "direct",
                "The consumer is still spending",
                "Gina Bolvin",
                "president",
                "Bolvin Wealth Management Group",
                "wrote",
                (),
            ),
        ],
    ),
    (
        "“The Fed is behind the curve”, argues Mohamed El-Erian, chief economic adviser at Allianz.",
        ["Mohamed El-Erian"],
        ["Allianz"],
        [
            (
                "direct",
                "The Fed is behind the curve",
                "Mohamed El-Erian",
                "chief economic adviser",
                "Allianz",
                "argues",
                (),
            ),
        ],
    ),
    (
        "Mr. Buffett — who has run Berkshire Hathaway since 1965 — said he had “nothing to add.”",
        ["Buffett"],
        ["Berkshire Hathaway"],
        [
            ("mixed", "he had “nothing to add.”", "Buffett", None, "Berkshire Hathaway", "said", ()),
        ],
    ),
    (
        "OPEC+ agreed to cut output by 2 million barrels a day. Saudi Arabia said the cut was needed.",
        [],
        ["OPEC+"],
        [
            ("indirect", "to cut output by 2 million barrels a day", "OPEC+", None, None, "agreed", ()),
            ("indirect", "the cut was needed", "Saudi Arabia", None, None, "said", ()),
        ],
    ),
    (
        "The company did not say when it would report. “We are not commenting,” a spokesperson said.",
        [],
        [],
        [
            ("direct", "We are not commenting", "spokesperson", None, None, "said", ()),
        ],
    ),
    (
        "No one said the market was cheap.",
        [],
        [],
        [],
    ),
    (
        "If the Fed says inflation is beaten, stocks could rally.",
        [],
        ["Fed"],
        [],
    ),
    (
        "The report says nothing about dividends.",
        [],
        [],
        [],
    ),
    (
        "Sandra Holt, 54, a retired teacher from Leeds, said she had lost £12,000.",
        ["Sandra Holt"],
        [],
        [
            ("indirect", "she had lost £12,000", "Sandra Holt", None, None, "said", ()),
        ],
    ),
    (
        "“Whatever it takes” was the phrase Mario Draghi used in 2012.",
        ["Mario Draghi"],
        [],
        [],
    ),
    (
        "Yellen said she didn't expect a recession. “I don't see signs of it,” Yellen, the Treasury secretary, told reporters.",
        ["Janet Yellen"],
        [],
        [
            ("indirect", "she didn't expect a recession", "Janet Yellen", "Treasury secretary", None, "said", ()),
            ("direct", "I don't see signs of it", "Janet Yellen", "Treasury secretary", None, "told", ()),
        ],
    ),
    (
        "Ken Moelis and Jamie Dimon said deals would return.",
        ["Ken Moelis", "Jamie Dimon"],
        [],
        [
            ("indirect", "deals would return", "Ken Moelis and Jamie Dimon", None, None, "said", ()),
        ],
    ),
    (
        "Investors fear that rates will stay high. Consumers feel gloomy.",
        [],
        [],
        [
            ("indirect", "rates will stay high", "Investors", None, None, "fear", ()),
        ],
    ),
    (
        "Elliott Management disclosed a stake, saying the shares were undervalued by 50%.",
        [],
        ["Elliott Management"],
        [
            ("indirect", "the shares were undervalued by 50%", "Elliott Management", None, None, "saying", ()),
        ],
    ),
    (
        "“Buy the dip,” wrote a strategist at Citi. “It has worked for a decade.”",
        [],
        ["Citi"],
        [
            ("direct", "Buy the dip", "Citi strategist", "strategist", "Citi", "wrote", ()),
            ("direct", "It has worked for a decade", "Citi strategist", "strategist", "Citi", None, ()),
        ],
    ),
    (
        "The Nikkei ended at 33,000. “Foreigners are buying,” said a trader at a domestic brokerage.",
        [],
        [],
        [
            ("direct", "Foreigners are buying", "trader at a domestic brokerage", None, None, "said", ()),
        ],
    ),
    (
        "Lagarde insisted rates were “in a good place”, but Schnabel hinted at another hike.",
        ["Christine Lagarde", "Isabel Schnabel"],
        [],
        [
            ("mixed", "rates were “in a good place”", "Christine Lagarde", None, None, "insisted", ()),
        ],
    ),
    (
        "Rupert Hale (Dunmore Capital): “Gilts look cheap.”",
        ["Rupert Hale"],
        ["Dunmore Capital"],
        [
            ("direct", "Gilts look cheap", "Rupert Hale", None, "Dunmore Capital", None, ()),
        ],
    ),
    (
        "JPMorgan: S&P 500 to hit 6,500 by year-end",
        [],
        ["JPMorgan"],
        [],
    ),
    (
        "Powell: ‘We are not in a hurry’",
        ["Jerome Powell"],
        [],
        [
            ("direct", "We are not in a hurry", "Jerome Powell", None, None, None, ()),
        ],
    ),
    (
        "Powell says rates to stay higher for longer",
        ["Jerome Powell"],
        [],
        [
            ("indirect", "rates to stay higher for longer", "Jerome Powell", None, None, "says", ()),
        ],
    ),
    (
        "Rates will stay higher for longer, Fed's Waller says",
        ["Waller"],
        ["Fed"],
        [
            ("indirect", "Rates will stay higher for longer", "Waller", None, "Fed", "says", ()),
        ],
    ),
    (
        "“Volatility is back,” said Lee, Fundstrat's head of research, adding that he'd buy “aggressively” below 4,000.",
        ["Tom Lee"],
        ["Fundstrat"],
        [
            ("direct", "Volatility is back", "Tom Lee", "head of research", "Fundstrat", "said", ()),
            ("mixed", "he'd buy “aggressively” below 4,000", "Tom Lee", "head of research", "Fundstrat", "adding", ()),
        ],
    ),
    (
        "A note from Bernstein analyst Toni Sacconaghi called the shares “priced for perfection.”",
        ["Toni Sacconaghi"],
        ["Bernstein"],
        [
            ("mixed", "the shares “priced for perfection.”", "Toni Sacconaghi", "analyst", "Bernstein", "called", ()),
        ],
    ),
    (
        "Bernstein called the shares “priced for perfection.”",
        [],
        ["Bernstein"],
        [
            ("mixed", "the shares “priced for perfection.”", "Bernstein", None, None, "called", ()),
        ],
    ),
    (
        "In the view of Capital Economics, the yen is 20% undervalued.",
        [],
        ["Capital Economics"],
        [
            ("indirect", "the yen is 20% undervalued", "Capital Economics", None, None, "In the view of", ()),
        ],
    ),
    (
        "‘The FTSE's run isn't over,’ says AJ Bell investment director Russ Mould. ‘Far from it.’",
        ["Russ Mould"],
        ["AJ Bell"],
        [
            ("direct", "The FTSE's run isn't over", "Russ Mould", "investment director", "AJ Bell", "says", ()),
            ("direct", "Far from it", "Russ Mould", "investment director", "AJ Bell", None, ()),
        ],
    ),
    (
        "'We've had a good year', said chairman Sir John Egan. 'Next year's will be better.'",
        ["John Egan"],
        [],
        [
            ("direct", "We've had a good year", "John Egan", "chairman", None, "said", ()),
            ("direct", "Next year's will be better", "John Egan", "chairman", None, None, ()),
        ],
    ),
    (
        'The stock is a "buy," said Jim Kelleher, director of research at Argus, who raised his target to $210 from $190.',
        ["Jim Kelleher"],
        ["Argus"],
        [
            ("mixed", 'The stock is a "buy,"', "Jim Kelleher", "director of research", "Argus", "said", ()),
        ],
    ),
    (
        "Mumbai: Indian shares will rise 10% in 2024, Nilesh Shah, managing director of Kotak Mahindra Asset Management, said on Thursday.",
        ["Nilesh Shah"],
        ["Kotak Mahindra Asset Management"],
        [
            (
                "indirect",
                "Indian shares will rise 10% in 2024",
                "Nilesh Shah",
                "managing director",
                "Kotak Mahindra Asset Management",
                "said",
                (),
            ),
        ],
    ),
    (
        "Deputy governor Sarah Breeden and her colleague Swati Dhingra voted for a cut. Breeden said the data supported it.",
        ["Sarah Breeden", "Swati Dhingra"],
        [],
        [
            ("indirect", "the data supported it", "Sarah Breeden", "Deputy governor", None, "said", ()),
        ],
    ),
    (
        "“I'm shocked,” she said. Mary Daly, president of the San Francisco Fed, spoke after the report.",
        ["Mary Daly"],
        ["San Francisco Fed"],
        [
            ("direct", "I'm shocked", None, None, None, "said", ()),
        ],
    ),
    (
        "S3 Partners estimates that short sellers lost $5.9 billion on Tesla. The firm's managing director, Ihor Dusaniwsky, said losses would grow.",
        ["Ihor Dusaniwsky"],
        ["S3 Partners", "Tesla"],
        [
            ("indirect", "short sellers lost $5.9 billion on Tesla", "S3 Partners", None, None, "estimates", ()),
            ("indirect", "losses would grow", "Ihor Dusaniwsky", "managing director", "S3 Partners", "said", ()),
        ],
    ),
    (
        "Hedge funds cut their bets by $3 billion, according to an analysis of filings by Whalewisdom based on 13F data.",
        [],
        ["Whalewisdom"],
        [
            ("indirect", "Hedge funds cut their bets by $3 billion", "Whalewisdom", None, None, "according to", ()),
        ],
    ),
    (
        "Wages rose 5.9%, the Office for National Statistics said. That was “a welcome surprise”, said Ruth Gregory at Capital Economics.",
        ["Ruth Gregory"],
        ["Office for National Statistics", "Capital Economics"],
        [
            ("indirect", "Wages rose 5.9%", "Office for National Statistics", None, None, "said", ()),
            ("mixed", "That was “a welcome surprise”", "Ruth Gregory", None, "Capital Economics", "said", ()),
        ],
    ),
    (
        "Unnamed officials denied that China had sold Treasuries.",
        [],
        [],
        [
            ("indirect", "China had sold Treasuries", "Unnamed officials", None, None, "denied", ()),
        ],
    ),
    (
        "The move “could backfire,” cautioned Mark Zandi of Moody's Analytics.",
        ["Mark Zandi"],
        ["Moody's Analytics"],
        [
            ("mixed", "The move “could backfire,”", "Mark Zandi", None, "Moody's Analytics", "cautioned", ()),
        ],
    ),
    (
        "Primary dealers including JPMorgan and BofA see 10-year yields ending the year at 3.5%.",
        [],
        ["JPMorgan", "BofA"],
        [
            ("indirect", "10-year yields ending the year at 3.5%", "Primary dealers", None, None, "see", ()),
        ],
    ),
    (
        "Jeremy Grantham of GMO calls this a “superbubble”.",
        ["Jeremy Grantham"],
        ["GMO"],
        [
            ("mixed", "this a “superbubble”", "Jeremy Grantham", None, "GMO", "calls", ()),
        ],
    ),
    (
        "The dollar's strength “is a problem for the rest of the world,” Mark Sobel, chair of OMFIF, told a conference in London.",
        ["Mark Sobel"],
        ["OMFIF"],
        [
            (
                "mixed",
                "The dollar's strength “is a problem for the rest of the world,”",
                "Mark Sobel",
                "chair",
                "OMFIF",
                "told",
                (),
            ),
        ],
    ),
    (
        "Bullion “looks vulnerable”, according to analysts at Commerzbank, who cited outflows from ETFs.",
        [],
        ["Commerzbank"],
        [
            (
                "mixed",
                "Bullion “looks vulnerable”",
                "Commerzbank analysts",
                None,
                "Commerzbank",
                "according to",
                ("outflows from ETFs",),
            ),
        ],
    ),
    (
        "Ian Gordon, of Investec, said the outlook was “murky”.",
        ["Ian Gordon"],
        ["Investec"],
        [
            ("mixed", "the outlook was “murky”", "Ian Gordon", None, "Investec", "said", ()),
        ],
    ),
    (
        "“Stocks are not cheap by any measure,” writes Albert Edwards, a long-standing bear. “The ice age is here.”",
        ["Albert Edwards"],
        [],
        [
            ("direct", "Stocks are not cheap by any measure", "Albert Edwards", None, None, "writes", ()),
            ("direct", "The ice age is here", "Albert Edwards", None, None, None, ()),
        ],
    ),
    (
        "Alan Greenspan, the former Fed chairman, famously warned of “irrational exuberance.”",
        ["Alan Greenspan"],
        ["Fed = Federal Reserve"],
        [
            ("mixed", "irrational exuberance", "Alan Greenspan", "former chairman", "Federal Reserve", "warned of", ()),
        ],
    ),
    (
        "When asked if the Fed would cut, Powell replied: “We'll see.” The chair declined to say when.",
        ["Jerome Powell"],
        ["Fed"],
        [
            ("direct", "We'll see", "Jerome Powell", None, None, "replied", ()),
        ],
    ),
    (
        "Krishna Guha, vice chairman of Evercore ISI, reckons that the first move will come in June, while Ellen Zentner of Morgan Stanley thinks September is more likely.",
        ["Krishna Guha", "Ellen Zentner"],
        ["Evercore ISI", "Morgan Stanley"],
        [
            (
                "indirect",
                "the first move will come in June",
                "Krishna Guha",
                "vice chairman",
                "Evercore ISI",
                "reckons",
                (),
            ),
            ("indirect", "September is more likely", "Ellen Zentner", None, "Morgan Stanley", "thinks", ()),
        ],
    ),
    (
        "Hedge fund manager David Einhorn told investors in a letter that Tesla was “woefully overvalued,” CNBC reported.",
        ["David Einhorn"],
        ["Tesla", "CNBC"],
        [
            (
                "mixed",
                "Hedge fund manager David Einhorn told investors in a letter that Tesla was “woefully overvalued,”",
                "CNBC",
                None,
                None,
                "reported",
                ("David Einhorn",),
            ),
        ],
    ),
    (
        "Three of the four traders interviewed by this newspaper said they had cut positions. “I'm out,” said one.",
        [],
        [],
        [
            (
                "indirect",
                "they had cut positions",
                "four traders interviewed by this newspaper",
                None,
                None,
                "said",
                (),
            ),
            ("direct", "I'm out", None, None, None, "said", ()),
        ],
    ),
    (
        "Wall Street's fear gauge, the VIX, “is asleep at the wheel,” says Rocky Fishman.",
        ["Rocky Fishman"],
        [],
        [
            (
                "mixed",
                "Wall Street's fear gauge, the VIX, “is asleep at the wheel,”",
                "Rocky Fishman",
                None,
                None,
                "says",
                (),
            ),
        ],
    ),
    (
        "U.S. crude inventories rose 5.1 million barrels, the American Petroleum Institute said late Tuesday.",
        [],
        ["American Petroleum Institute"],
        [
            (
                "indirect",
                "U.S. crude inventories rose 5.1 million barrels",
                "American Petroleum Institute",
                None,
                None,
                "said",
                (),
            ),
        ],
    ),
    (
        "I think he's right. We see oil at $90.",
        [],
        [],
        [],
    ),
    (
        "“I’ve never seen anything like it,” said Jim Paulsen, chief investment strategist at Leuthold Group.\n\n“The speed is what got people.\n\n“We went from euphoria to despair in three weeks,” he said.",
        ["Jim Paulsen"],
        ["Leuthold Group"],
        [
            (
                "direct",
                "I’ve never seen anything like it",
                "Jim Paulsen",
                "chief investment strategist",
                "Leuthold Group",
                "said",
                (),
            ),
            (
                "direct",
                "The speed is what got people.\n\n“We went from euphoria to despair in three weeks",
                "Jim Paulsen",
                "chief investment strategist",
                "Leuthold Group",
                "said",
                (),
            ),
        ],
    ),
    (
        "Fed Governor Christopher Waller said there's “no rush” to cut rates.",
        ["Christopher Waller"],
        ["Fed = Federal Reserve"],
        [
            (
                "mixed",
                "there's “no rush” to cut rates",
                "Christopher Waller",
                "Governor",
                "Federal Reserve",
                "said",
                (),
            ),
        ],
    ),
    (
        "Traders see a 45% chance of a cut, according to CME Group's FedWatch tool.",
        [],
        ["CME Group"],
        [
            (
                "indirect",
                "a 45% chance of a cut, according to CME Group's FedWatch tool",
                "Traders",
                None,
                None,
                "see",
                ("CME Group",),
            ),
        ],
    ),
    (
        "VK Vijayakumar, chief investment strategist at Geojit, said funds had sold equities worth Rs 10,000 crore, according to NSDL data.",
        ["VK Vijayakumar"],
        ["Geojit", "NSDL"],
        [
            (
                "indirect",
                "funds had sold equities worth Rs 10,000 crore, according to NSDL data",
                "VK Vijayakumar",
                "chief investment strategist",
                "Geojit",
                "said",
                ("NSDL",),
            ),
        ],
    ),
    (
        "China Evergrande's chairman Hui Ka-yan told staff that the company would “leave its darkest moment”.",
        ["Hui Ka-yan"],
        ["China Evergrande"],
        [
            (
                "mixed",
                "the company would “leave its darkest moment”",
                "Hui Ka-yan",
                "chairman",
                "China Evergrande",
                "told",
                (),
            ),
        ],
    ),
    (
        "“Don't be a hero,” my friend Sal, who runs a small hedge fund, texted.",
        ["Sal"],
        [],
        [
            ("direct", "Don't be a hero", "Sal", None, None, "texted", ()),
        ],
    ),
    (
        "The stock was upgraded after Citi's call. “Fundamentals don't matter,” said Thomas Hayes, chairman at Great Hill Capital in New York. He sees the shares at $40.",
        ["Thomas Hayes"],
        ["Citi", "Great Hill Capital"],
        [
            ("direct", "Fundamentals don't matter", "Thomas Hayes", "chairman", "Great Hill Capital", "said", ()),
            ("indirect", "the shares at $40", "Thomas Hayes", "chairman", "Great Hill Capital", "sees", ()),
        ],
    ),
    (
        "The plan, Marsh said, would cost $4bn.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "The plan", "Ellen Marsh", None, None, "said", ()),
            ("indirect", "would cost $4bn", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "In the long run, many economists say, this effect could ripple through the system.",
        [],
        [],
        [
            ("indirect", "this effect could ripple through the system", "economists", None, None, "say", ()),
        ],
    ),
    (
        "Three board members, including Ann Poe, said they would resign.",
        ["Ann Poe"],
        [],
        [
            ("indirect", "they would resign", "Three board members", None, None, "said", ()),
        ],
    ),
    (
        "Stocks fell after the Labor Department said hiring slowed and Apple warned that sales would drop.",
        [],
        ["Labor Department", "Apple"],
        [
            ("indirect", "hiring slowed", "Labor Department", None, None, "said", ()),
            ("indirect", "sales would drop", "Apple", None, None, "warned", ()),
        ],
    ),
    (
        "SYDNEY, March 3 - Shares look stretched and may fall, Tony Sycamore said.",
        ["Tony Sycamore"],
        [],
        [
            ("indirect", "Shares look stretched and may fall", "Tony Sycamore", None, None, "said", ()),
        ],
    ),
    (
        "“Is this the bottom?” Marsh asked. “I doubt it!” Pell tweeted.",
        ["Ellen Marsh", "Gordon Pell"],
        [],
        [
            ("direct", "Is this the bottom?", "Ellen Marsh", None, None, "asked", ()),
            ("direct", "I doubt it!", "Gordon Pell", None, None, "tweeted", ()),
        ],
    ),
    (
        "“No,” Marsh said before adding: “Not yet.”",
        ["Ellen Marsh"],
        [],
        [
            ("direct", "No", "Ellen Marsh", None, None, "said", ()),
            ("direct", "Not yet", "Ellen Marsh", None, None, "adding", ()),
        ],
    ),
    (
        "Marsh asked clients whether they were ready, wondering how far stocks could fall.",
        ["Ellen Marsh"],
        [],
        [
            (
                "indirect",
                "whether they were ready, wondering how far stocks could fall",
                "Ellen Marsh",
                None,
                None,
                "asked",
                (),
            ),
        ],
    ),
    (
        "Marsh on Thursday evening said the rally was over.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "the rally was over", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "Pell went on to say that yields would climb.",
        ["Gordon Pell"],
        [],
        [
            ("indirect", "yields would climb", "Gordon Pell", None, None, "went on to say", ()),
        ],
    ),
    (
        "Marsh bought shares last week and said they were cheap.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "they were cheap", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "Powell: rates to stay higher for longer",
        ["Jerome Powell"],
        [],
        [
            ("indirect", "rates to stay higher for longer", "Jerome Powell", None, None, None, ()),
        ],
    ),
    (
        "Powell Says Fed Will Keep Rates Higher For Longer",
        ["Jerome Powell"],
        ["Fed"],
        [
            ("indirect", "Fed Will Keep Rates Higher For Longer", "Jerome Powell", None, None, "Says", ()),
        ],
    ),
    (
        "Over the long term, according to the Treasury, the rise in deficits is due to ageing.",
        [],
        ["Treasury"],
        [
            ("indirect", "the rise in deficits is due to ageing", "Treasury", None, None, "according to", ()),
        ],
    ),
    (
        "Copper, according to Citi, will average $9,000.",
        [],
        ["Citi"],
        [
            ("indirect", "Copper", "Citi", None, None, "according to", ()),
            ("indirect", "will average $9,000", "Citi", None, None, "according to", ()),
        ],
    ),
    (
        "The fund lost 4%, according to Lipper, citing SEC filings.",
        [],
        ["Lipper", "SEC"],
        [
            ("indirect", "The fund lost 4%", "Lipper", None, None, "according to", ("SEC",)),
        ],
    ),
    (
        "The contrast with last year, said Doyle, would be clear.",
        ["Jim Doyle"],
        [],
        [
            ("indirect", "The contrast with last year", "Jim Doyle", None, None, "said", ()),
            ("indirect", "would be clear", "Jim Doyle", None, None, "said", ()),
        ],
    ),
    (
        "Some 56 percent said they were bearish.",
        [],
        [],
        [
            ("indirect", "they were bearish", "56 percent", None, None, "said", ()),
        ],
    ),
    (
        "One analyst says there are 2,400 billionaires, another says there are 1,800.",
        [],
        [],
        [
            ("indirect", "there are 2,400 billionaires", "analyst", None, None, "says", ()),
            ("indirect", "there are 1,800", None, None, None, "says", ()),
        ],
    ),
    (
        "Marsh, who thinks often of 1987, said markets were calm.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "markets were calm", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "Marsh said stocks were dear — about 20 times earnings.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "stocks were dear — about 20 times earnings", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "Marsh said the choice was simple: “Sell.”",
        ["Ellen Marsh"],
        [],
        [
            ("mixed", "the choice was simple: “Sell.”", "Ellen Marsh", None, None, "said", ()),
        ],
    ),
    (
        "It said the bid was “too low”. Zentra Corp. makes pumps.",
        [],
        ["Zentra Corp."],
        [
            ("mixed", "the bid was “too low”", None, None, None, "said", ()),
        ],
    ),
    (
        "Zentra Corp. makes pumps. It said the bid was “too low”.",
        [],
        ["Zentra Corp."],
        [
            ("mixed", "the bid was “too low”", "Zentra Corp.", None, None, "said", ()),
        ],
    ),
    (
        "The strategists said the index would fall 5%. They expect worse.",
        [],
        [],
        [
            ("indirect", "the index would fall 5%", "strategists", None, None, "said", ()),
        ],
    ),
    (
        "Fed's Waller said no cut was needed, and he repeated that rates would hold.",
        ["Waller"],
        ["Fed = Federal Reserve"],
        [
            ("indirect", "no cut was needed", "Waller", None, "Federal Reserve", "said", ()),
            ("indirect", "rates would hold", "Waller", None, "Federal Reserve", "repeated", ()),
        ],
    ),
    (
        "Officials from the Treasury said the auction went well.",
        [],
        ["Treasury"],
        [
            ("indirect", "the auction went well", "Treasury officials", None, "Treasury", "said", ()),
        ],
    ),
    (
        "A trader with the bank in London said volumes were thin.",
        [],
        [],
        [
            ("indirect", "volumes were thin", "trader with the bank in London", None, None, "said", ()),
        ],
    ),
    (
        "Marsh's clients said they were selling.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "they were selling", "Marsh's clients", None, None, "said", ()),
        ],
    ),
    (
        "Marsh sees no recession. Pell has seen profits rise.",
        ["Ellen Marsh", "Gordon Pell"],
        [],
        [],
    ),
    (
        "The view that stocks are cheap, which analysts said was common, has faded.",
        [],
        [],
        [],
    ),
    (
        "The fears that rates will rise and reports of losses weighed on shares.",
        [],
        [],
        [],
    ),
    (
        "Marsh urged the Fed to cut, and called for patience.",
        ["Ellen Marsh"],
        ["Fed"],
        [
            ("indirect", "the Fed to cut", "Ellen Marsh", None, None, "urged", ()),
        ],
    ),
    (
        "“We will not be rushed” — Christine Lagarde",
        ["Christine Lagarde"],
        [],
        [
            ("direct", "We will not be rushed", "Christine Lagarde", None, None, None, ()),
        ],
    ),
    (
        "The CEO of Zentra, 52, said: “We are growing” (and the shares rose).",
        [],
        ["Zentra"],
        [
            ("direct", "We are growing", "Zentra CEO", "CEO", "Zentra", "said", ()),
        ],
    ),
    (
        "Marsh wrote clients that cash was king. She wrote a book.",
        ["Ellen Marsh"],
        [],
        [
            ("indirect", "cash was king", "Ellen Marsh", None, None, "wrote", ()),
        ],
    ),
    (
        "The former chief economist of the World Bank, Joe Lunt, said growth would slow.",
        ["Joe Lunt"],
        ["World Bank"],
        [
            ("indirect", "growth would slow", "Joe Lunt", "former chief economist", "World Bank", "said", ()),
        ],
    ),
    (
        "John Coe, who is chief executive of Lumen Mining, said costs rose.",
        ["John Coe"],
        ["Lumen Mining"],
        [
            ("indirect", "costs rose", "John Coe", "chief executive", "Lumen Mining", "said", ()),
        ],
    ),
    (
        "John Coe, who helps manage $4 billion at Harbor Trust, said costs rose.",
        ["John Coe"],
        ["Harbor Trust"],
        [
            ("indirect", "costs rose", "John Coe", None, "Harbor Trust", "said", ()),
        ],
    ),
    (
        "Meg Ryle, its finance director, said Zentra would grow.",
        ["Meg Ryle"],
        ["Zentra"],
        [
            ("indirect", "Zentra would grow", "Meg Ryle", "finance director", None, "said", ()),
        ],
    ),
    (
        "Zentra cut its outlook. “It was a hard year,” said Meg Ryle, its finance director.",
        ["Meg Ryle"],
        ["Zentra"],
        [
            ("direct", "It was a hard year", "Meg Ryle", "finance director", "Zentra", "said", ()),
        ],
    ),
    (
        "veteran strategist Ed Yard said the bull market had years to run.",
        ["Ed Yard"],
        [],
        [
            ("indirect", "the bull market had years to run", "Ed Yard", "veteran strategist", None, "said", ()),
        ],
    ),
    (
        "Sen. Ron Hale said the bank had lied to regulators.",
        ["Ron Hale"],
        [],
        [
            ("indirect", "the bank had lied to regulators", "Ron Hale", None, None, "said", ()),
        ],
    ),
    (
        "Mr. Hale, 61, of Delmar Brothers, said yields would rise.",
        ["Hale"],
        ["Delmar Brothers"],
        [
            ("indirect", "yields would rise", "Hale", None, "Delmar Brothers", "said", ()),
        ],
    ),
]

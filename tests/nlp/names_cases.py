"""Market sentences of many countries and styles with their names marked: `[text|LABEL|symbol|name]`.

The symbol is left out where there is none, the name where it is the text itself. `read_marks` gives the plain text and
the marks as tuples.
"""

from __future__ import annotations

import re

Mark = tuple[str, str, str | None, str]

MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)(?:\|([^\[\]|]*))?(?:\|([^\[\]|]+))?\]")


def read_marks(marked: str) -> tuple[str, list[Mark]]:
    """The plain text of a marked one, and (text, label, symbol, name) for each mark, in order."""
    marks = [(m[1], m[2], m[3] or None, m[4] or m[1]) for m in MARK.finditer(marked)]
    return MARK.sub(lambda m: m[1], marked), marks


CASES = (
    (
        "[Target|ORG|TGT] shares fell 5% after [Walmart|ORG|WMT] cut its forecast, and [Gap|ORG|GPS] and [Ross "
        "Stores|ORG|ROST] also slipped. The target was missed."
    ),
    (
        "[Visa|ORG|V] and [Mastercard|ORG|MA] slid. Visa rules tightened. [Shell plc|ORG|SHEL.L|Shell] rose 2% in "
        "[London|GPE] while [BP|ORG|BP.L] added 1.3%; [Shell|ORG|SHEL.L] said it would buy back shares."
    ),
    (
        "[Ford|ORG|F|Ford Motor] (NYSE: F) climbed 4.1%, while [General Motors Co.|ORG|GM|General Motors] lost "
        "0.3%. [Harold Ford Jr.|PERSON], a former congressman, declined to comment."
    ),
    (
        "[Apple Inc.|ORG|AAPL|Apple] (NASDAQ: AAPL) Chief Executive [Tim Cook|PERSON] said the company, which "
        "makes the [iPhone|PRODUCT], had a record quarter. [Cook|PERSON||Tim Cook] spoke in [Cupertino|GPE], "
        "[California|GPE]."
    ),
    (
        "[TSLA.O|ORG|TSLA|Tesla] jumped 8%. [$NVDA|ORG|NVDA|Nvidia] ripped. [BRK.B|ORG|BRK-B|Berkshire Hathaway] "
        "hit a record, and [Alibaba|ORG|9988.HK] (9988.HK) fell 3%. [Toyota|ORG|7203.T|Toyota Motor] <7203.T> was "
        "flat."
    ),
    (
        "[APPLE|ORG|AAPL|Apple] SOARS AS [S&P 500|INDEX|^GSPC] HITS RECORD; [DOW|INDEX|^DJI|Dow Jones Industrial "
        "Average] UP 200 POINTS"
    ),
    (
        "[apple|ORG|AAPL|Apple] soars as [s&p 500|INDEX|^GSPC|S&P 500] hits record\n\n[Apple Inc.|ORG|AAPL|Apple] "
        "rose 3% on Friday."
    ),
    (
        "[Dow Inc.|ORG|DOW|Dow Inc] shares fell 3% even as the [Dow|INDEX|^DJI|Dow Jones Industrial Average] rose "
        "200 points and [Dow Jones Newswires|ORG] reported a deal."
    ),
    (
        "[S&P Global Ratings|ORG] cut [Italy|GPE]'s rating. [S&P|ORG||S&P Global Ratings] downgraded "
        "the [U.S.|GPE||United States] in "
        "2011, and the [S&P|INDEX|^GSPC|S&P 500] fell 6.7% the next day."
    ),
    (
        "The [Treasury|ORG] said it would sell $40 billion of notes. Treasuries rallied, with the yield on the "
        "[30-year bond|RATE|^TYX|30-year Treasury yield] falling to 2.1%. [Treasury|ORG] Secretary [Janet "
        "Yellen|PERSON] said she was confident."
    ),
    (
        "The [Russell|INDEX|^RUT|Russell 2000] fell 2%. [Bertrand Russell|PERSON] would have been amused, said "
        "[John Russell|PERSON] of [Russell Investments|ORG]."
    ),
    (
        "She won a gold medal at the [Olympics|EVENT]. [Gold|COMMODITY|GC=F] futures for December delivery rose "
        "1.2% to $1,910 an ounce on the [Comex|ORG]."
    ),
    (
        "The yield on [Germany|GPE]'s [10-year bund|RATE||10-year bund yield] rose 5 basis points to 2.4%, while "
        "[UK|GPE||United Kingdom] [10-year gilt|RATE||10-year gilt yield] yields hit 4.2% and [Japan|GPE]'s "
        "[10-year yield|RATE||10-year Japanese government bond yield] reached 0.65%."
    ),
    (
        "[Sterling|CURRENCY|GBPUSD=X|Pound sterling] slid to $1.21 and the [euro|CURRENCY|EURUSD=X|Euro] bought "
        "$1.05. The [greenback|CURRENCY||US dollar] gained, and the [loonie|CURRENCY|CAD=X|Canadian dollar] "
        "weakened to 1.37 per [U.S. dollar|CURRENCY||US dollar]. The [Aussie|CURRENCY|AUDUSD=X|Australian dollar] "
        "fell against the [dollar|CURRENCY||US dollar]."
    ),
    (
        "[Cathie Wood|PERSON]'s [ARK Innovation ETF|FUND|ARKK] (ARKK) lost 67% in 2022. The [iShares Russell 2000 "
        "ETF|FUND|IWM] and the [SPDR S&P 500 ETF Trust|FUND|SPY|SPDR S&P 500 ETF] saw outflows; [Invesco "
        "QQQ|FUND|QQQ|Invesco QQQ Trust] gained."
    ),
    (
        "[Bitcoin|CRYPTO|BTC-USD] topped $60,000, [ether|CRYPTO|ETH-USD|Ethereum] rose 4% and "
        "[Dogecoin|CRYPTO|DOGE-USD] doubled. [Coinbase|ORG|COIN] shares jumped. [MicroStrategy "
        "Inc.|ORG|MSTR|MicroStrategy] bought more of the cryptocurrency."
    ),
    (
        "[Indian|NORP] shares ended lower, with the [NSE Nifty 50|INDEX|^NSEI|Nifty 50] down 0.4% at 19,500 and "
        "the [S&P BSE Sensex|INDEX|^BSESN|BSE Sensex] off 0.3%. [Reliance Industries|ORG|RELIANCE.NS] and [HDFC "
        "Bank|ORG|HDFCBANK.NS] led losses, while [Infosys|ORG|INFY.NS] rose."
    ),
    (
        "[Australia|GPE]'s [S&P/ASX 200 index|INDEX|^AXJO|S&P/ASX 200] rose 0.7 per cent, with [BHP|ORG|BHP.AX] "
        "and [Rio Tinto|ORG|RIO.L] up 2 per cent. [Commonwealth Bank of Australia|ORG|CBA.AX] shed 1.1 per cent. "
        "Across the [Tasman|LOC], [New Zealand|GPE]'s [NZX 50|INDEX|^NZ50|S&P/NZX 50] was flat."
    ),
    (
        "[Canada|GPE]'s main stock index, the [S&P/TSX composite index|INDEX|^GSPTSE|S&P/TSX Composite], fell 120 "
        "points to 20,100, dragged by [Shopify|ORG|SHOP] and [Royal Bank of Canada|ORG|RY.TO]."
    ),
    (
        "[Hong Kong|GPE]'s [Hang Seng Index|INDEX|^HSI] dropped 2.1% as [Tencent Holdings "
        "Ltd.|ORG|0700.HK|Tencent] and [Meituan|ORG|3690.HK] slid. [China Evergrande Group|ORG|3333.HK|China "
        "Evergrande] said it had missed a payment. The [CSI 300|INDEX|000300.SS] lost 1%."
    ),
    (
        "[Brazil|GPE]'s [Bovespa|INDEX|^BVSP] rose 1.2%. [Petrobras|ORG|PETR4.SA] gained 3% and "
        "[Vale|ORG|VALE3.SA] 2%. The [real|CURRENCY|BRL=X|Brazilian real] strengthened 0.5% against the "
        "[dollar|CURRENCY||US dollar]. [Mexico|GPE]'s [peso|CURRENCY|MXN=X|Mexican peso] was flat."
    ),
    (
        "[European|NORP] shares closed lower on Monday, with the pan-European [STOXX 600|INDEX|^STOXX|STOXX "
        "Europe 600] down 0.8%. Shares in [ASML|ORG|ASML.AS] slid 4%, [Novo Nordisk|ORG|NOVO-B.CO] fell 2.2% and "
        "[Volkswagen|ORG|VOW3.DE] lost 1%. The index has dropped 5% this month."
    ),
    (
        "By [Sinéad Carew|PERSON] and [Echo Wang|PERSON]\n\n[NEW YORK|GPE||New York] ([Reuters|ORG]) - [Wall "
        "Street|LOC]'s main indexes fell on Tuesday after [JPMorgan|ORG|JPM|JPMorgan Chase] CEO [Jamie "
        "Dimon|PERSON] warned of a recession, while [Tesla|ORG|TSLA]'s [Elon Musk|PERSON] tweeted that he would "
        "step down."
    ),
    (
        '"We\'re seeing a flight to quality," said [Quincy Krosby|PERSON], chief global strategist at [LPL '
        "Financial|ORG|LPLA] in [Charlotte|GPE], [North Carolina|GPE]."
    ),
    (
        "\"It's a stock picker's market,\" says [Art Hogan|PERSON], chief market strategist at [B. Riley "
        "Wealth|ORG]. [Hogan|PERSON||Art Hogan] noted that [Caterpillar|ORG|CAT] and [Deere|ORG|DE] had lagged."
    ),
    (
        '[Michael Hewson|PERSON], chief market analyst at [CMC Markets|ORG] [UK|GPE||United Kingdom], said: "The '
        '[FTSE 100|INDEX|^FTSE] has underperformed."'
    ),
    (
        'Analysts at [Jefferies|ORG|JEF] downgraded [Marks & Spencer|ORG|MKS.L] to "hold", while '
        "[Barclays|ORG|BARC.L] cut its target for [easyJet|ORG|EZJ.L]. Shares in [Rolls-Royce|ORG|RR.L] soared "
        "17pc to 150p."
    ),
    (
        "[Tesco|ORG|TSCO.L], [Sainsbury's|ORG|SBRY.L] and [Morrisons|ORG|MRW.L] all fell after [Kantar|ORG] data "
        "showed [Aldi|ORG] and [Lidl|ORG] gaining share."
    ),
    (
        "[Lloyds Banking Group PLC|ORG|LLOY.L|Lloyds Banking Group] and [NatWest Group PLC|ORG|NWG.L|NatWest] "
        "dropped 3% each after the [Bank of England|ORG] held [Bank Rate|RATE] at 5.25%. Governor [Andrew "
        "Bailey|PERSON] said inflation was falling."
    ),
    (
        "The [Bank of Japan|ORG]'s [Kazuo Ueda|PERSON] surprised markets; [USD/JPY|CURRENCY|JPY=X] rose to 151. "
        "[Toyota Motor Corp|ORG|7203.T|Toyota Motor] gained 2.4%, [Fast Retailing Co Ltd|ORG|9983.T|Fast "
        "Retailing] 3% and [SoftBank Group Corp|ORG|9984.T|SoftBank Group] 1.9%."
    ),
    (
        "[Christine Lagarde|PERSON], president of the [ECB|ORG||European Central Bank], said rates would stay "
        "high. [Lagarde|PERSON||Christine Lagarde]'s remarks sent the [euro|CURRENCY|EURUSD=X|Euro] to $1.08."
    ),
    (
        "Shares of [Kelvane Holdings|ORG|KLV] (NYSE: KLV) tumbled 20% after [Muddy Waters Research|ORG] published "
        "a report."
    ),
    (
        "On the [Nasdaq|ORG], advancing issues outnumbered decliners. Shares of [Zoomcar|ORG], listed on the "
        "[Nasdaq|ORG], doubled. The [Nasdaq|INDEX|^IXIC|Nasdaq Composite] rose 1% and the [Nasdaq 100|INDEX|^NDX] "
        "gained 1.2%."
    ),
    (
        "Volume on [U.S.|GPE||United States] exchanges was 11.2 billion shares. The [S&P 500|INDEX|^GSPC] posted "
        "20 new highs; the [Nasdaq Composite|INDEX|^IXIC] recorded 88 new highs, said [Dow Jones Market Data|ORG]."
    ),
    (
        '"The [Fed|ORG||Federal Reserve] is not your friend," [Peter Boockvar|PERSON] of [Bleakley Financial '
        "Group|ORG] wrote. [Boockvar|PERSON||Peter Boockvar] expects the [Fed|ORG||Federal Reserve] to pause."
    ),
    (
        "Former [Fed|ORG||Federal Reserve] Chair [Ben Bernanke|PERSON] and ex-[Treasury|ORG] Secretary [Hank "
        "Paulson|PERSON] testified before [Congress|ORG] in [Washington|GPE]."
    ),
    (
        "Retailers led the way: [Macy's|ORG|M] jumped 12%, [Kohl's|ORG|KSS] 9% and [Nordstrom|ORG|JWN] 7%. "
        "[Lowe's|ORG|LOW] and [Home Depot|ORG|HD] were flat, and [McDonald's|ORG|MCD] slipped."
    ),
    (
        "[Delta Air Lines Inc.|ORG|DAL|Delta Air Lines] and [United Airlines Holdings Inc.|ORG|UAL|United "
        "Airlines] fell; [American|ORG|AAL|American Airlines] dropped 4%. [Delta|ORG|DAL|Delta Air Lines] "
        "said the Delta variant had hurt bookings."
    ),
    (
        "[Oil|COMMODITY|CL=F|Crude oil] giants [Exxon|ORG|XOM|Exxon Mobil] and [Chevron|ORG|CVX] fell with "
        "[crude|COMMODITY|CL=F|WTI crude oil]. [Brent|COMMODITY|BZ=F|Brent crude oil] futures for May settled at "
        "$82.10 a barrel, and [U.S.|GPE||United States] [West Texas Intermediate|COMMODITY|CL=F|WTI crude oil] "
        "([WTI|COMMODITY|CL=F|WTI crude oil]) [crude|COMMODITY|CL=F|WTI crude oil] fell 2%."
    ),
    (
        "[Spot gold|COMMODITY|GC=F|Gold] was up 0.5% at $2,030.19 per ounce. [Silver|COMMODITY|SI=F] gained 1%, "
        "[platinum|COMMODITY|PL=F|Platinum] fell 0.4% to $903 and [palladium|COMMODITY|PA=F|Palladium] lost 1.2%. "
        "[LME copper|COMMODITY|HG=F|Copper] rose to $8,500 a tonne."
    ),
    (
        "[Chicago wheat|COMMODITY|ZW=F|Wheat] futures rallied 3% and [corn|COMMODITY|ZC=F|Corn] gained 1.1%; "
        "[soybeans|COMMODITY|ZS=F|Soybeans] edged lower. [Arabica coffee|COMMODITY|KC=F|Coffee] hit a 10-year high."
    ),
    (
        "[apple|ORG|AAPL|Apple] soars as [s&p 500|INDEX|^GSPC|S&P 500] hits record\n\n[Apple Inc.|ORG|AAPL|Apple] "
        "rose 3% on Friday."
    ),
    "By [Sinéad Carew|PERSON] and [Echo Wang|PERSON]\n\n[NEW YORK|GPE||New York] ([Reuters|ORG]) - Stocks fell.",
    (
        "[Mexico|GPE]'s [peso|CURRENCY|MXN=X|Mexican peso] fell 1% while the [Korean won|CURRENCY|KRW=X|South "
        "Korean won] and the won's peers rose. She won a medal. [USD/JPY|CURRENCY|JPY=X] rose to 151."
    ),
    (
        "[LONDON|GPE||London] ([Alliance News|ORG]) - Stocks in [London|GPE] closed lower on Thursday. The [FTSE "
        "100 index|INDEX|^FTSE|FTSE 100] ended down 45.12 points, or 0.6%, at 7,545.20. The [FTSE 250|INDEX|^FTMC] "
        "fell 0.9% to 18,200.11, and the [AIM All-Share|INDEX|^FTAI|FTSE AIM All-Share] dropped 0.3%. The "
        "[Cboe|ORG||Cboe Global Markets] [UK 100|INDEX|^FTSE|FTSE 100] was down 0.5%."
    ),
    (
        "In [Paris|GPE], the [CAC 40|INDEX|^FCHI] lost 0.4%, while the [DAX 40|INDEX|^GDAXI|DAX] in "
        "[Frankfurt|GPE] was 0.5% lower. The [pound|CURRENCY|GBPUSD=X|Pound sterling] was quoted at USD1.2534 late "
        "Thursday, down from USD1.2601. [Brent oil|COMMODITY|BZ=F|Brent crude oil] was quoted at USD84.12 a "
        "barrel. [Gold|COMMODITY|GC=F] traded at USD1,915.20 an ounce."
    ),
    (
        '[Michelle Bowman|PERSON], a [Fed|ORG||Federal Reserve] governor, spoke in [Frankfurt|GPE]. "We are not '
        'done," [Bowman|PERSON||Michelle Bowman] said. Her colleague [Christopher Waller|PERSON] disagreed.'
    ),
    (
        "[Wells Fargo|ORG|WFC] analyst [Mike Mayo|PERSON] and [Morgan Stanley|ORG|MS]'s [Betsy Graseck|PERSON] "
        "both cut their price targets on [Citigroup|ORG|C], while [Goldman Sachs Asset Management|ORG]'s "
        "[Ashish Shah|PERSON] was upbeat."
    ),
    (
        "The [Commerce Department|ORG] said gross domestic product grew 2.1%. Economists polled by [Reuters|ORG] "
        "had expected 1.9%. The [Conference Board|ORG]'s index fell."
    ),
    (
        "[China|GPE]'s central bank, the [People's Bank of China|ORG], cut rates. President [Xi Jinping|PERSON] "
        "met [Li Qiang|PERSON] in [Beijing|GPE]. [Xi|PERSON||Xi Jinping] said growth would recover."
    ),
    (
        "[Warren Buffett|PERSON]'s [Berkshire Hathaway|ORG|BRK-B] bought more [Occidental Petroleum|ORG|OXY]. "
        "[Buffett|PERSON||Warren Buffett], known as the Oracle of [Omaha|GPE], has been buying since 2022. [Oracle "
        "Corp|ORG|ORCL|Oracle] rose 2%."
    ),
    (
        "[Elliott Management|ORG], the activist hedge fund run by [Paul Singer|PERSON], took a stake in "
        "[Salesforce|ORG|CRM]. [Salesforce|ORG|CRM]'s [Marc Benioff|PERSON] welcomed the move. The software maker "
        "has lost 40% this year."
    ),
    (
        "Shares in [Sydney|GPE]-based [Macquarie|ORG|MQG.AX|Macquarie Group] rose 2.3 per cent. "
        "[Macquarie|ORG|MQG.AX|Macquarie Group]'s chief executive [Shemara Wikramanayake|PERSON] said the bank was "
        "well placed. [CSL|ORG|CSL.AX] fell; [Woodside|ORG|WDS.AX|Woodside Energy], [Santos|ORG|STO.AX] and "
        "[Fortescue|ORG|FMG.AX|Fortescue Metals Group] slipped."
    ),
    (
        "Shell-shocked investors fled. Gap between yields widened. Match your risk to your goals. Apple pie sales "
        "rose. [Amazon rainforest|LOC] fires worry investors. Oracle bones were found. Next week matters. Square "
        "metres rose. [Block|ORG|XYZ] trades fell."
    ),
    (
        "Trading in [Chicago Mercantile Exchange|ORG|CME|CME Group] fed funds futures implied a 70% chance. "
        "[CME|ORG|CME|CME Group]'s [FedWatch|ORG] tool agreed. Futures on the [S&P 500|INDEX|ES=F|S&P 500 futures] "
        "rose 0.3%, [Dow futures|INDEX|YM=F|Dow Jones Industrial Average futures] added 100 points and [Nasdaq 100 "
        "futures|INDEX|NQ=F] gained 0.5%."
    ),
    (
        "[Tom Lee|PERSON], head of research at [Fundstrat Global Advisors|ORG], sees the [S&P 500|INDEX|^GSPC] at "
        "5,200. [Lee|PERSON||Tom Lee] has been bullish. [Savita Subramanian|PERSON] of [Bank of America "
        "Corp.|ORG|BAC|Bank of America] raised her target to 5,000."
    ),
    (
        "[Credit Suisse|ORG|CSGN.SW]'s shares plunged after [Saudi National Bank|ORG] ruled out more help; "
        "[UBS|ORG|UBSG.SW], [Deutsche Bank|ORG|DBK.DE] and [BNP Paribas|ORG|BNP.PA] fell 5%. The lender's chairman "
        "[Axel Lehmann|PERSON] resigned."
    ),
    (
        "[SVB Financial Group|ORG|SIVB|Silicon Valley Bank] fell 60%. [Silicon Valley Bank|ORG|SIVB], its main "
        "unit, sold bonds. [SVB|ORG|SIVB|Silicon Valley Bank] said it would raise capital. [First Republic "
        "Bank|ORG|FRC], [PacWest|ORG|PACW|PacWest Bancorp] and [Signature Bank|ORG|SBNY] also slid."
    ),
    (
        "[J.P. Morgan|ORG|JPM|JPMorgan Chase]'s [Jamie Dimon|PERSON] and [T. Rowe Price|ORG|TROW]'s [Sébastien "
        "Page|PERSON] spoke. [J.C. Penney|ORG|JCP], [D.R. Horton|ORG|DHI] and [E.W. Scripps|ORG|SSP] rose. [Estée "
        "Lauder|ORG|EL], [L'Oréal|ORG|OR.PA], [Nestlé|ORG|NESN.SW] and "
        "[Hermès|ORG|RMS.PA] fell."
    ),
    (
        "The [Dow Jones Industrial Average|INDEX|^DJI] (.DJI) rose 1.2%, the [S&P 500|INDEX|^GSPC] (.SPX) gained "
        "1% and the [Nasdaq Composite|INDEX|^IXIC] (.IXIC) added 0.8%. [Apple|ORG|AAPL] (AAPL.O) fell."
    ),
    (
        "The blue-chip [Dow|INDEX|^DJI|Dow Jones Industrial Average] lost 150 points, or 0.4%. The tech-heavy "
        "[Nasdaq|INDEX|^IXIC|Nasdaq Composite] slid 1.4% and the small-cap [Russell 2000|INDEX|^RUT] shed 2%. The "
        "small-cap index is down 12% this year."
    ),
    (
        "The [Nikkei|INDEX|^N225|Nikkei 225], which had closed at a record, fell 2%. [Japan|GPE]'s benchmark was "
        "dragged lower by [Sony Group Corp.|ORG|6758.T|Sony] and [Nintendo|ORG|7974.T]."
    ),
    (
        "[Hargreaves Lansdown|ORG|HL.L] analyst [Sophie Lund-Yates|PERSON] said the fall in [Ocado|ORG|OCDO.L]'s "
        'shares was overdone. "It\'s hard to see the upside," Ms [Lund-Yates|PERSON||Sophie Lund-Yates] said.'
    ),
    (
        "Chancellor [Kwasi Kwarteng|PERSON]'s mini-budget sent gilts tumbling; the [30-year gilt yield|RATE] hit "
        "5%. The Bank stepped in. [Andrew Bailey|PERSON]'s [Bank of England|ORG] bought bonds."
    ),
    (
        "[Zoom|ORG|ZM|Zoom Video Communications] soared while [Peloton|ORG|PTON|Peloton Interactive] plunged. "
        "[Snap Inc.|ORG|SNAP|Snap] sank 40%, dragging down [Pinterest|ORG|PINS], [Alphabet|ORG|GOOGL] and "
        "[Meta|ORG|META|Meta Platforms]. [Facebook|PRODUCT] parent [Meta|ORG|META|Meta Platforms] fell 8%."
    ),
    (
        "In 2012, [Facebook|ORG|META] shares fell 11% on the second day of trading. [Facebook|ORG|META]'s [Mark "
        "Zuckerberg|PERSON] owns 28% of the company."
    ),
    (
        "[Lehman Brothers Holdings Inc.|ORG|LEH|Lehman Brothers] filed for bankruptcy on Sept. 15, 2008. [Merrill "
        "Lynch|ORG|MER] agreed to be bought by [Bank of America|ORG|BAC], and [AIG|ORG|AIG|American International "
        "Group] was rescued. [Lehman|ORG|LEH|Lehman Brothers]'s collapse sent the [Dow|INDEX|^DJI|Dow Jones "
        "Industrial Average] down 504 points."
    ),
    (
        "[Enron|ORG|ENRNQ] and [WorldCom|ORG|WCOM] collapsed. [Cisco Systems Inc.|ORG|CSCO|Cisco Systems], [JDS "
        "Uniphase|ORG|JDSU] and [Sun Microsystems|ORG|SUNW] led the [Nasdaq|INDEX|^IXIC|Nasdaq Composite] lower in "
        "2000."
    ),
    (
        "[Evercore ISI|ORG|EVR|Evercore]'s [Julian Emanuel|PERSON] and [Barclays Plc|ORG|BARC.L|Barclays] "
        'strategist [Venu Krishna|PERSON] see more upside. "We stay bullish," [Krishna|PERSON||Venu Krishna] '
        "wrote in a note dated Jan. 5."
    ),
    (
        "According to [Goldman Sachs Group Inc.|ORG|GS|Goldman Sachs] economists led by [Jan Hatzius|PERSON], the "
        "[Fed|ORG||Federal Reserve] will cut three times. [Hatzius|PERSON||Jan Hatzius]'s team sees growth of 2%."
    ),
    (
        "Data from the [Investment Company Institute|ORG] showed $5 billion left [U.S.|GPE||United States] equity "
        "funds. [Lipper|ORG] data showed the same. [EPFR Global|ORG] and [TrimTabs Investment Research|ORG] agreed."
    ),
    (
        "The [Hang Seng Tech Index|INDEX|HSTECH.HK] gained 3% as [Alibaba|ORG|9988.HK] and [JD.com|ORG|9618.HK] "
        "jumped. Mainland's [Shanghai Composite|INDEX|000001.SS] was flat at 3,010. [Kweichow "
        "Moutai|ORG|600519.SS] dropped 1%."
    ),
    (
        "[Swiss|NORP] shares rose: [Nestle|ORG|NESN.SW], [Novartis|ORG|NOVN.SW] and [Roche|ORG|ROG.SW] all gained, "
        "and the [SMI|INDEX|^SSMI|Swiss Market Index] closed at 11,200. In [Milan|GPE], the [FTSE "
        "MIB|INDEX|FTSEMIB.MI] dropped 0.4% as [Eni|ORG|ENI.MI] and [Enel|ORG|ENEL.MI] fell. [Spain|GPE]'s [Ibex "
        "35|INDEX|^IBEX|IBEX 35] added 0.2%, with [Santander|ORG|SAN.MC|Banco Santander] and [BBVA|ORG|BBVA.MC] up."
    ),
    (
        "[Singapore|GPE]'s [Straits Times Index|INDEX|^STI] ended at 3,200. [South Korea|GPE]'s "
        "[Kospi|INDEX|^KS11|KOSPI] lost 0.8% as [Samsung Electronics Co.|ORG|005930.KS|Samsung Electronics] "
        "slipped 1.2%. [Taiwan|GPE]'s [Taiex|INDEX|^TWII|TAIEX] fell 1% with [TSMC|ORG|TSM|Taiwan Semiconductor "
        "Manufacturing] down 2%."
    ),
    (
        "[U.S. natural gas|COMMODITY|NG=F|Natural gas] futures jumped 7% to $3.20 per million British thermal "
        "units. [Henry Hub|COMMODITY|NG=F|Natural gas] prices averaged $2.50. [European gas|COMMODITY|TTF=F|TTF "
        "natural gas] prices, as measured by the [Dutch TTF|COMMODITY|TTF=F|TTF natural gas], fell."
    ),
    (
        "[Johnson & Johnson|ORG|JNJ], [Procter & Gamble Co.|ORG|PG|Procter & Gamble] and [AT&T Inc.|ORG|T|AT&T] "
        "raised dividends. [P&G|ORG|PG|Procter & Gamble]'s [Jon Moeller|PERSON] said costs had eased. "
        "[H&M|ORG|HM-B.ST] and [M&S|ORG|MKS.L|Marks & Spencer] fell."
    ),
    (
        "[Norway|GPE]'s $1.4 trillion sovereign wealth fund, [Norges Bank Investment Management|ORG], lost 14%. "
        "[Nicolai Tangen|PERSON], its chief executive, said so on Tuesday."
    ),
    (
        "[Caixin|ORG]'s PMI rose. [S&P Global|ORG|SPGI] said its flash composite PMI fell to 48.2. "
        "[HSBC|ORG|HSBA.L]'s chief economist [Stephen King|PERSON] disagreed. [ISM|ORG||Institute for Supply "
        "Management]'s factory index dropped."
    ),
    (
        "[Hertz|ORG|HTZ] (HTZ) ordered 100,000 [Teslas|ORG]. [Tesla|ORG|TSLA]'s [Model 3|PRODUCT] is popular. "
        "[GameStop|ORG|GME] and [AMC Entertainment|ORG|AMC], the meme stocks, surged; [Melvin Capital|ORG] lost "
        "53%."
    ),
    (
        "Strategists at [UBS Global Wealth Management|ORG] led by [Mark Haefele|PERSON] upgraded "
        "emerging markets. The [MSCI Emerging Markets Index|INDEX] has lagged the [MSCI World Index|INDEX] by 10 "
        "percentage points. [MSCI's broadest index of Asia-Pacific shares outside Japan|INDEX||MSCI Asia Pacific "
        "ex-Japan Index] rose 0.4%."
    ),
    (
        "[Royal Dutch Shell|ORG|SHEL.L|Shell] and [Total|ORG|TTE.PA|TotalEnergies] lifted the [Stoxx Europe 600 "
        "Oil & Gas index|INDEX||STOXX Europe 600 Oil & Gas index]. [BHP Billiton|ORG|BHP.AX|BHP] and [Anglo "
        "American|ORG|AAL.L] fell."
    ),
    (
        '[Jerome Powell|PERSON], [Fed|ORG||Federal Reserve] chair, told [Congress|ORG] rates would rise. "We will '
        'do what it takes," [Powell|PERSON||Jerome Powell] said. [Fed|ORG||Federal Reserve] Vice Chair [Lael '
        "Brainard|PERSON] agreed. [Atlanta Fed|ORG||Federal Reserve Bank of Atlanta] President [Raphael "
        "Bostic|PERSON] was hawkish."
    ),
    (
        "“We are nowhere near the bottom,” said [Tomasz Wilk|PERSON] of [Fenwick Grange|ORG]. [Wilk|PERSON||Tomasz "
        "Wilk] expects the [Dow|INDEX|^DJI|Dow Jones Industrial Average] to test 7,000."
    ),
    (
        "[Ines Caldeira|PERSON], who runs $4 billion of emerging-market debt at [Moorgate Lane|ORG], was more "
        "cautious. “I would wait,” [Caldeira|PERSON||Ines Caldeira] said."
    ),
    (
        "Economists at [Brannock & Sons|ORG] expect the [Fed|ORG||Federal Reserve] to cut. [Brannock|ORG||Brannock "
        "& Sons] sees rates at 4% by June. According to [Sextant Analytics|ORG], funds bought $2bn of bonds."
    ),
    (
        "[Linden Hall Partners|ORG]' [Grace Okafor|PERSON] said it was time to buy. [Okafor|PERSON||Grace Okafor], "
        "the firm's head of strategy, likes [Japanese|NORP] banks."
    ),
    (
        "“Cash is king,” quipped [Dirk van der Meer|PERSON], chief investment officer of the [Dutch|NORP] pension "
        "fund [Zuiderzee|ORG]. [Van der Meer|PERSON] has sold half of his shares."
    ),
    (
        "Yesterday the [Vix|INDEX|^VIX|Cboe Volatility Index] touched 30. A trader at one of the big banks called "
        "it “madness”. [Osei Mensah|PERSON] at [Gatwick Row Capital|ORG], a hedge fund, bet on calm."
    ),
    (
        "[Thornbury|ORG] lost 8% after the housebuilder warned on profit. [Halvern plc|ORG], the engineer, added "
        "3p to 412p, and [Quorl Energy|ORG] dropped a fifth."
    ),
    (
        "“Rates are going higher,” wrote [Siobhan Ó Briain|PERSON] in her Saturday column. Her view is shared by "
        "[Aldous Finch|PERSON], of the [Institute for Market Studies|ORG] in [Leeds|GPE]."
    ),
    (
        "Hello from a rainy [Zurich|GPE]. Yields first: the [10-year Treasury|RATE|^TNX|10-year Treasury yield] "
        "hit 4.3%, the [two-year|RATE|DGS2|2-year Treasury yield] 4.9%. My colleague [Beat Ruchti|PERSON] thinks "
        "the curve will steepen."
    ),
    (
        "[Tracker Marketpulse|ORG] said $3.4 billion flowed into [gold|COMMODITY|GC=F|Gold] funds. The [World Gold "
        "Council|ORG] confirmed the trend. [Bullion|COMMODITY|GC=F|Gold] for immediate delivery rose 1%."
    ),
    (
        "Analyst [Rosalind Achebe|PERSON] at [Copse & Vale|ORG] kept her Buy rating on [Boeing|ORG|BA]. Rival "
        "[Airbus|ORG|AIR.PA] slipped. The planemaker delivered 50 jets in March."
    ),
    (
        "Prime Minister [Rishi Sunak|PERSON] called an election; the [FTSE 250|INDEX|^FTMC] fell 1.1% and the "
        "[pound|CURRENCY|GBPUSD=X|Pound sterling] slipped to $1.27. Labour leader [Keir Starmer|PERSON] leads in "
        "the polls."
    ),
    (
        "“Nobody knows,” shrugged [Emeka Bright|PERSON], a veteran floor trader at the [New York Stock "
        "Exchange|ORG]. At the [NYSE|ORG||New York Stock Exchange], losers beat winners four to one."
    ),
    (
        "THE [FTSE 100|INDEX|^FTSE] hit a record yesterday. Miners led: [Glencore|ORG|GLEN.L] rose 4pc, "
        "[Antofagasta|ORG|ANTO.L] 3.2pc and [Fresnillo|ORG|FRES.L] 2pc. [Burberry|ORG|BRBY.L] was the biggest "
        "faller, down 38p to 2,012p."
    ),
    (
        "[HONG KONG|GPE||Hong Kong], May 12 ([Bernama|ORG]) — [Hong Kong|GPE] stocks ended lower. [HSBC "
        "Holdings|ORG|HSBA.L|HSBC] fell HK$1.20 to HK$58.10. Developer [Sun Hung Kai Properties|ORG|0016.HK] lost "
        "2 per cent."
    ),
    (
        "[SYDNEY|GPE||Sydney] -- The [All Ordinaries index|INDEX|^AORD|All Ordinaries] lost 52 points to 7,205. "
        "[Westpac|ORG|WBC.AX] dropped A$0.40 to A$22.10. [Gold|COMMODITY|GC=F] miner [Newcrest|ORG|NCM.AX|Newcrest "
        "Mining] was up 1.4 per cent. The [Australian dollar|CURRENCY|AUDUSD=X] was buying 65.10 US cents."
    ),
    (
        "[MUMBAI|GPE||Mumbai]: The [rupee|CURRENCY|INR=X|Indian rupee] closed at 83.12 against the [US "
        "dollar|CURRENCY]. The [Sensex|INDEX|^BSESN|BSE Sensex] shed 331 points; [Tata Motors|ORG|TATAMOTORS.NS] "
        "and [ICICI Bank|ORG|ICICIBANK.NS] were the top losers. FIIs sold shares worth Rs 1,200 crore."
    ),
    (
        "[TORONTO|GPE||Toronto] - The [TSX|INDEX|^GSPTSE|S&P/TSX Composite] fell 0.6 per cent. The [Canadian "
        "dollar|CURRENCY|CAD=X] traded at 74.10 cents US. The June [crude|COMMODITY|CL=F|WTI crude oil] contract "
        "was up 32 cents US at US$71.66 per barrel, and the August [gold|COMMODITY|GC=F|Gold] contract was down "
        "US$5."
    ),
    (
        "[JOHANNESBURG|GPE||Johannesburg] - The [rand|CURRENCY|ZAR=X|South African rand] was at 18.20 to the "
        "[dollar|CURRENCY||US dollar]. The [JSE All Share index|INDEX|^J203.JO|FTSE/JSE All Share] fell 0.8%; "
        "[Naspers|ORG|NPN.JO] and [Sasol|ORG|SOL.JO] were among the decliners. The [South African Reserve "
        "Bank|ORG] meets on Thursday."
    ),
    (
        "Treasury prices fell, pushing the yield on the [benchmark 10-year note|RATE|^TNX|10-year Treasury yield] "
        "up to 3.61 percent from 3.55 percent. The [30-year bond|RATE|^TYX|30-year Treasury yield]'s yield climbed "
        "to 4.62 percent. [Two-year|RATE|DGS2|2-year Treasury yield] yields were flat."
    ),
    (
        "In [Asia|LOC], the [Nikkei 225 index|INDEX|^N225|Nikkei 225] jumped 1.9 percent in [Tokyo|GPE], and the "
        "[Hang Seng|INDEX|^HSI|Hang Seng Index] gained 2 percent in [Hong Kong|GPE]. [Germany|GPE]'s "
        "[DAX|INDEX|^GDAXI] rose 1.1 percent; [France|GPE]'s [CAC-40|INDEX|^FCHI|CAC 40] added 0.7 percent and "
        "[Britain|GPE||United Kingdom]'s [FTSE 100|INDEX|^FTSE] 0.4 percent."
    ),
    (
        "The [CBOE Volatility Index|INDEX|^VIX|Cboe Volatility Index], known as [Wall Street|LOC]'s fear gauge, "
        "fell 4 percent to 18.2. The gauge has halved since October. The [Dow Jones transportation "
        "average|INDEX|^DJT|Dow Jones Transportation Average] rose 1%, and the [Philadelphia Semiconductor "
        "Index|INDEX|^SOX|PHLX Semiconductor Index] added 2.2%."
    ),
    (
        "Bank stocks fell: [Citigroup|ORG|C] lost 4 percent, [Wells Fargo & Co.|ORG|WFC|Wells Fargo] 3 percent and "
        "[Bank of America|ORG|BAC] 2 percent. The [KBW Bank Index|INDEX|^BKX|KBW Nasdaq Bank Index] slid 3.1 "
        "percent. The three lenders report next week."
    ),
    (
        "[Intel Corp|ORG|INTC|Intel] (INTC.O) slumped 9% after the chipmaker cut its outlook. Peers "
        "[AMD|ORG|AMD|Advanced Micro Devices] and [Nvidia|ORG|NVDA] also fell. The stock is down 45% this year."
    ),
    ("[Goldman Sachs|ORG|GS] and [JPMorgan|ORG|JPM|JPMorgan Chase] both beat estimates. The bank's shares rose 2%."),
    (
        "[Netflix|ORG|NFLX] lost 200,000 subscribers. The streaming giant's shares sank 35%, their worst day since "
        "2004. It blamed password sharing."
    ),
    "[Gold|COMMODITY|GC=F] fell to $1,900. The metal has lost 8% since May. It is still up this year.",
    (
        "[Bitcoin|CRYPTO|BTC-USD] slid below $20,000. The largest cryptocurrency has lost 70% since its November "
        "peak. [Ether|CRYPTO|ETH-USD|Ethereum] fell too."
    ),
    (
        "The yield on the [10-year Treasury note|RATE|^TNX|10-year Treasury yield] rose to 4.2%. The yield moves "
        "opposite to price. It was 3.9% a week ago."
    ),
    (
        "The [euro|CURRENCY|EURUSD=X|Euro] hit $1.10. The [single currency|CURRENCY|EURUSD=X|Euro] is up 4% this "
        "quarter. The [yen|CURRENCY|JPY=X|Japanese yen] fell; the currency is at its weakest since 1990."
    ),
    (
        "[Tokyo|GPE]'s [Nikkei 225|INDEX|^N225] and [Hong Kong|GPE]'s [Hang Seng|INDEX|^HSI|Hang Seng Index] both "
        "fell. The index lost 2%."
    ),
    (
        "The [ARK Innovation ETF|FUND|ARKK] fell 5%. The fund is down 60% this year. It holds [Tesla|ORG|TSLA] and "
        "[Zoom|ORG|ZM|Zoom Video Communications]."
    ),
    (
        "[Brent crude|COMMODITY|BZ=F|Brent crude oil] rose 3% to $95 a barrel. The international benchmark has "
        "gained 20% this month. [U.S. crude|COMMODITY|CL=F|WTI crude oil] rose 2.5%; the contract expires Friday."
    ),
    (
        "[Apple|ORG|AAPL] and [Microsoft|ORG|MSFT] reported earnings. The [iPhone|PRODUCT] maker said sales fell "
        "5%, while the software giant's cloud revenue jumped 27%."
    ),
    (
        '"Volatility is back," said [Mandy Xu|PERSON], head of derivatives market intelligence at [Cboe Global '
        "Markets|ORG|CBOE]. The [Cboe Volatility Index|INDEX|^VIX], or [VIX|INDEX|^VIX|Cboe Volatility Index], hit "
        "30."
    ),
    (
        "Short interest in [Carvana|ORG|CVNA] rose to 30% of the float, according to [S3 Partners|ORG]' [Ihor "
        "Dusaniwsky|PERSON]. [Dusaniwsky|PERSON||Ihor Dusaniwsky], managing director of predictive analytics at "
        "[S3|ORG||S3 Partners], said losses were $400 million."
    ),
    (
        "The [S&P 500 Energy Index|INDEX] jumped 4%, while the [S&P 500 information technology sector|INDEX] fell "
        "1%. [S&P 500 futures|INDEX|ES=F] were flat, and [Dow futures|INDEX|YM=F|Dow Jones Industrial Average "
        "futures] rose 20 points. The [S&P 500 Growth index|INDEX] lagged."
    ),
    (
        "[Novo Nordisk A/S|ORG|NOVO-B.CO|Novo Nordisk], the maker of [Ozempic|PRODUCT] and [Wegovy|PRODUCT], "
        "became [Europe|LOC]'s most valuable company, overtaking [LVMH Moët Hennessy Louis Vuitton "
        "SE|ORG|MC.PA|LVMH]. [Eli Lilly & Co.|ORG|LLY|Eli Lilly] rose."
    ),
    (
        "[Argentina|GPE]'s [Merval|INDEX|^MERV|MERVAL] rose 5% as [Javier Milei|PERSON] took office; the peso was "
        "devalued. [Chile|GPE]'s [IPSA|INDEX|^IPSA|S&P IPSA] and [Colombia|GPE]'s [Colcap|ORG] were little changed."
    ),
    (
        "The [Stoxx Europe 600 Banks Index|INDEX||STOXX Europe 600 Banks Index] fell 4%, with [Credit Suisse Group "
        "AG|ORG|CSGN.SW|Credit Suisse] down 24% and [Société Générale SA|ORG|GLE.PA|Société Générale] off 12%. "
        "[Euro Stoxx 50 futures|INDEX] dropped 1.5%. [Germany|GPE]'s [two-year yield|RATE||2-year bund yield] slid "
        "30 basis points."
    ),
    (
        "[UK|GPE||United Kingdom] inflation slowed to 6.7%, the [Office for National Statistics|ORG] said. "
        "[Sterling|CURRENCY|GBPUSD=X|Pound sterling] dipped 0.3% against the [dollar|CURRENCY||US dollar]. [Grant "
        "Fitzner|PERSON], [ONS|ORG||Office for National Statistics] chief economist, said food prices had eased."
    ),
    (
        "The [Baltic Dry Index|INDEX|^BDI] rose 3%. [A.P. Moller-Maersk A/S|ORG|MAERSK-B.CO|Maersk] fell. Freight "
        "rates from [Shanghai|GPE] to [Rotterdam|GPE] dropped, [Drewry|ORG] said."
    ),
    (
        "[Micron|ORG|MU|Micron Technology], [Qualcomm|ORG|QCOM], [Texas Instruments|ORG|TXN] and [Applied "
        "Materials|ORG|AMAT] led the [Philadelphia Semiconductor index|INDEX|^SOX|PHLX Semiconductor Index] up "
        "3.4%. [ASML Holding NV|ORG|ASML.AS|ASML] gained 4% in [Amsterdam|GPE]."
    ),
    "[US|GPE||United States] FUTURES SLIP AS TREASURY YIELDS RISE; [TESLA|ORG|TSLA|Tesla] DROPS 5% PREMARKET",
    (
        "[WASHINGTON|GPE||Washington] — Sen. [Elizabeth Warren|PERSON], a [Democrat|NORP] from "
        "[Massachusetts|GPE], and Rep. [Patrick McHenry|PERSON] (R., N.C.) questioned [SEC|ORG||Securities and "
        "Exchange Commission] Chair [Gary Gensler|PERSON] on Tuesday."
    ),
    (
        "[Marks & Spencer|ORG|MKS.L]'s [Steve Rowe|PERSON] and [Next|ORG|NXT.L]'s [Simon Wolfson|PERSON] warned of "
        "price rises. [Next|ORG|NXT.L] said sales rose 5%. Next, the company will open stores."
    ),
    (
        "[BofA|ORG|BAC|Bank of America]'s [Michael Hartnett|PERSON] said clients pulled $10.5 billion from "
        "equities in the week to June 14, citing [EPFR|ORG] data. [Citi|ORG|C|Citigroup] strategists disagreed."
    ),
    (
        "[AAPL|ORG|AAPL|Apple], [MSFT|ORG|MSFT|Microsoft] and [NVDA|ORG|NVDA|Nvidia] rose, while "
        "[TSLA|ORG|TSLA|Tesla] fell 2%. [SPY|FUND|SPY|SPDR S&P 500 ETF] and [QQQ|FUND|QQQ|Invesco QQQ Trust] "
        "gained. I bought more [VOO|FUND|VOO|Vanguard S&P 500 ETF]. My pick: [GOOGL|ORG|GOOGL|Alphabet]."
    ),
    (
        "The [NASDAQ|INDEX|^IXIC|Nasdaq Composite] rose 1.2%. The [NASDAQ Composite index|INDEX|^IXIC|Nasdaq "
        "Composite] is up 12% year-to-date, the [Dow Jones|INDEX|^DJI|Dow Jones Industrial Average] 3% and the "
        "[S&P|INDEX|^GSPC|S&P 500] 9%."
    ),
    (
        "Q: Is the [S&P 500|INDEX|^GSPC] overvalued? A: Yes, says [Robert Shiller|PERSON], the [Yale|ORG] "
        "professor whose CAPE ratio stands at 30."
    ),
    (
        "Emerging markets had a good month. [Turkey|GPE]'s [BIST 100|INDEX|XU100.IS] gained 12%, [Poland|GPE]'s "
        "[WIG20|INDEX|WIG20.WA] 8% and [South Africa|GPE]'s [JSE All Share|INDEX|^J203.JO|FTSE/JSE All Share] 5%. "
        "The [Turkish lira|CURRENCY|TRY=X] fell to 27 per [dollar|CURRENCY||US dollar]."
    ),
    (
        "Shares in [Thames Water|ORG]'s parent [Kemble|ORG] fell. Regulator [Ofwat|ORG] said bills would rise. The "
        "[Environment Agency|ORG] and [Defra|ORG] declined to comment."
    ),
    (
        "[Carl Icahn|PERSON] took a 5% stake in [Southwest Gas Holdings Inc.|ORG] [Icahn Enterprises|ORG] also "
        "owns [CVR Energy|ORG|CVI]. The billionaire said the board had failed."
    ),
    (
        "[Chinese|NORP] EV makers [BYD Co.|ORG|1211.HK|BYD], [Nio Inc.|ORG|NIO|Nio] and [XPeng "
        "Inc.|ORG|9868.HK|XPeng] jumped in [Hong Kong|GPE]. [CATL|ORG|300750.SZ] gained 3% in [Shenzhen|GPE]. The "
        "[Hang Seng China Enterprises Index|INDEX|^HSCE] rose 2%."
    ),
    (
        "[US|GPE||United States] Treasury yields fell, with the [10-year yield|RATE|^TNX|10-year Treasury yield] "
        "down 5bps at 4.23% and the [two-year|RATE|DGS2|2-year Treasury yield] at 4.61%. [German|NORP] Bunds "
        "rallied; the [10-year Bund yield|RATE||10-year bund yield] was at 2.40%. [Italy|GPE]'s [10-year BTP "
        "yield|RATE||10-year Italian bond yield] fell to 3.9%."
    ),
    (
        "Mortgage rates rose: the [30-year fixed-rate mortgage|RATE|MORTGAGE30US|30-year mortgage rate] averaged "
        "7.79%, [Freddie Mac|ORG|FMCC] said, while the 15-year averaged 7.03%. [SOFR|RATE|SOFR] was 5.3%. "
        "[Libor|RATE] ended in June 2023."
    ),
    (
        "The [Federal Open Market Committee|ORG] left the [federal funds rate|RATE|FEDFUNDS|Federal funds rate] at "
        "5.25% to 5.5%. The [prime rate|RATE|DPRIME|Prime rate] is 8.5%. The [ECB|ORG||European Central Bank]'s "
        "deposit rate is 4%, and the [BoE|ORG||Bank of England]'s [Bank Rate|RATE] 5.25%."
    ),
    (
        "In the currency markets, the [dollar|CURRENCY||US dollar] bought 151.2 yen, and the "
        "[euro|CURRENCY|EURUSD=X|Euro] traded at $1.0712. The [pound|CURRENCY|GBPUSD=X|Pound sterling] fell below "
        "$1.22. One dollar was worth 83 rupees; the [baht|CURRENCY|THB=X|Thai baht] and the "
        "[ringgit|CURRENCY|MYR=X|Malaysian ringgit] firmed."
    ),
    (
        "[Silver Lake|ORG] and [Vista Equity Partners|ORG] agreed to buy [Software AG|ORG] for €2.2 billion. "
        "[Goldman Sachs|ORG|GS] advised. [Gold Fields|ORG|GFI] and [Silver Wheaton|ORG|WPM|Wheaton Precious "
        "Metals] fell with [gold|COMMODITY|GC=F|Gold] and [silver|COMMODITY|SI=F|Silver]."
    ),
    (
        "[Sears, Roebuck & Co.|ORG|SHLD|Sears Holdings] was removed from the [Dow|INDEX|^DJI|Dow Jones Industrial "
        "Average] in 1999, when [Intel|ORG|INTC], [Microsoft|ORG|MSFT], [SBC Communications|ORG|SBC] and [Home "
        "Depot|ORG|HD] joined. [General Electric|ORG|GE] left in 2018, replaced by [Walgreens Boots "
        "Alliance|ORG|WBA]."
    ),
    (
        "[J Sainsbury|ORG|SBRY.L|Sainsbury's] rose 3%; [WM Morrison|ORG|MRW.L|Morrisons] fell. [B&M European Value "
        "Retail|ORG|BME.L] and B&Q owner [Kingfisher|ORG|KGF.L] were up. [WH Smith|ORG|SMWH.L] and [JD "
        "Wetherspoon|ORG|JDW.L] warned. [3i Group|ORG|III.L|3i] jumped."
    ),
    (
        "Sagging tech shares dragged [U.S.|GPE||United States] indexes lower on Tuesday, with [Oracle "
        "Corp.|ORG|ORCL|Oracle]'s disappointing forecast weighing. [Oracle|ORG|ORCL] fell 8.9 percent to $28.40. "
        "The [Nasdaq composite index|INDEX|^IXIC|Nasdaq Composite] lost 21.3, or 1 percent, to 2,100.05."
    ),
    (
        "[European|NORP] bourses opened lower, with [London|GPE]'s [FTSE-100|INDEX|^FTSE|FTSE 100] down 0.5%, "
        "[Frankfurt|GPE]'s [DAX|INDEX|^GDAXI] 0.7% lower and [Paris|GPE]' [CAC 40|INDEX|^FCHI] off 0.6%. "
        "[Milan|GPE]'s [S&P/MIB|INDEX|FTSEMIB.MI|FTSE MIB] slipped 0.3%."
    ),
    (
        "[Wheat|COMMODITY|ZW=F] futures for May delivery fell 2.5 cents to $5.12 a bushel on the [Chicago Board of "
        "Trade|ORG]. [Sugar|COMMODITY|SB=F] futures and [cattle|COMMODITY|LE=F|Live cattle] futures rose. "
        "[Corn|COMMODITY|ZC=F] was steady."
    ),
    (
        "Mr [Lagniappe|PERSON], an analyst at the broker [Penhale Stroud|ORG], told clients: “Sell.” "
        "[Penhale|ORG||Penhale Stroud]'s view is that [Tesco|ORG|TSCO.L] and [Ocado|ORG|OCDO.L] are overvalued."
    ),
    (
        "Fund manager [Terry Smith|PERSON] of [Fundsmith|ORG] sold his stake in [Amazon|ORG|AMZN]. [Nick "
        "Train|PERSON] at [Lindsell Train|ORG] bought [Diageo|ORG|DGE.L] and [Burberry|ORG|BRBY.L]. "
        "[Smith|PERSON||Terry Smith] said [Amazon|ORG|AMZN] had disappointed."
    ),
    (
        "The pan-European [STOXX 600|INDEX|^STOXX|STOXX Europe 600] closed up 0.6%, while the [euro "
        "zone|LOC||eurozone]'s blue-chip index rose 0.9%. [Italy|GPE]'s [FTSE MIB|INDEX|FTSEMIB.MI] hit its "
        "highest since 2008; [Spain|GPE]'s [IBEX|INDEX|^IBEX|IBEX 35] was flat."
    ),
    (
        "According to [FactSet|ORG|FDS], 78% of [S&P 500|INDEX|^GSPC] companies beat estimates. [Refinitiv|ORG] "
        "data showed earnings rose 4%. [John Butters|PERSON], senior earnings analyst at [FactSet|ORG|FDS], sees "
        "growth of 8%."
    ),
    (
        "Gainers: [Freeport-McMoRan|ORG|FCX] (+4.2%), [Newmont|ORG|NEM] (+3.1%), [Nucor|ORG|NUE] (+2.8%). Losers: "
        "[Etsy|ORG|ETSY] (-6%), [PayPal|ORG|PYPL] (-5%), [Block|ORG|XYZ] (-4%)."
    ),
    (
        "In [London|GPE], [BT|ORG|BT-A.L] gained 3 pence and [ITV|ORG|ITV.L] lost 2. In [Paris|GPE], "
        "[Renault|ORG|RNO.PA] rose. In [Zurich|GPE], [Nestlé|ORG|NESN.SW] and [UBS|ORG|UBSG.SW] were mixed. "
        "[Total|ORG|TTE.PA|TotalEnergies] and [Sanofi|ORG|SAN.PA] fell in [Paris|GPE]."
    ),
    (
        "Credit-default swaps on [Greece|GPE] rose. [Greek|NORP] bank stocks tumbled, led by [National Bank of "
        "Greece|ORG|NBG.AT]. Prime Minister [Alexis Tsipras|PERSON] meets [Angela Merkel|PERSON] on Monday. "
        "[Merkel|PERSON||Angela Merkel]'s spokesman declined to comment."
    ),
    (
        "Yields on [30-year Treasury|RATE|^TYX|30-year Treasury yield] bonds fell to 2.98%. The [five-year "
        "note|RATE|^FVX|5-year Treasury yield] yielded 1.61%. [Three-month Treasury|RATE|^IRX|3-month Treasury "
        "bill yield] bills paid 0.02%. The [10-year German bund|RATE||10-year bund yield] yielded 0.5%; the "
        "[10-year gilt|RATE||10-year gilt yield] 1.8%."
    ),
    (
        "“[China|GPE]'s reopening is the story,” said [Wang Tao|PERSON], chief [China|GPE] economist at "
        "[UBS|ORG|UBSG.SW]. [Wang|PERSON||Wang Tao] expects growth of 5%. Premier [Li Keqiang|PERSON] set the "
        "target at the [National People's Congress|ORG]."
    ),
    (
        "[SEOUL|GPE||Seoul]: [Samsung Electronics|ORG|005930.KS] and [SK Hynix|ORG|000660.KS] rose; [Hyundai "
        "Motor|ORG|005380.KS] and [Kia|ORG|000270.KS] fell. The [won|CURRENCY|KRW=X|South Korean won] gained 0.4% "
        "to 1,310 against the [dollar|CURRENCY||US dollar]. The [KOSPI|INDEX|^KS11] closed at 2,560."
    ),
    (
        "The [Reserve Bank of Australia|ORG] lifted its cash rate to 4.35%. Governor [Michele Bullock|PERSON] said "
        "inflation was homegrown. The [Aussie|CURRENCY|AUDUSD=X|Australian dollar] dropped to 64.2 US cents. "
        "[ANZ|ORG|ANZ.AX] and [Westpac|ORG|WBC.AX] expect no more."
    ),
    (
        "The [MSCI ACWI|INDEX|^ACWI|MSCI All-Country World Index], which tracks 47 countries, rose 0.7%. The gauge "
        "has gained 11% in 2023. The [Bloomberg Commodity Index|INDEX|^BCOM] fell, as did the [S&P "
        "GSCI|INDEX|^SPGSCI]. The [Bloomberg Dollar Spot Index|INDEX] rose 0.2%."
    ),
    (
        "[Disney|ORG|DIS|Walt Disney]'s [Bob Iger|PERSON] returned; [Disney|ORG|DIS|Walt Disney] shares jumped "
        "6.3%. [Warner Bros. Discovery Inc.|ORG|WBD|Warner Bros. Discovery], [Paramount Global|ORG|PARA] and [Fox "
        "Corp.|ORG|FOXA|Fox] fell. [Comcast|ORG|CMCSA]'s [NBCUniversal|ORG] and [Hulu|PRODUCT] were for sale."
    ),
    (
        "A year ago, [Meta|ORG|META|Meta Platforms] was worth $300 billion; [Apple|ORG|AAPL], "
        "[Microsoft|ORG|MSFT], [Alphabet|ORG|GOOGL] and [Amazon|ORG|AMZN] were worth far more. Together the five "
        "make up 22% of the [S&P 500|INDEX|^GSPC]'s value."
    ),
    (
        "[Credit Agricole|ORG|ACA.PA], [Société Générale|ORG|GLE.PA] and [Deutsche "
        "Boerse|ORG|DB1.DE] gained. [SAP|ORG|SAP.DE], [Siemens|ORG|SIE.DE] and [Allianz|ORG|ALV.DE] led the "
        "[Dax|INDEX|^GDAXI|DAX]. [Porsche AG|ORG|P911.DE|Porsche] made its debut in [Frankfurt|GPE]. "
        "[Continental|ORG|CON.DE] slid."
    ),
    (
        "[Kestrel|ORG] said it would cut 500 jobs. “We had no choice,” said [Oona Farrell|PERSON], who "
        "joined [Kestrel|ORG] in 2015."
    ),
    (
        "Investors in [Plover Capital|ORG]'s fund lost 20%. [Plover|ORG||Plover Capital], based in "
        "[Stamford|GPE], declined to comment."
    ),
    (
        "[Gold|COMMODITY|GC=F], [silver|COMMODITY|SI=F|Silver] climb. [Euro|CURRENCY|EURUSD=X], "
        "[yen|CURRENCY|JPY=X|Japanese yen] up."
    ),
    (
        "The [benchmark 10-year Treasury yield|RATE|^TNX|10-year Treasury yield] slid. A 30-year "
        "veteran has a two-year contract."
    ),
    # --- names that say themselves what they are, arms of companies, and companies called by a common word ---
    (
        "Strategists at [TD Securities|ORG] and [RBC Capital Markets|ORG] disagree with [BofA Securities|ORG], while "
        "[Wells Fargo Investment Institute|ORG] sided with the [BlackRock Investment Institute|ORG]. "
        "[TD|ORG|TD.TO|Toronto-Dominion Bank] fell 2%."
    ),
    (
        "The [Harcourt Global Income Fund|FUND] returned 8.4%, the [Tidemark Small Cap Value ETF|FUND] 12.1% and the "
        "[Kelsey Bitcoin Trust|FUND] lost 4%. [Norway|GPE]'s sovereign fund and the pension fund did not say."
    ),
    (
        "The [Indxx Robotics Index|INDEX] fell 3 percent, the [NYSE Arca Biotechnology Index|INDEX] 2.2 percent and "
        "[Egypt|GPE]'s [EGX 30|INDEX] 1 percent. The consumer price index rose 0.2 percent."
    ),
    (
        "[Hurricane Milton|EVENT] hit [Florida|GPE] before the [Jackson Hole Economic Symposium|EVENT]. Markets in "
        "[China|GPE] were shut for the [Dragon Boat Festival|EVENT], and barges on the [Mekong River|LOC] waited."
    ),
    (
        "[Delta|ORG|DAL|Delta Air Lines] shares jumped. [United|ORG|UAL|United Airlines] and "
        "[American|ORG|AAL|American Airlines] followed. [American|NORP] shoppers and the United front held."
    ),
    (
        "Stocks to Watch: [Boeing|ORG|BA], [Target|ORG|TGT], [Gap|ORG|GPS], [Snap|ORG|SNAP]\n\n[Visa|ORG|V] will raise "
        "its fees, and visa rules will ease."
    ),
    (
        "[Target|ORG|TGT] Shares Plunge After Retailer Cuts Its Profit Target\n\n[Target|ORG|TGT] fell 11% on "
        "Wednesday. "
        "[GM|ORG|GM|General Motors] and [GE|ORG|GE|General Electric] rose, and [3i|ORG|III.L] lost 2 per cent."
    ),
    ("[S&P 500 Index|INDEX|^GSPC|S&P 500] (NYSE: SPY): -0.16% or -4.27 points to 2,659.41."),
    (
        "[Achterberg|PERSON] prefers bonds. [Kelvane|ORG] said sales rose 12%, and [Powell|PERSON] testifies today. "
        "[Tilda Vossing|PERSON] runs money; [Vossing|PERSON||Tilda Vossing]'s team is bearish."
    ),
    (
        "[Zeltana Pharma|ORG] soared after its pill [Morvantis|PRODUCT] met its goal. [Apple|ORG|AAPL] sold more "
        "of the [iPhone 15 Pro|PRODUCT], [Sony|ORG|6758.T] 3 million of the [PlayStation 5|PRODUCT]."
    ),
    (
        "In [Tromso|GPE], the cruise operator [Nordhavn Lines|ORG] said bookings fell. [Jefferies India|ORG] likes "
        "lenders, [Air Canada|ORG] hedges its fuel, and [Apple|ORG|AAPL] sales fell."
    ),
    (
        "The [Treasury|ORG] sold $22 billion of 30-year bonds. The [S&P Regional Lenders Index|INDEX] slid 8 percent, "
        "the [NYSE FANG+|INDEX|^NYFANG|NYSE FANG+ Index] 3 percent and the "
        "[Nigerian|NORP] [All-Share Index|INDEX] 1 percent."
    ),
    (
        "[boeing|ORG|BA|Boeing] and [japan|GPE||Japan] drag [nikkei|INDEX|^N225|Nikkei 225] lower as traders "
        "wait for the [boj|ORG||Bank of Japan]"
    ),
    (
        "He got lost in a corn maze, ate a kiwi fruit, opened a tin and left; silver-tier members and his "
        "yen for adventure would oil the wheels."
    ),
    (
        "[Siemens|ORG|SIE.DE] <SIEGn.DE> rose, [Zscaler|ORG|ZS] (ZS -3.2%) fell, and its [Nasdaq|ORG] debut came after "
        "it moved its listing to the [Nasdaq|ORG]; the [Nasdaq|INDEX|^IXIC|Nasdaq Composite] slid."
    ),
    (
        "[Nestlé|ORG|NESN.SW] and [Société Générale|ORG|GLE.PA] fell; [Münchener Rück|ORG|MUV2.DE|Munich Re] rose in "
        "[Frankfurt|GPE]."
    ),
    (
        "“We are patient,” wrote [Suki Cooper|PERSON], an analyst at [Standard Chartered|ORG|STAN.L]. "
        "[Cooper|PERSON||Suki Cooper] has been bullish since May. [Nikola|ORG|NKLA] founder [Trevor Milton|PERSON] "
        "was convicted."
    ),
    (
        "[Cable|CURRENCY|GBPUSD=X|Pound sterling] slipped below $1.25. [Lead|COMMODITY] and [zinc|COMMODITY||Zinc] "
        "fell, while [Sony|ORG|6758.T] (SONY) and [Infosys|ORG|INFY.NS] took the lead on cable television."
    ),
    (
        "[META|ORG|META|Meta Platforms] +3.2%, [NFLX|ORG|NFLX|Netflix] -1.1%, [AMZN|ORG|AMZN|Amazon] +0.4%\n\n"
        "[Copper|COMMODITY|HG=F] and [gold|COMMODITY|GC=F|Gold] lead the way."
    ),
    ("Stocks Slide as [Fed|ORG||Federal Reserve]'s [Powell|PERSON] Signals Pause"),
    (
        "[Liu He|PERSON] leads the talks. He has met nobody. Biotech stocks fell. ‘Tell me more,’ said a fund manager. "
        "The Attorney General is suing, and SUV sales rose."
    ),
    ("The [Civil Aviation Authority of Nepal|ORG] and the [Life Insurance Corporation of India|ORG] declined."),
    # codes of vendors, glued to a name or beside it, and addresses
    "[QualcommQCOM.O|ORG|QCOM|Qualcomm] fell 5% and [SoFi TechnologiesSOFI.O|ORG|SOFI|SoFi Technologies] jumped 20.2%.",
    "[Amazon.comAMZN.O|ORG|AMZN|Amazon] and [Facebook FB.O|ORG|META|Facebook] rose; [Brent crude LCOc1|COMMODITY|BZ=F|Brent crude oil] slid.",
    "The [10-year yield BX:TMUBMUSD10Y|RATE|^TNX|10-year Treasury yield] rose to 4.27%.",
    "The [Dow .DJI|INDEX|^DJI|Dow Jones Industrial Average] rose and [Bayer|ORG|BAYN.DE] (DE:BAYGN) fell.",
    "[[Apple|ORG|AAPL]](https://example.org/quote/AAPL) (AAPL) rose and [[Tesla|ORG|TSLA]](../q/TSLA) ([TSLA](../q/TSLA)) fell.",
    "[Carnival Corporation & plc|ORG|CCL|Carnival] (NYSE: CCL) fell 0.8%. It's down; IT spending rose.",
    # another country's bond
    "[Hungarian|NORP] [10-year|RATE||10-year Hungarian bond yield] yields fell as [German|NORP] [10-year|RATE||10-year bund yield] yields rose.",
    "[New Zealand|GPE]'s [10-year yield|RATE||10-year New Zealand bond yield] fell; the [U.S.|GPE||United States] "
    "[10-year yield|RATE|^TNX|10-year Treasury yield] did not. The [10-year Polish bond yield|RATE] rose.",
    # what only begins as an index does, or is a part of one
    "The [FTSE/Xinhua China 25|INDEX] and the [FTSE China A50|INDEX] fell; the [Nasdaq Golden Dragon China|INDEX] index rose.",
    "[S&P 500 Energy|INDEX] rose 3%, the [STOXX 600's technology sector|INDEX||STOXX Europe 600's technology sector] 2%.",
    "[Dow e-minis|INDEX|YM=F|Dow Jones Industrial Average futures] rose as [MSCI's broadest index of Asian shares|INDEX] fell.",
    "The [Nikkei|ORG] newspaper said the [Nikkei|INDEX|^N225|Nikkei 225] fell. [Urals crude|COMMODITY||Urals crude oil] rose.",
)

"""Every reason why a claim gets no verdict, or not the one it asked for: once, by a code.

A check carries the code; its words come from here, with the numbers that belong to it. `advice` is what a person can
do about it. Whoever reads the text sets one of the whole sentences below as a claim's `reason`, and whoever checks
declines with it; no program reads the words to decide anything.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong, and what to do about it."""

    code: str
    words: str
    advice: str = ""

    @property
    def sentence(self) -> str:
        """Both in one line."""
        return f"{self.words}; {self.advice}" if self.advice else self.words


_TABLE = (
    # what the text leaves open
    Reason(
        "moment",
        "a figure of a moment within the day cannot be told from daily bars",
        "supply intraday data for it",
    ),
    Reason("no-bound", "the text does not date the bound (since when)", "supply the date"),
    Reason("turned", "the pair is quoted the other way round", "supply the series of this direction"),
    Reason("unknown-pair", "no series of this pair of currencies is known", "supply one"),
    Reason("same-part", "only the same month or quarter of other years is compared", "no rule computes that yet"),
    Reason("other-span", "what is compared is no day, week, month, quarter or year", "no rule computes that yet"),
    Reason("with-dividends", "a return with dividends is not the price's", "import a total-return series"),
    Reason("no-period", "the text does not say for what period the change is", "supply it"),
    Reason("level-of-longer", "a level is one day's, and the text gives a longer period", "supply the day"),
    # what the words say of the figure
    Reason(
        "general", "the sentence defines a term, tells a habit or an average, or what would be: its figure is of no day"
    ),
    Reason("not-its-series", "the words mean another thing than the series of the instrument", "import that series"),
    Reason("open-subject", "two things of a kind are spoken of, and the words do not say of which the figure is"),
    Reason("from-extreme", "the figure is counted from a high, a low or the open, not over the day"),
    Reason("elsewhen", "the words about the figure speak of another time, and only they tell which"),
    # what the solver finds
    Reason(
        "either-time", "right under one of the times that are open, and nothing tells which is meant: the figure agrees"
    ),
    Reason("other-time", "true only under another time than the likeliest that is open"),
    Reason("wrong-day", "the sentence names a day, and its figures are right of another"),
    Reason("wrong-thing", "the figures of this thing and day are together those of another thing"),
    Reason("never-reached", "it was not there on any day since the bound that is named"),
    Reason("misprint", "right but for one digit, or for two that changed places"),
    Reason("day-extreme", "true of what the day reached, not of its close"),
    Reason(
        "elsewhen-true",
        "the figure is right of another time near by: the day was read wrong, or is wrong in the text",
        "compare the day with the article's",
    ),
    Reason("time-open", "it fails under the likeliest time, and nearly holds under another that is open"),
    Reason(
        "of-a-moment",
        "within the range of the session that ran at publication: when it stood there cannot be told from daily bars",
        "supply intraday data for it",
    ),
    Reason(
        "other-hours",
        "the day of what never closes begins at another hour for each source",
        "supply the source's own series",
    ),
    Reason("other-measure", "the figure is where the thing stands, not how far it moved: the verb is another figure's"),
    Reason("other-thing", "the sentence names another thing too, of which the figure is true"),
    Reason("unsure", "the figure fails, but its time or its thing was not read beyond doubt"),
    Reason("of-the-moment", "near the close of the day, but the sentence tells of a moment within it"),
    Reason("few-digits", "it agrees, but in so few digits and with a time so open that it may be by chance"),
    Reason("unfinished", "the session that is meant had not closed at publication"),
    # what an appeal finds
    Reason("split", "off by the ratio of a split", "import splits.csv"),
    Reason("split-basis", "true only on the basis before or after a split that is at hand"),
    Reason("scale", "the figure is on another scale than the series: another thing, contract or unit"),
    Reason("far-off", "the figure is so far from the series that another year or thing is rather meant"),
    Reason(
        "other-contract", "the text names or may quote another contract than the front month", "import that contract"
    ),
    Reason("roll", "the front month rolls about this day: the text may quote the next contract", "import it"),
    Reason("adjusted-series", "the series has dividends in its close", "import one of plain prices"),
    Reason("with-dividends-only", "true of the return with dividends, not of the price"),
    Reason("preliminary", "off by no more than a preliminary close may be"),
    Reason("quarter-past", "off by no more than the VIX moves between 16:00 and 16:15, until when it is reckoned"),
    Reason("doubtful-day", "the market data themselves put a day in doubt; nothing is contradicted by it"),
    Reason("providers-disagree", "the providers disagree"),
    Reason(
        "revised",
        "off by no more than is usually revised: the series is at hand as last revised, an article had the first print",
        "supply the release with its date of filing in facts.csv",
    ),
    Reason(
        "source-open",
        "the text does not say of which country or by whom the figure is, and it is not that of the usual source",
        "check it by hand",
    ),
    Reason("own-sums", "the article's own figures disagree"),
    # what is wrong with the document's dates
    Reason("published-in-the-future", "the publication is in the future", "give the right one with --published"),
    Reason("weekday-not-of-date", "the weekday is not that of its date", "find out which of the two is meant"),
    Reason(
        "published-after-modified",
        "the publication is after the page's last change",
        "give the right one with --published",
    ),
    # what a rule or a market cannot do
    Reason("no-instrument", "no listed instrument is known", "add it to the catalogue or import one"),
    Reason("no-series", "no price series is at hand", "import one with: tapecheck market import DIR"),
    Reason("no-day", "neither the text nor the publication fixes the day", "give it with --published"),
    Reason("period-open", "the text leaves the period open", "nothing can be computed without both its bounds"),
    Reason("series-short", "the series at hand does not reach the days that are meant", "import a longer one"),
    Reason("no-facts", "what companies, offices or vendors report is not at hand", "supply it with --reference FILE"),
    Reason("no-figure", "the claim states nothing to compute"),
    Reason("wrong-unit", "a figure of this unit cannot be of this series", "import that quote"),
    Reason("market-failed", "market data failed", "try again later"),
    Reason("rule-failed", "the rule failed on this claim", "please report it"),
    Reason("no-rule", "no rule is registered for this kind of claim"),
    Reason("undecided", "the rule cannot decide"),
    # how a figure is wrong, or nearly right
    Reason("direction", "the direction is wrong"),
    Reason("unit", "percent was taken for points, or points for percent"),
    Reason("count", "the count is another"),
    Reason("dust", "it hangs on less than sources differ by", "supply a second source"),
    Reason("source-tolerance", "within what the sources are known to differ by"),
    Reason("reading", "true under another careful reading, which the reason names"),
)
REASONS = {each.code: each for each in _TABLE}

MOMENT = REASONS["moment"].sentence
NO_BOUND = REASONS["no-bound"].sentence
TURNED = REASONS["turned"].sentence
UNKNOWN_PAIR = REASONS["unknown-pair"].sentence
SAME_PART = REASONS["same-part"].sentence
OTHER_SPAN = REASONS["other-span"].sentence
WITH_DIVIDENDS = REASONS["with-dividends"].sentence
NO_PERIOD = REASONS["no-period"].sentence
NO_DAY = REASONS["level-of-longer"].sentence
SETTLED = {
    REASONS[code].sentence: code
    for code in (
        "moment",
        "no-bound",
        "turned",
        "unknown-pair",
        "same-part",
        "other-span",
        "with-dividends",
        "no-period",
        "level-of-longer",
    )
}

# Why a figure, a superlative or a bound became no claim at all: the code, and what a person can do.
UNREAD = {
    "no_wording": "no wording that is known ties the figure to the instrument beside it; check it by hand",
    "no_verb": "no verb or noun says whether the figure is a move or a level",
    "no_subject": "the figure is of something that no instrument of the catalogue stands behind; add it if it is one",
    "general": "the figure is of no day: a definition, a threshold, an average or a part",
    "part": "the figure is a part, a chance or a rate, and no move of a price",
    "sum": "a sum of money that no rule checks",
    "other_kind": "a number that no rule checks",
    "superlative": "a superlative whose measure, owner or bound was not understood; check it by hand",
    "no_bound": "a superlative without a bound (since when), or one that is only mentioned",
}

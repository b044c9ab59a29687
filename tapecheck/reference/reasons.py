"""Reasons that the text itself gives why a claim cannot be checked: no market data could settle them.

Whoever reads the text sets one as a claim's `reason`, and whoever checks declines with it.
"""

MOMENT = "a figure of a moment within the day cannot be told from daily bars; supply intraday data for it"
NO_BOUND = "the text does not date the bound (since when); supply the date"
TURNED = "the pair is quoted the other way round; supply the series of this direction"
UNKNOWN_PAIR = "no series of this pair of currencies is known; supply one"
SAME_PART = "only the same month or quarter of other years is compared; no rule computes that yet"
OTHER_SPAN = "what is compared is no day, week, month, quarter or year; no rule computes that yet"
WITH_DIVIDENDS = "a return with dividends is not the price's; import a total-return series"
NO_PERIOD = "the text does not say for what period the change is; supply it"
SETTLED = frozenset((NO_PERIOD, MOMENT, NO_BOUND, TURNED, UNKNOWN_PAIR, SAME_PART, OTHER_SPAN, WITH_DIVIDENDS))

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
    "long_sentence": "the sentence is too long to be one; set it apart by lines",
}

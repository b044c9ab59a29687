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

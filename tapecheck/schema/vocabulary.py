"""The closed vocabularies of the contract."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What a name names: OntoNotes labels, and those of the market."""

    PERSON = "PERSON"
    ORG = "ORG"
    GPE = "GPE"
    LOC = "LOC"
    NORP = "NORP"
    EVENT = "EVENT"
    PRODUCT = "PRODUCT"
    INDEX = "INDEX"
    FUND = "FUND"
    COMMODITY = "COMMODITY"
    CURRENCY = "CURRENCY"
    CRYPTO = "CRYPTO"
    RATE = "RATE"


class QuantityKind(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    MULTIPLE = "multiple"
    INDEX_POINTS = "index_points"
    COUNT = "count"


class Hedge(StrEnum):
    """How the text bounds a figure; no hedge is None."""

    APPROX = "approx"
    JUST_BELOW = "just_below"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    JUST_ABOVE = "just_above"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"


class Direction(StrEnum):
    """Which way a movement or a result went; a level or a price has none."""

    UP = "up"
    DOWN = "down"


class PeriodKind(StrEnum):
    """How a period is stated."""

    DATE = "date"
    RANGE = "range"
    SINCE = "since"
    LOOKBACK = "lookback"
    FISCAL = "fiscal"
    OPEN = "open"


class QuoteType(StrEnum):
    """How speech is reported."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Metric(StrEnum):
    """What a claim is about."""

    PERCENT_CHANGE = "percent_change"
    POINT_CHANGE = "point_change"
    CLOSE = "close"
    OPEN = "open"
    INTRADAY_HIGH = "intraday_high"
    INTRADAY_LOW = "intraday_low"
    LEVEL = "level"
    YIELD_LEVEL = "yield_level"
    YIELD_CHANGE = "yield_change"
    HIGHEST_SINCE = "highest_since"
    LOWEST_SINCE = "lowest_since"
    LARGEST_MOVE_SINCE = "largest_move_since"
    FIRST_SINCE = "first_since"
    STREAK = "streak"
    OFF_HIGH = "off_high"
    OFF_LOW = "off_low"
    RELATIVE_CHANGE = "relative_change"
    BREADTH = "breadth"
    RANK = "rank"
    MOVING_AVERAGE = "moving_average"
    MARKET_CAP = "market_cap"
    MARKET_CAP_CHANGE = "market_cap_change"
    VOLUME = "volume"
    FUND_FLOW = "fund_flow"
    SHORT_PROFIT = "short_profit"
    FUNDAMENTAL = "fundamental"
    COUNT = "count"
    SHARE_OF_TOTAL = "share_of_total"
    MOVING_AVERAGE_LEVEL = "moving_average_level"
    MOVING_AVERAGE_DISTANCE = "moving_average_distance"
    HIGH_52_WEEKS = "high_52_weeks"
    LOW_52_WEEKS = "low_52_weeks"
    RSI = "rsi"
    BOLLINGER = "bollinger"
    VOLATILITY = "volatility"
    ANNUALISED_RETURN = "annualised_return"
    MAX_DRAWDOWN = "max_drawdown"
    AVERAGE_VOLUME = "average_volume"
    BETA = "beta"
    CORRELATION = "correlation"
    OTHER = "other"


class Modality(StrEnum):
    """Whether a claim is asserted at all; only asserted ones get a verdict."""

    ASSERTED = "asserted"
    FORECAST = "forecast"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"


class Verdict(StrEnum):
    """How a claim, or a whole document, fared; the last two are a document's only."""

    SUPPORTED = "supported"
    IMPRECISE = "imprecise"
    CONTRADICTED = "contradicted"
    NOT_CHECKABLE = "not_checkable"
    PARTLY_SUPPORTED = "partly_supported"
    NO_CLAIM = "no_claim"


class TimeSource(StrEnum):
    """Which words give a claim a time, from its own to none at all."""

    OWN = "own"
    PARTNER = "partner"
    SENTENCE = "sentence"
    BEFORE = "before"
    HEADING = "heading"
    HEADLINE = "headline"
    DEFAULT = "default"

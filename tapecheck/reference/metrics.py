"""Families of metrics, each set once: the reader, the rules and the report ask the same ones.

A module that needs fewer takes them away by name (`LEVELS - {Metric.OPEN}`), so that the difference is seen.
"""

from __future__ import annotations

from typing import Final

from tapecheck.schema import Metric

Metrics = frozenset[Metric]

# A movement over a period, in percent, points or basis points.
CHANGES: Final[Metrics] = frozenset({Metric.PERCENT_CHANGE, Metric.POINT_CHANGE, Metric.YIELD_CHANGE})

# The extremes of one day.
WITHIN_DAY: Final[Metrics] = frozenset({Metric.INTRADAY_HIGH, Metric.INTRADAY_LOW})

# Where a thing stood at one moment: a price, a level or a yield.
LEVELS: Final[Metrics] = frozenset({Metric.CLOSE, Metric.OPEN, Metric.LEVEL, Metric.YIELD_LEVEL}) | WITHIN_DAY

# How far a thing stands from an extreme of its past.
FROM_EXTREMES: Final[Metrics] = frozenset({Metric.OFF_HIGH, Metric.OFF_LOW})

# The highest or lowest level since a bound.
EXTREMES_SINCE: Final[Metrics] = frozenset({Metric.HIGHEST_SINCE, Metric.LOWEST_SINCE})

# What is claimed of a history: true only if nothing since its bound beats it.
SUPERLATIVES: Final[Metrics] = EXTREMES_SINCE | {Metric.LARGEST_MOVE_SINCE, Metric.FIRST_SINCE}

# Claims of order that hold no figure of their own.
ORDERS: Final[Metrics] = SUPERLATIVES | {Metric.RANK, Metric.STREAK}

# What is printed with a sign: down is negative.
SIGNED: Final[Metrics] = CHANGES | FROM_EXTREMES | {Metric.RELATIVE_CHANGE, Metric.MARKET_CAP_CHANGE, Metric.FUND_FLOW}

# Technical measures as of one day's close, and those of a period or of so many sessions.
OF_A_DAY: Final[Metrics] = frozenset(
    {
        Metric.MOVING_AVERAGE_LEVEL,
        Metric.MOVING_AVERAGE_DISTANCE,
        Metric.HIGH_52_WEEKS,
        Metric.LOW_52_WEEKS,
        Metric.RSI,
        Metric.BOLLINGER,
    }
)

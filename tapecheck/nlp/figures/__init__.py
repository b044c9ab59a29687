"""Every figure of a text, normalised: money, percent, percentage points, index points, multiples, counts.

One pass: `tokens` cuts the text into words, numerals and signs; `operands` reads a figure with what is glued to it;
`ranges` joins two that are one; `bare` decides what a number without a unit is; `words` reads figures without a numeral;
`context` finds hedge, rate and direction. Everything looks a bounded number of tokens around, so time is linear.
"""

from __future__ import annotations

from tapecheck.nlp.figures.find import find_quantities

__all__ = ["find_quantities"]

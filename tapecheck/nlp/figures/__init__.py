"""Every figure of a text, normalised: money, percent, percentage points, index points, multiples, counts.

One pass: `tokens` cuts the text into words, numerals and signs; `operands` reads a figure with what is glued to it;
`ranges` joins two that are one; `words` reads figures without a numeral; `counts` and `levels` say what a number
without a unit is; `hedges`, `rates`, `priced` and `direction` read what stands around it; `find` walks and puts it
together. Everything looks a bounded number of tokens around, so time is linear.
"""

from __future__ import annotations

from tapecheck.nlp.figures.find import find_quantities

__all__ = ["find_quantities"]

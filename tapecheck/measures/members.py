"""Members of an index counted: how many did something, with bounds for those without a price, and how all moved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tapecheck.reference.market import Closes
from tapecheck.schema import Histogram

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

OUTER = (2, 98)  # percentiles that the outermost bins of a histogram begin at
WIDTHS = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 50.0, 100.0)
MOST_BINS = 24
UNCHANGED = 1e-5  # stored prices are rounded: so small a change is none


@dataclass(frozen=True, slots=True)
class Counted:
    """Members that did what is claimed, those with a price, and all."""

    hits: int
    priced: int
    members: int
    spread: Histogram

    @property
    def missing(self) -> int:
        return self.members - self.priced

    @property
    def share(self) -> float:
        return 100 * self.hits / self.priced

    @property
    def bounds(self) -> tuple[float, float]:
        """The share if none, or all, of the members without a price did so too."""
        return 100 * self.hits / self.members, 100 * (self.hits + self.missing) / self.members

    @property
    def formula(self) -> str:
        low, high = self.bounds
        return (
            f"{self.hits} of {self.priced} priced members ({self.share:.1f}%), {self.missing} of {self.members} "
            f"missing; bounds {low:.1f}%..{high:.1f}%"
        )


def spread_of(changes: npt.NDArray[np.float64], bar: float) -> Histogram:
    """The members by how far they moved, in percent: even bins from the bar on, the outermost open."""
    import numpy as np

    low, high = (float(value) for value in np.percentile(changes, OUTER))
    width = next((each for each in WIDTHS if (high - low) / each <= MOST_BINS), WIDTHS[-1])
    below = max(1, math.ceil((bar - low) / width))
    above = max(1, math.ceil((high - bar) / width))
    edges = bar + width * np.arange(-below, above + 1)
    inside = np.clip(changes, edges[0], np.nextafter(edges[-1], edges[0]))
    counts, _ = np.histogram(inside, bins=edges)
    return Histogram(
        edges=tuple(round(float(edge), 4) for edge in edges), counts=tuple(map(int, counts)), bar=round(bar, 4)
    )


def changes_of(closes: Closes, first: date, last: date) -> npt.NDArray[np.float64]:
    """Each member's change between the two days, members without both closes left out."""
    start, end = closes.on(first), closes.on(last)
    if start is None or end is None:
        return closes.values[:0, :0].ravel()
    changes = end / start - 1
    found: npt.NDArray[np.float64] = changes[changes == changes]
    return found

"""What a failing claim may appeal to before it is contradicted: named, versioned, and with what it may do.

An appeal looks at a claim that holds under none of its times. It may *withdraw* the verdict (not checkable) or *soften*
it (imprecise, or supported where another computation is what is meant). They are heard in the order of `APPEALS`;
the first that answers decides. Nothing of this is heard where the article's own sums *uphold* a contradiction.
`WHATEVER` is heard first, of claims that hold as well: of what is right by chance among figures of another thing.
"""

from __future__ import annotations

from collections.abc import Sequence

from tapecheck.crosscheck.appeals import (
    contracts,
    dividends,
    doubtful_days,
    elsewhere,
    misprint,
    moment,
    scale,
    sources,
    splits,
    unsure,
    words,
    wrong_day,
    wrong_thing,
)
from tapecheck.crosscheck.appeals.hearing import Appeal, Hearing, May
from tapecheck.schema import Check, Verdict, changed

APPEALS = (
    Appeal("wrong-thing.v2", frozenset({May.UPHOLD, May.WITHDRAW}), wrong_thing.hear),
    Appeal("wrong-day.v2", frozenset({May.UPHOLD}), wrong_day.hear),
    Appeal("words.v2", frozenset({May.WITHDRAW}), words.hear),
    Appeal("extreme.v2", frozenset({May.SOFTEN}), moment.of_extreme),
    Appeal("moment.v2", frozenset({May.WITHDRAW}), moment.hear),
    Appeal("fixings.v1", frozenset({May.WITHDRAW}), moment.of_hours),
    Appeal("contracts.v3", frozenset({May.WITHDRAW}), contracts.hear),
    Appeal("misprint.v3", frozenset({May.UPHOLD}), misprint.hear),
    Appeal("splits.v1", frozenset({May.WITHDRAW}), splits.hear),
    Appeal("measure.v1", frozenset({May.WITHDRAW}), scale.of_measure),
    Appeal("scale.v1", frozenset({May.WITHDRAW}), scale.hear),
    Appeal("dividends.v1", frozenset({May.WITHDRAW, May.SOFTEN}), dividends.hear),
    Appeal("preliminary.v1", frozenset({May.SOFTEN}), sources.of_first_print),
    Appeal("elsewhere.v1", frozenset({May.WITHDRAW, May.SOFTEN}), elsewhere.hear),
    Appeal("doubtful-days.v1", frozenset({May.WITHDRAW}), doubtful_days.hear),
    Appeal("providers.v1", frozenset({May.WITHDRAW}), sources.of_providers),
    Appeal("unsure.v2", frozenset({May.WITHDRAW}), unsure.hear),
)
WHATEVER, REST = APPEALS[:1], APPEALS[1:]
ALLOWED = {
    Verdict.NOT_CHECKABLE: May.WITHDRAW,
    Verdict.IMPRECISE: May.SOFTEN,
    Verdict.SUPPORTED: May.SOFTEN,
    Verdict.CONTRADICTED: May.UPHOLD,
}


def appeal(hearing: Hearing, among: Sequence[Appeal]) -> Check:
    """The check of a claim after some appeals: as it is, or as the first that answers has it."""
    for each in among:
        found = each.hear(hearing)
        if found is None:
            continue
        if ALLOWED[found.verdict] not in each.may:
            raise AssertionError(f"{each.name} may not make a claim {found.verdict}")
        return changed(found, decided=each.name)
    return hearing.check


__all__ = ["APPEALS", "REST", "WHATEVER", "Appeal", "Hearing", "May", "appeal"]

"""What is wrong with the dates of a document as a whole: what hangs on them cannot be checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tapecheck.crosscheck.appeals.hearing import answer
from tapecheck.crosscheck.asof import has_cue
from tapecheck.reference.reasons import REASONS
from tapecheck.schema import Check, Claim, Document, Flag, Published, TimeSource, Verdict

MISDATED = "weekday-not-of-date"
OF_PUBLICATION = frozenset({TimeSource.DEFAULT, TimeSource.HEADING, TimeSource.HEADLINE, TimeSource.BEFORE})


def find_flags(document: Document, now: datetime) -> tuple[Flag, ...]:
    """A publication after the page's last change, or in the future; a weekday that is not of its date."""
    found = []
    if document.published is not None:
        day = Published.parse(document.published).day
        if day > now.date():
            found.append(flag("published-in-the-future", f"{day}"))
        modified = day_of(document.article.modified)
        if modified is not None and modified < day:
            found.append(flag("published-after-modified", f"published {day}, modified {modified}"))
    named = [claim.said.day.value for claim in document.claims if claim.said.day and has_cue(claim, MISDATED)]
    return (*found, *(flag(MISDATED, f"{day} is a {date.fromisoformat(day):%A}") for day in dict.fromkeys(named)))


def flag(code: str, detail: str) -> Flag:
    """A flag with the words of its code."""
    return Flag(code=code, reason=f"{REASONS[code].words} ({detail}); {REASONS[code].advice}")


def day_of(text: str | None) -> date | None:
    """The day of a date that a page states; None where it is none."""
    try:
        return None if text is None else Published.parse(text).day
    except ValueError:
        return None


def withdraw(checks: tuple[Check, ...], claims: tuple[Claim, ...], flags: tuple[Flag, ...]) -> tuple[Check, ...]:
    """The checks; what hangs on a date that cannot be is not checkable."""
    if not flags:
        return checks
    of_page = next((each.code for each in flags if each.code != MISDATED), None)
    codes = {claim.id: MISDATED if has_cue(claim, MISDATED) else of_page if hangs(claim) else None for claim in claims}
    return tuple(
        replace(answer(check, Verdict.NOT_CHECKABLE, code), decided="flags.v1")
        if check.verdict is not Verdict.NOT_CHECKABLE and (code := codes[check.claim_id]) is not None
        else check
        for check in checks
    )


def hangs(claim: Claim) -> bool:
    """Whether a claim's time is counted from the publication."""
    return not claim.times or claim.times[0].source in OF_PUBLICATION
